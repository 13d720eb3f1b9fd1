"""The catalogue: facts that stay readable, without personal words."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import ValidationError

from events.catalogue import EVENT_TYPES, CommandExecuted, DomainEvent, Priority

SNAPSHOT = Path(__file__).with_name("catalogue_schemas.json")
#: Text fields that hold one of our own code words.
CODE_FIELDS = {"purpose", "status", "reason", "question_code", "stage", "sentiment", "state"}
every_event = pytest.mark.parametrize("event", EVENT_TYPES.values(), ids=EVENT_TYPES.keys())


def schemas() -> dict[str, object]:
    """Return what is stored for each event: its version, and its fields with their types."""
    return {
        name: {"version": event.version, "schema": _bare(event.model_json_schema())}
        for name, event in sorted(EVENT_TYPES.items())
    }


def _bare(schema: dict[str, object]) -> dict[str, object]:
    """Return the schema without its prose."""
    return {key: value for key, value in schema.items() if key not in {"title", "description"}}


def test_stored_events_stay_readable() -> None:
    """Fails when an event changes its shape.

    A new event, or a new optional field: write the snapshot anew with
    `python -m tests.events.write_schemas`. Anything else needs a new version and an upcaster.
    """
    assert schemas() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


@every_event
def test_text_in_a_payload_is_an_id_or_a_code(event: type[DomainEvent]) -> None:
    properties = event.model_json_schema()["properties"]
    free = {
        name
        for name, field in properties.items()
        if field.get("type") == "string" and not {"format", "pattern", "enum"} & field.keys()
    }
    assert free <= CODE_FIELDS


@every_event
def test_every_event_says_what_it_means(event: type[DomainEvent]) -> None:
    assert event.__doc__
    assert event.name
    assert event.version >= 1


def test_an_event_does_not_change() -> None:
    event = CommandExecuted(person_id=uuid4(), command="start", update_id=1)
    with pytest.raises(ValidationError):
        event.command = "stop"  # type: ignore[misc]  # the point of the test


def test_an_event_takes_no_more_than_its_fields() -> None:
    with pytest.raises(ValidationError):
        CommandExecuted.model_validate(
            {"person_id": uuid4(), "command": "start", "update_id": 1, "text": "words"}
        )


def test_two_events_of_one_name_are_refused() -> None:
    with pytest.raises(TypeError, match="Two events"):

        class Again(DomainEvent, name="command.executed", priority=Priority.LOW):
            """A second event of that name."""


def test_every_priority_has_its_queue() -> None:
    assert [priority.queue for priority in Priority] == ["critical", "high", "normal", "low"]
