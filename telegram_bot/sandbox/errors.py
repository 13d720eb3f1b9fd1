"""Refusals in Telegram's own words, so that the bot meets here what it meets there."""

from typing import Any, NoReturn


class ApiError(Exception):
    """A call that Telegram would refuse.

    Attributes:
        code: HTTP status and `error_code` of the answer.
        description: the text a client matches on, e.g. "Bad Request: chat not found".
        parameters: Telegram's `ResponseParameters`, e.g. `{"retry_after": 3}`.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON document Telegram answers with."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


#: Lone surrogates, which JSON can spell and UTF-8 cannot.
NOT_UNICODE = ApiError(400, "Bad Request: strings must be encoded in UTF-8")


def refuse(reason: str) -> NoReturn:
    """Raise a 400 with Telegram's prefix."""
    raise ApiError(400, f"Bad Request: {reason}")


def forbid(reason: str) -> NoReturn:
    """Raise a 403 with Telegram's prefix."""
    raise ApiError(403, f"Forbidden: {reason}")


def refuse_as_conflict(reason: str) -> NoReturn:
    """Raise a 409 with Telegram's prefix."""
    raise ApiError(409, f"Conflict: {reason}")
