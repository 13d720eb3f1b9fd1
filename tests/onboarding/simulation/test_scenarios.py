"""A small scenario gives the same table however many processes work, and shows the order."""

from dataclasses import replace
from math import inf, isnan

import pytest

from onboarding.simulation.banks import BankKind
from onboarding.simulation.history import Known
from onboarding.simulation.measures import Summary, questions_until
from onboarding.simulation.scenarios import SCENARIOS, Part, Plan, live_part, simulate
from onboarding.simulation.tables import heading, table, targets

SMALL = Plan(bank_size=200, banks=2, people=3, seed=8, policies=("random", "max-info", "smart"))


@pytest.fixture(scope="module")
def results() -> dict[str, Summary]:
    return simulate(SMALL)


def test_smart_mix_needs_far_fewer_questions_than_chance(results: dict[str, Summary]) -> None:
    assert results["smart"].to_known < 0.7 * results["random"].to_known
    assert results["smart"].error_at(40) < results["random"].error_at(40)


def test_every_person_lives_with_every_bank_under_every_policy(
    results: dict[str, Summary],
) -> None:
    assert {name: len(one.records) for name, one in results.items()} == {
        "random": 6,
        "max-info": 6,
        "smart": 6,
    }
    assert [one.world for one in results["smart"].records] == [0, 0, 0, 1, 1, 1]


def test_the_careless_break_rules_and_smart_mix_none(results: dict[str, Summary]) -> None:
    assert results["smart"].violations == {}
    assert results["random"].violations.total() > 0
    assert results["max-info"].share_of_questions(lambda one: one.beyond_trust) > 0


def test_two_processes_give_the_same_result_as_one(results: dict[str, Summary]) -> None:
    assert simulate(replace(SMALL, policies=("smart",)), jobs=2) == {"smart": results["smart"]}


def test_another_seed_gives_other_people() -> None:
    part = Part(SMALL, "smart", 0, range(1))
    other = replace(part, plan=replace(SMALL, seed=9))
    assert live_part(part) == live_part(part)
    assert live_part(part) != live_part(other)


def test_the_table_names_seed_banks_and_people(results: dict[str, Summary]) -> None:
    text = heading(SMALL)
    assert "seed 8" in text
    assert "2 synthetic banks of 200 questions x 3 people" in text
    lines = table(SMALL, results).splitlines()
    assert len(lines) == 2 + len(results)
    assert len({line.count("|") for line in lines}) == 1


def test_the_shipped_bank_is_said_to_be_a_guess() -> None:
    assert "priors until answers" in heading(replace(SMALL, bank=BankKind.SHIPPED))


def test_the_targets_are_judged_from_what_was_simulated(results: dict[str, Summary]) -> None:
    lines = list(targets(SMALL, results))
    assert lines[0] == "met    rules broken by Smart Mix: 0"
    assert len(lines) == 4
    assert list(targets(SMALL, {"random": results["random"]})) == []


def test_the_distance_from_chance_is_shown_and_not_judged_for_the_shipped_bank(
    results: dict[str, Summary],
) -> None:
    lines = list(targets(replace(SMALL, bank=BankKind.SHIPPED), results))
    judged = [line for line in lines if line.startswith(("met", "MISSED"))]
    (figure,) = (line for line in lines if line.startswith("figure"))
    assert len(judged) == 3
    assert "fewer questions than random" in figure
    assert "(max-information: x " in figure


def test_a_policy_that_never_gets_there_is_said_to_be_so(results: dict[str, Summary]) -> None:
    never = Summary(tuple(replace(one, to_well_known=inf) for one in results["random"].records))
    (line,) = (one for one in targets(SMALL, {**results, "random": never}) if "random" in one)
    assert line.startswith("met    fewer questions than random: it never gets there")


def test_in_a_scenario_with_drop_out_the_last_error_is_what_counts() -> None:
    plan = replace(SMALL, scenario="C", banks=1, policies=("random", "smart"))
    found = simulate(plan)
    text = "\n".join((table(plan, found), *targets(plan, found)))
    assert "stayed" in text
    assert "final RMSE over all people" in text
    assert all(one.shown <= SCENARIOS["C"].questions for one in found["smart"].records)


def test_questions_are_counted_until_the_last_of_the_traits_is_known() -> None:
    known = [Known((0.0,) * 5, (v, *(0.01,) * 4)) for v in (0.5, 0.26, 0.24, 0.08)]
    assert questions_until(known, 0.5) == 3
    assert questions_until(known, 0.3) == 4
    assert questions_until(known, 0.1) == inf


def test_who_did_not_get_so_far_is_not_counted_there(results: dict[str, Summary]) -> None:
    nobody = Summary(tuple(replace(one, errors={}) for one in results["smart"].records))
    assert isnan(nobody.error_at(60))
    never = replace(results["smart"].records[0], to_well_known=inf)
    assert Summary((never,)).to_well_known == inf
    assert isnan(Summary((never,)).spread)
