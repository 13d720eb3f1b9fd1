"""The webhook: stores the update, and only then tells Telegram that it has arrived."""

import asyncio
import hmac
import json
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.crisis import Assessment
from core.metrics import ERRORS
from telegram_bot.crisis_watch import CrisisWatch, send_help
from telegram_bot.inbox import ingest, is_handled
from telegram_bot.incoming import Incoming
from telegram_bot.threads import Database
from telegram_bot.transport import build_bot

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
STORE_WITHIN_SECONDS = 2.0
DATABASE_THREADS = 4
MOST_UPDATE_ID = 2**63 - 1

log = structlog.get_logger(__name__)


@csrf_exempt
@require_POST
async def receive(request: HttpRequest) -> HttpResponse:
    """Take one update.

    403 for a wrong secret, 400 for what is no update, 503 while it cannot be stored: then
    Telegram delivers it again.
    """
    if not _is_from_telegram(request):
        return HttpResponse(status=403)
    update = _parse(request.body)
    if update is None:
        return HttpResponse(status=400)
    _watch.over([update])
    try:
        await asyncio.wait_for(_database.call(ingest, [update]), STORE_WITHIN_SECONDS)
    except Exception as error:  # noqa: BLE001 - whatever it is, Telegram will deliver again
        ERRORS.labels(part="inbox", code=type(error).__name__).inc()
        log.warning("store_failed", error=type(error).__name__)
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def _is_from_telegram(request: HttpRequest) -> bool:
    expected: str = settings.TELEGRAM_WEBHOOK_SECRET
    given = request.headers.get(SECRET_HEADER, "")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _parse(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and _is_id(update.get("update_id")) else None


def _is_id(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST_UPDATE_ID


async def _send_help(incoming: Incoming, assessment: Assessment) -> bool:
    bot = build_bot()
    async with bot.request:
        return await send_help(bot, incoming, assessment)


async def _was_handled(update_id: int) -> bool:
    return await _database.call(is_handled, update_id)


#: Threads of our own: when PostgreSQL does not answer they all wait for it, and on the others the
#: name of Telegram's server must still be looked up to help somebody in danger.
_database = Database(DATABASE_THREADS)

#: Watches over somebody in danger when the update cannot be stored, or nobody takes its turn.
_watch = CrisisWatch(_send_help, _was_handled)
