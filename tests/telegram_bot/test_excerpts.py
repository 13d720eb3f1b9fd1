import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_bot.excerpts import after_colon, excerpt


@given(st.text(), st.integers(1, 200))
def test_an_excerpt_fits_and_is_the_beginning_of_the_words(text: str, limit: int) -> None:
    words = " ".join(text.split())

    piece = excerpt(text, limit)

    assert len(piece) <= limit
    assert words.startswith((piece, piece.removesuffix("…")))


@given(st.text(max_size=50))
def test_short_words_stay_whole(text: str) -> None:
    assert excerpt(text, 50) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "piece"),
    [
        ("Первое. Второе! Третье?", 16, "Первое. Второе!"),
        ("Первое. Второе предложение.", 12, "Первое."),
        ("Одно очень длинное предложение без конца", 12, "Одно очень…"),
        ("Длинноеслово", 6, "Длинн…"),
    ],
)
def test_an_excerpt_ends_at_a_sentence_or_at_a_word(text: str, limit: int, piece: str) -> None:
    assert excerpt(text, limit) == piece


@pytest.mark.parametrize(
    ("text", "continued"),
    [
        ("Похоже, вам важно", "похоже, вам важно"),
        ("I think so", "I think so"),
        ("МЧС рядом", "МЧС рядом"),
        ("", ""),
    ],
)
def test_after_a_colon_a_sentence_goes_on_small(text: str, continued: str) -> None:
    assert after_colon(text) == continued
