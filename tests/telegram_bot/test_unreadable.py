"""What cannot be opened, or kills whoever handles it, is buried; everything else goes on."""

from datetime import timedelta

import pytest

from core.clock import utc_now
from core.sealed import Sealed
from telegram_bot import inbox, outgoing
from telegram_bot.choices import InboundStatus, OutgoingStatus
from telegram_bot.inbox import MAX_CLAIMS, ingest
from telegram_bot.models import InboundUpdate, OutgoingMessage
from telegram_bot.reply import Reply
from telegram_bot.turns import handle_next

pytestmark = pytest.mark.django_db(transaction=True)

DAMAGED = Sealed(b"\x01" + bytes(40))


def _update(update_id: int, chat_id: int) -> dict[str, object]:
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": 1, "chat": chat, "from": {"id": chat_id}, "text": "/start"}
    return {"update_id": update_id, "message": message}


def _let_everything_be_due() -> None:
    InboundUpdate.objects.update(available_at=utc_now() - timedelta(seconds=1))


def test_an_unreadable_update_dies_after_its_attempts_and_another_chat_goes_on() -> None:
    ingest([_update(1, 100), _update(2, 200)])
    InboundUpdate.objects.filter(pk=1).update(payload=DAMAGED)

    for _ in range(inbox.MAX_ATTEMPTS + 1):
        handle_next()
        _let_everything_be_due()

    statuses = dict(InboundUpdate.objects.values_list("pk", "status"))
    assert statuses == {1: InboundStatus.DEAD, 2: InboundStatus.HANDLED}
    assert InboundUpdate.objects.get(pk=1).last_error == "unreadable_update"


def test_an_update_whose_holders_keep_dying_is_buried() -> None:
    ingest([_update(1, 100), _update(2, 100)])
    InboundUpdate.objects.filter(pk=1).update(attempts=MAX_CLAIMS)

    handle_next()
    handle_next()

    assert InboundUpdate.objects.get(pk=1).last_error == "deadly_update"
    assert InboundUpdate.objects.get(pk=2).status == InboundStatus.HANDLED


def test_a_message_that_cannot_be_opened_is_buried_and_the_others_are_claimed() -> None:
    outgoing.write(None, 100, Reply("one"), key="one")
    outgoing.write(None, 200, Reply("two"), key="two")
    OutgoingMessage.objects.filter(dedupe_key="one").update(body=DAMAGED)

    claimed = outgoing.claim()

    assert [message.chat_id for message in claimed] == [200]
    assert OutgoingMessage.objects.get(dedupe_key="one").status == OutgoingStatus.DEAD


def test_what_was_sent_stays_sent_when_the_lease_ran_out_meanwhile() -> None:
    outgoing.write(None, 100, Reply("one"), key="one")
    (first,) = outgoing.claim()
    OutgoingMessage.objects.update(lease_until=utc_now() - timedelta(seconds=1))
    outgoing.claim()

    outgoing.mark_sent(first, 7)

    assert OutgoingMessage.objects.get().status == OutgoingStatus.SENT
    assert outgoing.claim() == []
