"""The columns of the table, explained to those who fill it in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, Words
from onboarding.admin.lab.versions import CODES, label_of
from onboarding.bank.csv_format import COLUMNS, Column
from onboarding.staff_words import (
    FOLLOW_UP_REASONS,
    QUESTION_STATUSES,
    REVIEW_KINDS_SHORT,
    TRANSLATIONS,
)
from people.staff_words import TRAITS

LABELS: Mapping[str, Label] = {
    "code": _("code: letters of the domain, a hyphen, three to five digits"),
    "version": _("version that was edited; leave it as it was exported"),
    "status": _("draft stays a draft, retired takes away, anything else goes to the reviewers"),
    "review.kind": _("review"),
    "review.author": _("author"),
    "review.reviewers": _("read by"),
    "review.approved_at": _("approved on"),
    "review.notes": _("notes of the review"),
}
#: How cells with more than a word are written.
EXAMPLES: Mapping[str, str] = {
    "targets": "openness 0.45 | resilience 0.25 facet=hope",
    "follow_ups": "short_answer work-102 | strong_negative work-103",
    "stages": "ENTRY | EXPLORATION",
    "never_after": "work-102 | work-103",
    "safety.flags": "grief | shame",
    "safety.requires_opt_in": "yes, no",
    "safety.skip_text_required": "yes, no",
    "depth": "1, 2, 3, 4, 5",
    "review.approved_at": "2026-11-24T08:00:00Z",
}
ALLOWED: Mapping[str, Words] = {
    **CODES,
    "status": QUESTION_STATUSES,
    "targets": TRAITS,
    "follow_ups": FOLLOW_UP_REASONS,
    "review.kind": REVIEW_KINDS_SHORT,
    "texts.ru.status": TRANSLATIONS,
    "texts.en.status": TRANSLATIONS,
}


def column_rows() -> list[dict[str, Any]]:
    """Return every column: its name, what it holds, an example, and the words it may hold."""
    return [_row(column) for column in COLUMNS]


def _row(column: Column) -> dict[str, Any]:
    path = ".".join(column.path)
    return {
        "name": column.name,
        "label": LABELS.get(path) or label_of(path),
        "example": EXAMPLES.get(path, ""),
        "blank": _blank(column),
        "allowed": list(_words(ALLOWED.get(path, {}))),
    }


def _blank(column: Column) -> str:
    """Return what an empty cell of a new question means, as it would be written."""
    return "" if column.blank is None else column.write(column.blank)


def _words(words: Words) -> Iterable[tuple[str, Label]]:
    return ((str(code), word) for code, word in words.items())
