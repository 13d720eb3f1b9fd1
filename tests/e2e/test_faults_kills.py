"""Twenty people talk on while everything is killed: nothing is lost, nothing happens twice."""

import asyncio
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from redis import Redis

from selfology_site.embedded.layout import Layout
from selfology_site.embedded.redis import RedisServer
from tests.e2e import truth
from tests.e2e.people import Crowd, Pause, SimulatedPerson, thinking
from tests.e2e.processes import kill, needs_proc, processes_of
from tests.e2e.product import Product, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow, needs_proc]

PEOPLE, ANSWERS = 20, 10
PAUSE_SECONDS = 3.0
CATCH_UP_SECONDS = 1200.0
#: Work in a killed worker waits for its lease, so the workers and the whole product go first.
VICTIMS = (
    "workers-long worker",
    "workers-short worker",
    "runstack",
    "workers-long",
    "workers-short",
    "bot",
    "relay",
    "redis",
    "flush",
    "postgres",
    "sandbox",
    "web",
    "vectors",
    "scheduler",
    "bot",
)
#: Whose death may repeat a message: who sends it, and who takes it.
SENDERS = ("bot", "runstack", "sandbox")


@dataclass(frozen=True)
class Aftermath:
    """What people did and what is left of it at the end."""

    people: list[SimulatedPerson]
    facts: dict[str, Any]
    timeline: list[dict[str, Any]]

    def texts_sent(self) -> dict[int, list[str]]:
        return {person.id: [given.text for given in person.given] for person in self.people}

    def answers(self, column: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {person.id: [] for person in self.people}
        for answer in self.facts["answers"]:
            found[answer["chat"]].append(answer[column])
        return found

    def repeated(self) -> Counter[tuple[int, str]]:
        """Return how often each message came again: the sandbox has copies no row knows of."""
        known = {tuple(pair) for pair in self.facts["sent"]}
        return Counter(
            (message["chat_id"], message["text_sha256"])
            for message in self.timeline
            if message["method"] == "sendMessage"
            and (message["chat_id"], message["message_id"]) not in known
        )


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Any:
    product = Product(tmp_path_factory.mktemp("kills") / "data")
    product.start()
    try:
        yield _aftermath(product)
    finally:
        product.stop()


def _aftermath(product: Product) -> Aftermath:
    started = time.monotonic()
    people = asyncio.run(_talk_under_fire(product))
    talked = time.monotonic() - started
    facts = _settled(product)
    with product.sandbox as client:
        timeline = client.get("/_sandbox/timeline").json()["messages"]
    found = Aftermath(people, facts, timeline)
    _print_figures(found, talked, time.monotonic() - started - talked)
    return found


async def _talk_under_fire(product: Product) -> list[SimulatedPerson]:
    async with Crowd(product) as crowd:
        think: Pause = thinking(1.0, 3.0)
        people = await crowd.invite(PEOPLE, ANSWERS, think)
        await asyncio.gather(*(crowd.begin(person) for person in people))
        talks = (crowd.talk(person) for person in people)
        await asyncio.gather(_kill_in_turn(product), *talks)
    return people


async def _kill_in_turn(product: Product) -> None:
    for victim in VICTIMS:
        await asyncio.sleep(PAUSE_SECONDS)
        await asyncio.to_thread(_strike, product, victim)


def _strike(product: Product, victim: str) -> None:
    if victim == "flush":
        Redis.from_url(RedisServer(Layout(product.data_dir)).url).flushall()
        return
    eventually(lambda: _kill(product, victim), f"a {victim} to kill", 60)
    if victim == "runstack":
        eventually(lambda: not processes_of(product), "the end of everything", 60)
        product.start()


def _kill(product: Product, victim: str) -> bool:
    """Kill it if it is there; a part that was just restarted may not be."""
    try:
        return kill(product, victim) > 0
    except (IndexError, OSError, ValueError):
        return False


def _settled(product: Product) -> dict[str, Any]:
    """Return the facts once nothing is on its way any more, or when patience ends."""
    end = time.monotonic() + CATCH_UP_SECONDS
    while truth.unfinished(facts := truth.read(product)) and time.monotonic() < end:
        time.sleep(3)
    return facts


def _print_figures(found: Aftermath, talked: float, caught_up: float) -> None:
    facts, repeated = found.facts, found.repeated()
    sent = sum(map(len, found.texts_sent().values()))
    lines = {
        "kills": f"{len(VICTIMS)} in {talked:.0f} s, caught up after {caught_up:.0f} s more",
        "answers": f"{sent} sent, {len(facts['answers'])} kept",
        "analyses": f"{facts['instant']} instant, {facts['deep']} deep",
        "traits": f"{facts['traits']} extracted, {facts['history']} history rows",
        "doubled": sum(facts["doubled"].values()),
        "deliveries": f"{facts['deliveries']}, {facts['redriven']} driven again",
        "messages": f"{facts['messages']}, {repeated.total()} came twice",
    }
    sys.stdout.write("\n" + "".join(f"  {name:12}{value}\n" for name, value in lines.items()))


def test_no_answer_is_lost_and_each_person_s_stay_in_order(aftermath: Aftermath) -> None:
    assert sum(map(len, aftermath.texts_sent().values())) == PEOPLE * ANSWERS
    assert aftermath.answers("text") == aftermath.texts_sent()


def test_nothing_is_there_twice(aftermath: Aftermath) -> None:
    assert aftermath.facts["doubled"] == dict.fromkeys(truth.UNIQUE, 0)


def test_everything_comes_to_its_end_and_nothing_is_dead(aftermath: Aftermath) -> None:
    assert truth.unfinished(aftermath.facts) == {}
    assert aftermath.facts["instant"] == aftermath.facts["deep"] == PEOPLE * ANSWERS
    assert aftermath.facts["traits"] > 0
    assert aftermath.facts["history"] > 0


def test_a_message_is_repeated_at_most_once_for_a_kill_of_the_sender(aftermath: Aftermath) -> None:
    kills = sum(victim in SENDERS for victim in VICTIMS)

    assert max(aftermath.repeated().values(), default=0) <= kills


def test_questions_and_messages_keep_their_order(aftermath: Aftermath) -> None:
    for asked in aftermath.answers("asked").values():
        assert asked == sorted(asked)
    assert _messages_out_of_order(aftermath.facts["sent"]) == 0


def test_each_handler_worked_in_the_order_of_each_person_s_events(aftermath: Aftermath) -> None:
    assert aftermath.facts["deliveries_out_of_order"] == 0


def _messages_out_of_order(sent: list[list[int]]) -> int:
    """Count messages that got a lower number in their chat than one written before them."""
    newest: dict[int, int] = {}
    late = 0
    for chat, message in sent:
        late += message < newest.get(chat, 0)
        newest[chat] = max(message, newest.get(chat, 0))
    return late
