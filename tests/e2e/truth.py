"""What the product's database says of a run. `manage.py shell` calls `show` inside the product."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db.models import Count, QuerySet

from analysis.choices import Phase
from analysis.models import Analysis, ExtractedTrait
from events.models import Delivery
from onboarding.models import Answer
from profiles.models import Observation, TraitHistory
from telegram_bot.models import Account, InboundUpdate, OutgoingMessage
from tests.e2e.product import Product

#: What must be there at most once: the rows, and what tells them apart.
UNIQUE: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
    "answers": (Answer.objects.all(), ("source_update_id",)),
    "answers per question": (Answer.objects.filter(is_current=True), ("asked",)),
    "analyses": (Analysis.objects.all(), ("answer", "phase", "prompt_version")),
    "current analyses": (Analysis.objects.filter(is_current=True), ("answer", "phase")),
    "extracted traits": (ExtractedTrait.objects.all(), ("analysis", "trait")),
    "observations": (Observation.objects.all(), ("answer", "trait")),
    "history rows": (TraitHistory.objects.all(), ("person", "name", "analysis_id")),
    "deliveries": (Delivery.objects.all(), ("event", "handler")),
    "outgoing messages": (OutgoingMessage.objects.all(), ("dedupe_key",)),
}


def show() -> None:
    """Print everything below as one line of JSON."""
    facts = {
        "answers": _answers(),
        "instant": Analysis.objects.current(Phase.INSTANT).count(),
        "deep": Analysis.objects.current(Phase.DEEP).count(),
        "traits": ExtractedTrait.objects.count(),
        "history": TraitHistory.objects.count(),
        "doubled": {name: _doubled(*what) for name, what in UNIQUE.items()},
        "deliveries": _counts(Delivery.objects.values_list("status", flat=True)),
        "updates": _counts(InboundUpdate.objects.values_list("status", flat=True)),
        "messages": _counts(OutgoingMessage.objects.values_list("status", flat=True)),
        "sent": list(
            OutgoingMessage.objects.filter(telegram_message_id__isnull=False)
            .order_by("id")
            .values_list("chat_id", "telegram_message_id")
        ),
        "deliveries_out_of_order": _out_of_order(),
        "redriven": Delivery.objects.filter(attempts__gt=1).count(),
    }
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def read(product: Product) -> dict[str, Any]:
    """Return what `show` says inside `product`."""
    printed = product.manage("shell", "-c", "from tests.e2e.truth import show; show()")
    facts: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return facts


def unfinished(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what is still on its way; empty when everything has come to its end."""
    done = {"deliveries": {"done"}, "updates": {"handled"}, "messages": {"sent"}}
    left = {
        f"{what} {status}": count
        for what, finished in done.items()
        for status, count in facts[what].items()
        if status not in finished
    }
    missing = len([a for a in facts["answers"] if a["is_current"]]) - facts["deep"]
    return {**left, "answers not read in depth": missing} if missing else left


def _answers() -> list[dict[str, Any]]:
    chats = {account.person_id: account.chat_id for account in Account.objects.all()}
    return [
        {
            "chat": chats[answer.person_id],
            "asked": answer.asked_id,
            "text": answer.text,
            "is_current": answer.is_current,
        }
        for answer in Answer.objects.order_by("pk")
    ]


def _doubled(rows: QuerySet[Any], columns: tuple[str, ...]) -> int:
    counted = rows.order_by().values(*columns).annotate(times=Count("pk"))
    return int(counted.filter(times__gt=1).count())


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values))


def _out_of_order() -> int:
    """Count deliveries that were done before an earlier one of their handler and stream."""
    rows = Delivery.objects.filter(done_at__isnull=False).order_by("handler", "stream", "id")
    done = list(rows.values_list("handler", "stream", "done_at"))
    return sum(a[:2] == b[:2] and a[2:] > b[2:] for a, b in pairwise(done))
