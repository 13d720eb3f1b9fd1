"""What other rooms may read of sessions, questions and answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from core.clock import utc_now
from core.errors import NotFoundError
from core.vocabulary import Domain, Language, Trait
from onboarding import trust
from onboarding.bank_selectors import QuestionContent, content_asked, content_of
from onboarding.choices import Energy, Outcome, TrustLevel
from onboarding.models import Answer, AskedQuestion, CareState, QuestionText
from onboarding.reasons import Reason

#: So long after a heavy question a person who leaves may still be with it.
STILL_FELT = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class AnswerRef:
    """An answer with the question it belongs to, in the language in which it was asked."""

    id: int
    person_id: UUID
    asked_id: int
    session_id: int
    text: str
    language: Language
    question_code: str
    question_text: str
    domain: Domain
    energy: Energy
    targets: tuple[Trait, ...]
    submitted_at: datetime
    is_current: bool


def answer_get(answer_id: int) -> AnswerRef:
    """Return the answer.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    answer = Answer.objects.select_related("asked").filter(pk=answer_id).first()
    if answer is None:
        raise NotFoundError
    asked = answer.asked
    return _ref(answer, content_asked(asked.question_id, Language(asked.language)))


def answer_owner(answer_id: int) -> UUID:
    """Return whose answer it is.

    Raises:
        NotFoundError: there is no such answer (any more).
    """
    owner = Answer.objects.filter(pk=answer_id).values_list("person_id", flat=True).first()
    if owner is None:
        raise NotFoundError
    return owner


def answers_of(
    person_id: UUID, *, limit: int = 200, before: int | None = None
) -> tuple[AnswerRef, ...]:
    """Return the person's current answers, newest first; only ids below `before` if given."""
    answers = Answer.objects.filter(person_id=person_id, is_current=True)
    if before is not None:
        answers = answers.filter(pk__lt=before)
    return _refs(answers.order_by("-pk")[:limit])


def answer_ids(person_id: UUID) -> frozenset[int]:
    """Return the ids of the person's current answers."""
    answers = Answer.objects.filter(person_id=person_id, is_current=True)
    return frozenset(answers.values_list("pk", flat=True))


def answers_in_session(session_id: int) -> tuple[AnswerRef, ...]:
    """Return the current answers of one session, oldest first."""
    answers = Answer.objects.filter(asked__session_id=session_id, is_current=True)
    return _refs(answers.order_by("pk"))


def heavy_opt_in(person_id: UUID) -> bool:
    """Return whether the person allowed heavy topics."""
    return CareState.objects.filter(person_id=person_id, heavy_opt_in=True).exists()


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """Why the open question was chosen, as far as it can be told to the person.

    Attributes:
        trait: what its answer tells most about.
        reason: what else speaks for it; None when nothing special does.
    """

    asked_id: int
    domain: Domain
    trait: Trait
    reason: Reason | None


def why_asked(person_id: UUID) -> WhyAsked | None:
    """Return why the person's open question was chosen; None when no question is open."""
    asked = AskedQuestion.objects.filter(person_id=person_id, outcome=Outcome.OPEN).first()
    if asked is None:
        return None
    content = content_asked(asked.question_id)
    named = asked.selection.get("reasons", [])
    reason = Reason(named[0]) if named else None
    return WhyAsked(asked.pk, content.domain, content.targets[0], reason)


def closed_domains(person_id: UUID) -> frozenset[Domain]:
    """Return the topics that the person closed."""
    care = CareState.objects.filter(person_id=person_id).first()
    return frozenset(map(Domain, care.closed_domains)) if care else frozenset()


def refused_questions(person_id: UUID) -> int:
    """Return how many questions the person never wants to see again."""
    care = CareState.objects.filter(person_id=person_id).first()
    return len(care.never_codes) if care else 0


def trust_level(person_id: UUID) -> TrustLevel:
    """Return how near the person has let the questions come."""
    care = CareState.objects.filter(person_id=person_id).first()
    return trust.level(care.trust_today) if care else TrustLevel.STRANGER


def open_topic(person_id: UUID) -> Domain | None:
    """Return what the question that waits for an answer is about."""
    open_ones = AskedQuestion.objects.filter(person_id=person_id, outcome=Outcome.OPEN)
    name = open_ones.values_list("question__domain", flat=True).first()
    return Domain(name) if name else None


def leaves_heavy(person_id: UUID) -> bool:
    """Return whether whoever goes now leaves a heavy question behind without one of strength."""
    lately = AskedQuestion.objects.filter(
        person_id=person_id, asked_at__gt=utc_now() - STILL_FELT
    ).order_by("-pk")
    for energy, outcome in lately.values_list("question__energy", "outcome"):
        was_met = outcome in (Outcome.ANSWERED, Outcome.SKIPPED)
        if energy != Energy.HEALING or was_met:
            return bool(energy == Energy.HEAVY)
    return False


def is_open(person_id: UUID, asked_id: int) -> bool:
    """Return whether this asked question is the one that waits for the person's answer."""
    return AskedQuestion.objects.filter(
        pk=asked_id, person_id=person_id, outcome=Outcome.OPEN
    ).exists()


def question_wording(question_id: int, language: str) -> QuestionText:
    """Return the text of a question in `language`."""
    return QuestionText.objects.get(question_id=question_id, language=language)


def _refs(answers: QuerySet[Answer]) -> tuple[AnswerRef, ...]:
    """Return answers with their questions, which are read together."""
    rows = answers.select_related("asked__question").prefetch_related(
        "asked__question__targets", "asked__question__texts"
    )
    return tuple(_ref(row, content_of(row.asked.question)) for row in rows)


def _ref(answer: Answer, question: QuestionContent) -> AnswerRef:
    asked = answer.asked
    return AnswerRef(
        id=answer.pk,
        person_id=answer.person_id,
        asked_id=asked.pk,
        session_id=asked.session_id,
        text=answer.text,
        language=Language(asked.language),
        question_code=question.code,
        question_text=question.wordings[Language(asked.language)].text,
        domain=question.domain,
        energy=question.energy,
        targets=question.targets,
        submitted_at=answer.submitted_at,
        is_current=answer.is_current,
    )
