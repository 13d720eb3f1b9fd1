"""Measured inside the product: a thousand answers through the router, and the ledger after it.

`show` prints one line of JSON.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import analysis.evaluation
from ai.choices import Tier, Vendor
from ai.contracts import DeepReading, DeepRequest, EarlierAnswer
from ai.providers import configured
from ai.router import Routed, read_deeply
from ai.selectors import figures_by_model, figures_by_tier
from analysis.evaluation.labelled import Labelled, read_labelled
from benchmarks.stand_in import StandIn
from core.clock import utc_now
from core.egress import SyntheticPermit
from core.process import prepare_for_work

SEED = 2026
FILE = Path(analysis.evaluation.__file__).with_name("answers.jsonl")
#: Earlier answers of the same made-up person, at most.
EARLIER = 5


@dataclass(frozen=True, slots=True)
class Read:
    """One labelled answer and what was read in it."""

    answer: Labelled
    routed: Routed[DeepReading]


def show(answers: int) -> None:
    """Read so many answers, drawn from the labelled ones, and print what the ledger says."""
    prepare_for_work()
    begin = utc_now()
    stand_ins = {vendor: StandIn(vendor) for vendor in Vendor}
    with (
        patch.object(configured, "provider_for", stand_ins.get),
        patch.object(configured, "configured_vendors", lambda: tuple(stand_ins)),
    ):
        read = list(_read(answers))
    until = utc_now() + timedelta(seconds=1)
    models = figures_by_model(begin, until)
    printed = {
        "answers": answers,
        "local": dict(Counter(one.routed.reason_local for one in read if one.routed.is_offline)),
        "usd": float(sum(model.usd for model in models)),
        "premium_usd": float(sum(model.premium_usd or 0 for model in models)),
        "models": {model.name: [model.calls, float(model.usd)] for model in models},
        "tiers": {
            figures.tier: [figures.requests, float(figures.usd), *_quality(read, figures.tier)]
            for figures in figures_by_tier(begin, until)
        },
    }
    sys.stdout.write("\n" + json.dumps(printed) + "\n")


def _read(count: int) -> Iterator[Read]:
    chance = random.Random(SEED)  # noqa: S311 - draws samples
    labelled = read_labelled(FILE)
    by_language: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        by_language[one.language].append(one)
    for _ in range(count):
        answer = chance.choice(labelled)
        earlier = chance.sample(by_language[answer.language], chance.randint(0, EARLIER))
        yield Read(answer, read_deeply(_request(answer, earlier), SyntheticPermit()))


def _request(answer: Labelled, earlier: Sequence[Labelled]) -> DeepRequest:
    now = utc_now()
    return DeepRequest(
        text=answer.text,
        language_hint=answer.language,
        question_text=answer.question,
        question_domain=answer.domain,
        targets=answer.targets,
        history=tuple(
            EarlierAnswer(
                answer_id=number,
                text=one.text,
                answered_at=now - timedelta(days=number),
                domain=one.domain,
            )
            for number, one in enumerate(earlier, start=1)
        ),
    )


def _quality(read: Sequence[Read], tier: Tier) -> list[float]:
    """Return of one tier: traits found of those that are there, invented, quotes literal."""
    mine = [one for one in read if one.routed.tier is tier and not one.routed.is_offline]
    found = invented = expected = said = 0
    for one in mine:
        values = {trait.trait: trait.value for trait in one.routed.reading.traits}
        expected += len(one.answer.traits)
        said += len(values) + one.routed.quotes_dropped
        found += sum(values.get(trait, 0.0) * z > 0 for trait, z in one.answer.traits.items())
        invented += sum(trait not in one.answer.traits for trait in values)
    dropped = sum(one.routed.quotes_dropped for one in mine)
    return [
        found / max(1, expected),
        invented / max(1, said),
        1 - dropped / max(1, said),
    ]
