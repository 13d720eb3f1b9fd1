"""What others may know about people."""

from uuid import uuid4

import pytest

from core.clock import utc_now
from core.errors import NotFoundError
from core.vocabulary import Language
from people.choices import DialogueState
from people.models import CrisisContact
from people.selectors import crisis_contacts, person_get, person_name
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_contacts() -> None:
    CrisisContact.objects.all().delete()


def contact(name: str, **fields: object) -> CrisisContact:
    return CrisisContact.objects.create(
        **{"language": "ru", "country": "RU", "name": name, "phone": "112", **fields}
    )


def test_nobody_is_found_under_an_unknown_id() -> None:
    with pytest.raises(NotFoundError):
        person_get(uuid4())
    assert person_name(uuid4()) == ""


@pytest.mark.parametrize("state", DialogueState)
def test_only_who_agreed_has_begun(state: DialogueState) -> None:
    person = person_get(PersonFactory.create(state=state).pk)
    assert person.is_onboarded is (state not in {DialogueState.NEW, DialogueState.CONSENT})


def test_a_person_is_shown_to_staff_by_a_code_without_the_name() -> None:
    person = PersonFactory.create(name="Ольга")
    assert str(person) == person.code == person.pk.hex[-8:].upper()


def test_contacts_are_those_of_the_language_emergency_first() -> None:
    contact("line two", position=2)
    contact("line one", position=1)
    contact("emergency", position=9, is_emergency=True)
    contact("english", language="en")
    assert [item.name for item in crisis_contacts(Language.RU)] == [
        "emergency",
        "line one",
        "line two",
    ]


def test_a_contact_that_nobody_verified_says_so() -> None:
    contact("unverified", position=1)
    contact("verified", position=2, verified_at=utc_now())
    assert [item.is_verified for item in crisis_contacts(Language.RU)] == [False, True]
