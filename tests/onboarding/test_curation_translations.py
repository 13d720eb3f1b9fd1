"""The text of a language waits until somebody else than its translator has read it."""

import pytest

from core.errors import NotFoundError
from core.vocabulary import Language
from onboarding.bank.records import QuestionText as Wording
from onboarding.bank_selectors import content_asked, published_bank, record_of
from onboarding.choices import TranslationStatus
from onboarding.curation_selectors import decisions_of
from onboarding.errors import (
    MoveNotAllowedError,
    NotAllowedError,
    OwnTranslationError,
    QuestionInvalidError,
    TextFrozenError,
)
from onboarding.services.curation import (
    question_create,
    question_edit,
    question_retire,
    translation_approve,
    translation_save,
)
from people.models import StaffUser
from tests.onboarding.bank_samples import NEUTRAL, changed, record, without
from tests.onboarding.curators import edited, heavy, plain, psychologist, published, question

pytestmark = pytest.mark.django_db
EN, RU = Language.EN, Language.RU
BETTER = Wording(text="How do you pack for a long trip?", status=TranslationStatus.TRANSLATED)


@pytest.fixture
def asked_pk(anna: int) -> int:
    """Return a question that is asked in Russian, its English waiting."""
    return published(plain(), anna, psychologist("dora"))


def languages_asked() -> frozenset[Language]:
    """Return the languages in which the one question of the bank is asked."""
    return published_bank().bank.questions[0].languages


def english(pk: int) -> Wording:
    """Return the English text of a version."""
    return record_of(question(pk)).texts[EN]


def test_a_translation_is_asked_when_another_approved_of_it(
    anna: int, boris: int, asked_pk: int
) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    assert languages_asked() == {RU}
    translation_approve(asked_pk, EN, anna)

    assert languages_asked() == {RU, EN}
    assert english(asked_pk).text == BETTER.text
    assert english(asked_pk).reviewer == f"staff-{anna}"
    assert [row.kind for row in decisions_of(asked_pk) if row.language == "en"] == [
        "translated",
        "translated",
        "translation_approved",
    ]


def test_whoever_touched_a_translation_last_does_not_approve_of_it(
    anna: int, boris: int, asked_pk: int
) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    translation_save(asked_pk, EN, BETTER.model_copy(update={"hint": "Just one trip."}), anna)

    with pytest.raises(OwnTranslationError):
        translation_approve(asked_pk, EN, anna)
    assert languages_asked() == {RU}
    translation_approve(asked_pk, EN, boris)
    assert languages_asked() == {RU, EN}


def test_an_original_that_its_author_calls_a_translation_is_still_their_own(
    anna: int, boris: int
) -> None:
    both = record(changed(NEUTRAL, "texts.en.status", "source"))
    pk = question_create(both, anna)
    question_edit(pk, record(), anna)

    with pytest.raises(OwnTranslationError):
        translation_approve(pk, EN, anna)
    translation_approve(pk, EN, boris)


def test_a_translator_stays_the_translator_in_the_next_version(
    anna: int, boris: int, asked_pk: int
) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    new = question_edit(
        asked_pk, record_of(question(asked_pk)).model_copy(update={"depth": 1}), anna
    )

    with pytest.raises(OwnTranslationError):
        translation_approve(new, EN, boris)


def test_a_text_that_is_asked_is_not_written_over(anna: int, boris: int, asked_pk: int) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    translation_approve(asked_pk, EN, anna)

    for language in Language:
        with pytest.raises(TextFrozenError):
            translation_save(asked_pk, language, BETTER, boris)


def test_a_machine_does_not_stand_for_a_translator(anna: int, boris: int, asked_pk: int) -> None:
    by_machine = BETTER.model_copy(update={"status": TranslationStatus.MACHINE_DRAFT})
    translation_save(asked_pk, EN, by_machine, boris)

    with pytest.raises(MoveNotAllowedError):
        translation_approve(asked_pk, EN, anna)


def test_whatever_a_translator_claims_it_is_a_translation(boris: int, asked_pk: int) -> None:
    for claimed in (TranslationStatus.SOURCE, TranslationStatus.APPROVED):
        translation_save(asked_pk, EN, BETTER.model_copy(update={"status": claimed}), boris)
        assert english(asked_pk).status is TranslationStatus.TRANSLATED


def test_a_translation_follows_the_rules_of_the_bank(anna: int) -> None:
    pk = question_create(heavy(), anna)
    silent = BETTER.model_copy(update={"text": "Tell me about a loss of yours."})

    with pytest.raises(QuestionInvalidError):
        translation_save(pk, EN, silent, anna)


def test_a_language_that_was_missing_can_be_added(anna: int, boris: int) -> None:
    pk = question_create(record(without(NEUTRAL, "texts.en")), anna)
    with pytest.raises(NotFoundError):
        translation_approve(pk, EN, boris)
    translation_save(pk, EN, BETTER, boris)
    translation_approve(pk, EN, anna)

    assert english(pk).status is TranslationStatus.APPROVED


def test_a_retired_question_is_not_translated(anna: int, boris: int, asked_pk: int) -> None:
    question_retire(asked_pk, anna)

    with pytest.raises(MoveNotAllowedError):
        translation_save(asked_pk, EN, BETTER, boris)
    with pytest.raises(MoveNotAllowedError):
        translation_approve(asked_pk, EN, boris)


def test_a_new_version_keeps_approved_texts_while_no_word_of_any_changes(
    anna: int, boris: int, asked_pk: int
) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    translation_approve(asked_pk, EN, anna)
    deeper = record_of(question(asked_pk)).model_copy(update={"depth": 1})

    assert english(question_edit(asked_pk, deeper, anna)).status is TranslationStatus.APPROVED


def test_an_approved_translation_of_other_words_is_to_be_approved_again(
    anna: int, boris: int, asked_pk: int
) -> None:
    translation_save(asked_pk, EN, BETTER, boris)
    translation_approve(asked_pk, EN, anna)
    other = edited(record_of(question(asked_pk)), "Как вы собираетесь в дальний путь?")
    new = question_edit(asked_pk, other, anna)

    assert english(new).status is TranslationStatus.TRANSLATED
    assert english(new).text == BETTER.text


def test_both_languages_may_be_originals_which_reviewers_answer_for(anna: int) -> None:
    both = record(changed(NEUTRAL, "texts.en.status", "source"))

    assert english(question_create(both, anna)).status is TranslationStatus.SOURCE


def test_whoever_may_not_review_approves_of_no_translation(boris: int, asked_pk: int) -> None:
    eve = StaffUser.objects.create_user(username="eve", password=None, is_staff=True).pk
    translation_save(asked_pk, EN, BETTER, boris)

    for deed in (
        lambda: translation_approve(asked_pk, EN, eve),
        lambda: translation_save(asked_pk, EN, BETTER, eve),
    ):
        with pytest.raises(NotAllowedError):
            deed()


def test_a_translation_approved_later_is_shown_by_a_process_that_knew_the_question(
    anna: int, boris: int, asked_pk: int
) -> None:
    assert content_asked(asked_pk, RU).wordings.keys() == {RU}
    translation_save(asked_pk, EN, BETTER, boris)
    translation_approve(asked_pk, EN, anna)

    assert content_asked(asked_pk, EN).wordings[EN].text == BETTER.text
