"""Building the vector index again from what PostgreSQL holds, and comparing the two."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from analysis.selectors import analysed_answer_ids
from core.errors import NotFoundError
from onboarding.selectors import AnswerRef, answer_get
from profiles.vectors import store

BATCH = 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the index differs from the answers.

    Attributes:
        indexed: answers that are in the index and should be.
        missing: answers that should be in the index.
        stale: answers in the index that were corrected or erased.
    """

    indexed: int
    missing: int
    stale: int

    @property
    def is_equal(self) -> bool:
        """Whether the index holds exactly what it should."""
        return not self.missing and not self.stale


def answer_index(answer_id: int) -> None:
    """Put an answer into the index, or out of it if it was corrected or erased meanwhile.

    Looking again after writing closes the gap in which a person is erased while the vector is
    written: an erasure that commits later deletes the vector itself.

    Raises:
        VectorsAwayError: the server is away.
    """
    answer = _current(answer_id)
    if answer is None:
        return
    store.upsert_answer(answer)
    if _current(answer_id) is None:
        store.delete_answer(answer_id)


def index_rebuild() -> int:
    """Empty the index and fill it from the answers; return how many it holds then.

    Raises:
        VectorsAwayError: the server is away.
    """
    store.recreate()
    for batch in _batches():
        store.upsert_answers(batch)
    return store.count()


def index_compare() -> Comparison:
    """Compare the index with the answers.

    Raises:
        VectorsAwayError: the server is away.
    """
    indexed = store.indexed_answer_ids()
    wanted = {answer.id for batch in _batches() for answer in batch if store.has_words(answer)}
    return Comparison(len(indexed & wanted), len(wanted - indexed), len(indexed - wanted))


def _batches() -> Iterator[list[AnswerRef]]:
    ids = analysed_answer_ids(limit=BATCH)
    while ids:
        yield [answer for answer in map(_current, ids) if answer]
        ids = analysed_answer_ids(after=ids[-1], limit=BATCH)


def _current(answer_id: int) -> AnswerRef | None:
    with suppress(NotFoundError):
        answer = answer_get(answer_id)
        return answer if answer.is_current else None
    return None
