"""What a person sees of a text."""

import pytest

from telegram_bot.plain_text import is_visible, without_tags


def test_tags_go_and_escaped_characters_come_back() -> None:
    assert without_tags("<b>1 &lt; 2</b> &amp; <i>so on</i>") == "1 < 2 & so on"


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b\u200d", "\u2063", "\u3164", "\u2800", "\ufeff"]
)
def test_characters_that_only_take_up_room_are_not_visible(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["да", "a", ".", "🙂", "👨\u200d👩\u200d👧", "היום", "\u200bok"])
def test_anything_that_is_drawn_is_visible(text: str) -> None:
    assert is_visible(text)
