from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit
from redis import ConnectionPool, Redis
from redis.exceptions import RedisError

from core.clock import utc_now
from core.ids import uuid7
from core.vocabulary import Language
from people.choices import AddressForm, DialogueState
from people.selectors import PersonRef
from telegram_bot.manner_copies import KEPT, KEY, Manner, MannerCopies, manner_copies
from tests.telegram_bot.talker import Talker

CHAT = 9
FAMILIAR = Manner(7, Language.RU, AddressForm.TY)
ENGLISH = Manner(8, Language.EN, AddressForm.VY)


@pytest.fixture
def copies(redis: "Redis") -> MannerCopies:
    """Return the copies of a process that has just begun."""
    return MannerCopies()


def person(manner: Manner) -> PersonRef:
    return PersonRef(
        id=uuid7(),
        language=manner.language,
        time_zone="UTC",
        address_form=manner.form,
        state=DialogueState.IDLE,
        last_seen_at=utc_now(),
    )


def write(copies: MannerCopies, manner: Manner, chat_id: int = CHAT) -> None:
    copies.write(chat_id, person(manner), manner.update_id)


@contextmanager
def redis_away() -> Iterator[None]:
    """Let every use of Redis fail."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RedisError

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(ConnectionPool, "get_connection", refuse)
        yield


def test_another_process_knows_how_a_person_is_spoken_to(copies: MannerCopies) -> None:
    write(copies, FAMILIAR)

    assert MannerCopies().read(CHAT) == FAMILIAR


def test_of_somebody_who_never_wrote_nothing_is_known(copies: MannerCopies) -> None:
    assert copies.read(CHAT) is None


@pytest.mark.parametrize("order", [(FAMILIAR, ENGLISH), (ENGLISH, FAMILIAR)])
def test_the_newest_update_wins_whoever_wrote_last(
    redis: "Redis", order: tuple[Manner, Manner]
) -> None:
    for manner in order:
        write(MannerCopies(), manner)

    assert MannerCopies().read(CHAT) == ENGLISH


def test_a_copy_is_gone_after_a_day_and_holds_codes_only(
    copies: MannerCopies, redis: "Redis"
) -> None:
    write(copies, FAMILIAR)

    key = KEY.format(CHAT)
    assert redis.hgetall(key) == {b"update": b"7", b"language": b"ru", b"form": b"ty"}
    assert 0 < int(redis.ttl(key)) <= KEPT.total_seconds()


def test_while_redis_is_away_a_process_remembers_for_itself(copies: MannerCopies) -> None:
    with redis_away():
        write(copies, FAMILIAR)
        assert copies.read(CHAT) == FAMILIAR


def test_what_redis_missed_is_handed_over_when_it_is_back(
    copies: MannerCopies, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_away():
        write(copies, FAMILIAR)
    monkeypatch.setattr(copies, "_redis_away_until", 0.0)

    write(copies, ENGLISH, chat_id=CHAT + 1)

    assert MannerCopies().read(CHAT) == FAMILIAR


def test_a_dead_redis_is_left_alone_for_a_while(copies: MannerCopies) -> None:
    with redis_away():
        copies.read(CHAT)
    write(copies, FAMILIAR)

    assert copies.read(CHAT) == FAMILIAR
    assert MannerCopies().read(CHAT) is None


@pytest.mark.parametrize(
    "fields", [{"update": "7"}, {"update": "7", "language": "xx", "form": "ty"}]
)
def test_a_copy_that_this_version_does_not_understand_is_no_copy(
    copies: MannerCopies, redis: "Redis", fields: Any
) -> None:
    redis.hset(KEY.format(CHAT), mapping=fields)

    assert copies.read(CHAT) is None


def test_nothing_is_left_of_who_is_forgotten(copies: MannerCopies, redis: "Redis") -> None:
    write(copies, FAMILIAR)

    copies.forget(CHAT)

    assert copies.read(CHAT) is None
    assert redis.keys("selfology:manner:*") == []


@pytest.fixture
def begun(
    newcomer: Talker, bank: None, django_capture_on_commit_callbacks: OnCommit
) -> Iterator[Talker]:
    """Return somebody who chose «ты»; what follows a commit of theirs is done at the end."""
    with django_capture_on_commit_callbacks(execute=True):
        newcomer.begin("ty")
    yield newcomer
    manner_copies().forget(newcomer.chat_id)


def known(talker: Talker) -> tuple[Language, AddressForm] | None:
    """Return what another process knows of how somebody is spoken to."""
    manner = MannerCopies().read(talker.chat_id)
    return (manner.language, manner.form) if manner else None


def test_a_turn_copies_how_a_person_is_spoken_to(begun: Talker) -> None:
    assert known(begun) == (Language.RU, AddressForm.TY)


def test_a_button_or_command_that_changes_it_counts_at_once(
    begun: Talker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    begun.write("/settings")
    with django_capture_on_commit_callbacks(execute=True):
        begun.press("form")
    formal = known(begun)
    with django_capture_on_commit_callbacks(execute=True):
        begun.write("/language")

    assert formal == (Language.RU, AddressForm.VY)
    assert known(begun) == (Language.EN, AddressForm.VY)


@pytest.mark.django_db
def test_of_who_has_not_agreed_to_begin_there_is_no_copy(
    newcomer: Talker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        newcomer.write("/start")

    assert known(newcomer) is None


def test_the_copy_is_erased_with_the_person(
    begun: Talker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        begun.write("/delete")
        begun.press("erase")

    assert known(begun) is None
