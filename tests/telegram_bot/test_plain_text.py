from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_bot.plain_text import without_tags


@given(st.text())
def test_what_was_escaped_comes_back(text: str) -> None:
    assert without_tags(f"<b>{escape(text, quote=False)}</b>") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Да</b> и <i>нет</i>", "Да и нет"),
        ('<a href="https://x.y/?a=1">там</a>', "там"),
        ("2 &lt; 3 &amp; 3 &gt; 2", "2 < 3 & 3 > 2"),
    ],
)
def test_tags_are_taken_off(html: str, text: str) -> None:
    assert without_tags(html) == text
