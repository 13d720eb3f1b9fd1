"""The registry of personal data: how each app exports and erases what it holds of a person.

Every app with a table that leads to a person has a `personal_data.py` that declares itself here
when it is imported; `people` walks the registry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What one app holds of a person.

    Attributes:
        app: label of the app; also the key in the export document.
        models: labels (`app.Model`) of every table this declaration covers.
        export: returns what the person said and what was made of it, as JSON values; times, UUIDs
            and decimals may be given as they are.
        erase: deletes all rows; runs inside the transaction that erases the person.
    """

    app: str
    models: tuple[str, ...]
    export: Callable[[UUID], Mapping[str, Any]]
    erase: Callable[[UUID], None]


_declared: dict[str, PersonalData] = {}


def declare(data: PersonalData) -> None:
    """Add an app's declaration; the later an app, the earlier it is erased."""
    _declared[data.app] = data


def declarations() -> Sequence[PersonalData]:
    """Return the declarations, in the order in which the apps are installed."""
    return list(_declared.values())
