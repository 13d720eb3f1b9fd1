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


@pytest.mark.parametrize(
    "text",
    [
        "Мой boyfriend сказал let's break up",
        "В Instagram, Facebook, Telegram и YouTube сижу",
        "mne segodnya ochen grustno i tosklivo",
        "lyublyu gulyat s sobakoy po utram",
        "ya ne znayu",
        "privet",
        "ghbdtn rfr ltkf",
        "https://example.com/about-us посмотрите",
    ],
)
def test_russian_is_told_in_mixed_text_in_latin_letters_and_in_the_wrong_layout(text: str) -> None:
    assert detect(text, Language.EN) is Language.RU


@pytest.mark.parametrize(
    "text",
    [
        "Family",
        "Home",
        "mama",
        "Sport, travel, music",
        "I watched «Зеркало» and «Солярис» yesterday",
        "Je suis fatigué",
        "ich bin müde",
        "My sons, Liam and Noah, fight all day.",
        "Anna and Boris",
    ],
)
def test_latin_letters_are_english_unless_they_clearly_spell_russian(text: str) -> None:
    assert detect(text, Language.RU) is Language.EN


@pytest.mark.parametrize(
    "text", ["@nick", "https://example.com/about", "x = {a: [1, 2]}; print(x)", "me@example.org"]
)
def test_addresses_and_code_leave_the_language_of_the_person(text: str) -> None:
    assert detect(text, Language.RU) is Language.RU
    assert detect(text, Language.EN) is Language.EN


@pytest.mark.parametrize("text", ["", "😀😀", "12", "שלום", "…"])
def test_without_letters_of_either_script_the_hint_decides(text: str) -> None:
    assert detect(text, Language.EN) == Language.EN
    assert detect(text, Language.RU) == Language.RU


def test_a_foreign_script_is_not_readable() -> None:
    assert not is_readable("مرحبا كيف حالك")
    assert is_readable("Привет, hello")
