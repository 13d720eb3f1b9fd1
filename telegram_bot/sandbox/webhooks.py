"""Updates posted to the bot: in order per person, people side by side, again until accepted."""

import asyncio
import logging
from urllib.parse import urlsplit

import httpx

from core.clock import utc_now
from telegram_bot.sandbox.errors import refuse
from telegram_bot.sandbox.records import Bot, Json
from telegram_bot.sandbox.store import Store

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST_PAUSE_SECONDS = 5.0
_TIMEOUT_SECONDS = 30.0


def checked_url(url: str) -> str:
    """Return a webhook address on this machine.

    Raises:
        ApiError: any other address; the sandbox talks to nobody outside.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname not in _LOOPBACK:
        refuse("bad webhook: the sandbox posts to loopback addresses only")
    return url


class Webhooks:
    """One lane per bot and person: a task that lives while there is something to post."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lanes: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._client = httpx.AsyncClient(trust_env=False, timeout=_TIMEOUT_SECONDS)
        self._slots: dict[int, asyncio.Semaphore] = {}
        self.last_errors: dict[int, tuple[int, str]] = {}

    def notify(self, bot_id: int, person_id: int) -> None:
        """See to it that a person's updates are being posted, where the bot has a webhook."""
        lane = self._lanes.get((bot_id, person_id))
        if self._webhook(bot_id) and (lane is None or lane.done()):
            task = asyncio.create_task(self._run(bot_id, person_id))
            self._lanes[bot_id, person_id] = task

    def resume(self, bot_id: int) -> None:
        """Post everything that waits, after a start or a new webhook."""
        webhook = self._webhook(bot_id) or {}
        self._slots[bot_id] = asyncio.Semaphore(webhook.get("max_connections", 40))
        for person_id in self._store.people_waiting(bot_id):
            self.notify(bot_id, person_id)

    async def close(self) -> None:
        """Stop all lanes; what they did not post waits for the next start."""
        for lane in self._lanes.values():
            lane.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        await self._client.aclose()

    def _webhook(self, bot_id: int) -> Json | None:
        bot = self._store.bot(bot_id)
        return bot.webhook if bot else None

    async def _run(self, bot_id: int, person_id: int) -> None:
        pause = 0.25
        while webhook := self._webhook(bot_id):
            update = self._store.update_waiting_for(bot_id, person_id)
            if update is None:
                return
            if await self._post(bot_id, webhook, update):
                now = utc_now().timestamp()
                self._store.update_confirm(bot_id, update["update_id"], now)
                pause = 0.25
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    async def _post(self, bot_id: int, webhook: Json, update: Json) -> bool:
        headers = {SECRET_HEADER: webhook["secret_token"]} if webhook.get("secret_token") else {}
        slots = self._slots.setdefault(bot_id, asyncio.Semaphore(40))
        try:
            async with slots:
                answer = await self._client.post(webhook["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            return self._failed(bot_id, f"Connection failed: {type(error).__name__}")
        if answer.is_success:
            return True
        return self._failed(bot_id, f"Wrong response from the webhook: {answer.status_code}")

    def _failed(self, bot_id: int, problem: str) -> bool:
        log.warning("webhook of bot %s: %s", bot_id, problem)
        self.last_errors[bot_id] = (int(utc_now().timestamp()), problem)
        return False


def webhook_info(bot: Bot, pending: int, last_error: tuple[int, str] | None) -> Json:
    """Return Telegram's `WebhookInfo`."""
    webhook = bot.webhook or {}
    info: Json = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": pending,
    }
    if webhook:
        info["max_connections"] = webhook["max_connections"]
    if bot.allowed_updates:
        info["allowed_updates"] = list(bot.allowed_updates)
    if last_error:
        info["last_error_date"], info["last_error_message"] = last_error
    return info
