"""What a vendor can do for us, in four calls. Pure.

A provider says one request to one model once: no retries, no fallback, no money, no permission.
Those are the router's. It keeps the deadline, and turns whatever its SDK raises into `ai.errors`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from ai.choices import Effort, Vendor
from ai.usage import Usage

M = TypeVar("M", bound=BaseModel)
T_co = TypeVar("T_co", covariant=True)
Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; a person's words are data in a turn that is not the model's.

    Attributes:
        is_model: whether the model said it.
        text: what was said, masked already.
    """

    is_model: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told and shown.

    Attributes:
        system: our instructions; no word of a person stands in them.
        turns: the conversation, oldest first; the last one is not the model's.
    """

    system: str = field(repr=False)
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Which model, how hard it thinks, and how much it may take.

    Attributes:
        model: the vendor's name of it.
        effort: None leaves it to the vendor.
        max_output_tokens: most that may be written, reasoning included.
        deadline_seconds: for the whole call, connecting included; more than 0.
        person_hash: a stable pseudonym for the vendor's abuse checks, or empty.
    """

    model: str
    effort: Effort | None
    max_output_tokens: int
    deadline_seconds: float
    person_hash: str = ""


@dataclass(frozen=True, slots=True)
class Produced(Generic[T_co]):
    """What a model gave.

    Attributes:
        value: the parsed output.
        usage: what it used.
        served_by: the model's name as the vendor's response gives it.
    """

    value: T_co = field(repr=False)
    usage: Usage
    served_by: str


@dataclass(frozen=True, slots=True)
class Moderation:
    """A vendor's opinion on harm in a text, each 0 to 1."""

    self_harm: float
    self_harm_intent: float
    is_flagged: bool


class TextStream(Protocol):
    """A text as it is written. After the last piece the usage is known."""

    @property
    def usage(self) -> Usage | None:
        """What was used; None before the end."""

    def __iter__(self) -> Iterator[str]:
        """Give the pieces.

        Raises:
            VendorError: the stream broke; pieces already given stand.
        """

    def close(self) -> None:
        """Stop reading and let the connection go."""


class Provider(Protocol):
    """One vendor."""

    @property
    def vendor(self) -> Vendor:
        """Who it is."""

    def structured(self, prompt: Prompt, shape: type[M], terms: Terms) -> Produced[M]:
        """Have a model fill in `shape`.

        Raises:
            VendorError: one of `ai.errors`; InvalidOutputError carries the output for a repair.
        """

    def stream(self, prompt: Prompt, terms: Terms) -> TextStream:
        """Have a model write text.

        Raises:
            VendorError: one of `ai.errors`.
        """

    def embed(
        self, texts: Sequence[str], terms: Terms, *, dimensions: int = 512
    ) -> Produced[tuple[Vector, ...]]:
        """Return one unit vector for each text.

        Raises:
            VendorError: one of `ai.errors`; RequestRejectedError where the vendor has none.
        """

    def moderate(self, text: str, terms: Terms) -> Produced[Moderation]:
        """Ask for an opinion on harm.

        Raises:
            VendorError: one of `ai.errors`; RequestRejectedError where the vendor has none.
        """

    def model_names(self, *, deadline_seconds: float = 10.0) -> tuple[str, ...]:
        """Return the models that the key can reach, in the vendor's order.

        Raises:
            VendorError: one of `ai.errors`.
        """
