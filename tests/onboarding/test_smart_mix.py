"""Smart Mix never breaks a care rule, prefers what is not yet known, and is repeatable by seed.

Care is checked by `broken`, a plain reading of the rules that shares no code with the product.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.vocabulary import TRAITS, Domain, Language, Trait
from onboarding import trust
from onboarding.care import CareRule, judge
from onboarding.choices import Energy, Outcome, SafetyFlag, Stage, TrustLevel
from onboarding.fatigue import FatigueSignals, fatigue
from onboarding.measurement import expected_variances_after
from onboarding.smart_mix import Asked, Bank, BankQuestion, Choice, MixState, choose

NOW = datetime(2026, 5, 1, 18, tzinfo=UTC)
LIGHT = {Energy.OPENING, Energy.NEUTRAL}
MET = {Outcome.ANSWERED, Outcome.SKIPPED}


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable chance is the point, not secrecy


# --- an independent reading of the rules -------------------------------------------------------


def healing_due(state: MixState) -> bool:
    due = False
    for past in state.asked:
        if past.energy is Energy.HEAVY:
            due = True
        elif past.energy is not Energy.HEALING or past.outcome in MET:
            due = False
    return due or state.healing_owed


def stage_fits(state: MixState, q: BankQuestion, *, deep: bool, place: int) -> bool:
    if healing_due(state) or state.fatigue > 0.7 or place >= state.session_target - 1:
        return Stage.BALANCING in q.stages
    if state.answers_ever < 3 or place == 0:
        return Stage.ENTRY in q.stages
    return (Stage.EXPLORATION in q.stages and q.depth <= 3) or (
        deep and Stage.DEEPENING in q.stages
    )


def broken_for_person(bank: Bank, state: MixState, q: BankQuestion) -> set[str]:
    level = sum(state.trust >= start for start in (0.15, 0.35, 0.60, 0.85))
    before = [past for past in state.asked if past.code == q.code]
    repeat = q.repeatable_after_days
    facts = {
        "language": state.language not in q.languages,
        "closed topic": bool({q.domain, *q.secondary_domains} & state.closed_domains),
        "refused": q.code in state.never_codes,
        "repeated": any(
            repeat is None or state.now - past.at < timedelta(days=repeat) for past in before
        ),
        "never after": any(past.code in q.never_after for past in state.asked),
        "trust": q.min_trust > level,
        "no opt-in": (q.energy is Energy.HEAVY or q.requires_opt_in) and not state.heavy_opt_in,
    }
    return {name for name, is_broken in facts.items() if is_broken}


def healable(bank: Bank, state: MixState, heavy: BankQuestion) -> bool:
    previous = state.asked[-1].domain if state.asked else None
    return any(
        q.energy is Energy.HEALING
        and Stage.BALANCING in q.stages
        and not broken_for_person(bank, state, q)
        and heavy.code not in q.never_after
        and not previous == heavy.domain == q.domain
        for q in bank.questions
    )


def cooling(bank: Bank, state: MixState) -> bool:
    known = {q.code: q for q in bank.questions}
    days = {
        code: max(q.cooldown_days, 3 * bool(q.flags & {SafetyFlag.TRAUMA, SafetyFlag.GRIEF}))
        for code, q in known.items()
    }
    return any(
        past.energy is Energy.HEAVY and state.now - past.at < timedelta(days=days.get(past.code, 3))
        for past in state.asked
    )


def broken_for_heavy(bank: Bank, state: MixState, q: BankQuestion) -> set[str]:
    session = [past for past in state.asked if past.session_id == state.session_id]
    place = sum(past.outcome is not Outcome.REPLACED for past in session)
    until = state.heavy_blocked_until
    last = state.asked[-1] if state.asked else None
    facts = {
        "heavy after heavy": last is not None and last.energy is Energy.HEAVY,
        "heavy early": place < 3,
        "heavy last": place >= state.session_target - 1,
        "third heavy": sum(past.energy is Energy.HEAVY for past in session) >= 2,
        "heavy cooling": cooling(bank, state),
        "heavy blocked": until is not None and state.now < until,
        "heavy unreviewed": q.is_founding_review and not state.allow_founding_heavy,
        "heavy unhealable": not healable(bank, state, q),
    }
    return {name for name, is_broken in facts.items() if is_broken}


def broken(bank: Bank, state: MixState, q: BankQuestion) -> set[str]:
    """Name every rule that asking this question now would break."""
    session = [past for past in state.asked if past.session_id == state.session_id]
    place = sum(past.outcome is not Outcome.REPLACED for past in session)
    answered = sum(past.outcome is Outcome.ANSWERED for past in session)
    deep = (
        state.trust >= 0.35 and state.answers_ever >= 6 and answered >= 3 and state.fatigue < 0.55
    )
    is_heavy, is_healing = q.energy is Energy.HEAVY, q.energy is Energy.HEALING
    due = healing_due(state)
    needs_resource = due or place >= state.session_target - 1 or state.fatigue > 0.7
    arriving_energy = q.energy in ({Energy.HEALING} if needs_resource else LIGHT)
    until = state.heavy_blocked_until
    facts = {
        "healing due": due and not is_healing,
        "tired": state.fatigue > 0.7 and not is_healing,
        "no resource last": place >= state.session_target - 1 and not is_healing,
        "first answers": state.answers_ever < 3 and not (arriving_energy and q.depth <= 2),
        "session start": place == 0 and not arriving_energy,
        "stage": not stage_fits(state, q, deep=deep, place=place),
        "heavy too soon": is_heavy and not deep,
        "sensitive blocked": q.requires_opt_in and until is not None and state.now < until,
        "third of a domain": [past.domain for past in state.asked[-2:]] == [q.domain] * 2,
    }
    found = {name for name, is_broken in facts.items() if is_broken}
    heavy = broken_for_heavy(bank, state, q) if is_heavy else set()
    return found | heavy | broken_for_person(bank, state, q)


# --- a synthetic bank and synthetic people -----------------------------------------------------

DEPTHS = {
    Energy.OPENING: (1, 2),
    Energy.NEUTRAL: (1, 3),
    Energy.PROCESSING: (2, 4),
    Energy.HEAVY: (3, 5),
    Energy.HEALING: (1, 3),
}
STAGES = {
    Energy.OPENING: {Stage.ENTRY, Stage.EXPLORATION},
    Energy.NEUTRAL: {Stage.ENTRY, Stage.EXPLORATION},
    Energy.PROCESSING: {Stage.EXPLORATION, Stage.DEEPENING},
    Energy.HEAVY: {Stage.DEEPENING},
    Energy.HEALING: {Stage.BALANCING, Stage.EXPLORATION},
}
TRUST = {
    Energy.OPENING: (0, 1),
    Energy.NEUTRAL: (0, 1),
    Energy.PROCESSING: (0, 3),
    Energy.HEAVY: (2, 4),
    Energy.HEALING: (0, 1),
}


def synthetic_question(number: int, rng: random.Random) -> BankQuestion:
    """A question as the schema of the bank allows it, energies in the recommended shares."""
    energy = rng.choices(list(Energy), weights=[15, 30, 30, 12, 13])[0]
    heavy = energy is Energy.HEAVY
    traits = rng.sample(TRAITS, rng.randint(1, 3))
    return BankQuestion(
        code=f"made-{number:05}",
        version=1,
        domain=rng.choice(list(Domain)),
        secondary_domains=tuple(rng.sample(list(Domain), rng.choice([0, 0, 1]))),
        depth=rng.randint(*DEPTHS[energy]),
        energy=energy,
        min_trust=TrustLevel(rng.randint(*TRUST[energy])),
        stages=frozenset(STAGES[energy]),
        targets=tuple((trait, rng.uniform(0.1, 1.0) * (1 + heavy)) for trait in traits),
        languages=frozenset(rng.choice([list(Language)] * 9 + [[Language.RU]])),
        flags=frozenset(rng.sample([SafetyFlag.GRIEF, SafetyFlag.SHAME], heavy)),
        requires_opt_in=heavy or rng.random() < 0.03,
        cooldown_days=rng.choice([0, 0, 3, 5]) if heavy else 0,
        repeatable_after_days=rng.choice([None, None, None, 30]),
        never_after=frozenset(
            f"made-{rng.randrange(60):05}" for _ in range(rng.choice([0] * 9 + [1]))
        ),
        is_founding_review=rng.random() < 0.3,
    )


def synthetic_bank(size: int, seed: int = 1) -> Bank:
    rng = seeded(seed)
    return Bank("1.0.0", tuple(synthetic_question(number, rng) for number in range(size)))


@dataclass
class Selection:
    """One question that was asked, with the moment it was asked in."""

    state: MixState
    question: BankQuestion


Chooser = Callable[[Bank, MixState, random.Random], BankQuestion | None]


def careful(bank: Bank, state: MixState, rng: random.Random) -> BankQuestion | None:
    choice = choose(bank, state, rng)
    return choice.question if choice else None


def careless(bank: Bank, _: MixState, rng: random.Random) -> BankQuestion | None:
    return rng.choice(bank.questions)


@dataclass
class SyntheticPerson:
    """Somebody who answers, skips, asks for another, leaves, returns and changes their mind."""

    bank: Bank
    chooser: Chooser
    rng: random.Random
    now: datetime = NOW
    trust: float = 0.0
    answers: int = 0
    asked: list[Asked] = field(default_factory=list)
    variances: tuple[float, ...] = (1.0,) * 9
    opted_in: bool = True
    healing_owed: bool = False
    blocked_until: datetime | None = None
    closed: frozenset[Domain] = frozenset()
    refused: frozenset[str] = frozenset()
    language: Language = Language.RU
    selections: list[Selection] = field(default_factory=list)

    def live(self, sessions: int) -> list[Selection]:
        for session in range(sessions):
            self.sit(session)
            self.between_sessions()
        return self.selections

    def sit(self, session: int) -> None:
        target = self.rng.choice([5, 6, 7])
        while (state := self.state(session, target)).place < target:
            question = self.chooser(self.bank, state, self.rng)
            if question is None:
                return
            self.selections.append(Selection(state, question))
            if self.react(question, session) is Outcome.EXPIRED:
                return

    def react(self, question: BankQuestion, session: int) -> Outcome:
        outcome = self.rng.choices(
            [Outcome.ANSWERED, Outcome.SKIPPED, Outcome.REPLACED, Outcome.EXPIRED], [84, 6, 6, 4]
        )[0]
        self.asked.append(
            Asked(question.code, question.domain, question.energy, self.now, session, outcome)
        )
        self.now += timedelta(minutes=2)
        if outcome in MET and question.energy is Energy.HEALING:
            self.healing_owed = False
        if outcome is Outcome.ANSWERED:
            self.answers += 1
            self.trust = trust.grown(self.trust, question.min_trust)
            self.variances = expected_variances_after(self.variances, [question.targets])
        return outcome

    def between_sessions(self) -> None:
        """Time passes, minds change; some of it in ways that make choosing hard."""
        gap = self.rng.choice([timedelta(minutes=10), timedelta(hours=20), timedelta(days=4)])
        self.now += gap
        chance = self.rng.random
        self.trust = trust.lowered(self.trust) if chance() < 0.04 else self.trust
        self.opted_in = chance() < 0.9
        self.healing_owed = self.healing_owed or chance() < 0.05
        self.blocked_until = self.now + timedelta(days=7) if chance() < 0.05 else self.blocked_until
        self.closed = frozenset({self.rng.choice(list(Domain))}) if chance() < 0.1 else frozenset()
        self.refused |= {self.rng.choice(self.bank.questions).code}
        self.language = self.rng.choice([Language.RU, Language.RU, Language.EN])

    def state(self, session: int, target: int) -> MixState:
        here = [past for past in self.asked if past.session_id == session]
        skips = sum(past.outcome is Outcome.SKIPPED for past in here)
        signals = FatigueSignals(tuple(past.energy for past in here), skips=skips)
        return MixState(
            now=self.now,
            language=self.language,
            trust=self.trust,
            variances=self.variances,
            session_id=session,
            session_target=target,
            answers_ever=self.answers,
            asked=tuple(self.asked),
            heavy_opt_in=self.opted_in,
            heavy_blocked_until=self.blocked_until,
            healing_owed=self.healing_owed,
            fatigue=fatigue(signals).level,
            closed_domains=self.closed,
            never_codes=self.refused,
        )


@pytest.fixture(scope="module")
def lives() -> list[list[Selection]]:
    """A dozen people over thirty sessions each, with the bank of a launch and a larger one."""
    banks = (synthetic_bank(300), synthetic_bank(700, seed=2))
    return [
        SyntheticPerson(banks[seed % 2], careful, seeded(seed), trust=0.1 * (seed % 7)).live(30)
        for seed in range(16)
    ]


def all_broken(bank: Bank, selections: list[Selection]) -> Counter[str]:
    return Counter(name for s in selections for name in broken(bank, s.state, s.question))


# --- care --------------------------------------------------------------------------------------


def test_no_care_rule_is_broken_in_thousands_of_selections(lives: list[list[Selection]]) -> None:
    banks = (synthetic_bank(300), synthetic_bank(700, seed=2))
    violations: Counter[str] = Counter()
    for seed, selections in enumerate(lives):
        violations += all_broken(banks[seed % 2], selections)
    assert violations == {}
    assert sum(map(len, lives)) >= 2000


def test_the_simulated_people_meet_every_energy_and_many_heavy_questions(
    lives: list[list[Selection]],
) -> None:
    energies = Counter(s.question.energy for selections in lives for s in selections)
    assert set(energies) == set(Energy)
    assert energies[Energy.HEAVY] >= 50


def test_the_question_after_a_heavy_one_is_healing_in_every_life(
    lives: list[list[Selection]],
) -> None:
    pairs = [pair for selections in lives for pair in pairwise(selections)]
    following = Counter(b.question.energy for a, b in pairs if a.question.energy is Energy.HEAVY)
    assert set(following) == {Energy.HEALING}


def test_a_session_that_reaches_its_planned_end_ends_on_a_resource(
    lives: list[list[Selection]],
) -> None:
    last = [s for selections in lives for s in selections if s.state.is_last]
    assert len(last) >= 100
    assert {s.question.energy for s in last} == {Energy.HEALING}


def test_the_check_of_care_sees_what_a_careless_choice_breaks() -> None:
    bank = synthetic_bank(60)
    found: Counter[str] = Counter()
    for seed in range(12):
        person = SyntheticPerson(bank, careless, seeded(seed), trust=0.2 * (seed % 5))
        found += all_broken(bank, person.live(15))
    assert set(found) == {
        "closed topic",
        "first answers",
        "healing due",
        "heavy after heavy",
        "heavy blocked",
        "heavy cooling",
        "heavy early",
        "heavy last",
        "heavy too soon",
        "heavy unhealable",
        "heavy unreviewed",
        "language",
        "never after",
        "no opt-in",
        "no resource last",
        "refused",
        "repeated",
        "sensitive blocked",
        "session start",
        "stage",
        "third heavy",
        "third of a domain",
        "tired",
        "trust",
    }


CODES = [f"any-{number:03}" for number in range(14)]
few_domains = st.sampled_from([Domain.WORK, Domain.PAST, Domain.BODY])
energies = st.sampled_from(Energy)

#: Wilder than the schema of the bank allows: only the rules stand between them and a person.
questions = st.builds(
    BankQuestion,
    code=st.sampled_from(CODES),
    version=st.just(1),
    domain=few_domains,
    secondary_domains=st.lists(few_domains, max_size=1).map(tuple),
    depth=st.integers(1, 5),
    energy=energies,
    min_trust=st.sampled_from(TrustLevel),
    stages=st.frozensets(st.sampled_from(Stage), min_size=1),
    targets=st.tuples(st.tuples(st.sampled_from(Trait), st.floats(0.01, 2))),
    languages=st.frozensets(st.sampled_from(Language)),
    flags=st.frozensets(st.sampled_from([SafetyFlag.TRAUMA, SafetyFlag.GRIEF, SafetyFlag.SHAME])),
    requires_opt_in=st.booleans(),
    cooldown_days=st.integers(0, 5),
    repeatable_after_days=st.none() | st.integers(30, 40),
    never_after=st.frozensets(st.sampled_from(CODES), max_size=1),
    is_founding_review=st.booleans(),
)
banks = st.lists(questions, max_size=14, unique_by=lambda question: question.code).map(
    lambda some: Bank("1.0.0", tuple(some))
)
histories = st.lists(
    st.builds(
        Asked,
        code=st.sampled_from([*CODES, "gone-001"]),
        domain=few_domains,
        energy=energies,
        at=st.timedeltas(timedelta(0), timedelta(days=60)).map(lambda ago: NOW - ago),
        session_id=st.sampled_from(["old", "now"]),
        outcome=st.sampled_from(Outcome),
    ),
    max_size=9,
).map(tuple)
states = st.builds(
    MixState,
    now=st.just(NOW),
    language=st.sampled_from(Language),
    trust=st.floats(0, 1),
    variances=st.tuples(*[st.floats(0.01, 1)] * 9),
    session_id=st.just("now"),
    session_target=st.integers(5, 7),
    answers_ever=st.integers(0, 12),
    affinity=st.dictionaries(few_domains, st.floats(0.5, 2)),
    asked=histories,
    heavy_opt_in=st.booleans(),
    heavy_blocked_until=st.none() | st.just(NOW) | st.just(NOW + timedelta(days=1)),
    healing_owed=st.booleans(),
    fatigue=st.floats(0, 1),
    closed_domains=st.frozensets(few_domains, max_size=1),
    never_codes=st.frozensets(st.sampled_from(CODES), max_size=2),
    allow_founding_heavy=st.booleans(),
)
#: A friend in a warm session, where deep and heavy questions come within reach.
warm_states = st.builds(
    replace,
    states,
    trust=st.floats(0.35, 1),
    answers_ever=st.integers(6, 12),
    heavy_opt_in=st.sampled_from([True]),
    healing_owed=st.sampled_from([False]),
    fatigue=st.floats(0, 0.6),
    asked=histories.map(lambda past: tuple(replace(a, outcome=Outcome.ANSWERED) for a in past)),
)


@settings(deadline=None, max_examples=300)
@given(banks, states | warm_states)
def test_the_rules_allow_exactly_what_a_plain_reading_of_them_allows(
    bank: Bank, state: MixState
) -> None:
    plain = [not broken(bank, state, question) for question in bank.questions]
    assert judge(bank, state).eligible.tolist() == plain


@settings(deadline=None, max_examples=200)
@given(banks, states | warm_states, st.integers(0, 9))
def test_a_choice_is_made_exactly_when_something_may_be_asked_and_keeps_every_rule(
    bank: Bank, state: MixState, seed: int
) -> None:
    allowed = {q.code for q in bank.questions if not broken(bank, state, q)}
    choice = choose(bank, state, seeded(seed))
    assert {code for code, _ in codes_and_scores(choice)} == allowed
    assert chosen_codes(choice) <= allowed


def codes_and_scores(choice: Choice | None) -> tuple[tuple[str, float], ...]:
    return choice.top if choice else ()


def chosen_codes(choice: Choice | None) -> set[str]:
    return {choice.question.code} if choice else set()


# --- choosing well -----------------------------------------------------------------------------

PLAIN = BankQuestion(
    code="plain-001",
    version=1,
    domain=Domain.WORK,
    depth=1,
    energy=Energy.NEUTRAL,
    min_trust=TrustLevel.STRANGER,
    stages=frozenset({Stage.ENTRY, Stage.EXPLORATION}),
    targets=((Trait.OPENNESS, 1.0),),
    languages=frozenset(Language),
    is_founding_review=False,
)
PAST = tuple(
    Asked(f"gone-{i}", domain, Energy.NEUTRAL, NOW, "now", Outcome.ANSWERED)
    for i, domain in enumerate(Domain)
)
STATE = MixState(
    now=NOW,
    language=Language.RU,
    trust=0.7,
    variances=(1.0,) * 9,
    session_id="now",
    session_target=20,
    answers_ever=12,
    asked=PAST,
    heavy_opt_in=True,
)


def variant(code: str, trait: Trait = Trait.OPENNESS, information: float = 1.0) -> BankQuestion:
    return replace(PLAIN, code=code, targets=((trait, information),))


def chosen(bank: Bank, state: MixState = STATE, seed: int = 1) -> Choice:
    choice = choose(bank, state, seeded(seed))
    assert choice is not None
    return choice


def scores(bank: Bank, state: MixState = STATE) -> dict[str, float]:
    return dict(chosen(bank, state).top)


def test_nothing_eligible_is_no_choice() -> None:
    assert choose(Bank("1", ()), STATE, seeded(1)) is None
    assert choose(Bank("1", (PLAIN,)), replace(STATE, fatigue=0.9), seeded(1)) is None


def test_the_score_is_the_expected_loss_of_variance_at_its_price() -> None:
    bank = Bank("1", (replace(PLAIN, targets=((Trait.OPENNESS, 0.5), (Trait.RESILIENCE, 1.0))),))
    state = replace(STATE, variances=(0.8, *(1.0,) * 7, 0.6), affinity={Domain.WORK: 1.5})
    openness, resilience = 0.8**2 * 0.5 / 1.4, 0.35 * 0.6**2 / 1.6
    expected = (openness + resilience) * 1.5 * 2.718281828**-0.12
    assert scores(bank, state) == {PLAIN.code: pytest.approx(expected)}


def test_a_trait_known_well_enough_counts_for_a_twentieth() -> None:
    bank = Bank("1", (PLAIN,))
    known, unknown = (replace(STATE, variances=(v,) * 9) for v in (0.09, 0.0901))
    assert scores(bank, known)[PLAIN.code] * 20 == pytest.approx(
        scores(bank, unknown)[PLAIN.code], rel=0.01
    )


def test_an_uncertain_trait_is_asked_about_before_a_known_one() -> None:
    bank = Bank("1", (variant("sure-001"), variant("unsure-001", Trait.EXTRAVERSION)))
    state = replace(STATE, variances=(0.2, 0.2, 0.9, *(0.2,) * 6))
    assert {chosen(bank, state, seed).question.code for seed in range(20)} == {"unsure-001"}


def test_a_domain_that_yields_more_from_this_person_is_preferred() -> None:
    bank = Bank("1", (PLAIN, replace(PLAIN, code="body-001", domain=Domain.BODY)))
    state = replace(STATE, affinity={Domain.BODY: 1.4})
    assert {chosen(bank, state, seed).question.code for seed in range(20)} == {"body-001"}


def test_a_domain_never_touched_is_worth_a_tenth_of_the_best_more() -> None:
    bank = Bank("1", (PLAIN, replace(PLAIN, code="body-001", domain=Domain.BODY)))
    state = replace(STATE, asked=tuple(past for past in PAST if past.domain is not Domain.BODY))
    found = scores(bank, state)
    assert found["body-001"] == pytest.approx(1.1 * found[PLAIN.code])


def test_a_person_is_led_through_most_domains_in_twenty_questions(
    lives: list[list[Selection]],
) -> None:
    seen = [len({s.question.domain for s in selections[:20]}) for selections in lives]
    assert sum(seen) / len(seen) >= 9.5


def test_a_heavy_question_pays_for_the_healing_that_must_follow_it() -> None:
    heavy = replace(
        variant("heavy-001", information=2.0),
        energy=Energy.HEAVY,
        stages=frozenset({Stage.DEEPENING}),
    )
    healing = replace(
        variant("heal-001", information=0.5), energy=Energy.HEALING, stages=frozenset(Stage)
    )
    found = scores(Bank("1", (heavy, healing)))
    alone = (2 / 3) * 2.718281828**-0.36
    assert found["heavy-001"] == pytest.approx((alone + found["heal-001"]) / 2)


def test_only_the_five_best_near_the_best_are_drawn_in_proportion() -> None:
    near = [variant(f"near-00{i}", information=1.0) for i in range(7)]
    bank = Bank("1", (*near, variant("far-001", information=0.5)))
    drawn = Counter(chosen(bank, seed=seed).question.code for seed in range(300))
    assert set(drawn) == {f"near-00{i}" for i in range(5)}
    assert min(drawn.values()) > 30


def test_the_same_seed_gives_the_same_choice_whatever_the_order_of_the_bank() -> None:
    bank = synthetic_bank(200)
    shuffled = Bank("1.0.0", tuple(seeded(3).sample(bank.questions, 200)))
    choices = [chosen(bank, seed=seed) for seed in range(25)]
    assert choices == [chosen(bank, seed=seed) for seed in range(25)]
    assert choices == [chosen(shuffled, seed=seed) for seed in range(25)]
    assert len({choice.question.code for choice in choices}) > 1


def test_a_choice_explains_itself() -> None:
    choice = chosen(synthetic_bank(300), replace(STATE, heavy_opt_in=False))
    assert len(choice.top) == 20
    assert list(choice.top) == sorted(choice.top, key=lambda pair: -pair[1])
    assert (choice.question.code, choice.score) in choice.top[:5]
    assert choice.stage in choice.question.stages
    assert choice.removed[CareRule.OPTED_IN] > 0


def test_smart_mix_knows_a_person_in_far_fewer_questions_than_chance() -> None:
    bank = synthetic_bank(300)

    def by_chance(bank: Bank, state: MixState, rng: random.Random) -> BankQuestion | None:
        allowed = judge(bank, state).eligible.nonzero()[0].tolist()
        return bank.questions[rng.choice(allowed)] if allowed else None

    def uncertainty(chooser: Chooser) -> float:
        people = [SyntheticPerson(bank, chooser, seeded(seed)) for seed in range(6)]
        return sum(sum(person.live(5)[-1].state.variances[:5]) for person in people)

    assert uncertainty(careful) < 0.8 * uncertainty(by_chance)
