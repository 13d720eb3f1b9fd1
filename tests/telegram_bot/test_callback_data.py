from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vocabulary import Language
from telegram_bot.callback_data import LIMIT_BYTES, Press, Screen, unpack
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.crisis import _keyboard as crisis_keyboard
from telegram_bot.reply import Keyboard

IDS = st.integers(0, 2**63 - 1)
LONGEST_LABEL = 24


def every_keyboard(language: Language, object_id: int) -> Iterator[Keyboard]:
    """Yield every keyboard of the dialogue but the settings, which a talk shows."""
    yield from (
        keyboards.start(language),
        keyboards.consent(language),
        keyboards.address(language, "Анна"),
        keyboards.address(language, ""),
        keyboards.address_form(language),
        keyboards.question(language, object_id),
        keyboards.heavy_gate(language, object_id),
        keyboards.fatigue(language, object_id),
        keyboards.paused(language),
        keyboards.idle(language),
        keyboards.next_question(language),
        keyboards.memory(language),
        keyboards.erase(language),
        keyboards.age(language),
        crisis_keyboard(language),
    )


@given(st.sampled_from(Language), IDS)
def test_every_button_fits_and_says_what_it_means(language: Language, object_id: int) -> None:
    for keyboard in every_keyboard(language, object_id):
        for button in (button for row in keyboard for button in row):
            data = button.press.pack()
            assert len(data.encode()) <= LIMIT_BYTES
            assert unpack(data) == button.press
            assert 0 < len(button.label) <= LONGEST_LABEL


@given(st.sampled_from(Screen), st.from_regex(r"[a-z_]{1,20}", fullmatch=True), IDS)
def test_a_press_comes_back_as_it_was_packed(screen: Screen, action: str, object_id: int) -> None:
    press = Press(screen, action, object_id)

    assert unpack(press.pack()) == press
    assert len(press.pack().encode()) <= LIMIT_BYTES


@given(st.text())
def test_any_text_is_understood_or_refused(data: str) -> None:
    press = unpack(data)

    assert press is None or press.pack() == data or "0" in data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "v1",
        "v2:q:1:skip",
        "v1:nowhere:1:skip",
        "v1:q:-1:skip",
        "v1:q:\N{ARABIC-INDIC DIGIT ONE}:skip",
        "v1:q:1:SKIP",
        "v1:q:1:skip:more",
        " v1:q:1:skip",
        "v1:q:1:skip\n",
        "v1:q:10000000000000000000000:skip",
    ],
)
def test_a_forged_button_is_nothing(data: str) -> None:
    assert unpack(data) is None


def test_the_destructive_button_comes_last_and_looks_dangerous() -> None:
    *_, [erase] = keyboards.erase(Language.RU)

    assert (erase.press.action, erase.style) == ("erase", "danger")
