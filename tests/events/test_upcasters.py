"""Events of every version that was ever stored can be read."""

from collections.abc import Mapping
from typing import Any

import pytest

from events import upcasters
from events.catalogue import EVENT_TYPES, CrisisDetected
from events.errors import InvalidPayloadError, NewerVersionError, UnknownEventError
from events.reading import read_event
from events.upcasters import upcast, upcasts
from tests.events.event_page import golden

GOLDEN = golden()
STORED = [
    pytest.param(name, int(version), payload, id=f"{name} {version}")
    for name, versions in GOLDEN.items()
    for version, payload in versions.items()
]


def test_there_is_a_golden_payload_of_every_version_of_every_event() -> None:
    expected = {
        name: {str(version) for version in range(1, event.version + 1)}
        for name, event in EVENT_TYPES.items()
    }
    assert {name: set(versions) for name, versions in GOLDEN.items()} == expected


@pytest.mark.parametrize(("name", "version", "payload"), STORED)
def test_a_stored_event_is_read_as_the_current_version(
    name: str, version: int, payload: dict[str, Any]
) -> None:
    event = read_event(name, version, payload)
    assert event.model_dump(mode="json") == GOLDEN[name][str(event.version)]


def test_a_crisis_of_the_first_version_was_seen_in_a_message() -> None:
    event = read_event("crisis.detected", 1, GOLDEN["crisis.detected"]["1"])
    assert isinstance(event, CrisisDetected)
    assert event.source == "message"


def test_a_field_that_only_newer_code_knows_is_passed_over() -> None:
    payload = {**GOLDEN["session.created"]["1"], "of_tomorrow": 1}
    assert read_event("session.created", 1, payload).name == "session.created"


def test_a_newer_version_is_worth_waiting_for() -> None:
    with pytest.raises(NewerVersionError) as caught:
        read_event("session.created", 99, {})
    assert not caught.value.permanent


@pytest.mark.parametrize(
    ("name", "payload", "error"),
    [
        ("nobody.knows.this", {}, UnknownEventError),
        ("session.created", {"session_id": "words"}, InvalidPayloadError),
        ("session.created", [], InvalidPayloadError),
        ("session.created", None, InvalidPayloadError),
    ],
)
def test_what_cannot_be_read_has_its_permanent_error(
    name: str, payload: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_event(name, 1, payload)


def test_versions_are_walked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upcasters, "_upcasts", {})

    @upcasts("of.the.test", version=1)
    def to_second(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"words": payload["text"]}

    @upcasts("of.the.test", version=2)
    def to_third(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"count": len(payload["words"])}

    assert upcast("of.the.test", 1, {"text": "abc"}, to=3) == {"count": 3}
    assert upcast("of.the.test", 3, {"count": 3}, to=3) == {"count": 3}


def test_two_ways_from_one_version_are_refused() -> None:
    with pytest.raises(TypeError, match="Two ways"):
        upcasts("crisis.detected", version=1)(dict)
