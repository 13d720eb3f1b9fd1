"""`simulate_selection` prints its table and refuses what it cannot do with a clear word."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

TINY = ("--banks=1", "--people=2", "--bank-size=80", "--policy=smart", "--policy=max-info")


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("simulate_selection", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_the_table_of_a_scenario() -> None:
    text = printed(*TINY, "--seed=5", "--scenario=C")
    assert "Scenario C, seed 5: 1 synthetic banks of 80 questions x 2 people" in text
    assert "| Smart Mix |" in text
    assert "| max-information, no care |" in text


def test_it_runs_on_the_shipped_bank_and_says_that_its_values_are_priors() -> None:
    text = printed("--bank=shipped", "--people=1", "--policy=smart", "--scenario=C")
    assert "priors until answers have been analysed" in text


def test_it_looks_for_broken_rules() -> None:
    text = printed("--invariants", "--choices=300", "--bank=wild", "--seed=5")
    assert "broken care rules: 0" in text
    assert "Seed 5." in text


@pytest.mark.parametrize(
    ("argument", "word"),
    [
        ("--scenario=Z", "invalid choice: 'Z'"),
        ("--bank=none", "invalid choice: 'none'"),
        ("--policy=luck", "invalid choice: 'luck'"),
        ("--people=0", "from 1 to 100000"),
        ("--people=many", "'many'"),
        ("--banks=-1", "from 1 to 100"),
        ("--seed=-5", "from 0 to"),
        ("--jobs=0", "from 1 to 64"),
        ("--opt-in=1.5", "a share from 0 to 1"),
        ("--opt-in=nan", "a share from 0 to 1"),
        ("--choices=0", "from 1"),
    ],
)
def test_it_refuses_what_makes_no_sense(argument: str, word: str) -> None:
    with pytest.raises(CommandError, match=word.replace("(", r"\(")):
        printed(argument)
