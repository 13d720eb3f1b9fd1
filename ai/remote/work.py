"""One request made ready for any model, and what is made of the output. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ai.choices import CallPurpose, EgressKind
from ai.contracts import Address
from ai.providers.base import Prompt
from ai.remote.shapes import Shape
from core.vocabulary import Language

S = TypeVar("S", bound=Shape)
R = TypeVar("R")

#: How the frame of a request names the form of address.
ADDRESSES: dict[Language, dict[Address | None, str]] = {
    Language.RU: {"ty": "на «ты»", "vy": "на «вы»", None: "на «вы»"},
    Language.EN: {"ty": "as a friend", "vy": "politely", None: "politely"},
}


@dataclass(frozen=True, slots=True)
class Finished(Generic[R]):
    """What became of a model's output.

    Attributes:
        quotes_dropped: observations and hypotheses whose quote is not in the text.
        clamped: numbers that were outside their range.
    """

    reading: R = field(repr=False)
    quotes_dropped: int = 0
    clamped: int = 0


@dataclass(frozen=True, slots=True)
class Work(Generic[S, R]):
    """A request, masked.

    Attributes:
        purpose: what for.
        shape: what a model fills in.
        version: of the prompt.
        max_output_tokens: most that a model may write, thinking included.
        kinds: whose words leave.
        masked: how many places were masked, by kind.
        prompt: makes the prompt, with marks of its own for each call.
        finish: makes a reading of what a model filled in; raises InvalidOutputError where it is
            of no use, with what is wrong with it and no word of it.
    """

    purpose: CallPurpose
    shape: type[S]
    version: str
    max_output_tokens: int
    kinds: frozenset[EgressKind]
    masked: Mapping[str, int]
    prompt: Callable[[], Prompt] = field(repr=False)
    finish: Callable[[S], Finished[R]] = field(repr=False)
