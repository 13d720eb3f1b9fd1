"""Qdrant's filters: from JSON to the engine's own conditions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import qdrant_edge as edge

from selfology_site.vectord.errors import Malformed, Unsupported

if TYPE_CHECKING:
    from qdrant_edge import ConditionType, MatchType, PointId, RangeType

Json = dict[str, Any]
CLAUSES = ("must", "should", "must_not")


def to_filter(raw: Json | None) -> edge.Filter | None:
    """Translate a filter; None and {} mean no filter.

    Raises:
        Unsupported: It uses a condition this server does not know.
        Malformed: It is not a filter at all.
    """
    if not raw:
        return None
    clauses = {name: _conditions(value) for name, value in _known(raw, CLAUSES).items()}
    return edge.Filter(
        must=clauses.get("must"), should=clauses.get("should"), must_not=clauses.get("must_not")
    )


def excluding(raw: Json | None, point: "PointId") -> edge.Filter:
    """Translate a filter and add that `point` itself is not wanted."""
    inner = to_filter(raw)
    itself = edge.HasIdCondition({point})
    return edge.Filter(must=[inner] if inner else None, must_not=[itself])


def to_point_id(raw: object) -> "PointId":
    """Translate a point id: a non-negative number or a UUID.

    Raises:
        Malformed: It is neither.
    """
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    try:
        return UUID(str(raw))
    except ValueError:
        message = "a point id is neither an unsigned integer nor a UUID"
        raise Malformed(message) from None


def _conditions(raw: object) -> "list[ConditionType]":
    return [_condition(_object(item)) for item in (raw if isinstance(raw, list) else [raw])]


def _condition(raw: Json) -> "ConditionType":
    if any(clause in raw for clause in CLAUSES):
        return to_filter(raw) or edge.Filter()
    for name, translate in SPECIAL.items():
        if name in raw:
            return translate(_known(raw, (name,))[name])
    return _field(_known(raw, ("key", "match", "range")))


def _field(raw: Json) -> edge.FieldCondition:
    if "key" not in raw or len(raw) != 2:  # noqa: PLR2004 - the key and one thing to compare with
        message = "a condition needs a key and either match or range"
        raise Malformed(message)
    if "match" in raw:
        return edge.FieldCondition(raw["key"], match=_match(_object(raw["match"])))
    return edge.FieldCondition(raw["key"], range=_range(_object(raw["range"])))


def _match(raw: Json) -> "MatchType":
    for name, kind in MATCHES.items():
        if name in raw:
            return kind(_without_booleans(_known(raw, (name,))[name]))
    message = f"match by {', '.join(sorted(raw))} is not in the embedded server"
    raise Unsupported(message)


def _without_booleans(values: object) -> object:
    """Refuse true and false: the engine takes them for 1 and 0, and nothing would match."""
    if any(isinstance(value, bool) for value in (values if isinstance(values, list) else [values])):
        message = "match by a boolean is not in the embedded server; keep 0 and 1 in the payload"
        raise Unsupported(message)
    return values


def _range(raw: Json) -> "RangeType":
    limits = _known(raw, ("gt", "gte", "lt", "lte"))
    if all(isinstance(limit, int | float) for limit in limits.values()):
        return edge.RangeFloat(**limits)
    return edge.RangeDateTime(**limits)


def _known(raw: Json, names: tuple[str, ...]) -> Json:
    """Return what is set, and refuse what we would otherwise silently ignore."""
    present = {name: value for name, value in raw.items() if value is not None}
    if unknown := sorted(present.keys() - set(names)):
        message = f"{', '.join(unknown)} in a filter is not in the embedded server"
        raise Unsupported(message)
    return present


def _object(raw: object) -> Json:
    if not isinstance(raw, dict):
        message = "a filter is made of objects"
        raise Malformed(message)
    return raw


def _has_id(raw: object) -> edge.HasIdCondition:
    return edge.HasIdCondition({to_point_id(item) for item in _list(raw)})


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        message = "a list is expected"
        raise Malformed(message)
    return raw


MATCHES: "dict[str, Callable[[Any], MatchType]]" = {
    "value": edge.MatchValue,
    "any": edge.MatchAny,
    "except": edge.MatchExcept,
}
SPECIAL: "dict[str, Callable[[Any], ConditionType]]" = {
    "has_id": _has_id,
    "is_empty": lambda raw: edge.IsEmptyCondition(_object(raw)["key"]),
    "is_null": lambda raw: edge.IsNullCondition(_object(raw)["key"]),
}
