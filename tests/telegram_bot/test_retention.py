"""What the gateway forgets in time, and what it keeps."""

from datetime import timedelta

import pytest
import time_machine

from core.clock import utc_now
from telegram_bot import inbox, outgoing
from telegram_bot.inbox import claim, ingest
from telegram_bot.models import InboundUpdate, OutgoingMessage
from telegram_bot.reply import Reply
from telegram_bot.retention import NUMBERS_KEPT, SENT_KEPT, sent_prune, updates_prune
from tests.telegram_bot.updates import text_update

pytestmark = pytest.mark.django_db
MOMENT = timedelta(minutes=1)


def test_the_number_of_a_handled_update_is_kept_for_a_week() -> None:
    ingest([text_update(1, "Да")])
    claimed = claim()
    assert claimed is not None
    inbox.mark_handled(claimed)
    ingest([text_update(1, "Нет")])

    assert updates_prune() == 0
    with time_machine.travel(utc_now() + NUMBERS_KEPT + MOMENT):
        assert updates_prune() == 1
    assert InboundUpdate.objects.get().payload is not None


def test_a_sent_message_without_words_is_kept_for_three_months() -> None:
    outgoing.write(None, 77, Reply("Привет"), key="1")
    outgoing.write(None, 78, Reply("Ещё не отправлено"), key="2")
    [first, _] = outgoing.claim()
    outgoing.mark_sent(first, 500)

    with time_machine.travel(utc_now() + SENT_KEPT + MOMENT):
        assert sent_prune() == 0
        outgoing.empty_sent()
        assert sent_prune() == 1
    assert OutgoingMessage.objects.get().dedupe_key == "2"
