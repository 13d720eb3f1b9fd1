"""System checks of the list of models: warnings, because the local analyser always answers.

They read the database, so they run with `migrate` and `check --database default`, not at every
command.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, connection

from ai.models import AiModel
from ai.selectors.price_list_troubles import Trouble, TroubleKind, price_list_troubles

IDS = {
    TroubleKind.NO_PRICE: "ai.W001",
    TroubleKind.RETIRED: "ai.W002",
    TroubleKind.RETIRES_SOON: "ai.W003",
    TroubleKind.MEDIUM_IS_DEAR: "ai.W004",
}
TEXTS = {
    TroubleKind.NO_PRICE: "The AI model {model} is enabled and has no price: it is not asked.",
    TroubleKind.RETIRED: "The AI model {model} retired on {day}: it is not asked.",
    TroubleKind.RETIRES_SOON: "The AI model {model} retires on {day}.",
    TroubleKind.MEDIUM_IS_DEAR: (
        "The AI model {model} stands in the tier MEDIUM and costs no less than the tier COMPLEX."
    ),
}
HINT = "Staff edit AI models in the admin; `manage.py ai_models list` shows them."


def check_price_list(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Warn of every trouble with the list of models."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or not _is_migrated():
        return []
    return [
        Warning(trouble_text(trouble), HINT, id=IDS[trouble.kind])
        for trouble in price_list_troubles()
    ]


def trouble_text(trouble: Trouble) -> str:
    """Return the trouble as a sentence in English."""
    return TEXTS[trouble.kind].format(model=trouble.model, day=trouble.day)


def _is_migrated() -> bool:
    """Return whether the table has its present columns: `migrate` checks before it makes them."""
    wanted = {field.column for field in AiModel._meta.concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0",
            [AiModel._meta.db_table],
        )
        return wanted <= {name for (name,) in cursor.fetchall()}
