"""The measured comparison of policies: who talks, how long, and what it does to them. Pure.

| scenario | what happens to people |
|---|---|
| A | nothing: pure measurement, the worst case for rules of care |
| B, B-strong | being tired, or asked more than they trust, makes answers tell less |
| C, C-strong | and people leave, half of them for ever |
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from onboarding.session_length import SHORTEST
from onboarding.simulation.banks import BankKind, World, world
from onboarding.simulation.lives import NO_EFFECTS, Effects, Life
from onboarding.simulation.measures import CHECKPOINTS, WELL_KNOWN, Record, Summary, record, summary
from onboarding.simulation.people import person
from onboarding.simulation.policies import POLICIES, Pick

PEOPLE_A_PART = 25
Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Scenario:
    """How long people talk at most, and what it does to them.

    Attributes:
        stops_when_known: A life ends once all is known, but not before the last checkpoint.
    """

    name: str
    questions: int
    effects: Effects
    stops_when_known: bool = True


SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        scenario.name: scenario
        for scenario in (
            Scenario("A", 200, NO_EFFECTS),
            Scenario("B", 150, Effects(fatigue=0.6, gap=0.35)),
            Scenario("B-strong", 150, Effects(fatigue=1.2, gap=0.7)),
            Scenario("C", 60, Effects(0.6, 0.35, drops_out=True), stops_when_known=False),
            Scenario("C-strong", 60, Effects(1.2, 0.7, drops_out=True), stops_when_known=False),
        )
    }
)


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    Attributes:
        bank_size: Questions of a made bank.
        people: Synthetic people for each bank.
        opt_in: Share of them with heavy topics switched on.
    """

    scenario: str = "A"
    bank: BankKind = BankKind.SYNTHETIC
    bank_size: int = 700
    banks: int = 4
    people: int = 300
    seed: int = 1
    policies: tuple[str, ...] = tuple(POLICIES)
    opt_in: float = 1.0


@dataclass(frozen=True)
class Part:
    """Some people of one bank under one policy: what one process does at a time."""

    plan: Plan
    policy: str
    number: int
    people: range


def simulate(plan: Plan, jobs: int = 1) -> dict[str, Summary]:
    """Let every person of the plan live under every policy; the result is the same for any `jobs`.

    The people and the banks are the same for all policies.
    """
    parts = list(_parts(plan))
    found: dict[str, list[Record]] = {name: [] for name in plan.policies}
    for part, some in zip(parts, in_processes(live_part, parts, jobs), strict=True):
        found[part.policy].extend(some)
    return {name: summary(some) for name, some in found.items()}


def in_processes(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int
) -> Iterator[Result]:
    """Yield the results of the tasks in their order, worked on by `jobs` processes at a time."""
    if jobs == 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, tasks)


def live_part(part: Part) -> list[Record]:
    """Let the people of a part live, and return what became of each."""
    return [record(_life(part, number), part.number) for number in part.people]


def _life(part: Part, number: int) -> Life:
    plan, here = part.plan, [part.plan.seed, part.number, number]
    scenario = SCENARIOS[plan.scenario]
    life = Life(
        world=_world(plan.bank, plan.bank_size, plan.seed, part.number),
        person=person(np.random.default_rng([*here, 1]), opt_in=plan.opt_in),
        policy=POLICIES[part.policy],
        pick=_pick(part.policy, plan.bank, plan.bank_size, plan.seed, part.number),
        chance=random.Random(str(here)),  # noqa: S311 - repeatable, not secret
        noise=np.random.default_rng([*here, 2]),
        effects=scenario.effects,
    )
    sessions = scenario.questions // SHORTEST
    is_done = _knows_enough if scenario.stops_when_known else None
    return life.live(questions=scenario.questions, sessions=sessions, until=is_done)


def _knows_enough(life: Life) -> bool:
    is_known = bool(life.known) and max(life.known[-1].variances) < WELL_KNOWN**2
    return is_known and len(life.shown) >= CHECKPOINTS[-1]


@lru_cache(maxsize=8)
def _world(kind: BankKind, size: int, seed: int, number: int) -> World:
    return world(kind, size, [seed, number])


@lru_cache(maxsize=8)
def _pick(policy: str, kind: BankKind, size: int, seed: int, number: int) -> Pick:
    return POLICIES[policy].of(_world(kind, size, seed, number).bank)


def _parts(plan: Plan) -> Iterator[Part]:
    for policy in plan.policies:
        for number in range(plan.banks):
            for first in range(0, plan.people, PEOPLE_A_PART):
                people = range(first, min(first + PEOPLE_A_PART, plan.people))
                yield Part(plan, policy, number, people)
