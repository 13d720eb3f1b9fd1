"""Faults on order: the bot meets here, at will, what Telegram and networks do to it now and then.

Kept in memory: a sandbox that starts again has none.
"""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from telegram_bot.sandbox.errors import ApiError, refuse


class FaultKind(StrEnum):
    """What can go wrong with a call."""

    TOO_MANY_REQUESTS = "429"
    FORBIDDEN = "403"
    SERVER_ERROR = "5xx"
    TIMEOUT = "timeout"
    EMPTY_UPDATES = "empty_updates"
    UNKNOWN_METHOD = "unknown_method"


@dataclass(slots=True)
class Fault:
    """One order for trouble.

    Attributes:
        id: number to speak of it.
        kind: what happens.
        method: the Bot API method it happens to, in lower case; "*" for all but getUpdates.
        chat_id: only calls for this chat, or all where None.
        remaining: how many calls more it hits; None until cleared.
        probability: share of matching calls it hits, 0-1.
        seconds: `retry_after` of a 429, or how long a timeout hangs.
        after_store: whether a call that times out has had its effect already.
        hits: how often it struck.
    """

    id: int
    kind: FaultKind
    method: str = "*"
    chat_id: int | None = None
    remaining: int | None = None
    probability: float = 1.0
    seconds: float = 1.0
    after_store: bool = False
    hits: int = 0
    dice: random.Random = field(default_factory=random.Random, repr=False)

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Decide whether this call is hit, and count it."""
        if self.remaining == 0 or not self._matches(method, chat_id):
            return False
        if self.dice.random() >= self.probability:
            return False
        self.hits += 1
        if self.remaining is not None:
            self.remaining -= 1
        return True

    def _matches(self, method: str, chat_id: int | None) -> bool:
        is_method = self.method == method or (self.method == "*" and method != "getupdates")
        return is_method and self.chat_id in {None, chat_id}

    def error(self) -> ApiError:
        """Return the refusal the caller meets."""
        if self.kind is FaultKind.TOO_MANY_REQUESTS:
            seconds = max(1, round(self.seconds))
            text = f"Too Many Requests: retry after {seconds}"
            return ApiError(429, text, {"retry_after": seconds})
        if self.kind is FaultKind.FORBIDDEN:
            return ApiError(403, "Forbidden: bot was blocked by the user")
        if self.kind is FaultKind.UNKNOWN_METHOD:
            return ApiError(404, "Not Found")
        if self.kind is FaultKind.TIMEOUT:
            return ApiError(504, "Gateway Timeout")
        return ApiError(502, "Bad Gateway")

    def view(self) -> dict[str, Any]:
        """Return the fault as the people API shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "method": self.method,
            "chat_id": self.chat_id,
            "remaining": self.remaining,
            "probability": self.probability,
            "hits": self.hits,
        }


class Faults:
    """The orders in force, the oldest first."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._faults: list[Fault] = []

    def order(self, wish: dict[str, Any]) -> Fault:
        """Add a fault described by a JSON document.

        Raises:
            ApiError: unknown kind, or a value that is not a number where one is due.
        """
        try:
            fault = self._fault(wish)
        except (TypeError, ValueError) as error:
            refuse(f"not a fault: {error}")
        self._faults.append(fault)
        return fault

    def _fault(self, wish: dict[str, Any]) -> Fault:
        remaining, chat_id = wish.get("count"), wish.get("chat_id")
        kind = FaultKind(str(wish.get("kind")))
        method = "getUpdates" if kind is FaultKind.EMPTY_UPDATES else wish.get("method", "*")
        return Fault(
            id=next(self._numbers),
            kind=kind,
            method=str(method).lower(),
            chat_id=None if chat_id is None else int(chat_id),
            remaining=None if remaining is None else int(remaining),
            probability=float(wish.get("probability", 1.0)),
            seconds=float(wish.get("seconds", wish.get("retry_after", 1.0))),
            after_store=bool(wish.get("after_store", False)),
            dice=random.Random(wish.get("seed")),  # noqa: S311 - chance, not secrets
        )

    def clear(self) -> None:
        """Withdraw all orders."""
        self._faults.clear()

    def all(self) -> list[Fault]:
        """Return the orders, spent ones too."""
        return list(self._faults)

    def pick(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that hits this call, if any; `method` in lower case."""
        return next((f for f in self._faults if f.strikes(method, chat_id)), None)
