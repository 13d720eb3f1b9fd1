"""The export speaks for itself: words beside codes, nothing empty, and no markup."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from ai.contracts import Sentiment
from analysis.choices import Phase
from analysis.services import deep_read, deep_store
from coach.choices import Author
from core.vocabulary import Language
from onboarding.choices import EndReason, Outcome, SessionStatus
from onboarding.models import Answer
from onboarding.services import selection_state_set
from people.choices import AddressForm, CaseStatus, DialogueState, Purpose
from profiles.choices import Category
from telegram_bot.choices import OutgoingStatus
from telegram_bot.export_document import export_document
from telegram_bot.texts.codes import ABOUT, CODES
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import ANSWER, Talker

VOCABULARIES: Mapping[str, list[type[StrEnum]]] = {
    "state": [DialogueState],
    "language": [Language],
    "address_form": [AddressForm],
    "purpose": [Purpose],
    "status": [CaseStatus, SessionStatus, OutgoingStatus],
    "end_reason": [EndReason],
    "outcome": [Outcome],
    "phase": [Phase],
    "sentiment": [Sentiment],
    "category": [Category],
    "author": [Author],
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("field", VOCABULARIES)
def test_every_code_has_its_words(language: Language, field: str) -> None:
    codes = {code.value for vocabulary in VOCABULARIES[field] for code in vocabulary}

    assert set(CODES[language][field]) == codes


def test_both_languages_explain_the_same() -> None:
    assert set(CODES[Language.RU]) == set(CODES[Language.EN]) == {*VOCABULARIES, "provider"}
    assert set(ABOUT[Language.RU]) == set(ABOUT[Language.EN])


@pytest.fixture(params=["ru", "en"])
def taken(
    request: pytest.FixtureRequest, newcomer: Talker, stranger: Talker, bank: None
) -> tuple[Talker, dict[str, Any]]:
    """Return somebody who has talked a little, and their document."""
    talker = newcomer if request.param == "ru" else stranger
    talker.begin()
    talker.answer()
    result = deep_read(Answer.objects.get().pk)
    assert result is not None
    deep_store(result)
    selection_state_set(talker.person.pk, variances=[0.5] * 9, profile_version=1)
    return talker, export_document(talker.person.pk)


def test_the_document_begins_with_what_its_parts_and_codes_mean(
    taken: tuple[Talker, dict[str, Any]],
) -> None:
    talker, document = taken
    language = Language(talker.language_code)
    traits = RUSSIAN if language is Language.RU else ENGLISH

    assert list(document)[:2] == ["about", "codes"]
    assert document["about"]["onboarding"] == ABOUT[language]["onboarding"]
    assert document["codes"]["outcome"] == {
        code: CODES[language]["outcome"][code] for code in ("answered", "open")
    }
    assert document["codes"]["state"] == {"asking": CODES[language]["state"]["asking"]}
    assert document["codes"]["variances"]["openness"] == traits["trait_openness"]


def test_what_is_explained_is_in_the_document(taken: tuple[Talker, dict[str, Any]]) -> None:
    _, document = taken
    body = json.dumps({key: document[key] for key in document if key not in ("about", "codes")})

    assert [name for name in document["about"] if f'"{name}"' not in body] == []
    assert [
        code for codes in document["codes"].values() for code in codes if f'"{code}"' not in body
    ] == []


def test_the_document_has_no_gaps_and_no_markup(taken: tuple[Talker, dict[str, Any]]) -> None:
    talker, document = taken
    text = json.dumps(document, ensure_ascii=False)

    assert "null" not in text
    assert "<b>" not in text
    assert "</i>" not in text
    assert ANSWER[talker.language_code] in text


def test_what_somebody_wrote_stays_as_they_wrote_it(newcomer: Talker, bank: None) -> None:
    newcomer.begin()
    newcomer.write("Я люблю <b>жирный</b> шрифт и вечера у реки")

    assert "<b>жирный</b>" in json.dumps(export_document(newcomer.person.pk), ensure_ascii=False)


def test_the_document_of_somebody_who_did_nothing_is_one_too(newcomer: Talker) -> None:
    newcomer.write("/start")

    document = export_document(newcomer.person.pk)

    assert document["codes"]["state"] == {"new": CODES[Language.RU]["state"]["new"]}
    assert "selection" not in document["onboarding"]
