"""The portrait as it is shown: ranges instead of verdicts, and the words it stands on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.clock import utc_now
from core.crisis import assess
from core.vocabulary import TRAITS, Language
from people.choices import AddressForm, DialogueState
from people.selectors import PersonRef
from profiles.selectors import Evidence, Portrait
from telegram_bot.choices import UpdateKind
from telegram_bot.dialogue import portrait
from telegram_bot.dialogue.portrait import portrait_text
from telegram_bot.dialogue.turn import Turn
from telegram_bot.incoming import Incoming
from telegram_bot.sandbox.html_text import parse_html
from telegram_bot.texts import say
from tests.factories import PersonFactory
from tests.profiles import portraits

QUOTE = "Я люблю <b>пробовать</b> новое & странное. " * 10
LIMIT = 4096


def turn(language: Language, state: DialogueState = DialogueState.IDLE) -> Turn:
    """Return the turn of somebody who asks for their portrait."""
    person = PersonRef(
        id=PersonFactory.build().pk,
        language=language,
        time_zone="UTC",
        address_form=AddressForm.VY,
        state=state,
        last_seen_at=utc_now(),
    )
    incoming = Incoming(update_id=1, kind=UpdateKind.TEXT, chat_id=1, text="/profile")
    return Turn(person, incoming, assess(""))


def full() -> Portrait:
    """Return a portrait in which everything is known and quoted."""
    evidence = (Evidence(1, QUOTE, datetime(2026, 3, 2, tzinfo=UTC)),)
    return portraits.portrait(portraits.line(trait, evidence=evidence) for trait in TRAITS)


@pytest.mark.parametrize("language", Language)
def test_the_longest_portrait_fits_into_a_message(language: Language) -> None:
    shown = parse_html(portrait_text(turn(language), full()))

    assert len(shown.text.encode("utf-16-le")) // 2 <= LIMIT


def test_a_trait_is_shown_with_its_range_and_the_words_it_stands_on() -> None:
    shown = parse_html(portrait_text(turn(Language.EN), full())).text

    assert "interest in the new: rather above the middle" in shown
    assert "62 to 78 of 100 · answers: 12" in shown
    assert "▰▰▰▰▱" in shown
    assert "In your words: “Я люблю <b>пробовать</b> новое & странное." in shown
    assert "02.03.2026" in shown
    assert "offline analyser" in shown


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.51, 0.9, "verdict_high"),
        (0.1, 0.49, "verdict_low"),
        (0.49, 0.9, "verdict_middle"),
        (0.1, 0.51, "verdict_middle"),
    ],
)
def test_a_side_is_named_only_when_the_whole_range_lies_on_it(
    low: float, high: float, verdict: str
) -> None:
    lines = tuple(replace(line, low=low, high=high) for line in full().lines)

    text = portrait_text(turn(Language.RU), replace(full(), lines=lines))

    assert text.count(say(verdict, Language.RU)) == len(lines)


def test_what_is_not_known_is_named_and_not_counted() -> None:
    lines = tuple(replace(line, is_known=False) for line in full().lines)

    shown = portrait_text(turn(Language.RU), replace(full(), lines=lines, is_offline=False))

    assert "интерес к новому" in shown
    assert "62" not in shown
    assert "офлайн" not in shown


def test_the_day_of_a_quote_is_that_of_the_persons_time_zone() -> None:
    late = Evidence(1, QUOTE, datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    lines = tuple(replace(line, evidence=(late,)) for line in full().lines)
    here = turn(Language.RU)
    there = replace(here, person=replace(here.person, time_zone="Asia/Tokyo"))

    assert "02.03.2026" in portrait_text(here, replace(full(), lines=lines))
    assert "03.03.2026" in portrait_text(there, replace(full(), lines=lines))


def test_a_trait_without_a_quote_stands_by_itself() -> None:
    lines = tuple(replace(line, evidence=()) for line in full().lines)

    assert "«" not in portrait_text(turn(Language.RU), replace(full(), lines=lines))


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        ("idle", ["questions", "coach"]),
        ("coach", ["questions", "coach"]),
        ("asking", ["questions"]),
    ],
)
def test_the_ways_on_depend_on_where_the_talk_stands(
    db: None, monkeypatch: pytest.MonkeyPatch, state: str, actions: list[str]
) -> None:
    monkeypatch.setattr(portrait, "portrait_of", lambda _person_id: full())

    outcome = portrait.show(turn(Language.RU, DialogueState(state)))

    assert outcome.reply is not None
    pressed = [button.press.action for row in outcome.reply.keyboard for button in row]
    assert pressed == actions
