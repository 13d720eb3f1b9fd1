"""The sandbox as one ASGI application: Bot API, people API and chat page."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telegram_bot.sandbox import people_api
from telegram_bot.sandbox.bot_api import bot_call, bot_file
from telegram_bot.sandbox.store import Store
from telegram_bot.sandbox.world import World

HOSTS = ("127.0.0.1", "localhost", "[::1]")
_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class OwnPagesOnly:
    """Lets no foreign web page act here, and says in every answer what a page of ours may do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != headers.get("host"):
            await PlainTextResponse("Foreign origin", 403)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def _page(_request: Request) -> Response:
    return FileResponse(_STATIC / "index.html")


async def _livez(_request: Request) -> Response:
    return PlainTextResponse("ok")


def create_app(store: Store, default_token: str) -> Starlette:
    """Return the application.

    Args:
        store: where everything is kept; the application closes it.
        default_token: the bot people talk to while none has called yet.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.world = World(store, default_token)
        yield
        await app.state.world.close()

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bot_file, methods=["GET"]),
            Route("/", _page),
            Route("/livez", _livez),
            Mount("/_sandbox", routes=people_api.routes),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS)),
            Middleware(OwnPagesOnly),
        ],
        lifespan=lifespan,
    )
