"""What onboarding does about events."""

from events.catalogue import CrisisDetected, ProfileUpdated
from events.registry import handles
from onboarding.services import care_note_distress, selection_state_set, session_pause
from people.services import person_lock


@handles(ProfileUpdated)
def copy_uncertainty(event: ProfileUpdated) -> None:
    """Let selection know what the portrait is still unsure of."""
    person_lock(event.person_id)
    selection_state_set(
        event.person_id, variances=event.variances, profile_version=event.profile_version
    )


@handles(CrisisDetected)
def rest_after_crisis(event: CrisisDetected) -> None:
    """Put the talk to rest: nothing heavy, and something that gives strength when it goes on."""
    person_lock(event.person_id)
    session_pause(event.person_id)
    care_note_distress(event.person_id)
