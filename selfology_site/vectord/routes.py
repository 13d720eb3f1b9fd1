"""What each path of the REST API does."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import qdrant_edge as edge

from selfology_site.vectord import requests
from selfology_site.vectord.errors import NotFound, Unsupported
from selfology_site.vectord.filters import excluding, to_filter
from selfology_site.vectord.store import Collection, Store

#: qdrant-client accepts servers within one minor version of itself.
VERSION = {"title": "qdrant - vector search engine", "version": "1.20.0", "commit": "vectord"}
PAYLOAD_TYPES = {
    "keyword": edge.PayloadSchemaType.Keyword,
    "integer": edge.PayloadSchemaType.Integer,
    "float": edge.PayloadSchemaType.Float,
    "bool": edge.PayloadSchemaType.Bool,
    "datetime": edge.PayloadSchemaType.Datetime,
    "uuid": edge.PayloadSchemaType.Uuid,
}
COMPLETED = {"operation_id": 0, "status": "completed"}

Handler = Callable[[Store, str, bytes], Any]


@dataclass(frozen=True)
class Route:
    """One operation: which requests it takes and what it does with them."""

    method: str
    path: re.Pattern[str]
    handle: Handler


def answer(store: Store, method: str, path: str, body: bytes) -> Any:
    """Carry out one request and return its JSON result.

    Raises:
        Refusal: The request is answered with an error status.
        pydantic.ValidationError: The body is not what the operation takes.
    """
    for route in ROUTES:
        if route.method == method and (match := route.path.fullmatch(path)):
            return route.handle(store, unquote(match.groupdict().get("name", "")), body)
    message = f"{method} {path} is not in the embedded server"
    raise Unsupported(message)


def _list_collections(store: Store, _name: str, _body: bytes) -> Any:
    return {"collections": [{"name": name} for name in store.names()]}


def _exists(store: Store, name: str, _body: bytes) -> Any:
    return {"exists": name in store.names()}


def _create(store: Store, name: str, body: bytes) -> Any:
    store.create(name, requests.CreateCollection.model_validate_json(body))
    return True


def _delete(store: Store, name: str, _body: bytes) -> Any:
    return store.delete(name)


def _describe(store: Store, name: str, _body: bytes) -> Any:
    collection = store.get(name)
    with collection.shard() as shard:
        points, info = shard.count(edge.CountRequest(exact=True)), shard.info()
    names = {kind: name for name, kind in PAYLOAD_TYPES.items()}
    return {
        "status": "green",
        "optimizer_status": "ok",
        "points_count": points,
        "indexed_vectors_count": points,
        "segments_count": info.segments_count,
        "payload_schema": {
            field: {"data_type": names[index.data_type], "points": index.points}
            for field, index in info.payload_schema.items()
        },
        "config": _config(collection),
    }


def _config(collection: Collection) -> dict[str, Any]:
    vectors = collection.config["vectors"]
    return {
        "params": {"vectors": vectors.get(requests.DEFAULT_VECTOR, vectors)},
        "hnsw_config": {"m": 16, "ef_construct": 100, "full_scan_threshold": 10000},
        "optimizer_config": {
            "deleted_threshold": 0.2,
            "vacuum_min_vector_number": 1000,
            "default_segment_number": 0,
            "flush_interval_sec": 5,
        },
    }


def _create_index(store: Store, name: str, body: bytes) -> Any:
    request = requests.CreateIndex.model_validate_json(body)
    if request.kind not in PAYLOAD_TYPES:
        message = f"an index of type {request.kind} is not in the embedded server"
        raise Unsupported(message)
    kind = PAYLOAD_TYPES[request.kind]
    return _update(store, name, edge.UpdateOperation.create_field_index(request.field_name, kind))


def _upsert(store: Store, name: str, body: bytes) -> Any:
    request = requests.Upsert.model_validate_json(body)
    points = [_engine_point(point) for point in request.all_points()]
    return _update(store, name, edge.UpdateOperation.upsert_points(points))


def _engine_point(point: requests.Point) -> edge.Point:
    vector: Any = point.vector
    return edge.Point(point.id, vector, point.payload)


def _delete_points(store: Store, name: str, body: bytes) -> Any:
    request = requests.Selection.model_validate_json(body)
    return _update(
        store,
        name,
        edge.UpdateOperation.delete_points(list(request.points))
        if request.points is not None
        else edge.UpdateOperation.delete_points_by_filter(_whole_filter(request)),
    )


def _set_payload(store: Store, name: str, body: bytes) -> Any:
    request = requests.SetPayload.model_validate_json(body)
    return _update(
        store,
        name,
        edge.UpdateOperation.set_payload(list(request.points), request.payload)
        if request.points is not None
        else edge.UpdateOperation.set_payload_by_filter(_whole_filter(request), request.payload),
    )


def _whole_filter(request: requests.Selection) -> edge.Filter:
    """Return the filter; an empty one selects every point, as in a real Qdrant."""
    return to_filter(request.filter) or edge.Filter()


def _update(store: Store, name: str, operation: edge.UpdateOperation) -> Any:
    with store.get(name).shard() as shard:
        shard.update(operation)
    return COMPLETED


def _query(store: Store, name: str, body: bytes) -> Any:
    request = requests.Query.model_validate_json(body)
    with store.get(name).shard() as shard:
        return {"points": _search(shard, request)}


def _query_batch(store: Store, name: str, body: bytes) -> Any:
    request = requests.QueryBatch.model_validate_json(body)
    with store.get(name).shard() as shard:
        return [{"points": _search(shard, search)} for search in request.searches]


def _search(shard: edge.EdgeShard, request: requests.Query) -> list[dict[str, Any]]:
    target, wanted = request.target, to_filter(request.filter)
    if isinstance(target, int | UUID):
        wanted = excluding(request.filter, target)
        target = _vector_of(shard, target, request.using)
    found = shard.query(
        edge.QueryRequest(
            request.limit,
            offset=request.offset,
            query=edge.Query.Nearest(target, using=request.using) if target else None,
            filter=wanted,
            with_payload=_fields(request),
            with_vector=request.with_vector,
            score_threshold=request.score_threshold,
        )
    )
    return [{**_record(point), "version": point.version, "score": point.score} for point in found]


def _vector_of(shard: edge.EdgeShard, point: requests.PointId, using: str | None) -> list[float]:
    name = using or requests.DEFAULT_VECTOR
    for record in shard.retrieve([point], with_payload=False, with_vector=True):
        vector: Any = record.vector
        found = vector.get(name) if isinstance(vector, dict) else vector
        if found is not None:
            return list(found)
    message = f"Not found: No point with id {point} found"
    raise NotFound(message)


def _scroll(store: Store, name: str, body: bytes) -> Any:
    request = requests.Scroll.model_validate_json(body)
    with store.get(name).shard() as shard:
        records, following = shard.scroll(
            edge.ScrollRequest(
                offset=request.offset,
                limit=request.limit,
                filter=to_filter(request.filter),
                with_payload=_fields(request),
                with_vector=request.with_vector,
            )
        )
    return {"points": _records(records), "next_page_offset": _plain_id(following)}


def _count(store: Store, name: str, body: bytes) -> Any:
    request = requests.Count.model_validate_json(body or b"{}")
    with store.get(name).shard() as shard:
        return {"count": shard.count(edge.CountRequest(request.exact, to_filter(request.filter)))}


def _retrieve(store: Store, name: str, body: bytes) -> Any:
    request = requests.Retrieve.model_validate_json(body)
    with store.get(name).shard() as shard:
        return _records(shard.retrieve([*request.ids], _fields(request), request.with_vector))


def _fields(request: requests.Reading) -> "bool | list[str] | edge.PayloadSelector":
    wanted = request.with_payload
    if not isinstance(wanted, requests.FieldSelector):
        return wanted
    if wanted.exclude is not None:
        return edge.PayloadSelector.Exclude(wanted.exclude)
    return edge.PayloadSelector.Include(wanted.include or [])


def _records(records: Iterable[edge.Record]) -> list[dict[str, Any]]:
    return [_record(record) for record in records]


def _record(record: edge.Record | edge.ScoredPoint) -> dict[str, Any]:
    plain = {"id": _plain_id(record.id), "payload": record.payload}
    return plain if record.vector is None else {**plain, "vector": record.vector}


def _plain_id(point: object) -> object:
    return str(point) if isinstance(point, UUID) else point


def _routes(table: Sequence[tuple[str, str, Handler]]) -> list[Route]:
    name = r"/collections/(?P<name>[^/]+)"
    return [
        Route(method, re.compile(path.replace("/collections/{name}", name)), handle)
        for method, path, handle in table
    ]


ROUTES = _routes(
    [
        ("GET", "/collections", _list_collections),
        ("GET", "/collections/{name}", _describe),
        ("PUT", "/collections/{name}", _create),
        ("DELETE", "/collections/{name}", _delete),
        ("GET", "/collections/{name}/exists", _exists),
        ("PUT", "/collections/{name}/index", _create_index),
        ("PUT", "/collections/{name}/points", _upsert),
        ("POST", "/collections/{name}/points", _retrieve),
        ("POST", "/collections/{name}/points/delete", _delete_points),
        ("POST", "/collections/{name}/points/payload", _set_payload),
        ("POST", "/collections/{name}/points/query", _query),
        ("POST", "/collections/{name}/points/query/batch", _query_batch),
        ("POST", "/collections/{name}/points/scroll", _scroll),
        ("POST", "/collections/{name}/points/count", _count),
    ]
)
