"""The door for people: what the chat page and the tests call under /_sandbox/.

Answers are JSON; refusals look like the Bot API's. Parameters come as JSON, form or multipart.
`?bot=<token>` says which bot is meant; without it, the one that called last.

    POST   people                   name, language_code (ru, en), id   → the person
    GET    people                                                      → bot, people with chats
    POST   people/<id>/send         text | kind: sticker, photo, voice, document (with a `file` or
                                    a sample), location, contact, forwarded, edited (message_id);
                                    chat_id of a group                 → messages
    POST   people/<id>/press        message_id, callback_data          → query_id
    POST   people/<id>/block, unblock                                  → status
    POST   people/<id>/duplicate_last_update                           → update_id
    POST   people/<id>/group        title                              → the chat
    GET    people/<id>/messages     after, chat_id, wait (seconds)     → Bot API messages, each with
                                    `sandbox`: reactions, is_silent, reply_keyboard
    GET    timeline                 after (seconds since 1970)         → updates, messages
    GET, POST, DELETE faults        see `Fault`: kind, method, chat_id, count, probability, seed,
                                    seconds or retry_after, after_store
    GET    live                     server-sent events
    GET    files/<file_id>
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from telegram_bot.sandbox import people
from telegram_bot.sandbox.errors import NOT_UNICODE, ApiError
from telegram_bot.sandbox.methods.settings import commands_for
from telegram_bot.sandbox.parameters import Parameters, read_parameters
from telegram_bot.sandbox.people import Scene
from telegram_bot.sandbox.records import Chat, Json
from telegram_bot.sandbox.world import World, message_view

PING_SECONDS = 15.0
MAX_WAIT_SECONDS = 60.0
_INLINE_KINDS = frozenset({"image/png", "image/jpeg", "image/gif", "audio/ogg"})

Endpoint = Callable[[Request], Awaitable[Response]]


def _answering(action: Callable[[World, Request, Parameters], Any]) -> Endpoint:
    """Return an endpoint that runs an action in one transaction and answers in JSON."""

    async def endpoint(request: Request) -> Response:
        world: World = request.app.state.world
        try:
            parameters = await read_parameters(request)
            with world.store.transaction():
                return JSONResponse(action(world, request, parameters))
        except UnicodeEncodeError:
            return JSONResponse(NOT_UNICODE.body(), NOT_UNICODE.code)
        except ApiError as error:
            return JSONResponse(error.body(), error.code)

    return endpoint


def _scene(world: World, request: Request) -> Scene:
    """Return the person of the path with the bot meant, by default the one that called last."""
    person = world.store.person(request.path_params["person_id"])
    if person is None:
        raise ApiError(404, "Not Found: nobody has this id")
    return Scene(world, world.bot_meant(request.query_params.get("bot")), person)


def _person_create(world: World, request: Request, parameters: Parameters) -> Json:
    person = people.person_create(world, parameters)
    return _person_view(Scene(world, world.bot_meant(request.query_params.get("bot")), person))


def _people(world: World, request: Request, _parameters: Parameters) -> Json:
    bot = world.bot_meant(request.query_params.get("bot"))
    everybody = [_person_view(Scene(world, bot, person)) for person in world.store.people()]
    return {"bot": world.bot_user(bot), "people": everybody}


def _person_view(scene: Scene) -> Json:
    store, bot, person = scene.world.store, scene.bot, scene.person
    return {
        **people.user_view(person),
        "chats": [_chat_view(scene, chat) for chat in store.chats_of(bot.id, person.id)],
        "commands": commands_for(store, bot, person),
    }


def _chat_view(scene: Scene, chat: Chat) -> Json:
    last = scene.world.store.last_message(scene.bot.id, chat.id)
    view = {**scene.world.chat_view(chat), "status": chat.status}
    return {**view, "last_message": message_view(last)} if last else view


def _send(world: World, request: Request, parameters: Parameters) -> Json:
    return {"messages": people.person_send(_scene(world, request), parameters)}


def _press(world: World, request: Request, parameters: Parameters) -> Json:
    return people.person_press(_scene(world, request), parameters)


def _block(world: World, request: Request, _parameters: Parameters) -> Json:
    people.person_block(_scene(world, request))
    return {"status": "kicked"}


def _unblock(world: World, request: Request, _parameters: Parameters) -> Json:
    people.person_unblock(_scene(world, request))
    return {"status": "member"}


def _repeat(world: World, request: Request, _parameters: Parameters) -> Json:
    scene = _scene(world, request)
    update_id = world.store.update_repeat_last(scene.bot.id, scene.person.id)
    if update_id is None:
        raise ApiError(404, "Not Found: no update of this person yet")
    world.notify(scene.bot, scene.person.id)
    return {"update_id": update_id}


def _group(world: World, request: Request, parameters: Parameters) -> Json:
    scene = _scene(world, request)
    return _chat_view(scene, people.person_add_to_group(scene, parameters.text("title")))


def _fault_order(world: World, _request: Request, parameters: Parameters) -> Json:
    return world.faults.order(parameters.as_dict()).view()


def _fault_list(world: World, _request: Request, _parameters: Parameters) -> list[Json]:
    return [fault.view() for fault in world.faults.all()]


def _fault_clear(world: World, _request: Request, _parameters: Parameters) -> list[Json]:
    world.faults.clear()
    return []


def _timeline(world: World, request: Request, parameters: Parameters) -> Json:
    bot = world.bot_meant(request.query_params.get("bot"))
    return world.store.timeline(bot.id, parameters.number("after", 0.0))


async def _messages(request: Request) -> Response:
    """Return a chat's messages after an id; with `wait`, as soon as there is one."""
    world: World = request.app.state.world
    parameters = Parameters(dict(request.query_params))
    try:
        scene = _scene(world, request)
        chat_id = parameters.integer("chat_id") or scene.person.id
        after = parameters.integer("after") or 0
        wait = min(parameters.number("wait", 0.0), MAX_WAIT_SECONDS)
    except ApiError as error:
        return JSONResponse(error.body(), error.code)

    def found() -> list[Json]:
        messages = world.store.messages_after(scene.bot.id, chat_id, after)
        return [message_view(message) for message in messages]

    return JSONResponse(await _waited_for(world, found, wait))


async def _waited_for(world: World, found: Callable[[], list[Json]], seconds: float) -> list[Json]:
    """Return what is found, looking again at every piece of news until the time is over."""
    with world.live.listening() as news:
        try:
            async with asyncio.timeout(seconds):
                while not (messages := found()) and await news.get() is not None:
                    pass
                return messages
        except TimeoutError:
            return found()


async def _live(request: Request) -> Response:
    """Stream the news as server-sent events."""
    world: World = request.app.state.world
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(world), media_type="text/event-stream", headers=headers)


async def _stream(world: World) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    with world.live.listening() as news:
        while True:
            try:
                item = await asyncio.wait_for(news.get(), PING_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if item is None:
                return
            yield f"data: {json.dumps(item, ensure_ascii=False)}\n\n"


async def _file(request: Request) -> Response:
    """Return a file for the page: pictures and sound to show, anything else to download."""
    world: World = request.app.state.world
    file = world.store.file(request.path_params["file_id"])
    if file is None:
        return JSONResponse(ApiError(404, "Not Found").body(), 404)
    if file.mime in _INLINE_KINDS:
        return Response(file.content, media_type=file.mime)
    headers = {"Content-Disposition": "attachment"}
    return Response(file.content, media_type="application/octet-stream", headers=headers)


def _person_route(path: str, action: Callable[[World, Request, Parameters], Any]) -> Route:
    return Route(f"/people/{{person_id:int}}/{path}", _answering(action), methods=["POST"])


routes = [
    Route("/people", _answering(_people), methods=["GET"]),
    Route("/people", _answering(_person_create), methods=["POST"]),
    _person_route("send", _send),
    _person_route("press", _press),
    _person_route("block", _block),
    _person_route("unblock", _unblock),
    _person_route("duplicate_last_update", _repeat),
    _person_route("group", _group),
    Route("/people/{person_id:int}/messages", _messages, methods=["GET"]),
    Route("/files/{file_id}", _file, methods=["GET"]),
    Route("/live", _live, methods=["GET"]),
    Route("/timeline", _answering(_timeline), methods=["GET"]),
    Route("/faults", _answering(_fault_list), methods=["GET"]),
    Route("/faults", _answering(_fault_order), methods=["POST"]),
    Route("/faults", _answering(_fault_clear), methods=["DELETE"]),
]
