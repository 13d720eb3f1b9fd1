"""Texts in other languages, each on its own way to be asked."""

from django.db import transaction

from core.errors import NotFoundError
from core.vocabulary import Language
from onboarding.bank.records import QuestionText as Wording
from onboarding.bank_selectors import record_of
from onboarding.choices import ASKABLE_TRANSLATIONS, DecisionKind, QuestionStatus, TranslationStatus
from onboarding.errors import MoveNotAllowedError, OwnTranslationError, TextFrozenError
from onboarding.models import QuestionDecision, QuestionText
from onboarding.services.bank import bank_renew
from onboarding.services.curation.steps import (
    REVIEW,
    WRITE,
    decide,
    hold,
    require,
    require_sound,
    wrote,
)


@transaction.atomic
def translation_save(question_id: int, language: Language, wording: Wording, by: int) -> None:
    """Write the text of a language in which nobody is asked yet.

    Args:
        question_id: any version that is not retired.
        language: of the text.
        wording: its words, and how far it has come; what is given as `approved` or `source` is
            only `translated`.
        by: the translator.

    Raises:
        CurationError: any of `NotAllowedError`, `TextFrozenError`, `MoveNotAllowedError`,
            `QuestionInvalidError`.
    """
    question = hold(question_id)
    require(by, WRITE)
    if question.status == QuestionStatus.RETIRED:
        raise MoveNotAllowedError
    text = QuestionText.objects.filter(question=question, language=language).first()
    if text is not None and text.status in ASKABLE_TRANSLATIONS:
        raise TextFrozenError
    wording = _as_translation(wording, by)
    record = record_of(question)
    require_sound(record.model_copy(update={"texts": {**record.texts, language: wording}}))
    _write(text or QuestionText(question=question, language=language), wording, by)
    decide(question, DecisionKind.TRANSLATED, by, language=language)


@transaction.atomic
def translation_approve(question_id: int, language: Language, by: int, comment: str = "") -> None:
    """Let people be asked in this language from now on.

    Raises:
        NotFoundError: there is no text in this language.
        CurationError: any of `NotAllowedError`, `OwnTranslationError`, `MoveNotAllowedError`.
    """
    question = hold(question_id)
    require(by, REVIEW)
    text = QuestionText.objects.filter(question=question, language=language).first()
    if text is None:
        raise NotFoundError
    is_retired = question.status == QuestionStatus.RETIRED
    if is_retired or text.status in (*ASKABLE_TRANSLATIONS, TranslationStatus.MACHINE_DRAFT):
        raise MoveNotAllowedError
    _require_reader(text, by)
    decide(question, DecisionKind.TRANSLATION_APPROVED, by, comment, language)
    text.status, text.reviewer = TranslationStatus.APPROVED, f"staff-{by}"
    text.save(update_fields=["status", "reviewer"])
    bank_renew()


def _as_translation(wording: Wording, by: int) -> Wording:
    is_claimed = wording.status in ASKABLE_TRANSLATIONS
    status = TranslationStatus.TRANSLATED if is_claimed else wording.status
    return wording.model_copy(
        update={"status": status, "translator": f"staff-{by}", "reviewer": ""}
    )


def _write(text: QuestionText, wording: Wording, by: int) -> None:
    for name, value in wording.model_dump(mode="json").items():
        setattr(text, name, value)
    text.translated_by_id = by
    text.save()


def _require_reader(text: QuestionText, by: int) -> None:
    """Go on only if somebody else wrote the text as it is: two people have read every word."""
    translated = QuestionDecision.objects.filter(
        question=text.question_id, kind=DecisionKind.TRANSLATED, language=text.language
    )
    last = translated.order_by("-pk").values_list("staff", flat=True).first()
    is_own = wrote(text.question, by) if last is None else by == last
    if is_own or by == text.translated_by_id:
        raise OwnTranslationError
