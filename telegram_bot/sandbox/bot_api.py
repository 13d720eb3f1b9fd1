"""The door for bots: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from telegram_bot.sandbox.errors import NOT_UNICODE, ApiError
from telegram_bot.sandbox.faults import Fault, FaultKind
from telegram_bot.sandbox.methods import METHODS
from telegram_bot.sandbox.methods.receiving import get_updates
from telegram_bot.sandbox.methods.registry import Call
from telegram_bot.sandbox.parameters import Parameters, read_parameters
from telegram_bot.sandbox.world import World

_TOKEN = re.compile(r"\d{1,15}:[A-Za-z0-9_-]+")


async def bot_call(request: Request) -> Response:
    """Answer one call as Telegram would."""
    world: World = request.app.state.world
    received_at = world.now()
    try:
        token = _checked_token(request)
        call = Call(
            world=world,
            bot=world.bot_calling(token),
            method=request.path_params["method"],
            parameters=await read_parameters(request),
            received_at=received_at,
        )
        return JSONResponse({"ok": True, "result": await _answer(call)})
    except UnicodeEncodeError:
        return JSONResponse(NOT_UNICODE.body(), NOT_UNICODE.code)
    except ApiError as error:
        return JSONResponse(error.body(), error.code, _headers(error))


async def bot_file(request: Request) -> Response:
    """Return the bytes of a file the bot asked for with getFile."""
    world: World = request.app.state.world
    try:
        bot = world.bot_calling(_checked_token(request))
    except ApiError as error:
        return JSONResponse(error.body(), error.code)
    file = world.store.file_at(bot.id, request.path_params["path"])
    if file is None:
        return JSONResponse(ApiError(404, "Not Found").body(), 404)
    return Response(file.content, media_type="application/octet-stream")


def _checked_token(request: Request) -> str:
    token = str(request.path_params["token"])
    if not _TOKEN.fullmatch(token):
        raise ApiError(404, "Not Found")
    return token


def _headers(error: ApiError) -> dict[str, str]:
    seconds = (error.parameters or {}).get("retry_after")
    return {"Retry-After": str(seconds)} if seconds else {}


async def _answer(call: Call) -> Any:
    """Do what the call asks for, unless a fault on order gets in the way."""
    fault = call.world.faults.pick(call.method.lower(), _chat_id(call.parameters))
    if fault is None:
        return await _perform(call)
    if fault.kind is FaultKind.EMPTY_UPDATES:
        return []
    if fault.kind is FaultKind.TIMEOUT:
        return await _hang(call, fault)
    raise fault.error()


async def _hang(call: Call, fault: Fault) -> Any:
    """Answer too late: with the result where it was stored first, else with an error."""
    result = await _perform(call) if fault.after_store else None
    await asyncio.sleep(fault.seconds)
    if fault.after_store:
        return result
    raise fault.error()


async def _perform(call: Call) -> Any:
    if call.method.lower() == "getupdates":
        return await get_updates(call)
    if call.method.lower() not in METHODS:
        raise ApiError(404, "Not Found")
    name, handler = METHODS[call.method.lower()]
    spelled = Call(call.world, call.bot, name, call.parameters, call.received_at)
    with call.store.transaction():
        return handler(spelled)


def _chat_id(parameters: Parameters) -> int | None:
    try:
        return parameters.integer("chat_id")
    except ApiError:
        return None
