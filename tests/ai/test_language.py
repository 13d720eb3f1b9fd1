import pytest

from ai.local.language import detect, is_readable
from core.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Привет, как дела", Language.RU),
        ("Hello there", Language.EN),
        ("Мой ноутбук ThinkPad сломался вчера", Language.RU),
        ("I like the word дача", Language.EN),
        ("Café au lait für alle", Language.EN),
    ],
)
def test_the_script_of_most_letters_decides(text: str, language: Language) -> None:
    assert detect(text, Language.EN) == language
    assert detect(text, Language.RU) == language


@pytest.mark.parametrize("text", ["", "😀😀", "12", "שלום", "…"])
def test_without_letters_of_either_script_the_hint_decides(text: str) -> None:
    assert detect(text, Language.EN) == Language.EN
    assert detect(text, Language.RU) == Language.RU


def test_a_foreign_script_is_not_readable() -> None:
    assert not is_readable("مرحبا كيف حالك")
    assert is_readable("Привет, hello")
