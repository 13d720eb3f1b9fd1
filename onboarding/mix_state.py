"""One person's moment as choosing sees it: their history, their session, their wishes. Pure.

A question counts as asked from the moment it was shown, whatever became of it: a heavy question
that was skipped has been read. It takes a place in its session only when it was not replaced by
another, which makes every rule about the beginning and the end of a session at least as strict.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from core.vocabulary import Domain, Language
from onboarding import trust
from onboarding.choices import Energy, Outcome, Stage, TrustLevel
from onboarding.fatigue import DEEPENING_BELOW, TIRED_ABOVE

GENTLE_ANSWERS = 3
ANSWERS_BEFORE_DEPTH = 6
SESSION_ANSWERS_BEFORE_DEPTH = 3
DOMAIN_RUN = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a person was shown, in any of their sessions.

    Attributes:
        length: Characters of its answer; 0 when there is none.
    """

    code: str
    domain: Domain
    energy: Energy
    at: datetime
    session_id: Hashable
    outcome: Outcome
    length: int = 0


@dataclass(frozen=True)
class MixState:
    """One person's moment, as far as choosing needs it.

    Attributes:
        trust: Trust score, 0..1.
        variances: Variance of each trait, z^2 above 0, order TRAITS.
        affinity: How much more (above 1) or less a domain yields from this person; absent means 1.
        asked: Everything ever asked, oldest first.
        session_id: The session that the next question belongs to.
        session_target: Planned number of questions of this session (5..7).
        answers_ever: Answers in all sessions.
        heavy_opt_in: The person has switched heavy topics on.
        heavy_blocked_until: After distress: no heavy topic before this time.
        healing_owed: Something outside the history demands that HEALING comes next, such as a
            person who left in a crisis; the caller clears it when a HEALING question was met.
        fatigue: 0..1.
        closed_domains: Topics the person has closed.
        never_codes: Questions the person never wants to see (again).
        allow_founding_heavy: Whether HEAVY questions without a psychologist's review may be asked;
            never so in production.
    """

    now: datetime
    language: Language
    trust: float
    variances: tuple[float, ...]
    session_id: Hashable
    session_target: int
    answers_ever: int
    affinity: Mapping[Domain, float] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    heavy_opt_in: bool = False
    heavy_blocked_until: datetime | None = None
    healing_owed: bool = False
    fatigue: float = 0.0
    closed_domains: frozenset[Domain] = frozenset()
    never_codes: frozenset[str] = frozenset()
    allow_founding_heavy: bool = False

    @cached_property
    def level(self) -> TrustLevel:
        """The level that the trust score has reached."""
        return trust.level(self.trust)

    @cached_property
    def in_session(self) -> tuple[Asked, ...]:
        """What was asked in the running session."""
        return tuple(past for past in self.asked if past.session_id == self.session_id)

    @cached_property
    def outcomes(self) -> Counter[Outcome]:
        """How often each outcome occurred in the running session."""
        return Counter(past.outcome for past in self.in_session)

    @property
    def place(self) -> int:
        """The place of the next question in its session, from 0; replaced questions take none."""
        return len(self.in_session) - self.outcomes[Outcome.REPLACED]

    @property
    def is_last(self) -> bool:
        """Whether the next question is the last one planned."""
        return self.place + 1 >= self.session_target

    @property
    def is_tired(self) -> bool:
        """Whether strength is left only for something that gives strength."""
        return self.fatigue > TIRED_ABOVE

    @property
    def needs_resource(self) -> bool:
        """Whether only HEALING may come: it is owed, strength is gone, or it is the end."""
        return self.owes_healing or self.is_tired or self.is_last

    @property
    def is_entry(self) -> bool:
        """Whether the person, or the session, is only arriving."""
        return self.answers_ever < GENTLE_ANSWERS or self.place == 0

    @property
    def may_deepen(self) -> bool:
        """Whether trust, answers and strength are there for what lies deep."""
        return (
            self.level >= TrustLevel.FRIEND
            and self.answers_ever >= ANSWERS_BEFORE_DEPTH
            and self.outcomes[Outcome.ANSWERED] >= SESSION_ANSWERS_BEFORE_DEPTH
            and self.fatigue < DEEPENING_BELOW
        )

    @cached_property
    def owes_healing(self) -> bool:
        """Whether a HEALING question must come next, in this session or at the door of a new one.

        A HEAVY question, answered or not, is owed one HEALING question that the person has met: one
        that was replaced, or that a silence swallowed, does not pay.
        """
        if self.healing_owed:
            return True
        for past in reversed(self.asked):
            met = past.outcome in (Outcome.ANSWERED, Outcome.SKIPPED)
            if past.energy is not Energy.HEALING or met:
                return past.energy is Energy.HEAVY
        return False

    @property
    def repeated_domain(self) -> Domain | None:
        """The domain of the last two questions, when they share one."""
        domains = [past.domain for past in self.asked[-DOMAIN_RUN:]]
        return domains[0] if len(domains) == DOMAIN_RUN and len(set(domains)) == 1 else None

    @cached_property
    def open_stages(self) -> tuple[Stage, ...]:
        """The stages from which a question may come now, the most specific first."""
        if self.needs_resource:
            return (Stage.BALANCING,)
        if self.is_entry:
            return (Stage.ENTRY,)
        return (Stage.DEEPENING, Stage.EXPLORATION) if self.may_deepen else (Stage.EXPLORATION,)
