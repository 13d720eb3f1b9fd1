from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from core.vocabulary import Language
from telegram_bot.dialogue import keyboards
from telegram_bot.reply import Reply
from telegram_bot.transport import KEY_WAIT, MAX_BACKOFF, is_markup_error, judge, markup


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library give durations, as it will always do one day."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def test_being_asked_to_wait_pauses_everything_and_is_no_attempt() -> None:
    verdict = judge(RetryAfter(7), 1)

    assert verdict.retry_after == timedelta(seconds=7)
    assert (verdict.is_attempt, verdict.pauses_everything) == (False, True)


def test_a_refused_key_lets_every_message_wait() -> None:
    verdict = judge(InvalidToken("x"), 1)

    assert verdict.retry_after == KEY_WAIT
    assert (verdict.is_attempt, verdict.pauses_everything) == (False, True)


def test_a_person_who_blocked_the_bot_is_left_alone() -> None:
    verdict = judge(Forbidden("bot was blocked by the user"), 1)

    assert (verdict.is_blocked, verdict.retry_after) == (True, None)


@pytest.mark.parametrize("error", [BadRequest("x"), ChatMigrated(-100)])
def test_what_will_never_be_taken_is_not_tried_again(error: TelegramError) -> None:
    verdict = judge(error, 1)

    assert (verdict.retry_after, verdict.is_blocked) == (None, False)
    assert verdict.code == type(error).__name__


@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut(), TelegramError("x")])
def test_what_may_pass_is_tried_again_later_and_later(error: TelegramError) -> None:
    waits = [judge(error, attempts).retry_after for attempts in (1, 2, 3, 32_767)]

    assert waits == [*(timedelta(seconds=n) for n in (2, 4, 8)), MAX_BACKOFF]


@pytest.mark.parametrize(
    ("error", "is_ours"),
    [
        (BadRequest("Can't parse entities: unclosed tag"), True),
        (BadRequest("Message is too long"), False),
        (NetworkError("can't parse entities"), False),
    ],
)
def test_only_broken_html_is_a_markup_error(error: TelegramError, is_ours: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_markup_error(error) is is_ours


def test_stored_buttons_become_telegrams() -> None:
    body = Reply("x", keyboards.erase(Language.EN)).body()

    shown = markup(body["keyboard"])

    assert shown is not None
    [[keep, export], [erase]] = shown.inline_keyboard
    assert (keep.text, keep.callback_data, keep.style) == ("Keep", "v1:erase:0:keep", "primary")
    assert (export.style, erase.style) == (None, "danger")


def test_no_buttons_are_no_keyboard() -> None:
    assert markup([]) is None
