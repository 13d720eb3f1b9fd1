import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from core.vocabulary import TRAITS
from onboarding.models import Answer, AskedQuestion, CareState, SelectionState, Session
from onboarding.personal_data import erase, export
from onboarding.services import answer_correct, selection_state_set
from people.models import Person
from tests.factories import PersonFactory
from tests.onboarding.conftest import answer, begin

pytestmark = pytest.mark.django_db
TABLES = (Session, AskedQuestion, Answer, CareState, SelectionState)


@pytest.fixture
def talkative(person: Person, small_bank: None) -> Person:
    """Return somebody who has a row in every table."""
    begin(person)
    answer(person, 1, "Утром у реки.")
    answer_correct(person.pk, "Вечером у реки.", update_id=2, message_id=1001)
    selection_state_set(person.pk, variances=[0.5] * 9, profile_version=3)
    return person


def test_everything_is_given_in_order_with_both_forms_of_an_answer(talkative: Person) -> None:
    document = json.loads(json.dumps(export(talkative.pk), cls=DjangoJSONEncoder))

    first, second = document["questions"]
    assert [one["text"] for one in first["answers"]] == ["Утром у реки.", "Вечером у реки."]
    assert [one["current"] for one in first["answers"]] == [False, True]
    assert first["question"].startswith("Вопрос q-test-")
    assert (first["outcome"], second["outcome"]) == ("answered", "open")
    assert document["sessions"][0]["status"] == "active"
    assert document["care"]["trust"] > 0
    assert document["selection"]["profile_version"] == 3
    assert document["selection"]["variances"] == dict.fromkeys(TRAITS, 0.5)
    assert first["answers"][1]["id"] == Answer.objects.get(is_current=True).pk


def test_of_somebody_who_did_nothing_there_is_nothing(person: Person) -> None:
    empty: dict[str, Any] = {"sessions": [], "questions": [], "care": None, "selection": None}

    assert export(person.pk) == empty


def test_erasing_leaves_nothing_of_this_person_and_all_of_the_others(talkative: Person) -> None:
    other = PersonFactory.create()
    begin(other)
    answer(other, 50)
    selection_state_set(other.pk, variances=[0.5] * 9, profile_version=1)

    erase(talkative.pk)

    assert {table: set(table.objects.values_list("person", flat=True)) for table in TABLES} == {
        table: {other.pk} for table in TABLES
    }
