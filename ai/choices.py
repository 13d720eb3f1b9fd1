"""Closed vocabularies of the ai room."""

from enum import StrEnum


class Vendor(StrEnum):
    """Who serves a model. OPENAI is also any server that speaks its API at OPENAI_BASE_URL."""

    ANTHROPIC = "anthropic"
    OPENAI = "openai"


class Tier(StrEnum):
    """How much thinking a request deserves, cheapest first."""

    SIMPLE = "simple"
    MEDIUM = "medium"
    COMPLEX = "complex"


class Effort(StrEnum):
    """How hard a model thinks before it writes; each provider says it in its vendor's words."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    """How one attempt at a model ended.

    STARTED stays only when the process died in mid-call; REPAIRED is a completed second attempt
    after an invalid output; DISCARDED was completed after the permission had been taken back.
    """

    STARTED = "started"
    COMPLETED = "completed"
    REPAIRED = "repaired"
    DISCARDED = "discarded"
    FAILED = "failed"
