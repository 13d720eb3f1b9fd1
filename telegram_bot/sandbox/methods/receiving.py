"""How updates reach a bot: long polling or a webhook, never both."""

import re
from typing import Any

from telegram_bot.sandbox.errors import refuse, refuse_as_conflict
from telegram_bot.sandbox.methods.registry import Call, method
from telegram_bot.sandbox.records import Json
from telegram_bot.sandbox.webhooks import checked_url, webhook_info

MAX_BATCH = 100
MAX_WAIT_SECONDS = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    """Have updates posted to an address; an empty one means the bot asks for them again."""
    if not call.parameters.text("url"):
        return delete_webhook(call)
    secret = call.parameters.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        refuse("secret token contains unallowed characters")
    webhook = {
        "url": checked_url(call.parameters.text("url")),
        "secret_token": secret,
        "max_connections": min(max(call.parameters.integer("max_connections") or 40, 1), 100),
    }
    _drop_if_asked(call)
    _keep_allowed_updates(call)
    call.store.bot_set_webhook(call.bot.id, webhook)
    call.world.polls.webhook_was_set(call.bot.id)
    call.world.webhooks.last_errors.pop(call.bot.id, None)
    call.world.webhooks.resume(call.bot.id)
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Stop posting updates; they wait for getUpdates."""
    _drop_if_asked(call)
    call.store.bot_set_webhook(call.bot.id, None)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Return where updates go and how many wait."""
    pending = call.store.updates_waiting_count(call.bot.id)
    return webhook_info(call.bot, pending, call.world.webhooks.last_errors.get(call.bot.id))


async def get_updates(call: Call) -> list[Json]:
    """Confirm what is below `offset` and return what waits, at once or when it comes.

    Raises:
        ApiError: a webhook is set, or a newer getUpdates of the same bot took over.
    """
    if call.bot.webhook:
        refuse_as_conflict(
            "can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first"
        )
    limit = min(max(call.parameters.integer("limit") or MAX_BATCH, 1), MAX_BATCH)
    deadline = call.received_at + min(call.parameters.integer("timeout") or 0, MAX_WAIT_SECONDS)
    _keep_allowed_updates(call)
    _confirm(call)
    poll = call.world.polls.begin(call.bot.id)
    try:
        while not (updates := _take(call, limit)):
            seconds = deadline - call.world.now()
            if seconds <= 0 or call.world.polls.is_closed or not await poll.wait(seconds):
                break
    finally:
        call.world.polls.finish(call.bot.id, poll)
    return updates


def _confirm(call: Call) -> None:
    """Take updates below the offset as received; a negative one counts from the end."""
    offset = call.parameters.integer("offset") or 0
    if offset < 0:
        offset += call.store.updates_end(call.bot.id)
    call.store.updates_confirm_below(call.bot.id, offset, call.world.now())


def _take(call: Call, limit: int) -> list[Json]:
    updates = call.store.updates_waiting(call.bot.id, limit)
    call.store.updates_unrepeat(call.bot.id, [update["update_id"] for update in updates])
    return updates


def _drop_if_asked(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        end = call.store.updates_end(call.bot.id)
        call.store.updates_confirm_below(call.bot.id, end, call.world.now())


def _keep_allowed_updates(call: Call) -> None:
    kinds: Any = call.parameters.document("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        refuse("can't parse allowed updates: expected an Array")
    if tuple(kinds) != (call.bot.allowed_updates or ()):
        call.store.bot_set_allowed_updates(call.bot.id, [str(kind) for kind in kinds])
