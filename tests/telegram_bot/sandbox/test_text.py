import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_bot.sandbox.errors import ApiError
from telegram_bot.sandbox.text import (
    Formatted,
    checked_entities,
    split_like_a_client,
    trimmed,
    utf16_length,
    with_found_entities,
)


@pytest.mark.parametrize(("text", "length"), [("", 0), ("я", 1), ("😀", 2), ("👨‍💻", 5)])
def test_length_is_counted_in_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length


@given(st.text(), st.integers(2, 50))
def test_pieces_fit_and_join_to_the_whole(text: str, limit: int) -> None:
    pieces = split_like_a_client(text, limit)
    assert "".join(pieces) == text
    assert max(map(utf16_length, pieces)) <= limit


def test_trimming_moves_entities_and_drops_empty_ones() -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    lost = {"type": "italic", "offset": 5, "length": 2}
    formatted = trimmed(Formatted("  ab   ", (bold, lost)))
    assert formatted == Formatted("ab", ({"type": "bold", "offset": 0, "length": 2},))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start ref_x", [("bot_command", 0, 6)]),
        ("😀 /help@my_bot", [("bot_command", 3, 12)]),
        ("и/или a/b http://x.org/start", [("url", 10, 18)]),
    ],
)
def test_commands_and_addresses_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    entities = with_found_entities(Formatted(text)).entities
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == found


def test_nothing_is_found_inside_code() -> None:
    code = {"type": "code", "offset": 0, "length": 6}
    assert with_found_entities(Formatted("/start", (code,))).entities == (code,)


@pytest.mark.parametrize(
    "entities",
    [
        {},
        [1],
        [{"type": "bold", "offset": 0, "length": 3}],
        [{"type": "bold", "offset": -1, "length": 1}],
        [{"type": "bold", "offset": 0}],
        [{"offset": 0, "length": 1}],
    ],
)
def test_entities_outside_of_the_text_are_refused(entities: object) -> None:
    with pytest.raises(ApiError, match="can't parse entities"):
        checked_entities("ab", entities)
