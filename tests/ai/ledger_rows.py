"""Rows of the ledger as they are after calls, for tests of what is read from it."""

from datetime import datetime, timedelta
from decimal import Decimal

from ai.choices import CallPurpose, Outcome, Tier
from ai.models import AiCall, AiModel
from core.clock import utc_now
from core.ids import uuid7


def called(model: str = "gpt-6-luna", **columns: object) -> AiCall:
    """Write a call of one second that cost a cent, begun just now."""
    began = columns.get("started_at", utc_now())
    assert isinstance(began, datetime)
    usual: dict[str, object] = {
        "request_id": uuid7(),
        "purpose": CallPurpose.DEEP_ANALYSIS,
        "model": AiModel.objects.get(name=model),
        "tier": Tier.MEDIUM,
        "kinds": ["answer", "question"],
        "masked": {"NAME": 2},
        "input_tokens": 1_000,
        "output_tokens": 200,
        "reserved_usd": Decimal("0.02"),
        "usd": Decimal("0.01"),
        "is_estimated": False,
        "outcome": Outcome.COMPLETED,
        "latency_ms": 1_000,
        "started_at": began,
        "finished_at": began + timedelta(seconds=1),
    }
    return AiCall.objects.create(**{**usual, **columns})


def failed(code: str, model: str = "gpt-6-luna", **columns: object) -> AiCall:
    """Write a call that cost nothing and gave nothing."""
    bad = {"outcome": Outcome.FAILED, "error_code": code, "usd": Decimal(0)}
    return called(model, **{**bad, **columns})


def days_ago(days: int) -> datetime:
    """Return the noon of so many days ago."""
    noon = utc_now().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - timedelta(days=days)
