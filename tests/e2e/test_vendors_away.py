"""Both vendors fail in every way while people talk: all are answered in time, and read again later.

Printed with `pytest -s`: how long replies were held, what failed how, and what the ledger says.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ai.choices import Effort, Outcome, Tier
from ai.models import AiCall, AiModel, AiTierPlace
from analysis.choices import Phase
from analysis.models import Analysis
from core.breaker import snapshots
from core.vocabulary import Language
from onboarding.models import Answer
from people.choices import Purpose
from people.models import Person
from people.services import consent_give
from telegram_bot.models import OutgoingMessage
from telegram_bot.outgoing import HELD
from tests.e2e.people import Crowd, thinking
from tests.e2e.product import READY_SECONDS, Product, eventually
from tests.e2e.vendor_server import LASTING, PASSING, Entry, VendorServer, vendor_server

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE, ANSWERS = 20, 5
CATCH_UP_SECONDS = 240.0
RETURN_SECONDS = 420.0
GIVEN = (Outcome.COMPLETED.value, Outcome.REPAIRED.value)


@pytest.fixture
def vendors() -> Iterator[VendorServer]:
    """Return both vendors, failing."""
    with vendor_server() as server:
        yield server


@pytest.fixture
def product(tmp_path: Path, vendors: VendorServer) -> Iterator[Product]:
    """Return a product with keys for the failing vendors."""
    running = Product(tmp_path / "data", settings=vendors.settings)
    running.launch()
    eventually(lambda: _is_ready(running), "readiness", READY_SECONDS)
    yield running
    running.stop()


def _is_ready(product: Product) -> bool:
    """Look seldom: every look asks all parts, and the machine has to start them."""
    time.sleep(2.0)
    return product.is_ready()


def let_words_out() -> None:
    """Run inside the product: everybody agrees, and a small model may improve reflections.

    There is one model more than by seed, so that each way to fail for good has a model of its own.
    """
    AiModel.objects.filter(name="gpt-6-luna").update(is_instant=True)
    AiModel.objects.filter(name="claude-opus-5-5").update(is_enabled=True)
    opus = AiModel.objects.get(name="claude-opus-5-5")
    AiTierPlace.objects.create(tier=Tier.COMPLEX, position=2, model=opus, effort=Effort.LOW)
    for person in Person.objects.all():
        consent_give(person.pk, Purpose.AI_VENDORS, Language(person.language))


def show() -> None:
    """Run inside the product: print replies, readings, calls and breakers as one line of JSON."""
    updates = Answer.objects.values_list("source_update_id", flat=True)
    keys = [f"update:{number}" for number in updates]
    rows = OutgoingMessage.objects.filter(dedupe_key__in=keys)
    deep = Analysis.objects.current(Phase.DEEP)
    facts = {
        "held": [(row.send_after - row.created_at).total_seconds() for row in rows],
        "sent": [(row.sent_at - row.created_at).total_seconds() for row in rows if row.sent_at],
        "local": deep.filter(is_offline=True).count(),
        "by_model": deep.filter(is_offline=False).count(),
        "open": [one.name for one in snapshots() if one.phase == "open"],
        "calls": [_call(call) for call in AiCall.objects.select_related("model")],
    }
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def _call(call: AiCall) -> dict[str, Any]:
    return {
        "model": call.model.name,
        "outcome": call.outcome,
        "error": call.error_code,
        "tokens": [
            call.input_tokens,
            call.cached_tokens,
            call.cache_write_tokens,
            call.output_tokens,
            call.reasoning_tokens,
        ],
        "is_estimated": call.is_estimated,
        "is_reserved": call.usd == call.reserved_usd,
        "is_over": call.finished_at is not None,
    }


def inside(product: Product, work: str) -> str:
    code = f"from tests.e2e.test_vendors_away import {work}; {work}()"
    return product.manage("shell", "-c", code)


def facts_of(product: Product) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(inside(product, "show").strip().splitlines()[-1])
    return found


async def talk(product: Product) -> None:
    async with Crowd(product) as crowd:
        people = await crowd.invite(PEOPLE, ANSWERS, thinking(0.5, 2.5))
        await asyncio.gather(*(crowd.begin(person) for person in people))
        await asyncio.to_thread(inside, product, "let_words_out")
        await asyncio.gather(*(crowd.talk(person) for person in people))


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def tokens(entry: Entry) -> tuple[str, int, int, int, int, int]:
    used = entry.usage
    assert used is not None
    return (
        entry.model,
        used.input_tokens,
        used.cached_tokens,
        used.cache_write_tokens,
        used.output_tokens,
        used.reasoning_tokens,
    )


def completed(facts: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    given = (call for call in facts["calls"] if call["outcome"] in GIVEN)
    return Counter((call["model"], *call["tokens"]) for call in given)


def once(product: Product, readers: set[str], seconds: float) -> dict[str, Any]:
    """Return what there is once every answer was read in depth by one of `readers`."""

    def look() -> dict[str, Any] | None:
        time.sleep(2.0)
        facts = facts_of(product)
        read = sum(facts[reader] for reader in readers)
        return facts if read == PEOPLE * ANSWERS else None

    return eventually(look, f"reading by {readers}", seconds)


def test_while_every_vendor_fails_all_are_answered_in_time_and_read_again_later(
    product: Product, vendors: VendorServer
) -> None:
    asyncio.run(talk(product))
    away = once(product, {"local", "by_model"}, CATCH_UP_SECONDS)
    vendors.is_failing = False
    failures = Counter(entry.failure for entry in vendors.journal if entry.failure)
    _tell("away", away, failures)

    assert len(away["held"]) == PEOPLE * ANSWERS
    assert max(away["held"]) <= HELD.total_seconds() + 0.01
    assert len(away["sent"]) == PEOPLE * ANSWERS
    # A reading in another language stands without its words.
    assert away["by_model"] <= failures["foreign"]
    assert away["open"]
    assert {"401", "500"} <= set(failures) <= {*PASSING, *LASTING}
    cut = [call for call in away["calls"] if call["is_estimated"] and call["is_over"]]
    assert cut
    assert all(call["is_reserved"] for call in cut)

    back = once(product, {"by_model"}, RETURN_SECONDS)
    _tell("back", back, Counter(entry.failure for entry in vendors.journal))

    given = [entry for entry in vendors.journal if entry.failure in ("", "foreign")]
    whole = Counter(map(tokens, given))
    assert completed(back) == whole
    assert set(back["open"]) < set(away["open"])
    assert "Every profile" in product.manage("profiles", "verify")


def _tell(when: str, facts: dict[str, Any], failures: Counter[str]) -> None:
    ends = Counter((call["outcome"], call["error"]) for call in facts["calls"])
    sys.stdout.write(
        f"\n{when}: {len(facts['held'])} replies, held p95 {p95(facts['held']) * 1000:.0f} ms,"
        f" written to sent p95 {p95(facts['sent']) * 1000:.0f} ms;"
        f" deep {facts['local']} local, {facts['by_model']} by a model\n"
        f"  requests {dict(failures)}\n  ledger {dict(ends)}\n  open {facts['open']}\n"
    )
