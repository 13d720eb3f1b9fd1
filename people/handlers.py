"""What people do about events."""

from events.catalogue import PersonErased, StateChangeRequested
from events.registry import handles
from people.choices import DialogueState
from people.erasure import tombstone_write
from people.services import person_lock, state_change


@handles(PersonErased)
def remember_erasure(event: PersonErased) -> None:
    """Write the tombstone; a second one for the same person does no harm."""
    tombstone_write(event.person_id)


@handles(StateChangeRequested)
def change_state(event: StateChangeRequested) -> None:
    """Put the dialogue into the requested state, unless a crisis holds it."""
    if person_lock(event.person_id).state is not DialogueState.CRISIS:
        state_change(event.person_id, DialogueState(event.state))
