"""What people agree to: complete, and versioned word for word."""

import hashlib

import pytest

from core.vocabulary import Language
from people.choices import Purpose
from people.consent_texts import VERSION, consent_hash, consent_text

#: The digest of all texts of a version. A new text needs a new version, and a line here.
DIGESTS = {
    "2026-11": "ae523ebe6a234b7463d10997cf9c321758537c0c20452aca8db72d0e4e2ff9d4",
    "2026-11.2": "7ee4e21d7e386ee4c42c4c75736d9a91ec5b78bf46556910358e9c3085590ba1",
    "2026-11.3": "f9d85f183958843c029c2340a39b8a48ebfb7d8ee58945c97a3423bdb5969d1d",
}


def digest() -> str:
    hashes = (consent_hash(purpose, language) for purpose in Purpose for language in Language)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", Language)
def test_every_purpose_is_explained_in_every_language(purpose: Purpose, language: Language) -> None:
    text = consent_text(purpose, language)
    assert len(text) > 40
    assert consent_hash(purpose, language) == hashlib.sha256(text.encode()).hexdigest()


def test_a_changed_text_has_a_new_version() -> None:
    assert DIGESTS[VERSION] == digest()


@pytest.mark.parametrize("language", Language)
def test_the_consent_to_ai_vendors_names_them(language: Language) -> None:
    text = consent_text(Purpose.AI_VENDORS, language, ("Anthropic", "llm.example"))

    assert "(Anthropic, llm.example)" in text
    assert consent_hash(Purpose.AI_VENDORS, language, ("Anthropic",)) != consent_hash(
        Purpose.AI_VENDORS, language, ("Anthropic", "llm.example")
    )
