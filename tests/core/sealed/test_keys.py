"""Data keys: one per owner, made once, wrapped by the ring, gone when destroyed."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from core.models import DataKey
from core.sealed import SERVICE, SealedError, destroy_key
from core.sealed.keyring import parse_keyring
from core.sealed.keys import (
    _cached,
    _keyring,
    forget_cached_keys,
    key_for_opening,
    key_for_sealing,
    owner_name,
)
from people.models import Person
from tests.factories import PersonFactory

WORDS = "words under a key"
RACERS = 4


def master(letter: str) -> str:
    return f"{letter}:" + base64.b64encode(letter.encode() * 32).decode()


@pytest.fixture
def ring(settings: Settings) -> Iterator[Settings]:
    """Start with the ring `a`; assign another and call `use_ring` to rotate."""
    use_ring(settings, master("a"))
    yield settings
    _keyring.cache_clear()


def use_ring(settings: Settings, keys: str) -> None:
    settings.FIELD_ENCRYPTION_KEYS = keys
    _keyring.cache_clear()
    forget_cached_keys()


def name_of(person: Person) -> str:
    name: str = Person.objects.get(pk=person.pk).name
    return name


@pytest.mark.django_db
def test_a_person_has_one_key_for_all_their_words() -> None:
    person = PersonFactory.create(name=WORDS)
    person.name = "other words"
    person.save()
    assert DataKey.objects.get().owner == owner_name(person.pk)


@pytest.mark.django_db
def test_words_without_a_person_belong_to_the_service() -> None:
    key_for_sealing(owner_name(None))
    assert DataKey.objects.get().owner == SERVICE


@pytest.mark.django_db
def test_an_old_master_key_still_opens_after_rotation(ring: Settings) -> None:
    person = PersonFactory.create(name=WORDS)
    use_ring(ring, f"{master('b')},{master('a')}")
    assert name_of(person) == WORDS


@pytest.mark.django_db
def test_the_newest_master_key_wraps_new_keys(ring: Settings) -> None:
    use_ring(ring, f"{master('b')},{master('a')}")
    PersonFactory.create(name=WORDS)
    assert DataKey.objects.get().master_id == "b"


@pytest.mark.django_db
def test_words_do_not_open_without_their_master_key(ring: Settings) -> None:
    person = PersonFactory.create(name=WORDS)
    use_ring(ring, master("b"))
    with pytest.raises(SealedError):
        name_of(person)


@pytest.mark.django_db
def test_words_do_not_open_with_another_key_of_the_same_name(ring: Settings) -> None:
    person = PersonFactory.create(name=WORDS)
    use_ring(ring, "a:" + base64.b64encode(b"z" * 32).decode())
    with pytest.raises(SealedError):
        name_of(person)


@pytest.mark.django_db
def test_a_wrapped_key_given_to_another_owner_does_not_open() -> None:
    person, stranger = PersonFactory.create(name=WORDS), owner_name(uuid4())
    DataKey.objects.filter(owner=owner_name(person.pk)).update(owner=stranger)
    with pytest.raises(SealedError):
        key_for_opening(stranger)


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing() -> None:
    person = PersonFactory.create(name=WORDS)
    destroy_key(person.pk)
    with pytest.raises(SealedError):
        name_of(person)


@pytest.mark.django_db
def test_a_key_is_remembered_once_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    owner = owner_name(uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        key = key_for_sealing(owner)
        assert _cached(owner) is None
    assert _cached(owner) == key


@pytest.mark.django_db(transaction=True)
def test_a_committed_key_is_read_once_in_a_transaction(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = owner_name(uuid4())
    key = key_for_sealing(owner)
    forget_cached_keys()
    with transaction.atomic(), django_assert_num_queries(1):
        assert [key_for_opening(owner), key_for_sealing(owner)] == [key, key]


@pytest.mark.django_db(transaction=True)
def test_a_key_destroyed_in_a_transaction_opens_nothing_in_the_rest_of_it() -> None:
    person = PersonFactory.create(name=WORDS)
    with transaction.atomic():
        assert name_of(person) == WORDS
        destroy_key(person.pk)
        with pytest.raises(SealedError):
            name_of(person)


@pytest.mark.django_db
def test_a_key_read_and_destroyed_in_one_transaction_is_not_remembered(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = PersonFactory.create(name=WORDS)
    with django_capture_on_commit_callbacks(execute=True):
        assert name_of(person) == WORDS
        destroy_key(person.pk)
    assert _cached(owner_name(person.pk)) is None


@pytest.mark.django_db(transaction=True)
def test_the_key_of_a_rolled_back_transaction_is_forgotten() -> None:
    owner = owner_name(uuid4())
    with transaction.atomic():
        lost = key_for_sealing(owner)
        transaction.set_rollback(True)
    assert key_for_sealing(owner) != lost


@pytest.mark.django_db(transaction=True)
def test_the_key_of_a_rolled_back_savepoint_is_forgotten() -> None:
    owner = owner_name(uuid4())
    with transaction.atomic():
        with transaction.atomic():
            lost = key_for_sealing(owner)
            transaction.set_rollback(True)
        kept = key_for_sealing(owner)
    assert lost != kept == key_for_opening(owner)


@pytest.mark.django_db(transaction=True)
def test_racers_for_a_first_key_agree_on_one() -> None:
    owner, together = owner_name(uuid4()), Barrier(RACERS)

    def race(_: int) -> bytes:
        try:
            with transaction.atomic():
                together.wait(10)
                return key_for_sealing(owner)
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        keys = set(pool.map(race, range(RACERS)))
    assert keys == {key_for_opening(owner)}
    assert DataKey.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", "a", "a:", ":YWJj", "a:short", "a:" + base64.b64encode(b"x" * 31).decode(), "a:я"]
)
def test_a_malformed_ring_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="32-byte keys, newest first"):
        parse_keyring(text)
