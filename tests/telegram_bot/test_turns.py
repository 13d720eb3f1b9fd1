from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from types import ModuleType
from typing import Any

import pytest
import time_machine
from django.db import connections

from coach.selectors import history
from core.clock import utc_now
from core.vocabulary import Language
from events.models import OutboxEvent
from onboarding.models import Answer
from onboarding.services import answer_submit
from people.choices import DialogueState
from people.models import Consent, CrisisCase, Person
from people.selectors import PersonRef
from people.services import person_register, state_change
from telegram_bot import inbox, outgoing, turns
from telegram_bot.choices import InboundStatus
from telegram_bot.dialogue import questions
from telegram_bot.inbox import ingest
from telegram_bot.limits import LIMIT, inbound_limiter
from telegram_bot.models import Account, InboundUpdate, OutgoingMessage
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Talker, take_turns
from tests.telegram_bot.updates import (
    callback_update,
    membership_update,
    message,
    text_update,
    update,
)

CRISIS = {"ru": "Я больше не хочу жить", "en": "I want to kill myself"}


def facts(talker: Talker) -> list[tuple[str, Any]]:
    """Return what the gateway published of this person."""
    names = {"user.message.received": "kind", "command.executed": "command"}
    names["user.callback.received"] = "action"
    rows = OutboxEvent.objects.filter(stream=str(talker.person.pk), name__in=names).order_by("pk")
    return [(row.name, row.payload[names[row.name]]) for row in rows]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ru", Language.RU),
        ("ru-RU", Language.RU),
        ("uk", Language.RU),
        ("be", Language.RU),
        ("kk", Language.RU),
        ("en", Language.EN),
        ("de", Language.EN),
        ("", Language.EN),
    ],
)
def test_a_person_is_spoken_to_in_the_language_of_their_telegram(
    newcomer: Talker, code: str, language: Language
) -> None:
    newcomer.language_code = code

    newcomer.write("/start")

    assert newcomer.person.language == language


def test_a_turn_writes_one_reply_under_the_number_of_its_update(newcomer: Talker) -> None:
    raw = text_update(newcomer.chat_id, "/start")
    newcomer.bring(raw)

    keys = list(OutgoingMessage.objects.values_list("dedupe_key", flat=True))
    assert keys == [f"update:{raw['update_id']}"]


def test_an_update_that_comes_twice_is_answered_once(talker: Talker) -> None:
    raw = text_update(talker.chat_id, "Гуляли у реки")
    said = len(talker.messages())

    talker.bring(raw)
    talker.bring(raw)

    assert len(talker.messages()) == said + 1
    assert Answer.objects.filter(source_update_id=raw["update_id"]).count() == 1


@pytest.mark.parametrize(("room", "name"), [(outgoing, "write"), (inbox, "mark_handled")])
def test_a_turn_that_breaks_leaves_nothing_and_is_taken_again(
    talker: Talker, monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str
) -> None:
    def break_down(*_args: Any, **_kwargs: Any) -> None:
        raise ZeroDivisionError

    before = len(talker.messages())
    with monkeypatch.context() as broken:
        broken.setattr(room, name, break_down)
        assert talker.write("Гуляли у реки") is None
    assert not Answer.objects.exists()

    with time_machine.travel(utc_now() + timedelta(seconds=3)):
        take_turns()

    assert Answer.objects.count() == 1
    assert len(talker.messages()) == before + 1


def test_a_turn_whose_claim_was_lost_changes_nothing(talker: Talker) -> None:
    ingest([text_update(talker.chat_id, "Гуляли у реки")])
    lost = inbox.claim()
    assert lost is not None
    with time_machine.travel(utc_now() + inbox.LEASE + timedelta(seconds=1)):
        take_turns()

        result = turns.take_turn(lost)

    assert result.update_id == 0
    assert Answer.objects.count() == 1


def test_an_update_that_keeps_failing_ends_with_a_kind_word_and_the_next_goes_on(
    talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(person_id: Any, text: str, *args: Any, **kwargs: Any) -> Any:
        return 1 / 0 if text == "яд" else answer_submit(person_id, text, *args, **kwargs)

    monkeypatch.setattr(questions, "answer_submit", stumble)
    ingest([text_update(talker.chat_id, "яд"), text_update(talker.chat_id, "Гуляли у реки")])
    with time_machine.travel(utc_now(), tick=False) as clock:
        for seconds in (0, 3, 9):
            clock.shift(seconds)
            take_turns()

    texts = [said.html for said in talker.messages()]
    assert RUSSIAN["failed"] in texts
    assert texts.index(RUSSIAN["failed"]) == len(texts) - 2
    assert Answer.objects.count() == 1
    assert InboundUpdate.objects.get(status=InboundStatus.DEAD).last_error == "ZeroDivisionError"


def test_a_stranger_whose_update_fails_is_told_nothing(
    newcomer: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "respond", lambda _turn: 1 / 0)
    ingest([text_update(newcomer.chat_id, "/start")])
    with time_machine.travel(utc_now(), tick=False) as clock:
        for seconds in (0, 3, 9):
            clock.shift(seconds)
            take_turns()

    assert not OutgoingMessage.objects.exists()
    assert not Person.objects.exists()


def test_who_writes_too_fast_waits_is_told_once_and_loses_nothing(talker: Talker) -> None:
    inbound_limiter().forget(talker.chat_id)
    texts = [f"Мысль номер {number}" for number in range(LIMIT.amount + 3)]
    state_change(talker.person.pk, DialogueState.IDLE)
    before = len(talker.messages())
    ingest([text_update(talker.chat_id, text) for text in texts])

    take_turns()
    told = [said.html for said in talker.messages()[before:]]
    waiting = InboundUpdate.objects.filter(status=InboundStatus.NEW).count()
    with time_machine.travel(utc_now() + timedelta(seconds=70)):
        take_turns()

    assert told == [RUSSIAN["limit"]]
    assert waiting == 3
    assert spoken_to_coach(talker) == texts


def spoken_to_coach(talker: Talker) -> list[str]:
    """Return what the person said to the coach, in the order in which it was handled."""
    return [said.text for said in history(talker.person.pk, limit=100)]


def test_somebody_in_danger_is_never_too_fast(talker: Talker) -> None:
    for _ in range(LIMIT.amount + 1):
        inbound_limiter().wait_before(talker.chat_id)

    said = talker.write(CRISIS["ru"])

    assert said is not None
    assert "112" in said.html


def test_somebody_in_danger_does_not_wait_for_what_the_limit_put_off(talker: Talker) -> None:
    for _ in range(LIMIT.amount):
        inbound_limiter().wait_before(talker.chat_id)
    talker.write("Гуляли у реки")

    said = talker.write(CRISIS["ru"])

    assert said is not None
    assert "112" in said.html
    assert InboundUpdate.objects.filter(status=InboundStatus.NEW).count() == 1


def test_somebody_in_danger_is_sent_help_and_nothing_that_was_still_to_be_sent(
    talker: Talker,
) -> None:
    talker.write("Гуляли у реки")
    talker.write(CRISIS["ru"])

    [sent] = outgoing.claim()
    assert "112" in sent.body["html"]


@pytest.mark.django_db(transaction=True)
def test_a_cry_for_help_beside_the_first_word_of_somebody_registers_them_once(
    newcomer: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(2)

    def register_together(**known: Any) -> PersonRef:
        with suppress(BrokenBarrierError):
            together.wait(0.3)
        return person_register(**known)

    monkeypatch.setattr(turns, "person_register", register_together)
    ingest([text_update(newcomer.chat_id, text) for text in ("/start", CRISIS["ru"])])

    def take_one() -> int:
        result = turns.handle_next()
        connections.close_all()
        return result.update_id if result else 0

    with ThreadPoolExecutor(2) as pool:
        taken = [pool.submit(take_one) for _ in range(2)]

    assert all(turn.result() for turn in taken)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("state", DialogueState)
def test_the_guard_comes_first_in_every_state(
    newcomer: Talker, stranger: Talker, language: str, state: DialogueState
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.write("/start")
    state_change(talker.person.pk, state)

    said = talker.write(CRISIS[language])

    assert said is not None
    assert "112" in said.html
    assert said.actions == ["safe", "unsafe", "contacts"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", [DialogueState.NEW, DialogueState.CONSENT])
def test_before_consent_a_crisis_is_met_and_nothing_is_stored(
    newcomer: Talker, state: DialogueState
) -> None:
    newcomer.write("/start")
    state_change(newcomer.person.pk, state)

    newcomer.write(CRISIS["ru"])

    assert newcomer.state is state
    assert not CrisisCase.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert not InboundUpdate.objects.filter(payload__isnull=False).exists()


@pytest.mark.parametrize(
    "how",
    [
        {"edited_message": {"message_id": 1}},
        {"message": {"forward_origin": {"type": "user"}}},
        {"message": {"photo": [{"file_id": "x"}], "text": "", "caption": CRISIS["ru"]}},
    ],
    ids=["edited", "forwarded", "caption"],
)
def test_the_guard_reads_words_wherever_they_stand(talker: Talker, how: dict[str, Any]) -> None:
    [(name, fields)] = how.items()
    raw = message(talker.chat_id, **{"text": CRISIS["ru"], **fields})

    said = talker.bring(update(**{name: raw}))

    assert said is not None
    assert "112" in said.html
    assert talker.state is DialogueState.CRISIS


def test_what_a_person_does_is_published_without_words(talker: Talker) -> None:
    talker.write("Гуляли у реки")
    talker.press("skip")
    talker.write("/help")
    talker.write("/nonsense")
    talker.press_data("забудь")
    talker.send(sticker={"file_id": "x"})

    assert facts(talker)[-6:] == [
        ("user.message.received", "text"),
        ("user.callback.received", "skip"),
        ("command.executed", "help"),
        ("user.message.received", "text"),
        ("user.callback.received", "unknown"),
        ("user.message.received", "sticker"),
    ]
    payloads = OutboxEvent.objects.values_list("payload", flat=True)
    assert not [payload for payload in payloads if "реки" in str(payload)]


def test_nothing_is_published_before_consent(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.write("Секрет")

    assert not OutboxEvent.objects.exists()
    assert not Consent.objects.exists()


def test_who_blocks_the_bot_is_left_alone_until_they_come_back(talker: Talker) -> None:
    before = len(talker.messages())
    talker.bring(membership_update(talker.chat_id, "kicked"))
    blocked = Account.objects.get(pk=talker.chat_id).is_active

    talker.bring(membership_update(talker.chat_id, "member"))

    assert (blocked, Account.objects.get(pk=talker.chat_id).is_active) == (False, True)
    assert len(talker.messages()) == before


def test_a_message_shows_that_the_person_is_back(talker: Talker) -> None:
    talker.bring(membership_update(talker.chat_id, "kicked"))

    talker.write("/help")

    assert Account.objects.get(pk=talker.chat_id).is_active


@pytest.mark.parametrize("status", ["kicked", "member"])
def test_nobody_is_registered_for_blocking_or_unblocking(newcomer: Talker, status: str) -> None:
    newcomer.bring(membership_update(newcomer.chat_id, status))

    assert not Person.objects.exists()
    assert not Account.objects.exists()


def test_after_a_person_was_erased_blocking_the_bot_leaves_no_trace(talker: Talker) -> None:
    talker.write("/delete")
    talker.press("erase")

    talker.bring(membership_update(talker.chat_id, "kicked"))

    assert not Account.objects.exists()


def test_the_bot_leaves_groups_and_keeps_nothing_of_them(newcomer: Talker) -> None:
    said = message(-5, text="Всем привет", chat={"id": -5, "type": "group"})
    pressed = callback_update(-5, "v1:start:0:begin")
    pressed["callback_query"]["message"]["chat"]["type"] = "group"
    ingest([update(message=said), membership_update(-5, "member", "group"), pressed])

    results = take_turns()

    assert {result.leave_chat_id for result in results} == {None, -5}
    assert not Person.objects.exists()
    assert not OutgoingMessage.objects.exists()
    assert set(InboundUpdate.objects.values_list("status", flat=True)) == {InboundStatus.HANDLED}


def test_a_button_is_answered_so_that_it_stops_waiting(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")

    assert newcomer.results[-1].callback_id
    assert newcomer.toast == ""


def test_the_buttons_of_a_question_that_is_over_are_taken_away(talker: Talker) -> None:
    question = talker.messages()[-1]
    talker.answer()

    talker.press("skip", question)

    assert talker.toast == RUSSIAN["stale"]
    chat_id, message_id = talker.results[-1].retire_keyboard or (0, 0)
    assert chat_id == talker.chat_id
    assert message_id > 0


def test_an_english_speaker_is_told_in_english(stranger: Talker) -> None:
    stranger.write("/start")
    for _ in range(LIMIT.amount):
        inbound_limiter().wait_before(stranger.chat_id)

    said = stranger.write("/help")

    assert said is not None
    assert said.html == ENGLISH["limit"]
