"""Columns and conditions that several tables of analysis share."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q


def pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a column that holds one of `words`."""
    return [(word.value, word.value) for word in words]


def known(
    table: str, column: str, words: type[StrEnum], *, name: str = "", also: str | None = None
) -> models.CheckConstraint:
    """Return the constraint that `column` holds one of `words`, or `also`.

    Args:
        table: of the column; begins the name of the constraint.
        column: which one.
        words: what it may hold.
        name: what the constraint is about, where that is not the name of the column.
        also: one value more.
    """
    values = [word.value for word in words] + ([] if also is None else [also])
    return models.CheckConstraint(
        condition=Q((f"{column}__in", values)), name=f"{table}_{name or column}_known"
    )


def share(table: str, column: str) -> models.CheckConstraint:
    """Return the constraint that `column` is from 0 to 1, or null where it may be."""
    return models.CheckConstraint(
        condition=Q((f"{column}__gte", 0), (f"{column}__lte", 1)), name=f"{table}_{column}_0_to_1"
    )


def at_least_0(table: str, column: str) -> models.CheckConstraint:
    """Return the constraint that `column` is not negative, or null where it may be."""
    return models.CheckConstraint(
        condition=Q((f"{column}__gte", 0)), name=f"{table}_{column}_min_0"
    )


def not_before(table: str, column: str, earlier: str) -> models.CheckConstraint:
    """Return the constraint that what `column` dates did not happen before `earlier`."""
    return models.CheckConstraint(
        condition=Q((f"{column}__isnull", True)) | Q((f"{column}__gte", F(earlier))),
        name=f"{table}_{column}_not_before_{earlier}",
    )


def dollars(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """Return a column of US dollars, as fine as the ledger of calls counts them."""
    return models.DecimalField(label, max_digits=18, decimal_places=10, **options)
