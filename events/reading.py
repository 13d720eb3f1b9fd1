"""Turning what is stored back into an event."""

from pydantic import ValidationError

from events.catalogue import EVENT_TYPES, DomainEvent
from events.errors import InvalidPayloadError, NewerVersionError, UnknownEventError
from events.models import OutboxEvent
from events.upcasters import Payload, upcast


def event_of(row: OutboxEvent) -> DomainEvent:
    """Return the event that `row` stores; see `read_event`."""
    return read_event(row.name, row.version, row.payload)


def read_event(name: str, version: int, payload: Payload) -> DomainEvent:
    """Return the event, in the version that this code knows.

    Fields that it does not know are passed over: code that runs beside a newer release meets them.

    Raises:
        UnknownEventError: the catalogue has no such event.
        NewerVersionError: it was written by newer code; worth waiting for.
        InvalidPayloadError: the payload does not fit the event.
    """
    event_type = EVENT_TYPES.get(name)
    if event_type is None:
        raise UnknownEventError
    if version > event_type.version:
        raise NewerVersionError
    try:
        current = upcast(name, version, payload, to=event_type.version)
        return event_type.model_validate(current, extra="ignore")
    except (ValidationError, LookupError, TypeError):
        raise InvalidPayloadError from None
