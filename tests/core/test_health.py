"""Asking every part how it is."""

from collections.abc import Iterator

import pytest

from core import health
from core.health import HEALTHY, Health, Report, examine, register_check, worst


@pytest.fixture(autouse=True)
def _no_parts() -> Iterator[None]:
    kept = dict(health._checks)
    health._checks.clear()
    yield
    health._checks.clear()
    health._checks.update(kept)


def test_every_part_is_asked_by_name() -> None:
    degraded = Report(Health.DEGRADED, "slow")
    register_check("b", lambda: degraded)
    register_check("a", lambda: HEALTHY)
    assert list(examine().items()) == [("a", HEALTHY), ("b", degraded)]


def test_a_check_that_fails_means_unhealthy_and_tells_no_text() -> None:
    def fail() -> Report:
        message = "words of a person"
        raise ValueError(message)

    register_check("part", fail)
    assert examine() == {"part": Report(Health.UNHEALTHY, "ValueError")}


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Health.HEALTHY),
        ([Health.HEALTHY, Health.DEGRADED], Health.DEGRADED),
        ([Health.UNHEALTHY, Health.DEGRADED, Health.HEALTHY], Health.UNHEALTHY),
    ],
)
def test_the_whole_is_as_well_as_its_worst_part(parts: list[Health], whole: Health) -> None:
    assert worst({str(number): Report(part) for number, part in enumerate(parts)}) is whole


def test_a_reason_names_its_values() -> None:
    assert (
        str(Report(Health.DEGRADED, "%(count)d of %(what)s", {"count": 2, "what": "5"})) == "2 of 5"
    )
    assert str(HEALTHY) == ""
