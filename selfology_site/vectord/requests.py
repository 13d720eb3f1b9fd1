"""The bodies of requests. A field that is not here is refused as unsupported."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt, field_validator, model_validator

PointId = Annotated[StrictInt, Field(ge=0)] | UUID
Vector = list[float] | dict[str, list[float]]
Payload = dict[str, Any]
FilterJson = dict[str, Any]
#: The name that the engine gives to the vector of a collection without named vectors.
DEFAULT_VECTOR = ""
Limit = Annotated[int, Field(ge=1)]


class Body(BaseModel):
    """A JSON object in which null means absent."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if value is not None}
        return data


class VectorParams(Body):
    """Size and distance of a vector; hints for a real server are taken and not needed."""

    size: Annotated[int, Field(ge=1, le=65536)]
    distance: Literal["Cosine", "Dot", "Euclid", "Manhattan"]
    on_disk: bool | None = None
    hnsw_config: dict[str, Any] | None = None


class CreateCollection(Body):
    """PUT /collections/{name}; only `vectors` means anything here, the rest is tuning."""

    vectors: dict[str, VectorParams]
    hnsw_config: dict[str, Any] | None = None
    optimizers_config: dict[str, Any] | None = None
    wal_config: dict[str, Any] | None = None
    on_disk_payload: bool | None = None
    shard_number: int | None = None
    replication_factor: int | None = None
    write_consistency_factor: int | None = None

    @field_validator("vectors", mode="before")
    @classmethod
    def _name_the_only_vector(cls, data: Any) -> Any:
        return {DEFAULT_VECTOR: data} if isinstance(data, dict) and "size" in data else data


class CreateIndex(Body):
    """PUT /collections/{name}/index."""

    field_name: str
    field_schema: str | dict[str, Any]

    @property
    def kind(self) -> str:
        """Name of the payload type."""
        schema = self.field_schema
        return str(schema.get("type")) if isinstance(schema, dict) else schema


class Point(Body):
    """One point to store."""

    id: PointId
    vector: Vector
    payload: Payload | None = None


class Batch(Body):
    """Points by columns."""

    ids: list[PointId]
    vectors: list[list[float]] | dict[str, list[list[float]]]
    payloads: list[Payload | None] | None = None

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        columns = self.vectors.values() if isinstance(self.vectors, dict) else [self.vectors]
        lengths = {len(column) for column in columns} | {len(self.payloads or self.ids)}
        if lengths - {len(self.ids)}:
            message = "ids, vectors and payloads have different lengths"
            raise ValueError(message)
        return self

    def points(self) -> list[Point]:
        """Return the same points by rows."""
        payloads = self.payloads or [None] * len(self.ids)
        rows = zip(self.ids, payloads, strict=True)
        return [
            Point(id=point, vector=self._vector(row), payload=payload)
            for row, (point, payload) in enumerate(rows)
        ]

    def _vector(self, row: int) -> Vector:
        if isinstance(self.vectors, dict):
            return {name: column[row] for name, column in self.vectors.items()}
        return self.vectors[row]


class Upsert(Body):
    """PUT /collections/{name}/points."""

    points: list[Point] | None = None
    batch: Batch | None = None

    def all_points(self) -> list[Point]:
        """Return the points in either form."""
        return self.batch.points() if self.batch else self.points or []


class Selection(Body):
    """Some points, by ids or by filter."""

    points: list[PointId] | None = None
    filter: FilterJson | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.points is None) == (self.filter is None):
            message = "give either points or a filter"
            raise ValueError(message)
        return self


class SetPayload(Selection):
    """POST /collections/{name}/points/payload."""

    payload: Payload


class FieldSelector(Body):
    """Which payload fields to return."""

    include: list[str] | None = None
    exclude: list[str] | None = None


class Reading(Body):
    """What is common to all reading requests."""

    with_payload: bool | list[str] | FieldSelector = True
    with_vector: bool | list[str] = False


class Retrieve(Reading):
    """POST /collections/{name}/points."""

    ids: list[PointId]


class Scroll(Reading):
    """POST /collections/{name}/points/scroll."""

    offset: PointId | None = None
    limit: Limit = 10
    filter: FilterJson | None = None


class Nearest(Body):
    """The long form of a query."""

    nearest: PointId | list[float]


class SearchParams(Body):
    """Tuning of one search; the search is exact here, whatever is asked."""

    exact: bool | None = None
    hnsw_ef: int | None = None


class Query(Reading):
    """POST /collections/{name}/points/query."""

    query: PointId | list[float] | Nearest | None = None
    using: str | None = None
    filter: FilterJson | None = None
    params: SearchParams | None = None
    score_threshold: float | None = None
    limit: Limit = 10
    offset: Annotated[int, Field(ge=0)] = 0
    with_payload: bool | list[str] | FieldSelector = False

    @property
    def target(self) -> PointId | list[float] | None:
        """A vector, or the point whose neighbours are wanted."""
        return self.query.nearest if isinstance(self.query, Nearest) else self.query


class QueryBatch(Body):
    """POST /collections/{name}/points/query/batch."""

    searches: list[Query]


class Count(Body):
    """POST /collections/{name}/points/count."""

    filter: FilterJson | None = None
    exact: bool = True
