"""What staff can do: verify a contact, close a case, drive a dead delivery again."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from core.crisis import bundled_contacts
from core.vocabulary import Language
from events.choices import DeliveryStatus
from people.choices import CaseStatus, DialogueState
from people.models import CrisisCase, CrisisContact, Person, StaffUser
from tests.selfology_site.staff_world import World, make_world, staff_client

pytestmark = pytest.mark.django_db

CONTACT = {
    "language": "ru",
    "country": "RU",
    "name": "Line",
    "phone": "112",
    "url": "",
    "hours": "",
    "position": "0",
}


@pytest.fixture
def world() -> World:
    return make_world(StaffUser.objects.create_superuser("root", password=None))


@pytest.fixture
def browser(world: World) -> Client:
    client = Client()
    client.force_login(StaffUser.objects.get(username="root"))
    return client


def do(client: Client, row: Model, name: str, **data: Any) -> Any:
    url = f"admin:{row._meta.app_label}_{row._meta.model_name}_do"
    return client.post(reverse(url, args=[row.pk, name]), data)


def save_contact(client: Client, contact: CrisisContact, **changes: str) -> None:
    url = reverse("admin:people_crisiscontact_change", args=[contact.pk])
    assert client.post(url, {**CONTACT, **changes}).status_code == 302
    contact.refresh_from_db()


def test_a_contact_is_verified_by_saying_that_it_was_called(browser: Client, world: World) -> None:
    do(browser, world.contact, "verify", called="on")

    world.contact.refresh_from_db()
    assert world.contact.verified_at is not None
    assert world.contact.verified_by == StaffUser.objects.get(username="root")


def test_a_contact_is_not_verified_without_saying_so(browser: Client, world: World) -> None:
    do(browser, world.contact, "verify")

    world.contact.refresh_from_db()
    assert world.contact.verified_at is None


def test_editing_a_contact_never_verifies_it(browser: Client, world: World) -> None:
    save_contact(
        browser,
        world.contact,
        name="New name",
        verified_at_0="2026-01-01",
        verified_at_1="10:00",
        verified_by="1",
    )

    assert world.contact.name == "New name"
    assert world.contact.verified_at is None
    assert world.contact.verified_by is None


def test_a_new_contact_is_not_verified(browser: Client) -> None:
    url = reverse("admin:people_crisiscontact_add")

    browser.post(url, {**CONTACT, "name": "Another", "verified_at_0": "2026-01-01"})

    assert CrisisContact.objects.get(name="Another").verified_at is None


def test_a_changed_number_is_no_longer_verified(browser: Client, world: World) -> None:
    do(browser, world.contact, "verify", called="on")

    save_contact(browser, world.contact, phone="113")

    assert world.contact.phone == "113"
    assert world.contact.verified_at is None
    assert world.contact.verified_by is None


def test_a_changed_name_leaves_the_verification(browser: Client, world: World) -> None:
    do(browser, world.contact, "verify", called="on")

    save_contact(browser, world.contact, name="Better name")

    assert world.contact.verified_at is not None


def test_the_bundled_contacts_are_taken_over_unverified(browser: Client) -> None:
    CrisisContact.objects.all().delete()

    browser.post(reverse("admin:people_crisiscontact_adopt"))

    kept = set(CrisisContact.objects.values_list("language", "name", "phone", "verified_at"))
    assert kept == {
        (language.value, contact.name, contact.phone, None)
        for language in Language
        for contact in bundled_contacts(language)
    }


def test_contacts_that_are_kept_are_not_doubled(browser: Client) -> None:
    CrisisContact.objects.all().delete()
    browser.post(reverse("admin:people_crisiscontact_adopt"))
    count = CrisisContact.objects.count()

    browser.post(reverse("admin:people_crisiscontact_adopt"))

    assert CrisisContact.objects.count() == count


def test_a_reviewer_closes_a_case_and_the_person_may_go_on(world: World) -> None:
    CrisisCase.objects.update(status=CaseStatus.OPEN, closed_at=None)
    Person.objects.update(state=DialogueState.CRISIS)

    do(staff_client("anna", role="reviewer"), world.case, "close")

    world.case.refresh_from_db()
    world.person.refresh_from_db()
    assert world.case.status == CaseStatus.CLOSED
    assert world.person.state == DialogueState.IDLE


def test_a_closed_case_cannot_be_closed_again(browser: Client, world: World) -> None:
    assert do(browser, world.case, "close").status_code == 403


def test_a_dead_delivery_is_driven_again(browser: Client, world: World) -> None:
    do(browser, world.dead, "redrive")

    world.dead.refresh_from_db()
    assert (world.dead.status, world.dead.attempts) == (DeliveryStatus.PENDING, 0)


def test_driving_chosen_deliveries_again_asks_first(browser: Client, world: World) -> None:
    chosen = {"action": "drive_again", "_selected_action": [world.dead.pk]}
    url = reverse("admin:events_delivery_changelist")

    asked = browser.post(url, chosen)
    world.dead.refresh_from_db()
    assert asked.status_code == 200
    assert world.dead.status == DeliveryStatus.DEAD

    browser.post(url, {**chosen, "confirmed": "yes"})
    world.dead.refresh_from_db()
    assert world.dead.status == DeliveryStatus.PENDING


def test_a_reviewer_drives_nothing_again(world: World) -> None:
    assert do(staff_client("anna", role="reviewer"), world.dead, "redrive").status_code == 403


def test_an_unknown_deed_is_not_found(browser: Client, world: World) -> None:
    assert do(browser, world.dead, "explode").status_code == 404
