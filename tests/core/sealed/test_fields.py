"""Sealed fields: words go in and come out, and nothing else sees them."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection

from core.sealed import Sealed, SealedError, SealedJSONField
from people.models import Person
from tests.factories import AnswerFactory, PersonFactory

pytestmark = pytest.mark.django_db
WORDS = "Ольга-совсем-секретно"


def named(name: str = WORDS) -> Person:
    return Person.objects.get(pk=PersonFactory.create(name=name).pk)


def stored_bytes(person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_persons WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("words", [WORDS, "", "Zoë 🌊", "a\x00b", "я" * 5000])
def test_words_come_back_as_they_were_given(words: str) -> None:
    assert named(words).name == words


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert named("ok \ud83c").name == "ok ?"


def test_no_words_stay_no_words() -> None:
    assert Person.objects.get(pk=PersonFactory.create(name=None).pk).name is None


def test_the_column_holds_ciphertext() -> None:
    assert WORDS.encode() not in stored_bytes(named())


def test_the_same_words_are_never_sealed_alike() -> None:
    person = named()
    first = stored_bytes(person)
    person.name = WORDS
    person.save()
    assert stored_bytes(person) != first


def test_saving_an_unread_row_keeps_its_words() -> None:
    person = named()
    person.save()
    assert named().name == Person.objects.get(pk=person.pk).name == WORDS


def test_words_read_and_saved_again_are_still_there() -> None:
    person = named()
    assert person.name == WORDS
    person.save(update_fields=["name"])
    assert Person.objects.get(pk=person.pk).name == WORDS


def test_deferred_words_are_opened_on_access() -> None:
    assert Person.objects.defer("name").get(pk=named().pk).name == WORDS


def test_bulk_create_seals_the_words() -> None:
    [person] = Person.objects.bulk_create([Person(language="en", name=WORDS)])
    assert WORDS.encode() not in stored_bytes(person)
    assert Person.objects.get(pk=person.pk).name == WORDS


def test_a_loaded_row_shows_nothing_of_its_words() -> None:
    person = named()
    shown = f"{person} {person!r} {vars(person)!r}"
    assert WORDS not in shown
    assert "<sealed>" in shown


def test_values_give_sealed_words() -> None:
    assert isinstance(Person.objects.values_list("name", flat=True).get(pk=named().pk), Sealed)


def test_update_with_words_is_refused() -> None:
    people = Person.objects.filter(pk=named().pk)
    with pytest.raises(TypeError, match="only through save"):
        people.update(name=WORDS)


def test_bulk_update_is_refused() -> None:
    person = named()
    person.name = WORDS
    with pytest.raises(TypeError, match="only through save"):
        Person.objects.bulk_update([person], ["name"])


@pytest.mark.parametrize("lookup", ["name", "name__icontains", "name__in", "name__gt"])
def test_nothing_can_be_looked_up_in_words(lookup: str) -> None:
    with pytest.raises(FieldError, match="sealed"):
        Person.objects.filter(**{lookup: WORDS}).exists()


def test_whether_there_are_words_can_be_asked() -> None:
    person = named()
    assert Person.objects.filter(name__isnull=False).get() == person


def test_refusals_do_not_quote_the_words() -> None:
    with pytest.raises(TypeError) as refusal:
        Person.objects.filter(pk=uuid4()).update(name=WORDS)
    assert WORDS not in str(refusal.value)


def test_words_are_not_serialised() -> None:
    with pytest.raises(TypeError, match="not serialised"):
        serializers.serialize("json", [named()])


def test_a_row_moved_to_another_person_does_not_open() -> None:
    answer = AnswerFactory.create()
    stranger = PersonFactory.create(name=WORDS)
    type(answer).objects.filter(pk=answer.pk).update(person=stranger)
    moved = type(answer).objects.get(pk=answer.pk)
    with pytest.raises(SealedError):
        _ = moved.text


def test_words_moved_to_another_column_do_not_open() -> None:
    answer = AnswerFactory.create()
    sealed = type(answer).objects.values_list("text", flat=True).get(pk=answer.pk)
    Person.objects.filter(pk=answer.person_id).update(name=sealed)
    moved = Person.objects.get(pk=answer.person_id)
    with pytest.raises(SealedError):
        _ = moved.name


def test_damaged_words_do_not_open() -> None:
    person = named()
    damaged = bytearray(stored_bytes(person))
    damaged[-1] ^= 1
    Person.objects.filter(pk=person.pk).update(name=Sealed(bytes(damaged)))
    with pytest.raises(SealedError):
        _ = Person.objects.get(pk=person.pk).name


def test_sql_logged_while_saving_holds_no_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with connection.execute_wrapper(lambda run, *call: run(*call)):
        named()
    assert WORDS not in caplog.text


@pytest.mark.parametrize("value", [{"text": WORDS, "parts": [1, 2.5, None, True]}, [], "words", 0])
def test_json_comes_back_as_it_was_given(value: Any) -> None:
    field = SealedJSONField()
    assert field.decode(field.encode(value)) == value


def test_the_owner_is_kept_in_migrations() -> None:
    _, path, _, arguments = SealedJSONField(owner=None, null=True).deconstruct()
    assert path == "core.sealed.fields.SealedJSONField"
    assert arguments == {"owner": None, "null": True}
