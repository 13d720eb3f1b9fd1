"""Measure how well questions are chosen, on people who do not exist."""

import argparse
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onboarding.simulation.banks import BankKind
from onboarding.simulation.policies import POLICIES
from onboarding.simulation.scenarios import SCENARIOS, Plan, simulate
from onboarding.simulation.tables import heading, table, targets
from onboarding.simulation.trials import look_for_broken_rules

MOST_JOBS = 64


def _between(least: int, most: int) -> Callable[[str], int]:
    def parsed(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            message = f"a whole number from {least} to {most} is needed, not {text!r}"
            raise argparse.ArgumentTypeError(message)
        return number

    return parsed


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        message = f"a share from 0 to 1 is needed, not {text!r}"
        raise argparse.ArgumentTypeError(message)
    return share


class Command(BaseCommand):
    """Simulate policies in a scenario and print the table, or look for broken care rules."""

    help = "Compare ways to choose questions on synthetic people; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Define what to simulate."""
        add = parser.add_argument
        add("--scenario", choices=tuple(SCENARIOS), default="A")
        add("--bank", choices=[kind.value for kind in BankKind])
        add("--bank-size", type=_between(1, 20_000), default=700, help="questions of a made bank")
        add("--banks", type=_between(1, 100), default=4, help="how many made banks")
        add("--people", type=_between(1, 100_000), default=300, help="people for each bank")
        add("--seed", type=_between(0, 2**32 - 1), default=1)
        add("--policy", choices=tuple(POLICIES), action="append", help="may be given several times")
        add("--opt-in", type=_share, default=1.0, help="share of people with heavy topics on")
        add("--jobs", type=_between(1, MOST_JOBS), default=1, help="processes")
        add("--invariants", action="store_true", help="look for broken care rules instead")
        add("--choices", type=_between(1, 10**8), default=100_000, help="with --invariants")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Simulate and print."""
        if options["invariants"]:
            self._look_for_broken_rules(options)
        else:
            self._compare_policies(options)

    def _compare_policies(self, options: dict[str, Any]) -> None:
        kind = BankKind(options["bank"] or BankKind.SYNTHETIC.value)
        plan = Plan(
            scenario=options["scenario"],
            bank=kind,
            bank_size=options["bank_size"],
            banks=1 if kind is BankKind.SHIPPED else options["banks"],
            people=options["people"],
            seed=options["seed"],
            policies=tuple(options["policy"] or POLICIES),
            opt_in=options["opt_in"],
        )
        self.stdout.write(heading(plan))
        results = simulate(plan, options["jobs"])
        self.stdout.write(table(plan, results))
        for line in targets(plan, results):
            self.stdout.write(line)

    def _look_for_broken_rules(self, options: dict[str, Any]) -> None:
        bank = options["bank"]
        kinds = (BankKind(bank),) if bank else (BankKind.WILD, BankKind.DEEP, BankKind.SHIPPED)
        found = look_for_broken_rules(
            options["choices"], seed=options["seed"], kinds=kinds, jobs=options["jobs"]
        )
        self.stdout.write(f"Seed {options['seed']}. {found.text()}")
        if found.violations:
            message = "Smart Mix broke a care rule"
            raise CommandError(message)
