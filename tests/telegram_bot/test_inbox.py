from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, connections, transaction

from core.clock import utc_now
from core.listen import Listener
from telegram_bot import inbox
from telegram_bot.choices import InboundStatus
from telegram_bot.inbox import LEASE, Claim, claim, ingest
from telegram_bot.models import InboundUpdate
from tests.telegram_bot.updates import text_update, update

GRAVE = "Я больше не хочу жить"
pytestmark = pytest.mark.django_db


def handle(claimed: Claim) -> None:
    """Mark the update handled, as a turn does."""
    assert inbox.mark_handled(claimed)


def claimed() -> Claim:
    """Claim something that must be there."""
    found = claim()
    assert found is not None
    return found


def test_an_update_is_stored_once_however_often_it_arrives() -> None:
    raw = text_update(1, "Да")

    assert [ingest([raw]), ingest([raw, raw]), ingest([raw])] == [1, 0, 0]
    assert InboundUpdate.objects.count() == 1


def test_an_update_that_comes_again_after_it_was_handled_is_recognised() -> None:
    raw = text_update(1, "Да")
    ingest([raw])
    handle(claimed())

    assert ingest([raw]) == 0
    assert claim() is None


def test_a_handled_update_keeps_nothing_but_its_number() -> None:
    raw = text_update(1, "Да")
    ingest([raw])
    handle(claimed())

    row = InboundUpdate.objects.get(pk=raw["update_id"])
    assert (row.status, row.payload, row.chat_id) == (InboundStatus.HANDLED, None, None)


def test_a_handled_update_with_words_is_refused_by_the_database() -> None:
    ingest([text_update(1, "Да")])

    with pytest.raises(IntegrityError, match="telegram_inbound_updates_handled_is_empty"):
        InboundUpdate.objects.update(status=InboundStatus.HANDLED)


def test_the_words_of_an_update_are_sealed_in_the_table() -> None:
    ingest([text_update(1, "Зимородок")])

    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM telegram_inbound_updates")
        assert "Зимородок".encode() not in bytes(cursor.fetchone()[0])
    assert claimed().incoming.text == "Зимородок"  # type: ignore[union-attr]


def test_updates_of_a_chat_are_claimed_one_after_the_other() -> None:
    first, second, other = text_update(1, "1"), text_update(1, "2"), text_update(2, "3")
    ingest([second, other, first])

    mine, theirs = claimed(), claimed()
    assert (mine.update_id, theirs.update_id) == (first["update_id"], other["update_id"])
    assert claim() is None
    handle(mine)
    assert claimed().update_id == second["update_id"]


def test_somebody_in_danger_does_not_wait_for_what_was_put_off() -> None:
    first, second = text_update(1, "1"), text_update(1, "2")
    ingest([first, second])
    inbox.postpone(claimed(), utc_now() + timedelta(seconds=30))
    grave = text_update(1, GRAVE)
    ingest([grave])

    urgent = claimed()
    assert (urgent.update_id, urgent.chat_id) == (grave["update_id"], 1)
    handle(urgent)

    assert claim() is None
    with time_machine.travel(utc_now() + timedelta(seconds=31), tick=False):
        handle(claimed())
        assert claimed().update_id == second["update_id"]


def test_somebody_in_danger_does_not_wait_for_what_is_in_hand_or_came_earlier() -> None:
    ingest([text_update(1, "1"), text_update(2, "2"), text_update(3, "3")])
    claimed()
    grave = text_update(1, GRAVE)
    ingest([grave])

    assert claimed().update_id == grave["update_id"]


def test_the_table_does_not_tell_who_is_in_danger() -> None:
    grave, chatless = text_update(1, GRAVE), update(poll={"id": "1"})
    ingest([grave, chatless])

    columns = ("chat_id", "status", "attempts", "lease_until", "last_error", "handled_at")
    one, other = InboundUpdate.objects.order_by("pk").values_list(*columns)
    assert one == other
    assert one[0] is None


def test_a_failing_cry_for_help_is_tried_again_and_lies_with_its_chat_when_buried() -> None:
    ingest([text_update(1, GRAVE)])

    with time_machine.travel(utc_now(), tick=False) as clock:
        chats = []
        for seconds in (0, 3, 9):
            clock.shift(seconds)
            inbox.mark_failed(claimed(), "boom")
            chats.append(InboundUpdate.objects.get().chat_id)

    assert chats == [None, None, 1]
    assert InboundUpdate.objects.get().status == InboundStatus.DEAD


def test_updates_without_a_chat_are_claimed_too() -> None:
    ingest([update(poll={"id": "1"}), update(poll={"id": "2"})])

    handle(claimed())
    handle(claimed())

    assert claim() is None


def test_nobody_waits_until_a_claim_is_on_the_disk() -> None:
    ingest([text_update(1, "1")])
    claimed()

    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)


def test_an_update_whose_holder_died_goes_again_when_its_lease_is_over() -> None:
    raw = text_update(1, "1")
    ingest([raw, text_update(1, "2")])
    lost = claimed()

    assert claim() is None
    with time_machine.travel(utc_now() + LEASE + timedelta(seconds=1), tick=False):
        again = claimed()
        assert (again.update_id, again.attempts) == (raw["update_id"], 2)
        assert not inbox.mark_handled(lost)
        assert inbox.mark_handled(again)


def test_who_lost_the_claim_can_neither_postpone_nor_bury() -> None:
    ingest([text_update(1, "1")])
    lost = claimed()
    with time_machine.travel(utc_now() + LEASE + timedelta(seconds=1), tick=False):
        claimed()

        inbox.postpone(lost, utc_now())
        inbox.mark_failed(lost, "late")

        assert claim() is None


def test_a_postponed_update_keeps_its_place_and_its_attempts() -> None:
    first = text_update(1, "1")
    ingest([first, text_update(1, "2")])

    inbox.postpone(claimed(), utc_now() + timedelta(seconds=30))

    assert claim() is None
    with time_machine.travel(utc_now() + timedelta(seconds=31), tick=False):
        again = claimed()
        assert (again.update_id, again.attempts) == (first["update_id"], 1)


def test_a_failing_update_is_tried_three_times_within_ten_seconds_and_then_buried() -> None:
    ingest([text_update(1, "1")])
    waits = (timedelta(0), timedelta(seconds=2.1), timedelta(seconds=8.1))

    with time_machine.travel(utc_now(), tick=False) as clock:
        buried = []
        for wait in waits:
            clock.shift(wait)
            buried.append(inbox.mark_failed(claimed(), "boom"))
            assert claim() is None

    assert buried == [False, False, True]
    row = InboundUpdate.objects.get()
    assert (row.status, row.last_error, row.attempts) == (InboundStatus.DEAD, "boom", 3)


def test_a_buried_update_does_not_hold_up_the_next() -> None:
    dead, alive = text_update(1, "1"), text_update(1, "2")
    ingest([dead, alive])
    InboundUpdate.objects.filter(pk=dead["update_id"]).update(status=InboundStatus.DEAD)

    assert claimed().update_id == alive["update_id"]


@pytest.mark.django_db(transaction=True)
def test_storing_an_update_wakes_whoever_listens() -> None:
    listener = Listener(inbox.CHANNEL)
    listener.wait(0.0)

    ingest([text_update(1, "Да")])

    assert listener.wait(5.0)
    listener.close()


@pytest.mark.django_db(transaction=True)
def test_many_claimers_never_take_two_updates_of_one_chat() -> None:
    chats, each, claimers = 4, 5, 4
    ingest([text_update(chat, str(n)) for n in range(each) for chat in range(chats)])

    def work() -> list[int]:
        mine = []
        while (one := claim()) is not None:
            with transaction.atomic():
                in_hand = InboundUpdate.objects.filter(status=InboundStatus.CLAIMED)
                mine.append(max(Counter(in_hand.values_list("chat_id", flat=True)).values()))
            handle(one)
        connections.close_all()
        return mine

    with ThreadPoolExecutor(claimers) as pool:
        most = [n for found in [pool.submit(work) for _ in range(claimers)] for n in found.result()]

    assert max(most) == 1
    while (left := claim()) is not None:
        handle(left)
    assert not InboundUpdate.objects.exclude(status=InboundStatus.HANDLED).exists()
