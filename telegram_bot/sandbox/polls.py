"""Long polling: at most one waiting getUpdates per bot, woken at once by an update."""

import asyncio

from telegram_bot.sandbox.errors import refuse_as_conflict

_BY_OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_BY_WEBHOOK = "terminated by setWebhook request"


class Poll:
    """One getUpdates in progress."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._ended_by: str | None = None

    def wake(self) -> None:
        """Make the poll look for updates."""
        self._wake.set()

    def end(self, reason: str) -> None:
        """Make the poll answer with a conflict."""
        self._ended_by = reason
        self._wake.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for an update. Return False when the time is over.

        Raises:
            ApiError: another poll or a webhook took this one's place.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        if self._ended_by:
            refuse_as_conflict(self._ended_by)
        return True


class Polls:
    """The polls in progress. As at Telegram, the newer one ends the older one."""

    def __init__(self) -> None:
        self._polls: dict[int, Poll] = {}
        self.is_closed = False

    def begin(self, bot_id: int) -> Poll:
        """Start a poll; one that still waits answers with a conflict."""
        self._end(bot_id, _BY_OTHER_POLL)
        poll = self._polls[bot_id] = Poll()
        return poll

    def finish(self, bot_id: int, poll: Poll) -> None:
        """Forget a poll that has its answer."""
        if self._polls.get(bot_id) is poll:
            del self._polls[bot_id]

    def notify(self, bot_id: int) -> None:
        """Wake the bot's poll, if it has one."""
        if poll := self._polls.get(bot_id):
            poll.wake()

    def webhook_was_set(self, bot_id: int) -> None:
        """End the bot's poll: updates go to the webhook from now on."""
        self._end(bot_id, _BY_WEBHOOK)

    def close(self) -> None:
        """Let all polls answer with what they have, so that the server can stop."""
        self.is_closed = True
        for poll in self._polls.values():
            poll.wake()

    def _end(self, bot_id: int, reason: str) -> None:
        if poll := self._polls.pop(bot_id, None):
            poll.end(reason)
