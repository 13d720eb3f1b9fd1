"""What an analyser is asked about an answer."""

from typing import Any

from ai.contracts import AnswerRequest, DeepRequest, EarlierAnswer
from ai.local.relevance import rank
from onboarding.selectors import AnswerRef, answers_of
from people.selectors import manner_of

#: Newest earlier answers among which the ones that bear on an answer are looked for.
SEARCHED_ANSWERS = 100
#: Earlier answers that go with an answer; the router takes as many as its model has room for.
HISTORY_LIMIT = 20
#: Of these, so many are there for their words; the newest fill up, for what the person is at now.
RELEVANT_LIMIT = 14


def instant_request(answer: AnswerRef) -> AnswerRequest:
    """Return what is asked within the turn.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    return AnswerRequest(**_asked(answer))


def deep_request(answer: AnswerRef) -> DeepRequest:
    """Return what is asked in the background, with the person's earlier answers.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    return DeepRequest(**_asked(answer), history=_history(answer))


def _asked(answer: AnswerRef) -> dict[str, Any]:
    form, name = manner_of(answer.person_id)
    return {
        "text": answer.text,
        "language_hint": answer.language,
        "question_text": answer.question_text,
        "question_domain": answer.domain,
        "targets": answer.targets,
        "address": form.value,
        "names": (name,) if name else (),
    }


def _history(answer: AnswerRef) -> tuple[EarlierAnswer, ...]:
    """Return earlier answers, the ones that bear on this one first, then the newest."""
    earlier = answers_of(answer.person_id, limit=SEARCHED_ANSWERS, before=answer.id)[::-1]
    asked = f"{answer.question_text} {answer.text}"
    near = rank(asked, [one.text for one in earlier], RELEVANT_LIMIT)
    newest = reversed(range(len(earlier)))
    chosen = dict.fromkeys([*(match.index for match in near), *newest])
    return tuple(_earlier(earlier[index]) for index in list(chosen)[:HISTORY_LIMIT])


def _earlier(answer: AnswerRef) -> EarlierAnswer:
    return EarlierAnswer(
        answer_id=answer.id,
        text=answer.text,
        answered_at=answer.submitted_at,
        domain=answer.domain,
    )
