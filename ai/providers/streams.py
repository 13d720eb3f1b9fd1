"""A text as it is written, over the events of an SDK's stream."""

from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from ai.errors import Charge, VendorAwayError, VendorError
from ai.providers.failures import ask
from ai.providers.written import Ending, Written, raise_for_ending
from ai.usage import Usage

_CUT = "the stream ended before its end"

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)


class Events(Protocol[E_co]):
    """What both SDKs call a stream."""

    def __next__(self) -> E_co:
        """Return the next event."""

    def close(self) -> None:
        """Let the connection go."""


class Tale:
    """What the events of a stream have told so far.

    Attributes:
        is_over: whether the vendor said that it is the end; a stream that stops earlier was cut.
        usage: what was used; told near the end.
        ending: why the model stopped.
    """

    def __init__(self) -> None:
        self.is_over = False
        self.usage: Usage | None = None
        self.ending = Ending.WHOLE
        self.has_text = False


class EventStream(Generic[E]):
    """A `TextStream` over a vendor's events."""

    def __init__(self, events: Events[E], tell: Callable[[E, Tale], str]) -> None:
        """Begin before the first event.

        Args:
            events: The SDK's stream.
            tell: Takes what an event tells into the tale and returns its piece of text, or "".
        """
        self._events = events
        self._tell = tell
        self._tale = Tale()

    @property
    def usage(self) -> Usage | None:
        """What was used; None before the end."""
        return self._tale.usage if self._tale.is_over else None

    def __iter__(self) -> Iterator[str]:
        """Give the pieces.

        Raises:
            VendorError: the stream broke, or the model was stopped or declined.
        """
        try:
            yield from self._pieces()
        finally:
            self.close()

    def close(self) -> None:
        """Stop reading and let the connection go."""
        self._events.close()

    def _pieces(self) -> Iterator[str]:
        tale = self._tale
        while (piece := self._next()) is not None:
            if piece:
                tale.has_text = tale.has_text or not piece.isspace()
                yield piece
        if not tale.is_over:
            raise VendorAwayError(_CUT, charge=Charge.UNKNOWN)
        text = "written" if tale.has_text else ""
        raise_for_ending(Written(text, tale.usage, "", tale.ending))

    def _next(self) -> str | None:
        try:
            return ask(self._read)
        except VendorError as error:
            if error.usage is None:
                # The model had begun to work, whatever the failure.
                error.charge = Charge.UNKNOWN
            raise

    def _read(self) -> str | None:
        try:
            event = next(self._events)
        except StopIteration:
            return None
        return self._tell(event, self._tale)
