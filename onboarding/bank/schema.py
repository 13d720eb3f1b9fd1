"""What the JSON schema of the bank has against a document, as problems with words. Pure."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem

#: Nobody mends more in one go, and each of them costs memory.
MOST_ERRORS = 5_000
SCHEMA_PATH = Path(__file__).with_name("question-bank.schema.json")

#: What is said of a value that has not the type the schema names.
TYPES: Mapping[str, Kind] = {
    "string": Kind.NOT_TEXT,
    "integer": Kind.NOT_WHOLE,
    "number": Kind.NOT_NUMBER,
    "boolean": Kind.NOT_YES_NO,
    "array": Kind.NOT_LIST,
    "object": Kind.NOT_OBJECT,
}
#: Keywords whose value is the limit that was passed.
LIMITS: Mapping[str, Kind] = {
    "minLength": Kind.TOO_SHORT,
    "maxLength": Kind.TOO_LONG,
    "minimum": Kind.TOO_SMALL,
    "exclusiveMinimum": Kind.TOO_SMALL,
    "maximum": Kind.TOO_GREAT,
    "minItems": Kind.TOO_FEW,
    "minProperties": Kind.TOO_FEW,
    "maxItems": Kind.TOO_MANY,
}
Told = tuple[Kind, dict[str, object]]


def schema_problems(name: str, document: Any, rows: Sequence[int] = ()) -> Iterator[Problem]:
    """Yield what the JSON schema has against a document, in its order.

    Args:
        name: of the file.
        document: its parsed content.
        rows: the row of each question, for a table.
    """
    errors = islice(_validator().iter_errors(document), MOST_ERRORS)
    seen = set()
    for error in sorted(errors, key=_order):
        problem = _problem(name, document, error, rows)
        if (said := (tuple(error.absolute_path), problem.message)) not in seen:
            seen.add(said)
            yield problem


def _order(error: ValidationError) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, str), step) for step in error.absolute_path]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_PATH.read_bytes()))


def _problem(name: str, document: Any, error: ValidationError, rows: Sequence[int]) -> Problem:
    kind, values = _told(error)
    problem = located(name, document, tuple(error.absolute_path), kind, values, rows)
    return replace(problem, rule=_rule(error))


def located(
    name: str,
    document: Any,
    steps: Sequence[str | int],
    kind: Kind,
    values: Mapping[str, object],
    rows: Sequence[int],
) -> Problem:
    """Return a problem with the value at `steps` of a document, told of its question."""
    if len(steps) < len(("questions", 0)) or steps[0] != "questions":
        return Problem(name, "", ".".join(map(str, steps)), kind, values)
    index = int(steps[1])
    code = question_name(document["questions"][index], index)
    row = rows[index] if rows else 0
    return Problem(name, code, ".".join(map(str, steps[2:])), kind, values, row=row)


def question_name(question: Any, index: int) -> str:
    """Return the code of a raw question, or its number in the file where it has none."""
    code = question.get("code") if isinstance(question, dict) else None
    return code if isinstance(code, str) and code else f"#{index + 1}"


def _told(error: ValidationError) -> Told:
    keyword, wanted, value = str(error.validator), error.validator_value, error.instance
    if keyword in LIMITS:
        return LIMITS[keyword], {"value": _plain(value), "limit": wanted}
    tell = TELL.get(keyword)
    return tell(value, wanted, error.schema) if tell else (Kind.NOT_ALLOWED, _value(value))


def _type(value: Any, wanted: Any, _schema: Any) -> Told:
    first = wanted if isinstance(wanted, str) else wanted[0]
    return TYPES[first], _value(value)


def _required(value: Any, wanted: Any, _schema: Any) -> Told:
    return Kind.MISSING, {"names": [name for name in wanted if name not in value]}


def _unknown(value: Any, _wanted: Any, schema: Any) -> Told:
    return Kind.UNKNOWN_KEYS, {
        "names": [name for name in value if name not in schema["properties"]]
    }


def _one_of(value: Any, wanted: Any, _schema: Any) -> Told:
    return Kind.NOT_ONE_OF, _value(value) | {"allowed": wanted}


def _const(_instance: Any, wanted: Any, _schema: Any) -> Told:
    return Kind.MUST_BE, {"wanted": _plain(wanted)}


def _contains(_instance: Any, wanted: Any, _schema: Any) -> Told:
    return Kind.MUST_CONTAIN, {"wanted": _plain(wanted["const"])}


def _pattern(value: Any, _wanted: Any, schema: Any) -> Told:
    return Kind.WRONG_FORM, _value(value) | {"example": schema["examples"][0]}


def _repeated(_instance: Any, _wanted: Any, _schema: Any) -> Told:
    return Kind.REPEATED, {}


def _value(value: Any) -> dict[str, object]:
    return {"value": _plain(value)}


#: What to say of the other keywords, of the value, of what the keyword asks, and of its schema.
TELL: Mapping[str, Callable[[Any, Any, Any], Told]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _unknown,
    "enum": _one_of,
    "const": _const,
    "contains": _contains,
    "pattern": _pattern,
    "uniqueItems": _repeated,
}


def _plain(value: object) -> str:
    """Return a value as it stands in the file, a text without its quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _rule(error: ValidationError) -> str:
    """Return the comment of the innermost rule that led to the error."""
    schema: Any = _validator().schema
    comment = ""
    for step in error.absolute_schema_path:
        schema = _resolved(schema)
        comment = schema.get("$comment", comment) if isinstance(schema, dict) else comment
        schema = schema[step]
    return comment


def _resolved(schema: Any) -> Any:
    """Return what a node refers to, with the keys that stand beside the reference."""
    if not isinstance(schema, dict) or "$ref" not in schema:
        return schema
    *_, name = schema["$ref"].split("/")
    whole: Any = _validator().schema
    return {**whole["$defs"][name], **schema}
