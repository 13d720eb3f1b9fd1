"""The registry of personal data."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from core import personal_data
from core.personal_data import PersonalData, declarations, declare


@pytest.fixture(autouse=True)
def _nothing_declared() -> Iterator[None]:
    kept = dict(personal_data._declared)
    personal_data._declared.clear()
    yield
    personal_data._declared.clear()
    personal_data._declared.update(kept)


def of(app: str) -> PersonalData:
    def erase(_person_id: UUID) -> None: ...

    return PersonalData(app=app, models=(f"{app}.Model",), export=lambda _: {}, erase=erase)


def test_declarations_come_in_the_order_they_were_made() -> None:
    first, second = of("z"), of("a")
    declare(first)
    declare(second)
    assert declarations() == [first, second]


def test_an_app_has_one_declaration() -> None:
    declare(of("a"))
    newer = of("a")
    declare(newer)
    assert declarations() == [newer]
