"""A vendor that says what it is told to, keeps a journal, and can fail in every way.

It stands in for an SDK behind the `Provider` protocol; everything before it is the product's own:
permission, masking, breakers in Redis, the ledger and the budgets in PostgreSQL.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from pydantic import ValidationError

from ai import calls
from ai.calls import Pace
from ai.choices import Vendor
from ai.errors import InvalidOutputError, RequestRejectedError
from ai.providers import configured
from ai.providers.base import M, Moderation, Produced, Prompt, Terms, TextStream, Vector
from ai.usage import Usage

USAGE = Usage(input_tokens=700, cached_tokens=300, output_tokens=150, reasoning_tokens=50)

#: What a model does when it is asked: the fields of a form, an error, or a function of the prompt.
Deed = dict[str, Any] | Exception | Callable[[Prompt], dict[str, Any]]


def deep_said(**changes: Any) -> dict[str, Any]:
    """Return a form for a deep reading; nothing is observed unless told."""
    said = {
        "sentiment": "neutral",
        "sentiment_score": 0.1,
        "quality": 0.5,
        "traits": [],
        "patterns": [],
        "insight": "",
        "insight_quote": "",
        "crisis_level": 0,
    }
    return said | changes


def trait_said(quote: str, trait: str = "extraversion", **changes: Any) -> dict[str, Any]:
    """Return one observation."""
    return {"trait": trait, "value": 1.0, "confidence": 0.5, "quote": quote} | changes


def coach_said(reply: str = "Похоже, сейчас много всего сразу.", **changes: Any) -> dict[str, Any]:
    """Return a form for a reply of the coach."""
    return {"reply": reply, "used_earlier": [], "crisis_level": 0} | changes


@dataclass(frozen=True)
class Sent:
    """One entry of the journal: everything that reached the vendor, and what it billed."""

    model: str
    system: str
    turns: tuple[str, ...]
    terms: Terms
    billed: Usage | None

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join((self.system, *self.turns))


@dataclass
class Watch:
    """A clock that only moves when somebody sleeps or a vendor takes its time."""

    time: float = 1_000.0
    sleeps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.sleeps.append(seconds)
        self.time += seconds

    def pace(self) -> Pace:
        """Return the pace by this clock, without jitter."""
        return Pace(now=lambda: self.time, sleep=self.sleep, jitter=lambda: 1.0)


@dataclass
class VendorDouble:
    """One vendor. `deeds` of a model are done in their order, the last one again and again."""

    vendor: Vendor
    deeds: dict[str, list[Deed]] = field(default_factory=dict)
    otherwise: Deed = field(default_factory=deep_said)
    journal: list[Sent] = field(default_factory=list)
    #: Called while the vendor works, before anything comes back.
    meanwhile: Callable[[], object] = lambda: None
    usage: Usage = USAGE

    def will(self, model: str, *deeds: Deed) -> None:
        """Say what a model does from now on."""
        self.deeds[model] = list(deeds)

    def structured(self, prompt: Prompt, shape: type[M], terms: Terms) -> Produced[M]:
        """Do the next deed of the model."""
        deed = self._next(terms.model)
        error = deed if isinstance(deed, Exception) else None
        billed = getattr(error, "usage", None) if error else self.usage
        self.journal.append(
            Sent(terms.model, prompt.system, tuple(t.text for t in prompt.turns), terms, billed)
        )
        self.meanwhile()
        if error:
            raise error
        return Produced(self._filled(deed, prompt, shape), self.usage, f"{terms.model}-2026")

    def stream(self, prompt: Prompt, terms: Terms) -> TextStream:
        """Refuse."""
        raise RequestRejectedError

    def embed(
        self, texts: Sequence[str], terms: Terms, *, dimensions: int = 512
    ) -> Produced[tuple[Vector, ...]]:
        """Refuse."""
        raise RequestRejectedError

    def moderate(self, text: str, terms: Terms) -> Produced[Moderation]:
        """Refuse."""
        raise RequestRejectedError

    def model_names(self, *, deadline_seconds: float = 10.0) -> tuple[str, ...]:
        """Return the models it was told about."""
        return tuple(self.deeds)

    @property
    def asked(self) -> list[str]:
        """The models that were asked, in order."""
        return [sent.model for sent in self.journal]

    def _next(self, model: str) -> Deed:
        deeds = self.deeds.get(model, [self.otherwise])
        return deeds.pop(0) if len(deeds) > 1 else deeds[0]

    def _filled(self, deed: Any, prompt: Prompt, shape: type[M]) -> M:
        said = deed(prompt) if callable(deed) else deed
        try:
            return shape.model_validate(said)
        except ValidationError as error:
            complaint = ", ".join(str(item["loc"]) for item in error.errors())
            raise InvalidOutputError(complaint, output=str(said), usage=self.usage) from None


@contextmanager
def vendors(*doubles: VendorDouble) -> Iterator[Watch]:
    """Let the doubles be all the vendors there are; time only passes by the watch returned."""
    by_vendor = {double.vendor: double for double in doubles}
    watch = Watch()
    with (
        patch.object(configured, "provider_for", by_vendor.get),
        patch.object(configured, "configured_vendors", lambda: tuple(by_vendor)),
        patch.object(calls, "PACE", watch.pace()),
    ):
        yield watch
