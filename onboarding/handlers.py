"""What onboarding does about events."""

from datetime import timedelta

from events.catalogue import CrisisDetected, ProfileUpdated, QuestionSimulationRequested
from events.registry import handles
from onboarding.services import selection_state_set, session_pause
from onboarding.services.care import care_be_gentle
from onboarding.services.effects import crisis_note, crisis_note_in, information_note
from onboarding.services.simulation_runs import Simulated, simulation_finish, simulation_run
from people.services import person_lock

#: Usually a minute or two; a busy machine may need much longer.
SIMULATION_TIMEOUT = timedelta(minutes=20)
SIMULATION_ATTEMPTS = 3


@handles(ProfileUpdated)
def copy_uncertainty(event: ProfileUpdated) -> None:
    """Let selection know what the portrait is still unsure of, and what the answer told."""
    person_lock(event.person_id)
    variances, version = event.variances, event.profile_version
    if event.answer_id is not None:
        information_note(
            event.person_id, event.answer_id, variances=variances, profile_version=version
        )
    selection_state_set(event.person_id, variances=variances, profile_version=version)


@handles(CrisisDetected)
def rest_after_crisis(event: CrisisDetected) -> None:
    """Put the talk to rest: nothing heavy, and something that gives strength when it goes on."""
    person_lock(event.person_id)
    session_pause(event.person_id)
    care_be_gentle(event.person_id)
    if event.answer_id is not None:
        crisis_note_in(event.answer_id, event.level)
    elif event.source == "message":
        crisis_note(event.person_id, event.level)


def _simulate(event: QuestionSimulationRequested) -> Simulated:
    return simulation_run(event.run_id)


@handles(
    QuestionSimulationRequested,
    prepare=_simulate,
    timeout=SIMULATION_TIMEOUT,
    max_attempts=SIMULATION_ATTEMPTS,
)
def keep_simulation(event: QuestionSimulationRequested, simulated: Simulated) -> None:
    """Keep how synthetic people fared."""
    simulation_finish(event.run_id, simulated)
