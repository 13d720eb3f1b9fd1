"""To whom words would go, and that a consent lets them go only to those it names."""

import pytest
from pytest_django import Settings

from core.vocabulary import Language
from people.choices import Purpose
from people.consent_texts import consent_hash
from people.models import Consent, Person
from people.selectors import consent_live, consents_live, may_ask_for_vendors
from people.services import consent_give, consent_refuse, consent_withdraw, egress_permit
from people.vendors import vendor_name, vendor_names
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_keys(settings: Settings) -> None:
    for vendor in ("ANTHROPIC", "OPENAI"):
        setattr(settings, f"{vendor}_API_KEY", "")
        setattr(settings, f"{vendor}_BASE_URL", "")


@pytest.fixture
def person() -> Person:
    """Return somebody who has begun."""
    return PersonFactory.create()


def agree(person: Person) -> Consent:
    return Consent.objects.get(pk=consent_give(person.pk, Purpose.AI_VENDORS, Language.EN))


def test_without_a_key_there_is_no_vendor() -> None:
    assert vendor_names() == ()


def test_vendors_with_a_key_are_named(settings: Settings) -> None:
    settings.ANTHROPIC_API_KEY = settings.OPENAI_API_KEY = "a key"

    assert vendor_names() == ("Anthropic", "OpenAI")


def test_the_host_of_another_server_is_named_in_the_place_of_the_vendor(settings: Settings) -> None:
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "a key", "https://llm.example:8443/v1"
    settings.ANTHROPIC_API_KEY = "a key"
    settings.ANTHROPIC_BASE_URL = "https://api.anthropic.com"

    assert vendor_names() == ("Anthropic", "llm.example")
    assert vendor_name("openai") == "llm.example"


def test_a_consent_keeps_whom_it_named_and_the_very_text(
    person: Person, settings: Settings
) -> None:
    settings.OPENAI_API_KEY = "a key"
    consent = agree(person)

    assert consent.vendors == ["OpenAI"]
    assert consent.text_hash == consent_hash(Purpose.AI_VENDORS, Language.EN, ("OpenAI",))


def test_nothing_leaves_while_a_vendor_is_there_that_the_consent_does_not_name(
    person: Person, settings: Settings
) -> None:
    settings.OPENAI_API_KEY = "a key"
    agree(person)
    assert egress_permit(person.pk, "deep_analysis") is not None

    settings.ANTHROPIC_API_KEY = "another"
    assert egress_permit(person.pk, "deep_analysis") is None
    assert not consent_live(person.pk, Purpose.AI_VENDORS)
    assert Purpose.AI_VENDORS not in consents_live(person.pk)

    settings.ANTHROPIC_API_KEY = ""
    assert egress_permit(person.pk, "deep_analysis") is not None


def test_a_consent_holds_when_one_of_its_vendors_goes(person: Person, settings: Settings) -> None:
    settings.OPENAI_API_KEY = settings.ANTHROPIC_API_KEY = "a key"
    agree(person)

    settings.OPENAI_API_KEY = ""
    assert egress_permit(person.pk, "deep_analysis") is not None


def test_agreeing_to_more_vendors_takes_the_place_of_the_first_consent(
    person: Person, settings: Settings
) -> None:
    settings.OPENAI_API_KEY = "a key"
    first = agree(person)
    settings.ANTHROPIC_API_KEY = "another"
    second = agree(person)

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert second.vendors == ["Anthropic", "OpenAI"]
    assert agree(person) == second


def test_a_consent_that_no_longer_holds_can_still_be_taken_back(
    person: Person, settings: Settings
) -> None:
    settings.OPENAI_API_KEY = "a key"
    agree(person)
    settings.ANTHROPIC_API_KEY = "another"

    assert consent_withdraw(person.pk, Purpose.AI_VENDORS)


def test_nobody_is_asked_where_no_vendor_has_a_key(person: Person) -> None:
    assert not may_ask_for_vendors(person.pk)


def test_who_said_no_is_not_asked_again(person: Person, settings: Settings) -> None:
    settings.OPENAI_API_KEY = "a key"
    assert may_ask_for_vendors(person.pk)

    consent_refuse(person.pk, Purpose.AI_VENDORS, Language.EN)
    assert not may_ask_for_vendors(person.pk)


def test_who_agreed_is_asked_again_only_about_other_vendors(
    person: Person, settings: Settings
) -> None:
    settings.OPENAI_API_KEY = "a key"
    agree(person)
    assert not may_ask_for_vendors(person.pk)

    settings.ANTHROPIC_API_KEY = "another"
    assert may_ask_for_vendors(person.pk)
