"""The parameters of a call, however the client sent them: query, form, multipart or JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from telegram_bot.sandbox.errors import ApiError, refuse

MAX_BODY_BYTES = 52 * 1024 * 1024
_MAX_FIELD_BYTES = 1024 * 1024
#: What fits into 64 bits.
_INTEGER = re.compile(r"-?\d{1,18}")
_TRUE = frozenset({"true", "1", "yes", "True"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


class Parameters:
    """Named values, read as the type that is due."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}

    def as_dict(self) -> dict[str, Any]:
        """Return the values as they came."""
        return dict(self._values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number, or the default where it is missing.

        Raises:
            ApiError: it is something else.
        """
        value = self._values.get(name, default)
        if value is None or value == "":
            return None
        if not _INTEGER.fullmatch(str(value)):
            refuse(f'parameter "{name}" must be an Integer')
        return int(value)

    def number(self, name: str, default: float) -> float:
        """Return a number.

        Raises:
            ApiError: it is something else.
        """
        try:
            return float(self._values.get(name, default))
        except (TypeError, ValueError):
            refuse(f'parameter "{name}" must be a Number')

    def flag(self, name: str) -> bool:
        """Return whether a switch is on."""
        value = self._values.get(name, False)
        return value in _TRUE if isinstance(value, str) else bool(value)

    def document(self, name: str) -> Any:
        """Return a nested value, None where it is missing.

        Raises:
            ApiError: it is a string that is not JSON.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            refuse(f'can\'t parse JSON in "{name}"')

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a nested object, empty where it is missing.

        Raises:
            ApiError: it is something else.
        """
        value = self.document(name) or {}
        if not isinstance(value, dict):
            refuse(f"object expected as {name}")
        return value

    def upload(self, name: str) -> Upload | None:
        """Return the file under this name, also where the value is `attach://other_name`."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self._values.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None


async def read_parameters(request: Request) -> Parameters:
    """Return the parameters of a request; those in the body win over the query.

    Raises:
        ApiError: the body is too large or not what its content type says.
    """
    values: dict[str, Any] = dict(request.query_params)
    if int(request.headers.get("content-length", "0") or 0) > MAX_BODY_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        values |= await _multipart(request)
    elif body := await request.body():
        values |= _json(body) if kind == "application/json" else _urlencoded(body)
    return Parameters(values)


async def _multipart(request: Request) -> dict[str, Any]:
    values: dict[str, Any] = {}
    async with request.form(max_part_size=_MAX_FIELD_BYTES) as form:
        for name, value in form.multi_items():
            values[name] = await _uploaded(value) if isinstance(value, UploadFile) else value
    return values


async def _uploaded(file: UploadFile) -> Upload:
    mime = file.content_type or "application/octet-stream"
    return Upload(file.filename or "file", mime, await file.read())


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError:
        refuse("can't parse the request body as JSON")
    if not isinstance(values, dict):
        refuse("expected a JSON object in the request body")
    return values


def _urlencoded(body: bytes) -> dict[str, Any]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except ValueError:
        refuse("can't decode the request body")
