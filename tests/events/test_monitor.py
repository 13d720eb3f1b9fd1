"""The monitor: what its page, its search and its stream tell, and what the stream costs."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission
from django.core.asgi import get_asgi_application
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from core.clock import utc_now
from core.heartbeat import beat
from core.listen import plain_async_connection, plain_connection
from core.models import Heartbeat
from core.redis import RedisError
from events.backlog import backlog
from events.catalogue import AnswerSubmitted, Priority
from events.choices import DeliveryStatus
from events.models import Delivery, OutboxEvent
from events.monitor import hub as hub_module
from events.monitor import surroundings
from events.monitor.hub import AT_MOST_EVERY_SECONDS, CONNECTION, HUB, Hub, look
from events.monitor.rates import Rates
from people.models import StaffUser
from tests.events.conftest import Subscribe, command, delivery_of, published
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 20.0
TABS = 10


def nothing(_event: object) -> None:
    """Handle an event by doing nothing."""


def staff(*codenames: str) -> Client:
    """Return a browser in which somebody with these permissions is logged in."""
    user = StaffUser.objects.create_user(username=f"staff-{uuid4()}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def watcher() -> Client:
    """Return the browser of somebody who may watch."""
    return staff("view_delivery")


@pytest.fixture
def server() -> Iterator[str]:
    """Serve the product with a real uvicorn on a thread; return its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        get_asgi_application(),
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, args=([listening],))
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving.should_exit = True
    thread.join()
    listening.close()


@dataclass
class Tab:
    """An open page: what it was told so far."""

    told: list[dict[str, Any]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, lines: AsyncIterator[str]) -> None:
        """Keep everything that is told, until the stream ends."""
        async for line in lines:
            if line.startswith("data: "):
                self.told.append(json.loads(line.removeprefix("data: ")))
                self.news.set()

    async def more(self) -> None:
        """Return when it was told one thing more."""
        known = len(self.told)
        await self.until(lambda tab: len(tab.told) > known)

    async def until(self, is_so: Callable[["Tab"], bool]) -> None:
        """Return when it `is_so`."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_so(self):
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def open_tab(server: str, browser: Client) -> AsyncIterator[Tab]:
    """Hold one stream open over HTTP."""
    cookies = {"sessionid": browser.cookies["sessionid"].value}
    async with (
        httpx.AsyncClient(cookies=cookies, trust_env=False, timeout=PATIENCE_SECONDS) as client,
        client.stream("GET", server + reverse("admin:monitor_stream")) as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        tab = Tab()
        hearing = asyncio.create_task(tab.hear(response.aiter_lines()))
        yield tab
        hearing.cancel()


async def elsewhere(work: Callable[[], Any]) -> Any:
    """Do something in the database on a thread, and leave no connection behind."""

    def run() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    return await sync_to_async(run, thread_sensitive=False)()


def watched(server: str, browser: Client, work: Callable[[Tab], Awaitable[None]]) -> Tab:
    """Run `work` with an open page and return the page."""

    async def run() -> Tab:
        async with open_tab(server, browser) as tab:
            await work(tab)
            return tab

    return asyncio.run(run())


def database_connections() -> list[str]:
    """Return the names of all connections to this database but the one that asks."""
    with closing(plain_connection()) as own:
        rows = own.execute(
            "SELECT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        ).fetchall()
    return sorted(name for (name,) in rows)


def monitors() -> int:
    return database_connections().count(CONNECTION)


def seen_now() -> dict[str, Any]:
    """Return one look of the hub."""

    async def run() -> dict[str, Any]:
        async with await plain_async_connection(CONNECTION) as own:
            return await look(own, Rates())

    return asyncio.run(run())


def found(browser: Client, **query: str) -> list[int]:
    answer = browser.get(reverse("admin:monitor_events"), query)
    return [event["id"] for event in answer.json()["events"]]


def test_ten_tabs_hold_one_connection_between_them(
    server: str, watcher: Client, subscribe: Subscribe
) -> None:
    subscribe(nothing)
    before = database_connections()
    held: list[list[str]] = []

    async def watch_all() -> list[Tab]:
        async with AsyncExitStack() as opened:
            tabs = [
                await opened.enter_async_context(open_tab(server, watcher)) for _ in range(TABS)
            ]
            for number in range(6):
                await elsewhere(partial(published, number))
                await tabs[0].more()
                held.append(database_connections())
            for tab in tabs:
                await tab.until(lambda tab: len(tab.told) >= 5)
        return tabs

    tabs = asyncio.run(watch_all())

    assert all(names == sorted([*before, CONNECTION]) for names in held)
    common = set.intersection(*({told["at"] for told in tab.told} for tab in tabs))
    assert len(common) >= 4
    until(lambda: monitors() == 0)


def test_when_the_last_tab_closes_nothing_is_left_running(server: str, watcher: Client) -> None:
    async def look_once(tab: Tab) -> None:
        await tab.until(lambda tab: bool(tab.told))

    watched(server, watcher, look_once)

    until(lambda: monitors() == 0)
    assert HUB._work is None
    assert not HUB._tabs


def test_a_new_event_is_told_at_once_with_codes_and_no_more(
    server: str, watcher: Client, subscribe: Subscribe
) -> None:
    subscribe(nothing)
    person = UUID("00000000-0000-7000-8000-0000c0dec0de")

    async def publish_one(tab: Tab) -> None:
        await tab.until(lambda tab: bool(tab.told))
        await elsewhere(lambda: published(1, person))
        await tab.until(lambda tab: bool(tab.told[-1]["events"]))

    told = watched(server, watcher, publish_one).told[-1]

    [event] = told["events"]
    row = OutboxEvent.objects.get()
    assert event == {
        "id": row.pk,
        "at": row.created_at.timestamp(),
        "name": "command.executed",
        "queue": "low",
        "code": "C0DEC0DE",
        "answer": None,
        "deliveries": [{"handler": "tests.first", "status": "pending", "queue": "critical"}],
    }
    assert str(person) not in json.dumps(told)


def test_a_lost_connection_is_told_and_replaced(
    server: str, watcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "RETRY_SECONDS", 0.1)

    def kill() -> None:
        with closing(plain_connection()) as own:
            own.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = %s",
                [CONNECTION],
            )

    async def lose(tab: Tab) -> None:
        await tab.until(lambda tab: bool(tab.told))
        kill()
        await tab.until(lambda tab: not tab.told[-1]["database"])
        await tab.until(lambda tab: tab.told[-1]["database"])

    assert watched(server, watcher, lose).told[-1]["queues"]


def test_many_events_make_no_more_than_two_looks_a_second(server: str, watcher: Client) -> None:
    async def flood(tab: Tab) -> None:
        await tab.until(lambda tab: bool(tab.told))
        while len(tab.told) < 5:
            await elsewhere(published)

    moments = [told["at"] for told in watched(server, watcher, flood).told]

    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert min(pauses) >= AT_MOST_EVERY_SECONDS


def test_a_stream_ends_after_a_while_so_that_whoever_watches_is_asked_again(
    server: str, watcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "STREAM_SECONDS", 0.1)
    cookies = {"sessionid": watcher.cookies["sessionid"].value}

    answer = httpx.get(
        server + reverse("admin:monitor_stream"),
        cookies=cookies,
        trust_env=False,
        timeout=PATIENCE_SECONDS,
    )

    assert answer.text.startswith("retry: 2000\n\ndata: ")


def test_nobody_without_permission_hears_or_sees_anything(server: str) -> None:
    reviewer = staff("view_person")
    addresses = [reverse(f"admin:{name}") for name in ("monitor", "monitor_events")]

    with httpx.Client(trust_env=False, base_url=server) as client:
        assert client.get(reverse("admin:monitor_stream")).status_code == 403
        client.cookies.set("sessionid", reviewer.cookies["sessionid"].value)
        assert client.get(reverse("admin:monitor_stream")).status_code == 403
    assert [reviewer.get(address).status_code for address in addresses] == [403, 403]
    assert HUB._tabs == set()


def test_the_page_offers_decisions_to_those_who_may_make_them(watcher: Client) -> None:
    address = reverse("admin:monitor")
    decider = staff("view_delivery", "change_delivery")

    assert 'name="action"' not in watcher.get(address).content.decode()
    assert 'name="action"' in decider.get(address).content.decode()


def test_a_tab_that_does_not_keep_up_is_told_the_newest() -> None:
    async def run() -> list[bytes]:
        hub = Hub()
        hub._work = asyncio.create_task(asyncio.sleep(60))
        slow = aiter(hub.stream())
        heard = [await anext(slow)]
        for number in range(100):
            hub._tell(b"%d" % number)
        heard.append(await anext(slow))
        hub._work.cancel()
        return heard

    assert asyncio.run(run()) == [b"retry: 2000\n\n", b"99"]


def test_when_the_hub_breaks_every_tab_is_let_go_and_the_next_one_begins_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def break_down(*_: object) -> None:
        raise ValueError

    async def run() -> tuple[list[bytes], bool]:
        hub = Hub()
        heard = [message async for message in hub.stream()]
        return heard, hub._work is None and not hub._tabs

    monkeypatch.setattr(Hub, "_follow", break_down)

    assert asyncio.run(run()) == ([b"retry: 2000\n\n"], True)


def test_a_look_counts_what_the_backlog_counts(subscribe: Subscribe) -> None:
    subscribe(nothing)
    subscribe(nothing, name="slow", priority=Priority.LOW)
    published(1)
    dead = delivery_of(published(2), "tests.slow")
    Delivery.objects.filter(pk=dead.pk).update(status=DeliveryStatus.DEAD, last_error="ai_away")
    beat("relay")
    Heartbeat.objects.create(process="relay there", kind="relay", beat_at=utc_now())

    seen = seen_now()

    counted = {(each.queue, each.status.value): each.count for each in backlog()}
    statuses = ("pending", "queued", "running", "dead")
    told = {(each["queue"], status): each[status] for each in seen["queues"] for status in statuses}
    assert told == counted
    [critical] = [each for each in seen["queues"] if each["queue"] == "critical"]
    assert critical["waiting"] > 0
    assert [(each["kind"], each["alive"]) for each in seen["pulses"]] == [("relay", 2)]
    [letter] = seen["dead"]
    assert (letter["id"], letter["handler"], letter["error"]) == (dead.pk, "tests.slow", "ai_away")


def test_while_redis_is_away_nobody_knows_who_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> dict[str, int]:
        raise RedisError

    assert surroundings._look()["workers"] == dict.fromkeys(django_settings.QUEUES, 0)
    monkeypatch.setattr(surroundings, "workers_by_queue", refuse)
    assert surroundings._look()["workers"] is None


def test_events_are_found_by_name_queue_status_and_person(
    watcher: Client, subscribe: Subscribe
) -> None:
    subscribe(nothing)
    first, second = published(1), published(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE event_outbox SET name = 'other' WHERE id = %s", [second.pk])
    Delivery.objects.filter(event=first).update(status=DeliveryStatus.DEAD)

    assert found(watcher) == [second.pk, first.pk]
    assert found(watcher, name="other") == [second.pk]
    assert found(watcher, status="dead") == [first.pk]
    assert found(watcher, code=f" #{first.stream[-8:].upper()} ") == [first.pk]
    assert found(watcher, queue="critical") == [second.pk, first.pk]
    assert found(watcher, queue="low") == [second.pk, first.pk]
    assert found(watcher, queue="high") == []
    assert found(watcher, queue="critical", status="dead", name="other") == []


def test_an_event_tells_which_answer_it_is_about(watcher: Client) -> None:
    event = AnswerSubmitted(person_id=uuid4(), answer_id=7, asked_id=1, session_id=1)
    OutboxEvent.objects.create(
        name=event.name,
        version=1,
        priority=event.priority,
        stream=event.stream,
        payload=event.model_dump(mode="json"),
    )

    [row] = watcher.get(reverse("admin:monitor_events")).json()["events"]
    assert row["answer"] == 7
    assert command().name != row["name"]
