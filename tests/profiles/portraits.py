"""Portraits as the selectors give them, for tests of what is said of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from core.vocabulary import Trait
from profiles.selectors import Portrait, TraitLine

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def line(trait: Trait, **changes: Any) -> TraitLine:
    """Return a trait of which enough is known."""
    usual: dict[str, Any] = {
        "value": 0.7,
        "low": 0.62,
        "high": 0.78,
        "person_value": 0.6,
        "person_low": 0.35,
        "person_high": 0.85,
        "observations": 12,
        "is_known": True,
        "is_confirmed": False,
        "evidence": (),
    }
    return TraitLine(trait, **{**usual, **changes})


def portrait(lines: Iterable[TraitLine]) -> Portrait:
    """Return a portrait that only the local analyser has drawn."""
    return Portrait(
        version=3,
        lines=tuple(lines),
        hidden=(),
        answers=40,
        is_offline=True,
        affinities={},
        updated_at=DAY,
    )
