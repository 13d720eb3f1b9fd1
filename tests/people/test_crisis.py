"""Crisis cases: everything stops, and the level only rises."""

import pytest

from core.crisis import Assessment, CrisisLevel
from core.vocabulary import Language
from events.models import OutboxEvent
from people.choices import CaseStatus, DialogueState
from people.crisis import crisis_close, crisis_open
from people.models import CrisisCase, Person
from people.selectors import person_get
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def found(level: CrisisLevel, *signals: str) -> Assessment:
    return Assessment(level, Language.RU, signals)


@pytest.fixture
def person() -> Person:
    return PersonFactory.create(state=DialogueState.ASKING)


@pytest.mark.parametrize("state", [DialogueState.NEW, DialogueState.CONSENT])
def test_before_consent_nothing_is_stored(state: DialogueState) -> None:
    person = PersonFactory.create(state=state)
    crisis_open(person.pk, found(CrisisLevel.ACTIVE, "ru.plan"))
    assert not CrisisCase.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert person_get(person.pk).state is state


@pytest.mark.parametrize("level", [CrisisLevel.PASSIVE, CrisisLevel.ACTIVE])
def test_a_crisis_stops_the_dialogue_and_opens_a_case(person: Person, level: CrisisLevel) -> None:
    crisis_open(person.pk, found(level, "ru.plan"))
    case = CrisisCase.objects.get()
    assert (case.level, case.signals, case.status) == (level, ["ru.plan"], CaseStatus.OPEN)
    assert case.state_before == DialogueState.ASKING
    assert person_get(person.pk).state is DialogueState.CRISIS


def test_a_case_is_announced_by_numbers_only(person: Person) -> None:
    crisis_open(person.pk, found(CrisisLevel.PASSIVE, "ru.plan"))
    event = OutboxEvent.objects.get(name="crisis.detected")
    case = CrisisCase.objects.get()
    assert event.payload == {
        "person_id": str(person.pk),
        "case_id": case.pk,
        "level": 2,
        "source": "message",
        "answer_id": None,
    }


def test_a_graver_message_raises_the_level_of_the_same_case(person: Person) -> None:
    crisis_open(person.pk, found(CrisisLevel.PASSIVE, "ru.tired"))
    crisis_open(person.pk, found(CrisisLevel.ACTIVE, "ru.plan"))
    case = CrisisCase.objects.get()
    assert (case.level, case.signals) == (CrisisLevel.ACTIVE, ["ru.tired", "ru.plan"])
    assert OutboxEvent.objects.filter(name="crisis.detected").count() == 2


@pytest.mark.parametrize("level", [CrisisLevel.PASSIVE, CrisisLevel.ACTIVE])
def test_a_message_no_graver_changes_nothing(person: Person, level: CrisisLevel) -> None:
    crisis_open(person.pk, found(CrisisLevel.ACTIVE, "ru.plan"))
    crisis_open(person.pk, found(level, "ru.other"))
    case = CrisisCase.objects.get()
    assert (case.level, case.signals) == (CrisisLevel.ACTIVE, ["ru.plan"])
    assert OutboxEvent.objects.filter(name="crisis.detected").count() == 1


def test_a_person_who_is_safe_is_asked_nothing_until_they_want(person: Person) -> None:
    crisis_open(person.pk, found(CrisisLevel.ACTIVE))
    crisis_close(person.pk)
    case = CrisisCase.objects.get()
    assert case.status == CaseStatus.CLOSED
    assert case.closed_at is not None
    assert person_get(person.pk).state is DialogueState.IDLE


def test_an_introduction_that_was_broken_off_is_still_before_the_person() -> None:
    person = PersonFactory.create(state=DialogueState.ADDRESS)
    crisis_open(person.pk, found(CrisisLevel.ACTIVE))
    crisis_close(person.pk)
    assert person_get(person.pk).state is DialogueState.ADDRESS
    assert CrisisCase.objects.get().status == CaseStatus.CLOSED


def test_a_new_crisis_after_a_closed_one_is_a_new_case(person: Person) -> None:
    crisis_open(person.pk, found(CrisisLevel.ACTIVE))
    crisis_close(person.pk)
    crisis_open(person.pk, found(CrisisLevel.PASSIVE))
    levels = CrisisCase.objects.order_by("pk").values_list("level", flat=True)
    assert list(levels) == [CrisisLevel.ACTIVE, CrisisLevel.PASSIVE]


def test_closing_without_a_crisis_changes_nothing(person: Person) -> None:
    crisis_close(person.pk)
    assert person_get(person.pk).state is DialogueState.ASKING
