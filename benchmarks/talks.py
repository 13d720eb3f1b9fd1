"""Twenty people at once, talking with a product or with the echo, and how long replies take."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.figures import Measured, reply_times
from selfology_site.env import BASE_DIR
from tests.e2e.people import Crowd, Pause, SimulatedPerson, thinking
from tests.e2e.product import Product, eventually

PEOPLE, ANSWERS = 20, 10
#: Telegram lets a bot write to a chat about once a second, and so do we: bursts keep to that.
BURST_SECONDS = 1.5
#: Beginning takes five messages in a moment; the sender makes up for them before we measure.
REST_SECONDS = 5.0
ECHO_TOKEN = "42:sandbox"  # noqa: S105 - the sandbox takes any token

Talk = Callable[[Crowd, SimulatedPerson], Awaitable[None]]


def measure(name: str, product: Product, talk: Talk, pause: Callable[[], Pause]) -> Measured:
    """Let twenty new people give ten answers each and return how long their replies took."""
    return Measured(name, asyncio.run(_measured(product, talk, pause)))


async def _measured(product: Product, talk: Talk, pause: Callable[[], Pause]) -> tuple[float, ...]:
    async with Crowd(product) as crowd:
        people = await crowd.invite(PEOPLE, ANSWERS, pause())
        if talk is answering:
            await asyncio.gather(*(crowd.begin(person) for person in people))
            await asyncio.sleep(REST_SECONDS)
        started = time.time()
        await asyncio.gather(*(talk(crowd, person) for person in people))
    with product.sandbox as client:
        return reply_times(client.get("/_sandbox/timeline", params={"after": started}).json())


async def answering(crowd: Crowd, person: SimulatedPerson) -> None:
    """Answer questions until everything is said."""
    await crowd.talk(person)


async def echoing(crowd: Crowd, person: SimulatedPerson) -> None:
    """Say everything, waiting for the echo each time."""
    while person.unsaid:
        await person.think()
        await crowd.say(person, person.unsaid.pop(0))
        await crowd.next_message(person)


def thinking_time() -> Pause:
    """Return the pause of people who think for one to three seconds."""
    return thinking(1.0, 3.0)


def one_instant() -> Pause:
    """Return the pause of people who all write in the same instant, again and again."""
    barrier = asyncio.Barrier(PEOPLE)

    async def wait() -> None:
        await asyncio.sleep(BURST_SECONDS)
        await barrier.wait()

    return wait


@contextmanager
def product_running(data_dir: Path) -> Iterator[Product]:
    """Run a product."""
    product = Product(data_dir)
    product.start()
    try:
        yield product
    finally:
        product.stop()


@contextmanager
def echo_running(data_dir: Path) -> Iterator[Product]:
    """Run a sandbox with nothing but the echo behind it."""
    place = Product(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    sandbox = _spawn(place, "manage.py", "sandbox", "--port", str(place.sandbox_port))
    echo = None
    try:
        eventually(lambda: _answers(place), "the sandbox")
        url = f"http://127.0.0.1:{place.sandbox_port}"
        echo = _spawn(place, "-m", "benchmarks.echo", url, ECHO_TOKEN)
        yield place
    finally:
        for process in filter(None, (echo, sandbox)):
            process.terminate()
            process.wait()


def _spawn(place: Product, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *words],
        cwd=BASE_DIR,
        env={**os.environ, **place.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _answers(place: Product) -> bool:
    with place.sandbox as client:
        try:
            return client.get("/_sandbox/people").is_success
        except httpx.HTTPError:
            return False
