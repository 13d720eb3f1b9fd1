"""A synthetic person talks with a policy, session after session. Pure.

Trust, fatigue, affinity, measurement and the planned length of a session are the product's own, and
so is the order of things in a session: planned end, nothing eligible, end for fatigue after a
resource, next question. Analysis is at hand at once.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from core.vocabulary import BIG_FIVE, TRAITS, Domain, Language
from onboarding import trust
from onboarding.affinity import affinities
from onboarding.choices import EndReason, Energy, Outcome
from onboarding.fatigue import COSTS, Advice, Fatigue, fatigue
from onboarding.measurement import LARGEST_Z, PRIOR, SMALLEST_VARIANCE, Reading, fold
from onboarding.mix_state import Asked, MixState
from onboarding.published_bank import BankQuestion
from onboarding.session_length import LastTalk, planned_questions
from onboarding.session_signs import READING_CHARACTERS, Sitting
from onboarding.simulation.banks import World
from onboarding.simulation.history import Ended, Known, Shown, Wishes
from onboarding.simulation.people import LENGTH_SPREAD, PACE_SPREAD, TIRED_AT_START, Person
from onboarding.simulation.policies import Pick, Policy

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
TIME_TO_LEAVE = timedelta(seconds=20)
NAPS = (timedelta(hours=5), timedelta(days=2))
#: Tiredness from which a person may say so.
FELT_FROM = 0.5
REST_AFTER_DISTRESS = timedelta(days=7)
#: Share of an answer's noise that its readings have in common: the mood it was written in.
SHARED_NOISE = 0.3
TAKEN = (Outcome.ANSWERED, Outcome.SKIPPED, Outcome.POSTPONED)
MET = (Outcome.ANSWERED, Outcome.SKIPPED)
_BIG = len(BIG_FIVE)


@dataclass(frozen=True, slots=True)
class Effects:
    """What being tired, or asked too much, does to answers and to staying.

    An answer tells exp(-fatigue * f - gap * g) of what it could, and is shorter by the same factor;
    f is the true tiredness (0..1), g the trust levels that the question asks for too many. A person
    leaves at a question with the chance logistic(-5 + 2.2 f + 0.4 g + 0.8 after another HEAVY),
    half of the time for ever. The constants of leaving are invented.
    """

    fatigue: float = 0.0
    gap: float = 0.0
    drops_out: bool = False

    def told(self, tiredness: float, gap: int) -> float:
        """Return the share of its information that an answer keeps."""
        return math.exp(-self.fatigue * tiredness - self.gap * gap)


NO_EFFECTS = Effects()


def leaving_chance(tiredness: float, gap: int, *, heavy_again: bool) -> float:
    """Return the chance to leave at a question."""
    return 1 / (1 + math.exp(5 - 2.2 * tiredness - 0.4 * gap - 0.8 * heavy_again))


@dataclass
class Life:
    """One person's talks, as they go on.

    Attributes:
        chance: Decides what is drawn by the policy and what the person does.
        noise: Decides what the answers tell.
        allow_founding_heavy: As in the product's state.
        known: What is known after each question shown.
        is_gone: The person left for ever.
    """

    world: World
    person: Person
    policy: Policy
    pick: Pick
    chance: random.Random
    noise: np.random.Generator
    effects: Effects = NO_EFFECTS
    allow_founding_heavy: bool = True
    shown: list[Shown] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    is_gone: bool = False

    def __post_init__(self) -> None:
        self.now = BEGIN
        self.trust, self.trust_at = self.person.trust, BEGIN
        self.wishes = Wishes(self.person.language, self.person.opted_in)
        self.asked: list[Asked] = []
        self.closed_at: dict[str, datetime] = {}
        self.tired_said_at: datetime | None = None
        self.last_talk: LastTalk | None = None
        self.answers = 0
        self.state = PRIOR.state()
        self.tiredness = 0.0

    def live(
        self, *, questions: int, sessions: int, until: Callable[["Life"], bool] | None = None
    ) -> "Life":
        """Go on until so many questions were shown, so many sessions held, or `until` holds."""
        for session in range(sessions):
            is_over = until is not None and until(self)
            if is_over or len(self.shown) >= questions or self.is_gone:
                break
            self._sit(session, questions)
            self._rest()
        return self

    # --- a session ------------------------------------------------------------------------------

    def _sit(self, session: int, questions: int) -> None:
        self.tiredness = float(self.noise.uniform(0, TIRED_AT_START))
        self.tired_said_at = None
        planned = planned_questions(self.last_talk)
        while len(self.shown) < questions:
            seen = self._seen(session)
            state = self._moment(session, planned, seen)
            reason, position = self._next(state, seen)
            if position is None:
                self._end(session, planned, reason)
                return
            self._show(self.world.bank.questions[position], state)
            if self._react(position) is Outcome.EXPIRED:
                self._end(session, planned, EndReason.PERSON)
                return

    def _next(self, state: MixState, seen: Fatigue) -> tuple[EndReason, int | None]:
        if sum(past.outcome in TAKEN for past in state.in_session) >= state.session_target:
            return EndReason.PLANNED, None
        position = self.pick(state, self.chance)
        if position is None:
            return EndReason.NOTHING_ELIGIBLE, None
        has_rested = bool(state.in_session) and state.asked[-1].energy is Energy.HEALING
        is_over = seen.advice is Advice.END_KINDLY and has_rested
        if self.policy.is_careful and is_over:
            return EndReason.FATIGUE, None
        return EndReason.PLANNED, position

    def _end(self, session: int, planned: int, reason: EndReason) -> None:
        here = [one for one in self.shown if one.session == session]
        self.ended.append(Ended(session, reason, len(self.shown), self.wishes))
        self.last_talk = LastTalk(
            end_reason=reason,
            planned=planned,
            answered=sum(one.outcome is Outcome.ANSWERED for one in here),
            is_weary=self.tired_said_at is not None,
        )

    def _seen(self, session: int) -> Fatigue:
        """Return how tired the product takes the person for."""
        sitting = Sitting(
            asked=self.asked,
            closed_at=self.closed_at,
            session_id=session,
            now=self.now,
            tired_said_at=self.tired_said_at,
        )
        return fatigue(sitting.signals())

    def _moment(self, session: int, planned: int, seen: Fatigue) -> MixState:
        return MixState(
            now=self.now,
            language=self.wishes.language,
            trust=trust.faded(self.trust, self.now - self.trust_at),
            variances=tuple(row[i] for i, row in enumerate(self.state.covariance)),
            session_id=session,
            session_target=planned,
            answers_ever=self.answers,
            affinity=affinities(self.asked),
            asked=tuple(self.asked),
            heavy_opt_in=self.wishes.opted_in,
            heavy_blocked_until=self.wishes.heavy_blocked_until,
            healing_owed=self.wishes.healing_owed,
            fatigue=seen.level,
            closed_domains=self.wishes.closed,
            never_codes=self.wishes.refused,
            allow_founding_heavy=self.allow_founding_heavy,
        )

    def _show(self, question: BankQuestion, state: MixState) -> None:
        self.shown.append(
            Shown(
                question=question,
                at=self.now,
                session=int(str(state.session_id)),
                planned=state.session_target,
                trust=state.trust,
                fatigue=state.fatigue,
                tiredness=self.tiredness,
                wishes=self.wishes,
            )
        )

    # --- what the person does -------------------------------------------------------------------

    def _react(self, position: int) -> Outcome:
        now = self.shown[-1]
        question = now.question
        gap = max(0, question.min_trust - trust.level(now.trust))
        now.outcome = self._outcome(gap)
        length = self._answer(position, gap) if now.outcome is Outcome.ANSWERED else 0
        self.now += self._time_taken(length)
        self._close(now, length)
        self._feel(question)
        self._wish(question, now.outcome)
        means = self.state.means[:_BIG]
        self.known.append(Known(means, tuple(self.state.covariance[i][i] for i in range(_BIG))))
        return now.outcome

    def _outcome(self, gap: int) -> Outcome:
        habits = self.person.habits
        if self._leaves(gap) or self._happens(habits.leaves):
            return Outcome.EXPIRED
        ways = (
            (Outcome.REPLACED, habits.replaces),
            (Outcome.POSTPONED, habits.postpones),
            (Outcome.SKIPPED, habits.skips),
        )
        return next((way for way, often in ways if self._happens(often)), Outcome.ANSWERED)

    def _time_taken(self, length: int) -> timedelta:
        """Return how long a question stays open; some people come back to it much later."""
        if self._happens(self.person.habits.naps):
            return self.chance.choice(NAPS)
        if not length:
            return TIME_TO_LEAVE
        spread = math.exp(PACE_SPREAD * self.noise.standard_normal())
        return timedelta(seconds=self.person.pace * spread * (length + READING_CHARACTERS))

    def _close(self, now: Shown, length: int) -> None:
        question = now.question
        code, domain, energy = question.code, question.domain, question.energy
        self.asked.append(Asked(code, domain, energy, now.at, now.session, now.outcome, length))
        self.closed_at[code] = self.now

    def _feel(self, question: BankQuestion) -> None:
        cost = self.person.stamina * COSTS[question.energy]
        self.tiredness = min(1.0, max(0.0, self.tiredness + cost))
        if self.tiredness > FELT_FROM and self._happens(self.person.habits.says_tired):
            self.tired_said_at = self.now

    def _wish(self, question: BankQuestion, outcome: Outcome) -> None:
        habits = self.person.habits
        if outcome in MET and question.energy is Energy.HEALING:
            self.wishes = replace(self.wishes, healing_owed=False)
        if outcome is Outcome.ANSWERED and self._happens(habits.distress):
            until = self.now + REST_AFTER_DISTRESS
            self.wishes = replace(self.wishes, heavy_blocked_until=until, healing_owed=True)
        is_left = outcome in (Outcome.SKIPPED, Outcome.REPLACED)
        if is_left and self._happens(habits.closes):
            self.wishes = replace(self.wishes, closed=self.wishes.closed | {question.domain})
        if is_left and self._happens(habits.refuses):
            self.wishes = replace(self.wishes, refused=self.wishes.refused | {question.code})

    def _leaves(self, gap: int) -> bool:
        if not self.effects.drops_out:
            return False
        last = [past.question.energy for past in self.shown[-2:]]
        chance = leaving_chance(self.tiredness, gap, heavy_again=last == [Energy.HEAVY] * 2)
        is_leaving = self._happens(chance)
        self.is_gone = is_leaving and self._happens(0.5)
        return is_leaving

    def _answer(self, position: int, gap: int) -> int:
        """Answer: the state learns from it, trust grows; return the length of the answer."""
        question = self.world.bank.questions[position]
        kept = self.effects.told(self.tiredness, gap)
        told = kept * self.person.affinity[question.domain]
        readings = self._readings(question, told * float(self.world.truth[position]))
        self.state = fold(self.state, readings)
        score = trust.faded(self.trust, self.now - self.trust_at)
        self.trust, self.trust_at = trust.grown(score, question.min_trust), self.now
        self.answers += 1
        spread = math.exp(LENGTH_SPREAD * self.noise.standard_normal())
        return max(1, round(self.person.usual_length * told * spread))

    def _readings(self, question: BankQuestion, told: float) -> list[Reading]:
        mood, *own = self.noise.standard_normal(1 + len(question.targets)).tolist()
        readings = []
        for (trait, information), error in zip(question.targets, own, strict=True):
            variance = max(SMALLEST_VARIANCE, 1 / (information * told))
            shared = SHARED_NOISE if len(own) > 1 else 0.0
            mixed = math.sqrt(1 - shared) * error + math.sqrt(shared) * mood
            value = self.person.traits[TRAITS.index(trait)] + math.sqrt(variance) * mixed
            value = min(LARGEST_Z, max(-LARGEST_Z, value))
            readings.append(Reading(trait, value, variance, self.now, siblings=len(own)))
        return readings

    # --- between sessions -----------------------------------------------------------------------

    def _rest(self) -> None:
        """Let time pass and minds change."""
        self.now += self.chance.choice(self.person.habits.pauses)
        changes: tuple[Callable[[], None], ...] = (
            self._switch_heavy,
            self._open_topics,
            self._step_back,
            self._switch_language,
        )
        for change in changes:
            if self._happens(self.person.habits.changes_mind):
                change()

    def _switch_heavy(self) -> None:
        self.wishes = replace(self.wishes, opted_in=not self.wishes.opted_in)

    def _open_topics(self) -> None:
        other = frozenset({self.chance.choice(list(Domain))})
        self.wishes = replace(self.wishes, closed=frozenset() if self.wishes.closed else other)

    def _step_back(self) -> None:
        score = trust.faded(self.trust, self.now - self.trust_at)
        self.trust, self.trust_at = trust.lowered(score), self.now

    def _switch_language(self) -> None:
        other = Language.EN if self.wishes.language is Language.RU else Language.RU
        self.wishes = replace(self.wishes, language=other)

    def _happens(self, chance: float) -> bool:
        return chance > 0 and self.chance.random() < chance
