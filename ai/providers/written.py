"""From what a model wrote to what was asked for. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ValidationError

from ai.errors import Charge, InvalidOutputError, RefusedError, TruncatedError, VendorError
from ai.providers.base import M, Produced
from ai.usage import Usage

#: Complaints about more fields than that help no model.
COMPLAINTS = 10

_EMPTY = "the output is empty"
_NOT_A_NUMBER = "output: finite_number"


class Ending(StrEnum):
    """Why a model stopped writing."""

    WHOLE = "whole"
    TRUNCATED = "truncated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote.

    Attributes:
        text: all of it, or "".
        usage: None where the vendor did not say.
        served_by: the model's name as the response gives it.
        ending: why it stopped.
    """

    text: str = field(repr=False)
    usage: Usage | None
    served_by: str
    ending: Ending = Ending.WHOLE


def filled(shape: type[M], written: Written) -> Produced[M]:
    """Return `shape` as the model filled it in.

    Raises:
        RefusedError: the model declined.
        TruncatedError: it was stopped before the end.
        InvalidOutputError: it wrote nothing, no JSON, or something else than asked for.
    """
    raise_for_ending(written)
    try:
        value = shape.model_validate_json(written.text, strict=True)
    except ValidationError as error:
        complaint = _complaint(shape, error)
    else:
        if _is_finite(value):
            return Produced(value, written.usage or Usage(), written.served_by)
        complaint = _NOT_A_NUMBER
    # Outside the block: the error of pydantic holds what the model wrote.
    raise invalid(complaint, written)


def raise_for_ending(written: Written) -> None:
    """Raise where what a model wrote is not a whole text.

    Raises:
        RefusedError: the model declined.
        TruncatedError: it was stopped before the end.
        InvalidOutputError: it wrote nothing.
    """
    if written.ending is Ending.REFUSED:
        raise _billed(RefusedError("refused", usage=written.usage))
    if written.ending is Ending.TRUNCATED:
        raise _billed(TruncatedError("truncated", usage=written.usage))
    if not written.text.strip():
        raise invalid(_EMPTY, written)


def invalid(complaint: str, written: Written) -> VendorError:
    """Return the error for an output that was written, and billed, but is of no use."""
    return _billed(InvalidOutputError(complaint, output=written.text, usage=written.usage))


def _billed(error: VendorError) -> VendorError:
    if error.usage is None:
        error.charge = Charge.UNKNOWN
    return error


def _is_finite(value: BaseModel) -> bool:
    """Return whether all numbers are numbers: JSON knows no others, its readers do."""
    try:
        json.dumps(value.model_dump(), allow_nan=False, default=str)
    except ValueError:
        return False
    return True


def _complaint(shape: type[BaseModel], error: ValidationError) -> str:
    """Return which fields are wrong and how, in names of ours alone: no value, no made-up key."""
    names = frozenset(_names(shape.model_json_schema()))
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(
        f"{_place(problem['loc'], names)}: {problem['type']}" for problem in problems[:COMPLAINTS]
    )


def _names(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {})


def _place(location: tuple[int | str, ...], names: frozenset[str]) -> str:
    steps = (str(step) if isinstance(step, int) or step in names else "?" for step in location)
    return ".".join(steps) or "output"
