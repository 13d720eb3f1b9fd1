"""Trials of questions on synthetic people, and what they keep from happening."""

from collections.abc import Callable

import pytest

from core.errors import NotFoundError
from events.catalogue import QuestionSimulationRequested
from events.models import Delivery, OutboxEvent
from onboarding.choices import QuestionStatus
from onboarding.errors import (
    CurationError,
    MoveNotAllowedError,
    NotSimulatedError,
    SimulationRunningError,
    SimulationWorseError,
)
from onboarding.handlers import keep_simulation
from onboarding.models import SimulationRun
from onboarding.services import simulation_runs
from onboarding.services.curation import (
    question_approve,
    question_edit,
    question_pilot,
    question_publish,
    question_request_changes,
    question_submit,
)
from onboarding.services.simulation_runs import (
    is_current,
    newest_run_of,
    simulation_finish,
    simulation_request,
    simulation_run,
)
from tests.onboarding.conftest import publish
from tests.onboarding.curators import plain, published, question, simulated, submitted

pytestmark = pytest.mark.django_db
PEOPLE = 8


@pytest.fixture
def ready(anna: int, boris: int) -> int:
    """Return a version that somebody else approved of."""
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    return pk


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a trial have few people, for the sake of time."""
    monkeypatch.setattr(simulation_runs, "PEOPLE", PEOPLE)


def test_a_trial_is_asked_for_by_an_event_that_is_about_nobody(ready: int, anna: int) -> None:
    run_id = simulation_request([ready], anna)

    row = OutboxEvent.objects.get(name="question.simulation.requested")
    duty = Delivery.objects.get(event=row)
    assert (row.payload, row.stream) == ({"run_id": run_id}, f"run {run_id}")
    assert (duty.handler, duty.priority) == ("onboarding.keep_simulation", 3)


@pytest.mark.usefixtures("small_bank", "few_people")
def test_synthetic_people_meet_the_bank_with_and_without_the_question(
    ready: int, anna: int
) -> None:
    run_id = simulation_request([ready], anna)

    keep_simulation(QuestionSimulationRequested(run_id=run_id), simulation_run(run_id))

    run = SimulationRun.objects.get(pk=run_id)
    code = question(ready).code
    assert run.result is not None
    assert run.people == PEOPLE
    assert run.result["codes"] == [code]
    assert run.result["proposed"]["questions"] == run.result["current"]["questions"] + 1
    assert run.result["proposed"]["care_violations"] == 0
    assert run.result["current"]["exposure"] == {code: 0.0}


@pytest.mark.usefixtures("small_bank", "few_people")
def test_the_same_trial_gives_the_same_result(ready: int, anna: int) -> None:
    run_id = simulation_request([ready], anna)

    assert simulation_run(run_id) == simulation_run(run_id)


@pytest.mark.usefixtures("few_people")
def test_a_trial_of_the_first_question_of_all_is_possible(ready: int, anna: int) -> None:
    result = simulation_run(simulation_request([ready], anna)).result

    assert result["current"]["questions"] == 0
    assert result["proposed"]["questions"] == 1


def test_a_trial_that_does_not_exist_any_more_is_given_up(db: None) -> None:
    with pytest.raises(NotFoundError):
        simulation_run(1)


def test_a_result_stays_when_the_work_is_done_twice(ready: int, anna: int) -> None:
    run_id = simulated(ready, by=anna)
    simulation_finish(run_id, simulation_runs.Simulated("other", {}, ["dead_ends"]))

    assert SimulationRun.objects.get(pk=run_id).is_passed


def test_what_is_not_on_its_way_to_people_is_not_tried(anna: int, boris: int) -> None:
    done = published(plain(), anna, boris)

    for proposed in ([], [done], [done + 1000]):
        with pytest.raises(MoveNotAllowedError):
            simulation_request(proposed, anna)


def refused(act: Callable[[], None]) -> type[CurationError]:
    """Return why something was refused."""
    with pytest.raises(CurationError) as error:
        act()
    assert error.value.message
    return type(error.value)


@pytest.mark.parametrize("move", [question_publish, question_pilot])
def test_nothing_reaches_people_untried(
    ready: int, anna: int, move: Callable[[int, int], None]
) -> None:
    assert refused(lambda: move(ready, anna)) is NotSimulatedError
    simulation_request([ready], anna)
    assert refused(lambda: move(ready, anna)) is SimulationRunningError
    simulated(ready, by=anna, regressions=["dead_ends"])
    assert refused(lambda: move(ready, anna)) is SimulationWorseError
    assert question(ready).status == QuestionStatus.IN_REVIEW

    simulated(ready, by=anna)
    move(ready, anna)

    assert question(ready).status != QuestionStatus.IN_REVIEW


def test_a_newer_trial_counts_more_than_a_good_one_before_it(ready: int, anna: int) -> None:
    simulated(ready, by=anna)
    simulated(ready, by=anna, regressions=["care_violations"])

    assert refused(lambda: question_publish(ready, anna)) is SimulationWorseError


def test_a_trial_beside_another_bank_does_not_count(ready: int, anna: int, boris: int) -> None:
    simulated(ready, by=anna)
    published(plain(code="work-902"), anna, boris)

    assert refused(lambda: question_publish(ready, anna)) is NotSimulatedError


def test_a_trial_of_other_words_does_not_count(ready: int, anna: int, boris: int) -> None:
    simulated(ready, by=anna)
    question_request_changes(ready, boris, "Подробнее.")
    again = question_edit(ready, plain(depth=1), anna)
    question_submit(again, anna)
    question_approve(again, boris)

    assert again == ready
    assert refused(lambda: question_publish(ready, anna)) is NotSimulatedError


def test_a_trial_of_other_numbers_does_not_count(ready: int, anna: int) -> None:
    simulated(ready, by=anna)
    run = newest_run_of(ready)
    assert run is not None
    before = is_current(run)

    publish(code="q-another")

    assert (before, is_current(run)) == (True, False)


def test_what_was_tried_together_is_published_one_by_one(anna: int, boris: int) -> None:
    pks = [submitted(plain(code=f"work-90{number}"), anna) for number in (2, 3, 4)]
    for pk in pks:
        question_approve(pk, boris)
    simulated(*pks, by=anna)

    for pk in pks:
        question_publish(pk, anna)

    assert {question(pk).status for pk in pks} == {QuestionStatus.PUBLISHED}


def test_a_new_version_takes_the_place_of_the_old_one_in_a_trial(anna: int, boris: int) -> None:
    first = published(plain(), anna, boris)
    second = question_edit(first, plain(depth=1), anna)
    question_submit(second, anna)
    question_approve(second, boris)

    result = simulated_for_real(second, anna)

    assert result["current"]["questions"] == result["proposed"]["questions"] == 1
    simulated(second, by=anna)
    question_publish(second, anna)
    assert question(first).status == QuestionStatus.RETIRED


def simulated_for_real(pk: int, by: int) -> dict[str, dict[str, int]]:
    """Return what a trial of a version says."""
    run_id = simulation_request([pk], by)
    SimulationRun.objects.filter(pk=run_id).update(people=PEOPLE)
    return dict(simulation_run(run_id).result)


def test_a_question_on_trial_with_people_is_compared_with_the_bank_without_it(
    ready: int, anna: int
) -> None:
    simulated(ready, by=anna)
    question_pilot(ready, anna)

    result = simulated_for_real(ready, anna)

    assert result["current"]["questions"] == result["proposed"]["questions"] - 1
