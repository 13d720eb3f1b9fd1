"""What staff can do: verify a contact, close a case, decide about a dead delivery."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
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


WAYS_OUT = [
    ("drive_again", "mended", DeliveryStatus.PENDING),
    ("discard", "needless", DeliveryStatus.DISCARDED),
]


@pytest.mark.parametrize(("deed", "reason", "status"), WAYS_OUT)
def test_a_dead_delivery_leaves_by_decision_and_the_decision_is_written_down(
    browser: Client, world: World, deed: str, reason: str, status: DeliveryStatus
) -> None:
    do(browser, world.dead, deed, reason=reason)

    world.dead.refresh_from_db()
    written = LogEntry.objects.get(object_id=str(world.dead.pk))
    assert world.dead.status == status
    assert (written.user.username, written.change_message) == ("root", f"{deed}: {reason}")
    assert written.get_edited_object() == world.dead


@pytest.mark.parametrize(("deed", "reason", "status"), WAYS_OUT)
def test_a_decision_about_chosen_deliveries_asks_first(
    browser: Client, world: World, deed: str, reason: str, status: DeliveryStatus
) -> None:
    chosen = {"action": deed, "_selected_action": [world.dead.pk]}
    url = reverse("admin:events_delivery_changelist")

    asked = browser.post(url, chosen)
    world.dead.refresh_from_db()
    assert asked.status_code == 200
    assert world.dead.status == DeliveryStatus.DEAD

    browser.post(url, {**chosen, "confirmed": "yes", "reason": reason})
    world.dead.refresh_from_db()
    assert world.dead.status == status
    assert LogEntry.objects.filter(object_id=str(world.dead.pk)).count() == 1


@pytest.mark.parametrize("reason", ["", "because I say so"])
def test_without_a_known_reason_nothing_is_decided(
    browser: Client, world: World, reason: str
) -> None:
    url = reverse("admin:events_delivery_changelist")
    chosen = {"action": "discard", "_selected_action": [world.dead.pk], "confirmed": "yes"}

    browser.post(url, {**chosen, "reason": reason})
    do(browser, world.dead, "discard", reason=reason)

    world.dead.refresh_from_db()
    assert world.dead.status == DeliveryStatus.DEAD
    assert not LogEntry.objects.exists()


def test_a_decision_made_on_the_monitor_leads_back_to_it(browser: Client, world: World) -> None:
    chosen = {"action": "discard", "_selected_action": [world.dead.pk], "monitor": "yes"}
    url = reverse("admin:events_delivery_changelist")

    asked = browser.post(url, chosen).content.decode()
    done = browser.post(url, {**chosen, "confirmed": "yes", "reason": "hopeless"})

    assert 'name="monitor"' in asked
    assert done.headers["Location"] == reverse("admin:monitor")


@pytest.mark.parametrize("deed", ["drive_again", "discard"])
def test_a_reviewer_decides_nothing(world: World, deed: str) -> None:
    reviewer = staff_client("anna", role="reviewer")

    assert do(reviewer, world.dead, deed, reason="mended").status_code == 403


def test_who_may_look_but_not_decide_is_offered_nothing(world: World) -> None:
    looker = staff_client("boris", may="events.view_delivery")
    url = reverse("admin:events_delivery_changelist")
    chosen = {"action": "discard", "_selected_action": [world.dead.pk], "confirmed": "yes"}

    looker.post(url, {**chosen, "reason": "needless"})

    world.dead.refresh_from_db()
    assert world.dead.status == DeliveryStatus.DEAD
    assert do(looker, world.dead, "discard", reason="needless").status_code == 403


def test_what_was_discarded_is_over(browser: Client, world: World) -> None:
    do(browser, world.dead, "discard", reason="needless")

    assert do(browser, world.dead, "drive_again", reason="trial").status_code == 403


def test_an_unknown_deed_is_not_found(browser: Client, world: World) -> None:
    assert do(browser, world.dead, "explode").status_code == 404
