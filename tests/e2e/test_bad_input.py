"""Whatever people and strangers send: a fitting answer or a silent refusal, and nothing lost."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from core.vocabulary import Language
from telegram_bot.texts import say
from tests.e2e import truth
from tests.e2e.people import Crowd, SimulatedPerson, thinking
from tests.e2e.product import Product, Talker, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SENTENCES = {
    "ru": "Сегодня долго шёл пешком вдоль набережной, думал об отце и постепенно успокоился. ",
    "en": "Today I took a long walk along the quay, thought of my father and slowly calmed down. ",
}
RIGHT_TO_LEFT = "היום הלכתי לאורך הנהר וחשבתי על אבא שלי \u202eאחר כך נרגעתי"
#: As many as there are tests that want one, in two languages; half of them begin at a time.
PEOPLE, HALF = 72, 36
LONG = 10_000
MORE_THAN_A_MINUTE_TAKES = 33
INVISIBLE = {"separator": "\u2063", "joiner": "\u200b\u200d", "filler": "\u3164"}
ODD = {
    "emoji": "🙂",
    "emojis": "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🔥",
    "right to left": RIGHT_TO_LEFT,
    "markup": "<b>&amp;</b> <script>",
    "template": "{text} {0} %s",
    "control characters": "\x00\x07ok",
}
FORGED = (
    "v1:q:1:skip",
    "v1:q:999999999999999999:ready",
    "v1:q:0:erase",
    "v1:address:0:ty",
    "v0:q:1:skip",
)
RUBBISH = ("", "rubbish", "v1:erase:0:", "<b>", "я" * 32, "v1:menu:0:" + "a" * 40)


@pytest.fixture(scope="module")
def asked(product: Product) -> dict[str, list[Talker]]:
    """Return people of each language, one for each test, who have been asked a first question.

    They begin all at once, which takes a fraction of the time of beginning one by one.
    """
    people = asyncio.run(_begin(product))
    talkers = [Talker(product, person.id) for person in people]
    for talker in talkers:
        talker.seen = len(talker.messages())
    return {"ru": talkers[0::2], "en": talkers[1::2]}


async def _begin(product: Product) -> list[SimulatedPerson]:
    async with Crowd(product) as crowd:
        people = await crowd.invite(PEOPLE, 0, thinking(0, 0))
        for group in (people[:HALF], people[HALF:]):
            await asyncio.gather(*(crowd.begin(person) for person in group))
    return people


@pytest.fixture(params=["ru", "en"])
def talker(asked: dict[str, list[Talker]], request: pytest.FixtureRequest) -> Talker:
    """Return somebody who has just been asked a first question."""
    return asked[request.param].pop()


@pytest.fixture(scope="module", autouse=True)
def _nothing_personal_in_any_log(product: Product) -> Iterator[None]:
    """After all of these tests, look for what was said in everything that was logged."""
    yield
    logs = product.logs()
    for words in (*SENTENCES.values(), RIGHT_TO_LEFT, "anybody's secret"):
        assert words.strip() not in logs
        assert words.strip()[:30] not in logs
    assert "Traceback (most recent call last)" not in logs


def _said(talker: Talker, key: str, **values: str) -> str:
    """Return a text of the catalogue in the person's language, without its markup."""
    text = say(key, Language(_language(talker)), **values)
    return text.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "")


def _language(talker: Talker) -> str:
    with talker.product.sandbox as client:
        people = client.get("/_sandbox/people").json()["people"]
    return str(next(person["language_code"] for person in people if person["id"] == talker.id))


def _is_next_question(message: dict[str, Any]) -> bool:
    return "●" in message["text"]


def _answers(talker: Talker) -> list[str]:
    answers = truth.read(talker.product)["answers"]
    return [a["text"] for a in answers if a["chat"] == talker.id and a["is_current"]]


@pytest.mark.parametrize(
    "text", ["\u2063", "\u200b\u200d", "ㅤ"], ids=["separator", "joiner", "filler"]
)
def test_a_message_without_a_visible_word_is_asked_for_again(talker: Talker, text: str) -> None:
    reply = talker.write(text)

    assert reply["text"] == _said(talker, "empty_answer")
    assert _is_next_question(talker.write(SENTENCES[_language(talker)]))


@pytest.mark.parametrize(
    "text",
    [
        "🙂",
        "👨‍👩‍👧‍👦🏳️‍🌈🔥",
        RIGHT_TO_LEFT,
        "<b>&amp;</b> <script>",
        "{text} {0} %s",
        "\x00\x07ok",
    ],
    ids=["emoji", "emojis", "right to left", "markup", "template", "control characters"],
)
def test_odd_words_are_an_answer_like_any_other(talker: Talker, text: str) -> None:
    reply = talker.write(text)

    assert _is_next_question(reply)
    assert reply["text"].partition("\n\n")[0]


def test_a_text_that_the_client_splits_is_kept_whole_and_every_part_is_answered(
    talker: Talker,
) -> None:
    sentence = SENTENCES[_language(talker)]
    text = (sentence * (LONG // len(sentence) + 1))[:LONG].strip()

    talker.send(text=text)
    parts = -(-len(text) // 4096)
    replies = [talker.next_message() for _ in range(parts)]

    assert all(_is_next_question(reply) for reply in replies)
    kept = "".join("".join(_answers(talker)).split())
    assert kept == "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("sticker", "media"),
        ("photo", "media"),
        ("document", "media"),
        ("location", "media"),
        ("contact", "media"),
        ("voice", "voice"),
        ("forwarded", "forwarded"),
    ],
)
def test_what_cannot_be_read_gets_a_kind_word_and_the_question_stays_open(
    talker: Talker, kind: str, key: str
) -> None:
    talker.send(kind=kind, text=SENTENCES[_language(talker)])

    assert talker.next_message()["text"] == _said(talker, key)
    assert _is_next_question(talker.write(SENTENCES[_language(talker)]))


def test_an_edited_last_answer_is_corrected_and_an_older_one_stays(talker: Talker) -> None:
    words = SENTENCES[_language(talker)].strip()
    talker.write(f"{words} 1")
    talker.write(f"{words} 2")
    older, last = _own_messages(talker)[-2:]

    talker.send(kind="edited", message_id=older, text=f"{words} older, changed")
    talker.send(kind="edited", message_id=last, text=f"{words} last, changed")

    assert talker.next_message()["text"] == _said(talker, "corrected")
    assert _answers(talker) == [f"{words} 1", f"{words} last, changed"]


def test_an_unknown_command_is_named_as_such(talker: Talker) -> None:
    assert talker.write("/fortune tell me")["text"] == _said(talker, "unknown_command")
    assert _is_next_question(talker.write(SENTENCES[_language(talker)]))


@pytest.mark.parametrize(
    "data",
    [
        "v1:q:1:skip",
        "v1:q:999999999999999999:ready",
        "v1:q:0:erase",
        "v1:address:0:ty",
        "v0:q:1:skip",
    ],
)
def test_a_stale_or_forged_button_changes_nothing(talker: Talker, data: str) -> None:
    question = talker.messages()[-1]

    talker.press_data(question["message_id"], data)

    assert _is_next_question(talker.write(SENTENCES[_language(talker)]))
    assert len(talker.messages()) == talker.seen


@pytest.mark.parametrize(
    "data", ["", "rubbish", "v1:erase:0:", "<b>", "я" * 32, "v1:menu:0:" + "a" * 40]
)
def test_rubbish_for_a_button_is_refused_in_silence(talker: Talker, data: str) -> None:
    talker.press_data(999_999, data)

    assert _is_next_question(talker.write(SENTENCES[_language(talker)]))
    assert len(talker.messages()) == talker.seen


def test_a_button_of_the_question_before_leaves_the_present_one_alone(talker: Talker) -> None:
    first = talker.messages()[-1]
    skip = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    talker.write(SENTENCES[_language(talker)])

    talker.press_data(first["message_id"], skip)

    assert _is_next_question(talker.write(SENTENCES[_language(talker)].upper()))
    assert len(_answers(talker)) == 2


def test_a_repeated_update_is_handled_once(talker: Talker) -> None:
    talker.write(SENTENCES[_language(talker)])

    talker.do("duplicate_last_update")

    assert _is_next_question(talker.write(SENTENCES[_language(talker)].upper()))
    assert len(talker.messages()) == talker.seen


def test_a_group_is_told_where_to_go_and_left(talker: Talker) -> None:
    with talker.product.sandbox as client:
        group = client.post(f"/_sandbox/people/{talker.id}/group", json={"title": "Us"}).json()

    chat = eventually(lambda: _left(talker, group["id"]), "leaving")

    assert "t.me/" in chat["last_message"]["text"]


def _left(talker: Talker, group_id: int) -> dict[str, Any] | None:
    with talker.product.sandbox as client:
        people = client.get("/_sandbox/people").json()["people"]
    chats = next(person["chats"] for person in people if person["id"] == talker.id)
    return next((c for c in chats if c["id"] == group_id and c["status"] == "left"), None)


def test_before_consent_nothing_that_is_sent_is_kept(product: Product) -> None:
    talker = product.person("Nobody", "en")

    for text in ("anybody's secret", "/profile", "/coach", "anybody's secret again"):
        assert talker.write(text)["text"]

    assert _answers(talker) == []


def test_too_many_messages_wait_are_told_of_once_and_none_is_lost(product: Product) -> None:
    talker = product.person("Fast", "en")
    talker.begin(language="en")
    texts = [f"{number} {SENTENCES['en']}".strip() for number in range(MORE_THAN_A_MINUTE_TAKES)]

    for text in texts:
        talker.send(text=text)

    limit = _said(talker, "limit")
    eventually(lambda: _everything_handled(product), "the end of the wait", 150)
    assert [message["text"] for message in talker.messages()].count(limit) == 1


def _everything_handled(product: Product) -> bool:
    facts = truth.read(product)
    return set(facts["updates"]) == {"handled"} and set(facts["messages"]) == {"sent"}


def _own_messages(talker: Talker) -> list[int]:
    with talker.product.sandbox as client:
        messages = client.get(f"/_sandbox/people/{talker.id}/messages").json()
    return [m["message_id"] for m in messages if not m["from"]["is_bot"]]
