"""From /start to the coach, over HTTP, in both languages."""

import subprocess
from dataclasses import dataclass
from typing import Any

import pytest

from selfology_site.embedded.binaries import postgres_bin_dir
from selfology_site.env import BASE_DIR
from tests.e2e.product import Product, Talker, buttons, eventually

QUESTIONS = "".join(
    path.read_text(encoding="utf-8")
    for path in (BASE_DIR / "onboarding" / "bank" / "questions").glob("*.json")
)
ANSWERS = {
    "ru": (
        "Вчера вечером мы с сестрой гуляли у реки, и мне стало спокойно, зимородок пролетел.",
        "Я всегда составляю список дел, иначе начинаю волноваться и забываю половину.",
        "Когда меня критикуют, я сначала злюсь, потом думаю, что в этом есть правда.",
        "Люблю пробовать новое: учу итальянский и рисую акварелью по воскресеньям.",
        "Мне трудно просить о помощи, боюсь показаться слабой рядом с коллегами.",
    ),
    "en": (
        "Last night my sister and I walked by the river and a kingfisher flew past.",
        "I always make a list, otherwise I get anxious and forget half of it.",
        "When somebody criticises me I get angry first, then I see some truth in it.",
        "I love trying new things: I am learning Italian and painting on Sundays.",
        "It is hard for me to ask for help, I am afraid to look weak at work.",
    ),
}
COACH = {
    "ru": "Сегодня поссорился с братом из-за дачи и не нахожу себе места.",
    "en": "I argued with my brother about the cottage today and cannot settle down.",
}


@dataclass
class Talk:
    """A talk that has been led to its end, and what the bot said at each step."""

    talker: Talker
    language: str
    first_question: dict[str, Any]
    replies: list[dict[str, Any]]
    profile: dict[str, Any]
    coach: dict[str, Any]


@pytest.fixture(scope="module", params=["ru", "en"])
def talk(product: Product, request: pytest.FixtureRequest) -> Talk:
    language = request.param
    talker = product.person({"ru": "Мария", "en": "Mary"}[language], language)
    question = talker.begin(language=language)
    replies = [talker.write(answer) for answer in ANSWERS[language]]
    profile = eventually(lambda: _profile_with_answers(talker), "a portrait")
    talker.press(talker.write("/coach"), "allow")
    coach = talker.write(COACH[language])
    return Talk(talker, language, question, replies, profile, coach)


def _profile_with_answers(talker: Talker) -> dict[str, Any] | None:
    message = talker.write("/profile")
    return message if "·" in message["text"] else None


def test_a_person_is_asked_a_first_question_with_a_way_out(talk: Talk) -> None:
    actions = {data.rsplit(":", 1)[1] for data in buttons(talk.first_question)}

    assert "●" in talk.first_question["text"]
    assert actions == {"skip", "another", "pause", "why", "more"}


def test_every_answer_gets_a_reflection_and_the_next_question_in_one_message(talk: Talk) -> None:
    for reply in talk.replies:
        reflection, _, question = reply["text"].partition("\n\n")
        assert reflection
        assert "●" in question


def test_the_questions_are_all_different(talk: Talk) -> None:
    asked = [reply["text"].split("\n\n")[-1] for reply in (talk.first_question, *talk.replies)]

    assert len(set(asked)) == len(asked)


def test_the_portrait_says_that_it_is_made_of_guesses_by_the_offline_analyser(talk: Talk) -> None:
    offline = {"ru": "офлайн-анализатор", "en": "offline analyser"}[talk.language]

    assert offline in talk.profile["text"]


def test_the_coach_replies_and_says_that_it_is_a_program(talk: Talk) -> None:
    program = {"ru": "Я программа", "en": "I am a program"}[talk.language]

    assert program in talk.coach["text"]


def test_a_dump_of_the_database_contains_none_of_the_words(product: Product, talk: Talk) -> None:
    dump = _dump(product)

    spoken = [*ANSWERS[talk.language], COACH[talk.language], talk.coach["text"]]
    pieces = {piece for text in spoken for piece in _pieces(text)}
    assert "event_outbox" in dump
    # A turn of phrase that also stands in a question of the bank gives nothing away.
    for piece in pieces - {piece for piece in pieces if piece in QUESTIONS}:
        assert piece not in dump
        # Bytes are dumped as hexadecimal digits: unsealed words would hide there.
        assert piece.encode().hex() not in dump


def test_no_log_contains_any_of_the_words(product: Product, talk: Talk) -> None:
    logs = "".join(path.read_text(errors="replace") for path in product.data_dir.rglob("*.log*"))

    assert '"level": "debug"' in logs
    for text in (*ANSWERS[talk.language], COACH[talk.language]):
        for piece in _pieces(text):
            assert piece not in logs


def _pieces(text: str) -> list[str]:
    """Return three-word pieces of a text, so that a quoted part is found too."""
    words = text.split()
    return [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]


def _dump(product: Product) -> str:
    url = product.manage(
        "shell", "-c", "from django.conf import settings; print(settings.DATABASE_URL)"
    )
    result = subprocess.run(  # noqa: S603 - PostgreSQL's own tool
        [postgres_bin_dir() / "pg_dump", url.strip().splitlines()[-1]],
        check=True,
        capture_output=True,
        text=True,
    )
    return result.stdout
