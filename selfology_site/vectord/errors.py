"""Answers that are not 200, in the words a real Qdrant uses."""

from http import HTTPStatus


class Refusal(Exception):  # noqa: N818 - an answer to the client, not a failure of ours
    """A request that is answered with an error status."""

    status = HTTPStatus.BAD_REQUEST


class Malformed(Refusal):
    """The request makes no sense."""


class NotFound(Refusal):
    """There is no such collection, point or path."""

    status = HTTPStatus.NOT_FOUND


class AlreadyExists(Refusal):
    """The collection is there already."""

    status = HTTPStatus.CONFLICT


class Unsupported(Refusal):
    """A real Qdrant can do it, this server cannot."""

    status = HTTPStatus.NOT_IMPLEMENTED


def no_collection(name: str) -> NotFound:
    """Return the refusal for an unknown collection."""
    return NotFound(f"Not found: Collection `{name}` doesn't exist!")
