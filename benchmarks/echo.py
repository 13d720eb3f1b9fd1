"""The least a bot can do: python-telegram-bot, and every text back. What others are compared to.

`python -m benchmarks.echo URL TOKEN`
"""

import asyncio
import sys

from telegram import Bot
from telegram.request import HTTPXRequest

LONG_POLL_SECONDS = 10


def _request(size: int) -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=size, httpx_kwargs={"trust_env": False})


async def echo(url: str, token: str) -> None:
    """Send every text back, all chats side by side, until killed."""
    bot = Bot(token, f"{url}/bot", request=_request(64), get_updates_request=_request(2))
    sending: set[asyncio.Task[object]] = set()
    offset = 0
    async with bot:
        while True:
            for update in await bot.get_updates(offset, timeout=LONG_POLL_SECONDS):
                offset = update.update_id + 1
                if update.message and update.message.text:
                    message = bot.send_message(update.message.chat_id, update.message.text)
                    task: asyncio.Task[object] = asyncio.create_task(message)
                    sending.add(task)
                    task.add_done_callback(sending.discard)


if __name__ == "__main__":
    asyncio.run(echo(sys.argv[1], sys.argv[2]))
