"""Choosing the next question for a person: from the tables into Smart Mix and back."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, FilteredRelation, Q

from core.clock import utc_now
from core.vocabulary import Domain, Language, Trait
from onboarding import trust
from onboarding.affinity import affinities
from onboarding.bank_selectors import published_bank
from onboarding.choices import Energy, Outcome
from onboarding.fatigue import Fatigue, fatigue
from onboarding.measurement import PRIOR, expected_variances_after
from onboarding.models import AskedQuestion, CareState, SelectionState, Session
from onboarding.selection_record import POLICIES, POLICY, Drawn, written
from onboarding.services.bank import bank_renew
from onboarding.services.pilots import pilot_take
from onboarding.session_signs import Sitting
from onboarding.smart_mix import Asked, Bank, Choice, MixState

#: An answer older than this was analysed, or its analysis is long overdue: it promises nothing.
ANALYSIS_PENDING = timedelta(minutes=10)
#: What became of the questions that take a place in their session.
TAKEN = (Outcome.ANSWERED, Outcome.SKIPPED, Outcome.POSTPONED)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen question, why it was chosen, and how tired the person may be."""

    choice: Choice
    question_id: int
    record: dict[str, Any]
    fatigue: Fatigue


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything read from the tables for one choice."""

    session: Session
    language: Language
    care: CareState
    asked: tuple[Asked, ...]
    last_asked_id: int
    closed_at: dict[str, datetime]
    portrait: SelectionState | None
    now: datetime

    @classmethod
    def of(cls, session: Session, care: CareState, language: Language) -> "Moment":
        """Read the moment of the next question of `session`."""
        history = list(_history(session.person_id))
        return cls(
            session=session,
            language=language,
            care=care,
            asked=tuple(map(_asked, history)),
            last_asked_id=history[-1]["id"] if history else 0,
            closed_at={row["code"]: row["closed_at"] for row in history if row["closed_at"]},
            portrait=SelectionState.objects.filter(person_id=session.person_id).first(),
            now=utc_now(),
        )

    @property
    def taken(self) -> int:
        """How many places of the session are taken: answered and skipped, not replaced."""
        return sum(
            past.session_id == self.session.pk and past.outcome in TAKEN for past in self.asked
        )

    @property
    def tiredness(self) -> Fatigue:
        """How tired the person may be in the session."""
        sitting = Sitting(
            asked=self.asked,
            closed_at=self.closed_at,
            session_id=self.session.pk,
            now=self.now,
            tired_said_at=self.session.tired_said_at,
        )
        return fatigue(sitting.signals())

    def mix_state(self, bank: Bank) -> MixState:
        """Return the moment as Smart Mix sees it."""
        care = self.care
        silence = max(self.now - care.trust_changed_at, timedelta(0))
        return MixState(
            now=self.now,
            language=self.language,
            trust=trust.faded(care.trust, silence),
            variances=self._variances(bank),
            session_id=self.session.pk,
            session_target=self.session.target_questions,
            answers_ever=sum(past.outcome is Outcome.ANSWERED for past in self.asked),
            affinity=affinities(self.asked),
            asked=self.asked,
            heavy_opt_in=care.heavy_opt_in,
            heavy_blocked_until=care.heavy_blocked_until,
            healing_owed=care.healing_owed,
            fatigue=self.tiredness.level,
            closed_domains=frozenset(Domain(name) for name in care.closed_domains),
            never_codes=frozenset(care.never_codes),
            allow_founding_heavy=not settings.IS_PRODUCTION,
        )

    def _variances(self, bank: Bank) -> tuple[float, ...]:
        """Return the variances, counting answers not yet analysed with what they promise."""
        known = tuple(self.portrait.variances) if self.portrait else _PRIOR_VARIANCES
        since = self.now - ANALYSIS_PENDING
        if self.portrait is not None:
            since = max(since, self.portrait.updated_at)
        return expected_variances_after(known, self._promises(bank, since))

    def _promises(self, bank: Bank, since: datetime) -> list[tuple[tuple[Trait, float], ...]]:
        waiting = (
            past.code
            for past in self.asked
            if past.outcome is Outcome.ANSWERED and self.closed_at[past.code] > since
        )
        return [bank.questions[bank.index[code]].targets for code in waiting if code in bank.index]


def select_question(moment: Moment) -> Selection | None:
    """Choose the next question at this moment of a session; None when nothing may be asked."""
    published = published_bank()
    bank = published.bank
    seed = secrets.randbits(32)
    state = moment.mix_state(bank)
    choice = POLICIES[POLICY](bank, state, random.Random(seed))  # noqa: S311 - variety, not secrecy
    if choice is None:
        return None
    code = choice.question.code
    if code in published.pilots and not pilot_take(published.ids[code]):
        # Somebody else was asked it for the last time since this bank was read.
        bank_renew()
        return select_question(moment)
    record = written(Drawn(choice, state, bank.version, seed, moment.last_asked_id))
    return Selection(choice, published.ids[code], record, moment.tiredness)


_PRIOR_VARIANCES = tuple(row[position] for position, row in enumerate(PRIOR.state().covariance))


def _history(person_id: UUID) -> Any:
    """Return all that the person was asked, oldest first, with the length of what they answered."""
    current = FilteredRelation("answers", condition=Q(answers__is_current=True))
    return (
        AskedQuestion.objects.filter(person_id=person_id)
        .annotate(current=current)
        .order_by("pk")
        .values(
            "id",
            "asked_at",
            "closed_at",
            "session_id",
            "outcome",
            code=F("question__code"),
            domain=F("question__domain"),
            energy=F("question__energy"),
            length=F("current__length"),
        )
    )


def _asked(row: dict[str, Any]) -> Asked:
    return Asked(
        code=row["code"],
        domain=Domain(row["domain"]),
        energy=Energy(row["energy"]),
        at=row["asked_at"],
        session_id=row["session_id"],
        outcome=Outcome(row["outcome"]),
        length=row["length"] or 0,
    )
