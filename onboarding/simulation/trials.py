"""Does anything break a care rule? Restless people over made and real banks. Pure."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from onboarding.choices import EndReason, Energy
from onboarding.simulation.banks import BankKind, World, world
from onboarding.simulation.invariants import violations
from onboarding.simulation.lives import Life
from onboarding.simulation.people import RESTLESS, SILENT, STEADY, USUAL, Habits, Person, person
from onboarding.simulation.policies import SMART_MIX, Policy
from onboarding.simulation.scenarios import in_processes

WEEKS = (timedelta(days=1), timedelta(days=4), timedelta(days=8))
#: In turns: people who try every rule, everyday ones, willing ones who meet what is heavy often.
HABITS: tuple[Habits, ...] = (
    RESTLESS,
    replace(RESTLESS, pauses=WEEKS, closes=0.0),
    replace(USUAL, pauses=WEEKS),
    replace(STEADY, pauses=WEEKS),
    replace(STEADY, leaves=0.15),
    replace(RESTLESS, skips=0.5),
    replace(RESTLESS, replaces=0.6),
    SILENT,
)
#: Most of the size that is aimed for; some must run dry.
SIZES = (700, 300, 60, 700, 300, 3)
OPTED_IN = 0.75
QUESTIONS, SESSIONS = 200, 60
PEOPLE_A_TASK, TASKS_A_ROUND = len(HABITS), 48
CHOICES_A_TASK = PEOPLE_A_TASK * QUESTIONS


@dataclass(frozen=True)
class Task:
    """Some lives with one bank: what one process does at a time."""

    number: int
    seed: int
    kinds: tuple[BankKind, ...]
    policy: Policy = SMART_MIX

    @property
    def kind(self) -> BankKind:
        """Which kind of bank; the kinds take turns."""
        return self.kinds[self.number % len(self.kinds)]

    @property
    def size(self) -> int:
        """How many questions a made bank has; the sizes take turns."""
        return SIZES[self.number // len(self.kinds) % len(SIZES)]


@dataclass(frozen=True)
class Found:
    """What many lives amount to.

    Attributes:
        choices: Questions chosen and shown, by bank.
        violations: Broken care rules; must be empty.
    """

    lives: int
    choices: Mapping[str, int]
    energies: Mapping[Energy, int]
    ends: Mapping[EndReason, int]
    violations: Counter[str]

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.lives + other.lives,
            Counter(self.choices) + Counter(other.choices),
            Counter(self.energies) + Counter(other.energies),
            Counter(self.ends) + Counter(other.ends),
            self.violations + other.violations,
        )

    @property
    def total(self) -> int:
        """How many questions were chosen."""
        return sum(self.choices.values())

    def text(self) -> str:
        """Return it for people who read figures."""
        return "\n".join(
            (
                f"{self.total} choices in {self.lives} lives: {_listed(self.choices)}",
                f"energies: {_listed(self.energies)}",
                f"sessions ended: {_listed(self.ends)}",
                f"broken care rules: {self.violations.total()} {_listed(self.violations)}".strip(),
            )
        )


def _listed(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def look_for_broken_rules(
    choices: int, *, seed: int, kinds: tuple[BankKind, ...], jobs: int = 1
) -> Found:
    """Let people live until so many questions were chosen; the same for any `jobs`."""
    found = Found(0, {}, {}, {}, Counter())
    first = 0
    while (missing := choices - found.total) > 0:
        count = min(TASKS_A_ROUND, 1 + missing // CHOICES_A_TASK)
        tasks = [Task(first + number, seed, kinds) for number in range(count)]
        found = sum(in_processes(live_task, tasks, jobs), found)
        first += count
    return found


def live_task(task: Task) -> Found:
    """Let the people of a task live, and count what they met."""
    place = _world(task.kind, task.size, task.seed)
    lives = [_life(task, place, number) for number in range(PEOPLE_A_TASK)]
    broken: Counter[str] = Counter()
    for life in lives:
        broken += violations(
            life.shown, life.ended, founding_heavy_allowed=life.allow_founding_heavy
        )
    shown = [one for life in lives for one in life.shown]
    return Found(
        lives=len(lives),
        choices={place.bank.version: len(shown)},
        energies=Counter(one.question.energy for one in shown),
        ends=Counter(end.reason for life in lives for end in life.ended),
        violations=broken,
    )


def _life(task: Task, place: World, number: int) -> Life:
    here = [task.seed, task.number, number]
    rng = np.random.default_rng([*here, 1])
    life = Life(
        world=place,
        person=_person(rng, HABITS[number % len(HABITS)]),
        policy=task.policy,
        pick=task.policy.of(place.bank),
        chance=random.Random(str(here)),  # noqa: S311 - repeatable, not secret
        noise=np.random.default_rng([*here, 2]),
        allow_founding_heavy=bool(rng.random() < OPTED_IN),
    )
    return life.live(questions=QUESTIONS, sessions=SESSIONS)


def _person(rng: np.random.Generator, habits: Habits) -> Person:
    return replace(person(rng, habits, OPTED_IN), trust=float(rng.uniform(0, 1)))


@lru_cache(maxsize=8)
def _world(kind: BankKind, size: int, seed: int) -> World:
    return world(kind, size, [seed])
