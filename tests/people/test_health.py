"""The health of the contacts for people in crisis."""

from datetime import timedelta

import pytest

from core.clock import utc_now
from core.health import HEALTHY, Health
from people.health import VERIFIED_WITHIN, contacts_health
from people.models import CrisisContact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_contacts() -> None:
    CrisisContact.objects.all().delete()
    for language in ("ru", "en"):
        CrisisContact.objects.create(language=language, country="X", name="line", phone="112")


def verify(ago: timedelta) -> None:
    CrisisContact.objects.update(verified_at=utc_now() - ago)


def test_contacts_that_nobody_verified_degrade() -> None:
    assert contacts_health().health is Health.DEGRADED


def test_contacts_verified_lately_are_healthy() -> None:
    verify(timedelta(days=1))
    assert contacts_health() == HEALTHY


def test_a_verification_grows_old() -> None:
    verify(VERIFIED_WITHIN + timedelta(days=1))
    assert contacts_health().health is Health.DEGRADED


def test_one_unverified_contact_degrades() -> None:
    verify(timedelta(days=1))
    CrisisContact.objects.filter(language="en").update(verified_at=None)
    assert contacts_health().health is Health.DEGRADED


def test_no_contacts_at_all_degrade() -> None:
    CrisisContact.objects.all().delete()
    assert contacts_health().health is Health.DEGRADED
