"""What is written about people."""

from datetime import UTC, datetime
from threading import Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.egress import EgressPermit
from core.errors import NotFoundError
from core.vocabulary import Language
from events.models import OutboxEvent
from people.choices import AddressForm, DialogueState, Purpose
from people.consent_texts import VERSION, consent_hash
from people.models import Consent, Person
from people.selectors import consent_live, consents_live, person_get, person_name
from people.services import (
    NAME_MAX_CHARACTERS,
    address_form_set,
    consent_give,
    consent_withdraw,
    egress_permit,
    language_change,
    name_set,
    person_begin,
    person_lock,
    person_register,
    state_change,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def person() -> Person:
    return PersonFactory.create()


def event_names() -> list[str]:
    return list(OutboxEvent.objects.order_by("pk").values_list("name", flat=True))


def test_of_a_registered_person_only_the_language_is_known() -> None:
    person = person_register(language=Language.EN)
    assert (person.language, person.state) == (Language.EN, DialogueState.NEW)
    assert person_get(person.id) == person
    assert person_name(person.id) == ""
    assert consents_live(person.id) == frozenset()


def test_beginning_records_age_consent_and_the_facts(person: Person) -> None:
    person_begin(person.pk, Language.RU)
    person.refresh_from_db()
    assert person.is_adult
    assert consents_live(person.pk) == {Purpose.PROFILE}
    assert event_names() == ["consent.given", "user.onboarding.initiated"]


def test_a_consent_keeps_the_very_text_that_was_shown(person: Person) -> None:
    consent_give(person.pk, Purpose.COACH_MEMORY, Language.EN)
    consent = Consent.objects.get()
    assert consent.text_version == VERSION
    assert consent.text_hash == consent_hash(Purpose.COACH_MEMORY, Language.EN)
    assert consent.language == Language.EN


def test_agreeing_twice_changes_nothing(person: Person) -> None:
    first = consent_give(person.pk, Purpose.PROFILE, Language.RU)
    assert consent_give(person.pk, Purpose.PROFILE, Language.RU) == first
    assert event_names() == ["consent.given"]


def test_a_withdrawn_consent_is_dead_but_kept(person: Person) -> None:
    consent_give(person.pk, Purpose.STATISTICS, Language.RU)
    with time_machine.travel(datetime(2100, 1, 1, tzinfo=UTC), tick=False):
        assert consent_withdraw(person.pk, Purpose.STATISTICS)
    assert not consent_live(person.pk, Purpose.STATISTICS)
    assert Consent.objects.get().withdrawn_at == datetime(2100, 1, 1, tzinfo=UTC)
    assert event_names() == ["consent.given", "consent.withdrawn"]


def test_withdrawing_what_was_never_given_says_so(person: Person) -> None:
    assert not consent_withdraw(person.pk, Purpose.STATISTICS)
    assert event_names() == []


def test_withdrawing_one_purpose_leaves_the_others(person: Person) -> None:
    for purpose in (Purpose.PROFILE, Purpose.AI_VENDORS):
        consent_give(person.pk, purpose, Language.RU)
    consent_withdraw(person.pk, Purpose.AI_VENDORS)
    assert consents_live(person.pk) == {Purpose.PROFILE}


def test_agreeing_again_is_a_new_consent(person: Person) -> None:
    first = consent_give(person.pk, Purpose.STATISTICS, Language.RU)
    consent_withdraw(person.pk, Purpose.STATISTICS)
    assert consent_give(person.pk, Purpose.STATISTICS, Language.RU) != first
    assert consent_live(person.pk, Purpose.STATISTICS)


def test_nobody_has_two_live_consents_to_one_purpose(person: Person) -> None:
    consent_give(person.pk, Purpose.STATISTICS, Language.RU)
    copy = Consent.objects.get()
    copy.pk = None
    with pytest.raises(IntegrityError, match="people_consents_one_live_per_purpose"):
        copy.save(force_insert=True)


@pytest.mark.parametrize("purpose", set(Purpose) - {Purpose.AI_VENDORS})
def test_no_other_consent_lets_a_text_out(person: Person, purpose: Purpose) -> None:
    consent_give(person.pk, purpose, Language.RU)
    assert egress_permit(person.pk, "coach_reply") is None


def test_a_permit_proves_its_consent(person: Person) -> None:
    consent = consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    with time_machine.travel(NOON, tick=False):
        permit = egress_permit(person.pk, "coach_reply")
    assert permit == EgressPermit(person.pk, "coach_reply", consent, NOON, lambda: True)


def test_a_permit_knows_when_its_consent_is_withdrawn(person: Person) -> None:
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    permit = egress_permit(person.pk, "coach_reply")
    assert permit is not None
    assert permit.still_granted()
    consent_withdraw(person.pk, Purpose.AI_VENDORS)
    assert not permit.still_granted()


def test_a_consent_given_anew_does_not_wake_an_old_permit(person: Person) -> None:
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    permit = egress_permit(person.pk, "coach_reply")
    assert permit is not None
    consent_withdraw(person.pk, Purpose.AI_VENDORS)
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    assert not permit.still_granted()


def test_a_withdrawn_consent_gives_no_permit(person: Person) -> None:
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    consent_withdraw(person.pk, Purpose.AI_VENDORS)
    assert egress_permit(person.pk, "coach_reply") is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [("  Анна \n Мария ", "Анна Мария"), ("", ""), ("x" * 100, "x" * NAME_MAX_CHARACTERS)],
)
def test_a_name_is_kept_tidy(person: Person, given: str, kept: str) -> None:
    name_set(person.pk, given)
    assert person_name(person.pk) == kept


def test_how_to_speak_with_a_person_can_be_changed(person: Person) -> None:
    language_change(person.pk, Language.EN)
    address_form_set(person.pk, AddressForm.TY)
    state_change(person.pk, DialogueState.PAUSED)
    known = person_get(person.pk)
    assert known.language is Language.EN
    assert known.address_form is AddressForm.TY
    assert known.state is DialogueState.PAUSED


def test_an_unknown_person_cannot_be_locked() -> None:
    with pytest.raises(NotFoundError):
        person_lock(uuid4())


@pytest.mark.django_db(transaction=True)
def test_a_locked_person_cannot_be_locked_by_another() -> None:
    person = PersonFactory.create()
    refused: list[type[Exception]] = []

    def try_to_lock() -> None:
        try:
            with transaction.atomic():
                Person.objects.select_for_update(nowait=True).get(pk=person.pk)
        except DatabaseError as error:
            refused.append(type(error))
        finally:
            connection.close()

    with transaction.atomic():
        person_lock(person.pk)
        other = Thread(target=try_to_lock)
        other.start()
        other.join(20)
    assert len(refused) == 1
