"""Questions that are asked already, or soon will be, in nearly the words of a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from core.vocabulary import Language
from onboarding.bank.near_duplicates import NEAR, Wordings
from onboarding.choices import QuestionStatus
from onboarding.curation_rules import OPEN
from onboarding.models import BankVersion, QuestionText

#: What changes only with the version of the bank.
SETTLED = (QuestionStatus.PILOT, QuestionStatus.PUBLISHED, QuestionStatus.SUSPENDED)
MOST = 5


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """A question that nearly says a text; similarity 0 (nothing in common) to 1 (all)."""

    question_id: int
    code: str
    text: str
    similarity: float


def near_duplicates(
    text: str, language: Language, limit: int = MOST, leave_out: str = ""
) -> tuple[NearQuestion, ...]:
    """Return the questions nearest to `text`, the nearest first; retired ones do not count.

    Args:
        text: of a question that somebody is writing.
        language: of the text.
        limit: how many to return at the most.
        leave_out: the code of the question that is being written.
    """
    newest = BankVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    settled, keys = _settled(newest or 0, language)
    found = [
        NearQuestion(*keys[near.key], near.text, near.similarity) for near in settled.near(text)
    ]
    for question_id, code, wording in _rows(_texts(language, OPEN)):
        similarity = settled.similarity(text, wording)
        if similarity >= NEAR:
            found.append(NearQuestion(question_id, code, wording, similarity))
    others = sorted((near for near in found if near.code != leave_out), key=_distance)
    nearest = {near.code: near for near in reversed(others)}
    return tuple(sorted(nearest.values(), key=_distance)[:limit])


def _distance(near: NearQuestion) -> float:
    return 1 - near.similarity


@lru_cache(maxsize=2 * len(Language))
def _settled(bank_version: int, language: Language) -> tuple[Wordings, dict[str, tuple[int, str]]]:
    """Return the texts of one bank version, with the question and the code of each key.

    Args:
        bank_version: the newest; what is asked changes only together with it.
        language: of the texts.
    """
    rows = list(_rows(_texts(language, SETTLED)))
    keys = {str(question_id): (question_id, code) for question_id, code, _ in rows}
    return Wordings((str(question_id), text) for question_id, _, text in rows), keys


def _texts(language: Language, statuses: Iterable[QuestionStatus]) -> QuerySet[QuestionText]:
    return QuestionText.objects.filter(language=language, question__status__in=list(statuses))


def _rows(texts: QuerySet[QuestionText]) -> Iterable[tuple[int, str, str]]:
    return texts.order_by("question_id").values_list("question_id", "question__code", "text")
