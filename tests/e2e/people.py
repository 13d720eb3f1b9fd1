"""Many simulated people at once, who read, think, press buttons and answer.

They talk with the product through the sandbox's door for people, and outlive anything that is
killed meanwhile: what cannot be sent is sent again, but only when it did not arrive.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.e2e.product import Product, buttons

PATIENCE_SECONDS = 150.0
LOOK_EVERY_SECONDS = 3.0
RETRY_SECONDS = 0.3
#: What people press, the first one offered; a question itself is answered with words.
PRESSED = ("begin", "agree", "telegram", "vy", "questions")

NAMES = ("Анна", "Mary", "Пётр", "John", "Олеся", "Rose", "Илья", "Kate", "Зоя", "Adam")
SAID = {
    "ru": (
        "Утром я {what} и заметил, что стало спокойнее, хотя вчера злился на коллегу.",
        "Обычно я всё планирую заранее: {what}, потом проверяю список ещё раз.",
        "Мне нравится пробовать новое, например, {what}, особенно вместе с сестрой.",
        "Если честно, я долго боялся, но {what}, и это оказалось легче, чем я думал.",
    ),
    "en": (
        "This morning I {what} and noticed that I felt calmer, though I was angry yesterday.",
        "Usually I plan everything ahead: I {what}, then I check the list once more.",
        "I like to try new things, for example I {what}, best of all with my sister.",
        "To be honest I was afraid for a long time, but I {what}, and it was easier than feared.",
    ),
}
DID = {
    "ru": ("гулял у реки", "варил борщ", "писал письмо отцу", "чинил велосипед", "учил ноты"),
    "en": ("walked by the river", "cooked soup", "wrote to my father", "fixed a bike", "read"),
}

Pause = Callable[[], Awaitable[None]]


def thinking(shortest: float, longest: float, seed: int = 0) -> Pause:
    """Return a pause of `shortest` to `longest` seconds, different each time."""
    dice = random.Random(seed)  # noqa: S311 - people, not secrets

    async def think() -> None:
        await asyncio.sleep(dice.uniform(shortest, longest))

    return think


def words(language: str, number: int, turn: int) -> str:
    """Return what person `number` answers at their `turn`: never the same twice."""
    said, did = SAID[language], DID[language]
    text = said[turn % len(said)].format(what=did[(number + turn) % len(did)])
    return f"{text} ({number}–{turn})"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer a person gave, and the button data that name the question it was given to."""

    text: str
    question: str


@dataclass
class SimulatedPerson:
    """Reads every message once and does what a willing person would."""

    id: int
    language: str
    unsaid: list[str]
    think: Pause
    given: list[Given] = field(default_factory=list)
    inbox: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    last_seen: int = 0
    _reacted: set[tuple[str, ...]] = field(default_factory=set)

    def hear(self, message: dict[str, Any]) -> None:
        """Take a message of the bot, unless it came before."""
        if message["message_id"] > self.last_seen:
            self.last_seen = message["message_id"]
            self.inbox.put_nowait(message)

    def is_new(self, message: dict[str, Any]) -> bool:
        """Return whether the person has not reacted to the same thing before.

        A repeated message is one they have read already, whatever its number.
        """
        offered = tuple(buttons(message))
        question = next((data for data in offered if data.endswith(":skip")), None)
        key = (question,) if question else (message.get("text", ""), *offered)
        if key in self._reacted:
            return False
        self._reacted.add(key)
        return True


def button_to_press(message: dict[str, Any]) -> str | None:
    """Return the data of the button a willing person presses; None where they do not press."""
    offered = {data.rsplit(":", 1)[1]: data for data in buttons(message)}
    if "ready" in offered:
        return offered["ready" if "enough" in offered else "another"]
    return next((offered[action] for action in PRESSED if action in offered), None)


def question_of(message: dict[str, Any]) -> str | None:
    """Return what names the question in `message`; None where nothing is asked."""
    return next((data for data in buttons(message) if data.endswith(":skip")), None)


class Crowd:
    """People of one product. Use as an async context manager."""

    def __init__(self, product: Product) -> None:
        url = f"http://127.0.0.1:{product.sandbox_port}/_sandbox"
        limits = httpx.Limits(max_connections=100)
        self._http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=20, limits=limits)
        self.people: dict[int, SimulatedPerson] = {}
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Crowd":
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        await self._http.aclose()

    async def invite(
        self, count: int, answers: int, think: Pause, languages: Sequence[str] = ("ru", "en")
    ) -> list[SimulatedPerson]:
        """Let `count` new people come in, each with `answers` to give."""
        return [await self._come_in(number, answers, think, languages) for number in range(count)]

    async def _come_in(
        self, number: int, answers: int, think: Pause, languages: Sequence[str]
    ) -> SimulatedPerson:
        language = languages[number % len(languages)]
        who = {"name": NAMES[number % len(NAMES)], "language_code": language}
        person_id = (await self._post("people", who))["id"]
        unsaid = [words(language, number, turn) for turn in range(answers)]
        person = self.people[person_id] = SimulatedPerson(person_id, language, unsaid, think)
        return person

    async def begin(self, person: SimulatedPerson) -> None:
        """Say /start and go on to the first question, which is left unanswered."""
        await self.say(person, "/start")
        while not question_of(message := await self.next_message(person)):
            await self._press_button(person, message)
        person.inbox.put_nowait(message)

    async def talk(self, person: SimulatedPerson) -> None:
        """Answer until everything is said and the last answer has its reply."""
        while person.unsaid:
            await self.react(person, await self.next_message(person))
        await self.next_message(person)

    async def react(self, person: SimulatedPerson, message: dict[str, Any]) -> None:
        """Do what a willing person does about `message`: answer, press, or nothing."""
        if not person.is_new(message):
            return
        question = question_of(message)
        if question is None:
            await self._press_button(person, message)
            return
        await person.think()
        text = person.unsaid.pop(0)
        person.given.append(Given(text, question))
        await self.say(person, text)

    async def next_message(self, person: SimulatedPerson) -> dict[str, Any]:
        """Wait for the bot's next message to this person.

        Raises:
            TimeoutError: it did not come within `PATIENCE_SECONDS`.
        """
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                with suppress(TimeoutError):
                    return await asyncio.wait_for(person.inbox.get(), LOOK_EVERY_SECONDS)
                await self._catch_up(person)

    async def say(self, person: SimulatedPerson, text: str) -> None:
        """Send a text, again when it did not arrive."""
        while True:
            with suppress(httpx.HTTPError):
                await self._post(f"people/{person.id}/send", {"text": text})
                return
            await asyncio.sleep(RETRY_SECONDS)
            if text in await self._texts_of(person):
                return

    async def _press_button(self, person: SimulatedPerson, message: dict[str, Any]) -> None:
        data = button_to_press(message)
        if data is None:
            return
        body = {"message_id": message["message_id"], "callback_data": data}
        while True:
            with suppress(httpx.HTTPError):
                await self._post(f"people/{person.id}/press", body)
                return
            await asyncio.sleep(RETRY_SECONDS)

    async def _texts_of(self, person: SimulatedPerson) -> set[str]:
        while True:
            with suppress(httpx.HTTPError):
                messages = await self._get(f"people/{person.id}/messages")
                return {m.get("text", "") for m in messages if not m["from"]["is_bot"]}
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        """Hear the sandbox's news for everybody; after a break look what was missed."""
        while True:
            with suppress(httpx.HTTPError):
                async for item in self._news():
                    self._take(item)
            await asyncio.sleep(RETRY_SECONDS)
            for person in list(self.people.values()):
                await self._catch_up(person)

    async def _news(self) -> AsyncIterator[dict[str, Any]]:
        async with self._http.stream("GET", "/live", timeout=httpx.Timeout(20)) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    def _take(self, item: dict[str, Any]) -> None:
        message, person = item.get("message"), self.people.get(item.get("chat_id", 0))
        if item["kind"] == "message" and person and message and message["from"]["is_bot"]:
            person.hear(message)

    async def _catch_up(self, person: SimulatedPerson) -> None:
        with suppress(httpx.HTTPError):
            for message in await self._get(
                f"people/{person.id}/messages", after=str(person.last_seen)
            ):
                if message["from"]["is_bot"]:
                    person.hear(message)

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        answer = await self._http.post(f"/{path}", json=body)
        return answer.raise_for_status().json()

    async def _get(self, path: str, **params: str) -> Any:
        answer = await self._http.get(f"/{path}", params=params)
        return answer.raise_for_status().json()
