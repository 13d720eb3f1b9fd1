"""A person sees which calls carried their words; who is erased leaves nothing but the money."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from ai.models import AiCall, AiSpend
from ai.personal_data import erase, export
from core.tracing import traced
from people.erasure import person_erase, person_export
from tests.ai.money import reserved, settled, today
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_export_says_when_to_whom_what_for_and_which_kinds() -> None:
    person = PersonFactory.create()
    settled(reserved(1_000, person.pk), 10)
    reserved(1_000, PersonFactory.create().pk)

    [call] = json.loads(json.dumps(export(person.pk), cls=DjangoJSONEncoder))["calls"]

    assert (call["vendor"], call["model"], call["purpose"]) == (
        "openai",
        "model-x",
        "deep_analysis",
    )
    assert (call["kinds"], call["masked"]) == (["answer", "question"], {"NAME": 2})
    assert (Decimal(call["usd"]), call["outcome"]) == (Decimal("0.00001"), "completed")
    assert call["started_at"]


def test_the_export_of_somebody_without_calls_is_empty() -> None:
    assert export(uuid4()) == {"calls": []}
    assert person_export(PersonFactory.create().pk)["ai"] == {"calls": []}


def test_erasing_takes_the_person_out_of_the_ledger_and_keeps_the_money() -> None:
    person, other = PersonFactory.create(), PersonFactory.create()
    with traced("answer"):
        settled(reserved(1_000, person.pk), 10)
    reserved(1_000, other.pk)

    person_erase(person.pk)

    mine, _ = AiCall.objects.order_by("pk")
    assert (mine.person_id, mine.trace_id, mine.usd) == (None, "", Decimal("0.00001"))
    assert today() == (1_000, 10)
    assert [row.person_id for row in AiSpend.objects.filter(scope="person_day")] == [other.pk]


def test_a_call_that_goes_on_while_its_person_is_erased_is_settled_all_the_same() -> None:
    person = PersonFactory.create()
    reservation = reserved(1_000, person.pk)
    erase(person.pk)

    settled(reservation, 10)

    assert today() == (0, 10)
