"""Choosing the next question for a person: from the tables into Smart Mix and back."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from core.clock import utc_now
from core.vocabulary import Domain, Language, Trait
from onboarding import trust
from onboarding.affinity import affinities
from onboarding.bank_selectors import published_bank
from onboarding.choices import Energy, Outcome
from onboarding.fatigue import Fatigue, fatigue
from onboarding.measurement import PRIOR, expected_variances_after
from onboarding.models import CareState, Session
from onboarding.selection_record import POLICIES, POLICY, Drawn, written
from onboarding.services.bank import bank_renew
from onboarding.services.pilots import pilot_take
from onboarding.session_signs import Sitting
from onboarding.smart_mix import Asked, Bank, Choice, MixState

#: An answer older than this was analysed, or its analysis is long overdue: it promises nothing.
ANALYSIS_PENDING = timedelta(minutes=10)
#: What became of the questions that take a place in their session.
TAKEN = (Outcome.ANSWERED, Outcome.SKIPPED, Outcome.POSTPONED)

# Both by hand: they are asked before every question, and building them costs more than running.
#: All that a person was asked, oldest first; columns as in `_Row`.
_HISTORY_SQL = """
    SELECT asked.id, question.code, question.domain, question.energy, asked.asked_at,
        asked.closed_at, asked.session_id, asked.outcome, coalesce(answer.length, 0)
    FROM onboarding_asked_questions AS asked
    JOIN onboarding_questions AS question ON question.id = asked.question_id
    LEFT JOIN onboarding_answers AS answer ON answer.asked_id = asked.id AND answer.is_current
    WHERE asked.person_id = %s
    ORDER BY asked.id
"""
#: Columns as in `Portrait`.
_PORTRAIT_SQL = "SELECT variances, updated_at FROM onboarding_selection_states WHERE person_id = %s"


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen question, why it was chosen, and how tired the person may be."""

    choice: Choice
    question_id: int
    record: dict[str, Any]
    fatigue: Fatigue


class Portrait(NamedTuple):
    """The variances of a person's traits, and since when they are known."""

    variances: list[float]
    updated_at: datetime


class _Row(NamedTuple):
    """A question that was asked, with the length of what was answered."""

    id: int
    code: str
    domain: str
    energy: str
    at: datetime
    closed_at: datetime | None
    session_id: int
    outcome: str
    length: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything read from the tables for one choice."""

    session: Session
    language: Language
    care: CareState
    asked: tuple[Asked, ...]
    last_asked_id: int
    closed_at: dict[str, datetime]
    portrait: Portrait | None
    now: datetime

    @classmethod
    def of(cls, session: Session, care: CareState, language: Language) -> "Moment":
        """Read the moment of the next question of `session`."""
        history = [_Row(*columns) for columns in _rows(_HISTORY_SQL, session.person_id)]
        portraits = _rows(_PORTRAIT_SQL, session.person_id)
        return cls(
            session=session,
            language=language,
            care=care,
            asked=tuple(map(_asked, history)),
            last_asked_id=history[-1].id if history else 0,
            closed_at={row.code: row.closed_at for row in history if row.closed_at},
            portrait=Portrait(*portraits[0]) if portraits else None,
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


def _rows(sql: str, person_id: UUID) -> list[Any]:
    with connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(sql, [person_id]).fetchall()
    return rows


def _asked(row: _Row) -> Asked:
    return Asked(
        code=row.code,
        domain=Domain(row.domain),
        energy=Energy(row.energy),
        at=row.at,
        session_id=row.session_id,
        outcome=Outcome(row.outcome),
        length=row.length,
    )
