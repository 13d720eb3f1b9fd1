"""Turning a stored row back into an event."""

from pydantic import ValidationError

from events.catalogue import EVENT_TYPES, DomainEvent
from events.errors import InvalidPayloadError, NewerVersionError, UnknownEventError
from events.models import OutboxEvent


def event_of(row: OutboxEvent) -> DomainEvent:
    """Return the event that `row` stores.

    Raises:
        UnknownEventError: the catalogue has no such event.
        NewerVersionError: it was written by newer code; worth waiting for.
        InvalidPayloadError: the payload does not fit the event.
    """
    event_type = EVENT_TYPES.get(row.name)
    if event_type is None:
        raise UnknownEventError
    if row.version > event_type.version:
        raise NewerVersionError
    try:
        return event_type.model_validate(row.payload)
    except ValidationError:
        raise InvalidPayloadError from None
