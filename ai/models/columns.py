"""Columns and conditions that several tables of the room share."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q


def pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a column that holds one of `words`."""
    return [(word.value, word.value) for word in words]


def known(column: str, words: type[StrEnum], table: str, *also: str) -> models.CheckConstraint:
    """Return the constraint that `column` of `table` holds one of `words` or of `also`."""
    values = [*(word.value for word in words), *also]
    return models.CheckConstraint(
        condition=Q((f"{column}__in", values)), name=f"{table}_{column}_known"
    )


def at_least_0(table: str, *columns: str) -> list[models.BaseConstraint]:
    """Return a constraint for each column: not negative, or null where it may be."""
    return [
        models.CheckConstraint(condition=Q((f"{column}__gte", 0)), name=f"{table}_{column}_min_0")
        for column in columns
    ]


def dollars(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    """Return a column of US dollars.

    Prices have 4 places for a million tokens, so 10 places hold the cost of any call exactly, and
    sums of costs too.
    """
    return models.DecimalField(label, max_digits=18, decimal_places=10)


def price(label: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """Return a column of US dollars for a million tokens, null where unknown."""
    return models.DecimalField(label, max_digits=10, decimal_places=4, null=True, blank=True)
