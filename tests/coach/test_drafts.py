"""What the coach may say, and what it says instead."""

import pytest

from coach.drafts import BUNDLED, Draft, bundled, is_safe, safe
from core.vocabulary import Language

UNSAFE = [
    "У вас депрессия, это расстройство.",
    "You show symptoms of a disorder.",
    "Иногда хочется умереть, и это нормально. Я хочу умереть.",
    "I want to kill myself.",
    "",
    "  ",
]


def drafted(text: str) -> Draft:
    return Draft(text=text, provider="p", model="m", prompt_version="1", is_offline=False)


@pytest.mark.parametrize("text", ["Похоже, вы устали.", "What matters most to you here?"])
def test_a_plain_reply_is_said_as_it_is(text: str) -> None:
    assert safe(drafted(text), Language.RU, "vy") == drafted(text)


@pytest.mark.parametrize("text", UNSAFE)
def test_an_unsafe_reply_gives_way_to_a_bundled_one(text: str) -> None:
    said = safe(drafted(text), Language.EN, "vy")
    assert said == bundled(Language.EN, "vy")
    assert (said.provider, said.is_offline, said.used_answer_ids) == (BUNDLED, True, ())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("address", ["vy", "ty"])
def test_the_bundled_reply_is_safe(language: Language, address: str) -> None:
    assert is_safe(bundled(language, address).text)


def test_the_bundled_reply_addresses_the_person_as_they_wish() -> None:
    assert "расскажите" in bundled(Language.RU, "vy").text
    assert "расскажи," in bundled(Language.RU, "ty").text
