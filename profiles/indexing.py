"""Keeping the vector index equal to what PostgreSQL holds and what people agreed to.

Vectors of a person's words are the memory of the coach: they exist only while the person agrees to
it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from analysis.selectors import analysed_answer_ids, analysed_answers
from core.errors import NotFoundError
from onboarding.selectors import AnswerRef, answer_get, answers_of
from people.choices import Purpose
from people.selectors import consent_live
from profiles.vectors import store
from profiles.vectors.client import is_configured

#: Answers with their texts held at once.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the index differs from the answers.

    Attributes:
        indexed: answers that are in the index and should be.
        missing: answers that should be in the index.
        stale: answers in the index that were corrected or erased, or whose people did not agree.
    """

    indexed: int
    missing: int
    stale: int

    @property
    def is_equal(self) -> bool:
        """Whether the index holds exactly what it should."""
        return not self.missing and not self.stale


def answer_index(answer_id: int) -> None:
    """Put an answer into the index; or out of it, if it was corrected or erased or may not be.

    Looking again after writing closes the gap in which the person is erased or changes their mind
    while the vector is written: what commits later than the second look writes or deletes itself.
    An answer that has no place is deleted even so, as an attempt that died may have left it there.

    Raises:
        VectorsAwayError: the server is away.
    """
    answer = _wanted(answer_id)
    store.upsert_answer(answer) if answer else store.delete_answer(answer_id)
    if (_wanted(answer_id) is None) is not (answer is None):
        answer_index(answer_id)


def person_index(person_id: UUID) -> None:
    """Put all analysed answers of a person into the index if they agree to it now, else none.

    It looks again after writing, as `answer_index` does. Without a vector server there is nothing
    to do.

    Raises:
        VectorsAwayError: the server is away.
    """
    if not is_configured():
        return
    agreed = _agrees(person_id)
    _fill(person_id) if agreed else store.delete_person(person_id)
    if _agrees(person_id) is not agreed:
        person_index(person_id)


def index_rebuild() -> int:
    """Empty the index and fill it from the answers; return how many it holds then.

    Raises:
        VectorsAwayError: the server is away.
    """
    store.recreate()
    for person_id in _people():
        person_index(person_id)
    return store.count()


def index_compare() -> Comparison:
    """Compare the index with the answers.

    Raises:
        VectorsAwayError: the server is away.
    """
    indexed = store.indexed_answer_ids()
    wanted = {
        answer.id
        for person_id in _people()
        for batch in _batches(person_id)
        for answer in batch
        if store.has_words(answer)
    }
    return Comparison(len(indexed & wanted), len(wanted - indexed), len(indexed - wanted))


def _agrees(person_id: UUID) -> bool:
    return consent_live(person_id, Purpose.COACH_MEMORY)


def _fill(person_id: UUID) -> None:
    """Write the answers, then delete what a correction made stale meanwhile.

    The index is read before the readings: whatever another worker put in by then is analysed.
    """
    for batch in _batches(person_id):
        store.upsert_answers(batch)
    indexed = store.indexed_answer_ids(person_id)
    for answer_id in indexed - _analysed(person_id):
        store.delete_answer(answer_id)


def _people() -> Iterator[UUID]:
    """Yield everybody who has analysed answers and agrees that they are in the index."""
    known: set[int] = set()
    for answer_id in _analysed_by_all():
        answer = None if answer_id in known else _found(answer_id)
        if answer is not None:
            known |= _analysed(answer.person_id)
            if _agrees(answer.person_id):
                yield answer.person_id


def _batches(person_id: UUID) -> Iterator[list[AnswerRef]]:
    """Yield the current answers that were analysed, newest first."""
    analysed = _analysed(person_id)
    page = answers_of(person_id, limit=BATCH)
    while page:
        yield [answer for answer in page if answer.id in analysed]
        page = answers_of(person_id, limit=BATCH, before=page[-1].id)


def _analysed(person_id: UUID) -> set[int]:
    return {answer.answer_id for answer in analysed_answers(person_id)}


def _analysed_by_all() -> Iterator[int]:
    ids = analysed_answer_ids()
    while ids:
        yield from ids
        ids = analysed_answer_ids(after=ids[-1])


def _wanted(answer_id: int) -> AnswerRef | None:
    """Return the answer if it belongs into the index now."""
    answer = _found(answer_id)
    return answer if answer and answer.is_current and _agrees(answer.person_id) else None


def _found(answer_id: int) -> AnswerRef | None:
    with suppress(NotFoundError):
        return answer_get(answer_id)
    return None
