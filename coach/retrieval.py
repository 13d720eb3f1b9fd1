"""Finding the person's own earlier words that matter for a message."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ai.local.relevance import rank
from onboarding.selectors import AnswerRef, answers_of
from people.selectors import PersonRef
from profiles.selectors import similar_answers

SEARCHED_ANSWERS = 200
CANDIDATES = 12
RECALLED_ANSWERS = 4
#: The usual constant of reciprocal rank fusion (Cormack, Clarke, Buettcher 2009).
FUSION_CONSTANT = 60


def recall(person: PersonRef, query: str) -> tuple[AnswerRef, ...]:
    """Return at most `RECALLED_ANSWERS` earlier answers that bear on `query`, the best first.

    Words and vectors each give a ranking; the two are fused by rank. Without vectors the words
    decide alone. The caller has made sure that the person agrees to being remembered.
    """
    answers = {answer.id: answer for answer in answers_of(person.id, limit=SEARCHED_ANSWERS)}
    rankings = (_by_words(query, list(answers.values())), _by_vectors(person, query))
    found = [answer_id for answer_id in fuse(rankings) if answer_id in answers]
    return tuple(answers[answer_id] for answer_id in found[:RECALLED_ANSWERS])


def fuse(rankings: Iterable[Sequence[int]]) -> list[int]:
    """Return the ids of all rankings by reciprocal rank fusion, the best first; ties by id."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for position, item in enumerate(ranking, start=1):
            scores[item] += 1 / (FUSION_CONSTANT + position)
    return sorted(scores, key=lambda item: (-scores[item], item))


def _by_words(query: str, answers: Sequence[AnswerRef]) -> list[int]:
    texts = [answer.text for answer in answers]
    return [answers[hit.index].id for hit in rank(query, texts, CANDIDATES)]


def _by_vectors(person: PersonRef, query: str) -> list[int]:
    return [answer_id for answer_id, _ in similar_answers(person.id, query, CANDIDATES)]
