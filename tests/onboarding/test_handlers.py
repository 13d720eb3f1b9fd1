import pytest

from core.errors import NotFoundError
from core.ids import uuid7
from events.catalogue import CrisisDetected, ProfileUpdated
from onboarding.choices import SessionStatus
from onboarding.handlers import copy_uncertainty, rest_after_crisis
from onboarding.models import CareState, SelectionState, Session
from people.models import Person
from tests.onboarding.conftest import begin

pytestmark = pytest.mark.django_db


def update(person: Person, version: int, variance: float) -> ProfileUpdated:
    """Return the news that a portrait has become as sure as `variance`."""
    return ProfileUpdated(
        person_id=person.pk,
        profile_id=1,
        profile_version=version,
        answer_id=None,
        variances=(variance,) * 9,
    )


def copied(person: Person) -> tuple[int, float]:
    """Return the version and the first variance that selection works with."""
    state = SelectionState.objects.get(person=person)
    return state.profile_version, state.variances[0]


def test_selection_copies_what_the_portrait_is_unsure_of(person: Person) -> None:
    copy_uncertainty(update(person, 1, 0.8))
    first = copied(person)
    copy_uncertainty(update(person, 2, 0.6))

    assert (first, copied(person)) == ((1, 0.8), (2, 0.6))


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_or_repeated_copy_changes_nothing(person: Person, version: int) -> None:
    copy_uncertainty(update(person, 2, 0.6))

    copy_uncertainty(update(person, version, 0.9))

    assert copied(person) == (2, 0.6)


def test_a_crisis_puts_the_talk_to_rest(person: Person, small_bank: None) -> None:
    begin(person)

    rest_after_crisis(CrisisDetected(person_id=person.pk, case_id=1, level=3, source="message"))

    care = CareState.objects.get(person=person)
    assert Session.objects.get().status == SessionStatus.PAUSED
    assert care.healing_owed
    assert care.heavy_blocked_until is not None


def test_a_crisis_outside_a_talk_is_cared_for_too(person: Person) -> None:
    rest_after_crisis(CrisisDetected(person_id=person.pk, case_id=1, level=2, source="reading"))

    assert CareState.objects.get(person=person).healing_owed


def test_news_of_somebody_who_was_erased_is_over_for_good(db: None) -> None:
    gone = CrisisDetected(person_id=uuid7(), case_id=1, level=2, source="message")

    with pytest.raises(NotFoundError) as error:
        rest_after_crisis(gone)
    assert error.value.permanent
    assert not CareState.objects.exists()
