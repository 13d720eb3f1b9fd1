"""What people do about events."""

import pytest

from events.catalogue import StateChangeRequested
from people.choices import DialogueState
from people.handlers import change_state
from people.selectors import person_get
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_requested_state_is_taken() -> None:
    person = PersonFactory.create()
    change_state(StateChangeRequested(person_id=person.pk, state="paused"))
    assert person_get(person.pk).state is DialogueState.PAUSED


def test_a_crisis_is_not_ended_by_background_work() -> None:
    person = PersonFactory.create(state=DialogueState.CRISIS)
    change_state(StateChangeRequested(person_id=person.pk, state="idle"))
    assert person_get(person.pk).state is DialogueState.CRISIS
