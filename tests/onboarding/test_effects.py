"""What came of an asked question beside its answer."""

import math

import pytest

from events.catalogue import CrisisDetected, ProfileUpdated
from onboarding.handlers import copy_uncertainty, rest_after_crisis
from onboarding.measurement import PRIOR
from onboarding.models import AskedEffect
from onboarding.services import care_note_distress
from people.models import Person
from tests.onboarding.conftest import answer, begin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_bank")]


def portrait(person: Person, answer_id: int | None, version: int, variance: float) -> None:
    """Let the portrait become as sure as `variance` by an answer."""
    copy_uncertainty(
        ProfileUpdated(
            person_id=person.pk,
            profile_id=1,
            profile_version=version,
            answer_id=answer_id,
            variances=(variance,) * 9,
        )
    )


def crisis(person: Person, level: int, answer_id: int | None = None) -> None:
    """Let a crisis be seen in a message, or in the reading of an answer."""
    rest_after_crisis(
        CrisisDetected(
            person_id=person.pk,
            case_id=1,
            level=level,
            source="reading" if answer_id else "message",
            answer_id=answer_id,
        )
    )


def test_the_first_answer_is_measured_by_what_is_known_of_anybody(person: Person) -> None:
    asked = begin(person)
    given = answer(person, 1)

    portrait(person, given.answer_id, version=1, variance=0.5)

    gained = math.fsum(0.5 * math.log(before / 0.5) for before in PRIOR.state().variances)
    assert AskedEffect.objects.get(pk=asked.asked_id).information == pytest.approx(gained)


def test_a_later_answer_is_measured_by_the_portrait_before_it(person: Person) -> None:
    begin(person)
    first, second = answer(person, 1), answer(person, 2)
    portrait(person, first.answer_id, version=1, variance=0.5)

    portrait(person, second.answer_id, version=2, variance=0.25)

    newest = AskedEffect.objects.order_by("-pk")[0]
    assert newest.information == pytest.approx(9 * math.log(2) / 2)


def test_reading_an_answer_again_adds_nothing(person: Person) -> None:
    begin(person)
    given = answer(person, 1)
    portrait(person, given.answer_id, version=1, variance=0.5)
    before = AskedEffect.objects.get().information

    portrait(person, given.answer_id, version=2, variance=0.25)

    assert AskedEffect.objects.get().information == before


def test_a_portrait_with_a_gap_before_it_measures_nothing(person: Person) -> None:
    begin(person)
    given = answer(person, 1)

    portrait(person, given.answer_id, version=3, variance=0.5)

    assert not AskedEffect.objects.exists()


def test_a_portrait_that_no_answer_changed_measures_nothing(person: Person) -> None:
    begin(person)

    portrait(person, None, version=1, variance=0.5)

    assert not AskedEffect.objects.exists()


def test_a_crisis_in_a_message_belongs_to_the_question_that_waits(person: Person) -> None:
    asked = begin(person)

    crisis(person, 3)

    assert AskedEffect.objects.get().pk == asked.asked_id
    assert AskedEffect.objects.get().crisis_level == 3


def test_a_crisis_that_a_reading_saw_belongs_to_the_question_of_its_answer(person: Person) -> None:
    asked = begin(person)
    given = answer(person, 1)

    crisis(person, 2, given.answer_id)

    assert list(AskedEffect.objects.values_list("pk", "crisis_level")) == [(asked.asked_id, 2)]


def test_a_crisis_outside_a_talk_belongs_to_no_question(person: Person) -> None:
    crisis(person, 3)

    assert not AskedEffect.objects.exists()


def test_distress_is_noted_at_the_question_and_does_not_hide_a_crisis(person: Person) -> None:
    begin(person)
    care_note_distress(person.pk)
    levels = [AskedEffect.objects.get().crisis_level]

    crisis(person, 2)
    care_note_distress(person.pk)

    assert [*levels, AskedEffect.objects.get().crisis_level] == [1, 2]
