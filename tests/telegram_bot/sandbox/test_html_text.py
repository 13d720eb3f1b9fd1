from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_bot.sandbox.errors import ApiError
from telegram_bot.sandbox.html_text import parse_html


def marks(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source).entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_every_tag_of_telegram_becomes_its_entity(tag: str, kind: str) -> None:
    assert marks(f"a <{tag}>bc</{tag}>") == [(kind, 2, 2)]


def test_offsets_and_lengths_are_utf16_units() -> None:
    assert marks("😀 <b>я😀</b>") == [("bold", 3, 3)]


def test_nested_marks_come_outer_first() -> None:
    assert marks("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/?a=1&b=2"},
        ),
        (
            "<a href='example.org'>x</a>",
            {"type": "text_link", "offset": 0, "length": 1, "url": "http://example.org"},
        ),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler", "offset": 0, "length": 1}),
        (
            "<blockquote expandable>x</blockquote>",
            {"type": "expandable_blockquote", "offset": 0, "length": 1},
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            {"type": "pre", "offset": 0, "length": 1, "language": "python"},
        ),
        (
            '<tg-emoji emoji-id="53">👍</tg-emoji>',
            {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "53"},
        ),
    ],
)
def test_attributes_are_kept(source: str, entity: dict[str, object]) -> None:
    assert parse_html(source).entities == (entity,)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "no spaces or dots"])
def test_a_link_to_nowhere_is_plain_text(address: str) -> None:
    assert marks(f'<a href="{address}">x</a>') == []


def test_a_link_without_an_address_uses_its_text() -> None:
    assert parse_html("see <a>example.org</a>").entities[0]["url"] == "http://example.org"


def test_nothing_else_marks_what_is_code() -> None:
    assert marks("<b>a<code>b</code>c</b>") == [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]


def test_code_outside_of_a_mark_leaves_it_alone() -> None:
    assert marks("<b>a</b> <code>b</code>") == [("bold", 0, 1), ("code", 2, 1)]


def test_a_quote_in_a_quote_is_one_quote() -> None:
    source = "<blockquote>a<blockquote>b</blockquote></blockquote>"
    assert marks(source) == [("blockquote", 0, 2)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#1071;&#x42f;", "ЯЯ"),
        ("&nbsp;&copy; AT&T", "&nbsp;&copy; AT&T"),
        ("&#xD800;&#0;", "&#xD800;&#0;"),
    ],
)
def test_only_four_named_characters_are_known(source: str, text: str) -> None:
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("я <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x$>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a "x">y</a>', 'Empty attribute name in the tag "a" at byte offset 3'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, problem: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {problem}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    formatted = parse_html(escape(text))
    assert formatted.text == text
    assert formatted.entities == ()


@given(st.text(st.sampled_from("<>/abi \"'=&;я😀")))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with suppress(ApiError):
        assert len(parse_html(source).text) <= len(source)
