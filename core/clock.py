"""The one place where the product asks what time it is."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)
