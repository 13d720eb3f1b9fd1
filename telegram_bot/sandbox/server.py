"""The process: uvicorn on the loopback address with the sandbox inside."""

import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from telegram_bot.sandbox.asgi import create_app
from telegram_bot.sandbox.store import Store

HOST = "127.0.0.1"

#: Longer than clients keep idle connections (httpx: 5 s): none is closed while it is used again.
KEEP_ALIVE_SECONDS = 75


class SandboxServer(uvicorn.Server):
    """Ends waiting polls and streams first, so that stopping takes no time."""

    def __init__(self, app: Starlette, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._sandbox = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving."""
        self._sandbox.state.world.close_doors()
        await super().shutdown(sockets)


def serve(path: Path, default_token: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        path: the SQLite file, made where it is missing.
        default_token: the bot people talk to while none has called yet.
        port: 0 takes a free one.

    Raises:
        StoreInUseError: another sandbox works with the same file.
    """
    app = create_app(Store(path), default_token)
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        loop="auto",
        lifespan="on",
        log_config=None,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=2,
    )
    SandboxServer(app, config).run()
