"""What a record becomes when it is written as a draft of the lab. No database."""

from collections.abc import Mapping

from core.vocabulary import Language
from onboarding.bank.records import QuestionRecord
from onboarding.bank.records import QuestionText as Wording
from onboarding.choices import ASKABLE_TRANSLATIONS, QuestionStatus, TranslationStatus

Texts = Mapping[Language, Wording]


def draft_of(record: QuestionRecord, before: Texts, version: int) -> QuestionRecord:
    """Return the record as a draft without a review, its texts with the status they deserve.

    Args:
        record: as its author gave it.
        before: the texts of the version that was edited; empty for a new question.
        version: the number of the draft.
    """
    texts = {language: _text(language, record.texts, before) for language in record.texts}
    return record.model_copy(
        update={
            "version": version,
            "status": QuestionStatus.DRAFT,
            "review": None,
            "texts": texts,
        }
    )


def is_reworded(before: Texts, language: Language, wording: Wording) -> bool:
    """Return whether a text says something else than before, or was not there."""
    return language not in before or _words(before[language]) != _words(wording)


def _text(language: Language, texts: Texts, before: Texts) -> Wording:
    status = _status(language, texts, before)
    is_approved = status is TranslationStatus.APPROVED
    reviewer = before[language].reviewer if is_approved else ""
    return texts[language].model_copy(update={"status": status, "reviewer": reviewer})


def _status(language: Language, texts: Texts, before: Texts) -> TranslationStatus:
    """Return how far a text has come; nobody approves of a translation by writing it.

    An approved one stays so while no text says anything else.
    """
    wanted = texts[language].status
    if is_reworded(before, language, texts[language]):
        return TranslationStatus.SOURCE if wanted in ASKABLE_TRANSLATIONS else wanted
    earlier = before[language].status
    if earlier is TranslationStatus.APPROVED:
        others_changed = any(is_reworded(before, other, texts[other]) for other in texts)
        return TranslationStatus.TRANSLATED if others_changed else earlier
    return earlier if wanted is TranslationStatus.APPROVED else wanted


def _words(wording: Wording) -> dict[str, object]:
    return wording.model_dump(exclude={"status", "translator", "reviewer"})
