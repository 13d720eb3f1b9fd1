"""A synthetic person talks with a policy, session after session. Pure.

Trust, fatigue, affinity and measurement are the product's own, and so is the order of things in a
session: planned end, nothing eligible, end for fatigue after a resource, next question. Analysis is
at hand at once.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median

import numpy as np

from core.vocabulary import BIG_FIVE, TRAITS, Domain, Language
from onboarding import trust
from onboarding.affinity import affinities
from onboarding.choices import EndReason, Energy, Outcome
from onboarding.fatigue import COSTS, Advice, Fatigue, FatigueSignals, fatigue
from onboarding.measurement import LARGEST_Z, PRIOR, SMALLEST_VARIANCE, Reading, fold
from onboarding.mix_state import Asked, MixState
from onboarding.published_bank import BankQuestion
from onboarding.simulation.banks import World
from onboarding.simulation.history import Ended, Known, Shown, Wishes
from onboarding.simulation.people import LENGTH_SPREAD, TIRED_AT_START, Person
from onboarding.simulation.policies import Pick, Policy

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
SESSION_QUESTIONS = 6
HABIT_ANSWERS = 20
TIME_PER_QUESTION = timedelta(minutes=2)
REST_AFTER_DISTRESS = timedelta(days=7)
#: Share of an answer's noise that its readings have in common: the mood it was written in.
SHARED_NOISE = 0.3
TAKEN = (Outcome.ANSWERED, Outcome.SKIPPED)
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
        sessions_planned: Questions that sessions are to have, one of them each time.
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
    sessions_planned: tuple[int, ...] = (SESSION_QUESTIONS,)
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
        self.answers = 0
        self.state = PRIOR.state()
        self.tiredness = 0.0

    def live(self, *, questions: int, sessions: int) -> "Life":
        """Go on until so many questions were shown or so many sessions were held."""
        for session in range(sessions):
            if len(self.shown) >= questions or self.is_gone:
                break
            self._sit(session, questions)
            self._rest()
        return self

    # --- a session ------------------------------------------------------------------------------

    def _sit(self, session: int, questions: int) -> None:
        self.tiredness = float(self.noise.uniform(0, TIRED_AT_START))
        planned = self.chance.choice(self.sessions_planned)
        while len(self.shown) < questions:
            seen = self._seen(session)
            state = self._moment(session, planned, seen)
            reason, position = self._next(state, seen)
            if position is None:
                self._end(session, reason)
                return
            self._show(self.world.bank.questions[position], state)
            if self._react(position) is Outcome.EXPIRED:
                self._end(session, EndReason.PERSON)
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

    def _end(self, session: int, reason: EndReason) -> None:
        self.ended.append(Ended(session, reason, len(self.shown), self.wishes))

    def _seen(self, session: int) -> Fatigue:
        """Return how tired the product takes the person for."""
        here = [past for past in self.asked if past.session_id == session]
        before = [past.length for past in self.asked if past.session_id != session and past.length]
        return fatigue(
            FatigueSignals(
                energies=tuple(past.energy for past in here),
                lengths=tuple(past.length for past in here if past.length),
                usual_length=median(before[-HABIT_ANSWERS:]) if before else None,
                skips=sum(past.outcome is Outcome.SKIPPED for past in here),
            )
        )

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
        outcome = self._outcome(gap)
        length = self._answer(position, gap) if outcome is Outcome.ANSWERED else 0
        if outcome in (Outcome.SKIPPED, Outcome.REPLACED):
            self._wish_less_of(question)
        now.outcome = outcome
        self.asked.append(
            Asked(
                question.code,
                question.domain,
                question.energy,
                now.at,
                now.session,
                outcome,
                length,
            )
        )
        if question.energy is Energy.HEALING and outcome in TAKEN:
            self.wishes = replace(self.wishes, healing_owed=False)
        if outcome is Outcome.ANSWERED and self._happens(self.person.habits.distress):
            self._be_distressed()
        self._remember()
        self.now += TIME_PER_QUESTION
        cost = self.person.stamina * COSTS[question.energy]
        self.tiredness = min(1.0, max(0.0, self.tiredness + cost))
        return outcome

    def _outcome(self, gap: int) -> Outcome:
        habits = self.person.habits
        if self._leaves(gap) or self._happens(habits.leaves):
            return Outcome.EXPIRED
        if self._happens(habits.replaces):
            return Outcome.REPLACED
        return Outcome.SKIPPED if self._happens(habits.skips) else Outcome.ANSWERED

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

    def _wish_less_of(self, question: BankQuestion) -> None:
        if self._happens(self.person.habits.closes):
            self.wishes = replace(self.wishes, closed=self.wishes.closed | {question.domain})
        if self._happens(self.person.habits.refuses):
            self.wishes = replace(self.wishes, refused=self.wishes.refused | {question.code})

    def _be_distressed(self) -> None:
        self.wishes = replace(
            self.wishes, heavy_blocked_until=self.now + REST_AFTER_DISTRESS, healing_owed=True
        )

    def _remember(self) -> None:
        means = self.state.means[:_BIG]
        variances = tuple(self.state.covariance[i][i] for i in range(_BIG))
        self.known.append(Known(means, variances))

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
