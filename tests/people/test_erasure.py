"""Export gives everything, erasure leaves nothing, and both cover every table."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from coach.drafts import bundled
from coach.services import message_receive, reply_store
from core.crisis import Assessment, CrisisLevel
from core.models import DataKey
from core.personal_data import declarations
from core.sealed.keys import owner_name
from core.vocabulary import Language
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from people.choices import Purpose
from people.crisis import crisis_open
from people.erasure import EXPORT_FORMAT, person_erase, person_export, tombstone_write
from people.models import Person
from people.services import consent_give, name_set
from tests.factories import AnswerFactory

OUR_APPS = {"core", "events", "people", "ai", "onboarding", "analysis", "profiles", "coach"} | {
    "telegram_bot",
    "selfology_site",
}
#: What must remain of an erased person: the fact of the erasure, without which nothing follows it.
TRACES = {"event_outbox", "event_deliveries"}


def leads_to_person(model: type[models.Model]) -> bool:
    """Return whether rows of `model` belong to a person, however indirectly."""
    return model is Person or any(
        field.name == "person_id" or (field.related_model and leads_to_person(field.related_model))
        for field in _forward_fields(model)
    )


def _forward_fields(model: type[models.Model]) -> Iterator["models.Field[Any, Any]"]:
    """Return the model's own fields, without links to itself."""
    return (field for field in model._meta.fields if field.related_model is not model)


def personal_models() -> set[str]:
    ours = (model for model in apps.get_models() if model._meta.app_label in OUR_APPS)
    return {model._meta.label for model in ours if leads_to_person(model)}


def tables_that_name(person_id: UUID) -> set[str]:
    """Return the tables with any row in which the id occurs, in whatever column."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {name for name in names if _names(cursor, name, person_id)}


def _names(cursor: Any, table: str, person_id: UUID) -> bool:
    quoted = connection.ops.quote_name(table)
    cursor.execute(
        f"SELECT count(*) FROM {quoted} AS r WHERE r::text LIKE %s",  # noqa: S608 - a table's name
        [f"%{person_id}%"],
    )
    return bool(cursor.fetchone()[0])


def somebody() -> UUID:
    """Return somebody with rows in many rooms."""
    person_id = AnswerFactory.create(text="Утро у реки").person_id
    name_set(person_id, "Ольга")
    consent_give(person_id, Purpose.PROFILE, Language.RU)
    message = message_receive(person_id, "Мне тревожно", 1)
    reply_store(message.id, bundled(Language.RU, "vy"))
    crisis_open(person_id, Assessment(CrisisLevel.PASSIVE, Language.RU, ("ru.tired",)))
    return person_id


def test_every_table_that_leads_to_a_person_is_declared() -> None:
    declared = [label for data in declarations() for label in data.models]
    assert len(declared) == len(set(declared))
    assert personal_models() == set(declared)


@pytest.mark.django_db
def test_the_export_is_one_document_with_everything() -> None:
    person_id = somebody()
    document = json.loads(json.dumps(person_export(person_id)))
    assert document["format"] == EXPORT_FORMAT
    assert document["people"]["name"] == "Ольга"
    assert document["people"]["consents"][0]["purpose"] == "profile"
    assert document["people"]["crisis_cases"][0]["signals"] == ["ru.tired"]
    text = json.dumps(document, ensure_ascii=False)
    assert "Утро у реки" in text
    assert "Мне тревожно" in text
    assert {data.app for data in declarations()} <= document.keys()


@pytest.mark.django_db
def test_the_export_names_nothing_that_is_not_there() -> None:
    text = json.dumps(person_export(somebody()))
    assert "null" not in text
    assert '""' not in text


@pytest.mark.django_db
def test_the_export_of_one_person_holds_nothing_of_another() -> None:
    other = str(somebody())
    mine = AnswerFactory.create(text="Только моё").person_id
    assert other not in json.dumps(person_export(mine))


@pytest.mark.django_db
def test_erasing_leaves_no_row_and_no_key() -> None:
    person_id = somebody()
    assert len(tables_that_name(person_id)) > len(TRACES)
    person_erase(person_id)
    assert tables_that_name(person_id) == TRACES
    assert not DataKey.objects.filter(owner=owner_name(person_id)).exists()


@pytest.mark.django_db
def test_the_only_event_left_is_the_erasure() -> None:
    person_id = somebody()
    person_erase(person_id)
    [event] = OutboxEvent.objects.filter(stream=str(person_id))
    assert event.name == "person.erased"


@pytest.mark.django_db
def test_erasing_one_person_leaves_another_readable() -> None:
    gone, stays = somebody(), AnswerFactory.create(text="Остаюсь")
    person_erase(gone)
    assert type(stays).objects.get(pk=stays.pk).text == "Остаюсь"


@pytest.mark.django_db
def test_erasing_twice_does_no_harm() -> None:
    person_id = somebody()
    person_erase(person_id)
    person_erase(person_id)
    assert tables_that_name(person_id) == TRACES


def test_a_tombstone_holds_a_hash_and_no_id(data_dir: Path) -> None:
    person_id = UUID(int=7)
    tombstone_write(person_id)
    tombstone_write(person_id)
    lines = (data_dir / "tombstones.jsonl").read_text(encoding="ascii").splitlines()
    notes = [json.loads(line) for line in lines]
    assert [note["person_sha256"] for note in notes] == 2 * [
        hashlib.sha256(person_id.bytes).hexdigest()
    ]
    assert str(person_id) not in "".join(lines)


@pytest.mark.django_db(transaction=True)
def test_an_erasure_is_followed_by_its_tombstone(data_dir: Path) -> None:
    person_erase(somebody())
    [delivery] = Delivery.objects.filter(handler="people.remember_erasure")
    run_deliveries([delivery.pk])
    assert (data_dir / "tombstones.jsonl").exists()
