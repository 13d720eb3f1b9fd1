"""Points in the vector server: one per answer."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from uuid import UUID, uuid5

from qdrant_client import QdrantClient
from qdrant_client.http.exceptions import UnexpectedResponse
from qdrant_client.models import (
    Distance,
    FieldCondition,
    Filter,
    MatchValue,
    PayloadSchemaType,
    PointStruct,
    VectorParams,
)

from onboarding.selectors import AnswerRef
from profiles.vectors.client import VectorsAwayError, call, is_configured
from profiles.vectors.embedder import DIMENSIONS, EMBEDDER_ID, EMBEDDER_VERSION, embed

FAMILY = "context"
COLLECTION = f"{FAMILY}_{EMBEDDER_ID}_v{EMBEDDER_VERSION}"
_NAMESPACE = UUID("6f0c1a4e-7f0d-5a53-9d0c-3c1b8a5e2d41")
_PAGE = 1_000


def upsert_answer(answer: AnswerRef) -> None:
    """Store the vector of an answer in place of those of the answers it corrects.

    Raises:
        VectorsAwayError: the server is away; nothing is known to be stored.
    """
    upsert_answers([answer])
    others = Filter(must=[_is("asked_id", answer.asked_id)], must_not=[_is("answer_id", answer.id)])
    _delete(others)


def upsert_answers(answers: Iterable[AnswerRef]) -> None:
    """Store the vectors of answers; a text without words has none.

    Raises:
        VectorsAwayError: the server is away.
    """
    points = [point for answer in answers if (point := _point(answer))]
    if points and is_configured():
        call(lambda client: _upsert(client, points))


def has_words(answer: AnswerRef) -> bool:
    """Whether there is anything in the answer to make a vector of."""
    return bool(embed(answer.text).any())


def search(person_id: UUID, text: str, limit: int) -> list[tuple[int, float]]:
    """Return the person's answers nearest to a text: (answer id, cosine), nearest first.

    Empty when the index is away: whoever asks must do without.
    """
    vector = embed(text)
    if not vector.any() or not is_configured():
        return []
    try:
        return call(lambda client: _search(client, person_id, vector.tolist(), limit))
    except VectorsAwayError:
        return []


def delete_answer(answer_id: int) -> None:
    """Delete the points of an answer.

    Raises:
        VectorsAwayError: the server is away.
    """
    _delete(Filter(must=[_is("answer_id", answer_id)]))


def delete_person(person_id: UUID) -> None:
    """Delete all points of a person, those of earlier embedders too.

    Raises:
        VectorsAwayError: the server is away.
    """
    _delete(_person(person_id))


def count(person_id: UUID | None = None) -> int:
    """Return the number of points, of one person if given.

    Raises:
        VectorsAwayError: the server is away.
    """
    return call(
        lambda client: (
            client.count(COLLECTION, count_filter=_of(person_id), exact=True).count
            if client.collection_exists(COLLECTION)
            else 0
        )
    )


def indexed_answer_ids(person_id: UUID | None = None) -> set[int]:
    """Return the ids of the answers that have a point, of one person if given.

    Raises:
        VectorsAwayError: the server is away.
    """
    return call(lambda client: set(_answer_ids(client, _of(person_id))))


def recreate() -> None:
    """Start over with an empty collection.

    Raises:
        VectorsAwayError: the server is away.
    """
    call(_recreate)


def _recreate(client: QdrantClient) -> None:
    for name in _collections(client):
        client.delete_collection(name)
    _create(client)


def _create(client: QdrantClient) -> None:
    client.create_collection(
        COLLECTION, vectors_config=VectorParams(size=DIMENSIONS, distance=Distance.COSINE)
    )
    client.create_payload_index(COLLECTION, "person_id", PayloadSchemaType.KEYWORD)


def _upsert(client: QdrantClient, points: list[PointStruct]) -> None:
    if not client.collection_exists(COLLECTION):
        _create_unless_made(client)
    client.upsert(COLLECTION, points, wait=True)


def _create_unless_made(client: QdrantClient) -> None:
    """Create the collection; another process may be quicker."""
    try:
        _create(client)
    except UnexpectedResponse as error:
        if error.status_code != HTTPStatus.CONFLICT:
            raise


def _search(
    client: QdrantClient, person_id: UUID, vector: list[float], limit: int
) -> list[tuple[int, float]]:
    if not client.collection_exists(COLLECTION):
        return []
    found = client.query_points(
        COLLECTION,
        query=vector,
        query_filter=_person(person_id),
        limit=limit,
        with_payload=["answer_id"],
    )
    return [(int((point.payload or {})["answer_id"]), point.score) for point in found.points]


def _delete(wanted: Filter) -> None:
    if is_configured():
        call(lambda client: _delete_everywhere(client, wanted))


def _delete_everywhere(client: QdrantClient, wanted: Filter) -> None:
    for name in _collections(client):
        client.delete(name, points_selector=wanted, wait=True)


def _collections(client: QdrantClient) -> list[str]:
    names = [collection.name for collection in client.get_collections().collections]
    return [name for name in names if name.startswith(f"{FAMILY}_")]


def _answer_ids(client: QdrantClient, wanted: Filter | None) -> Iterator[int]:
    if not client.collection_exists(COLLECTION):
        return
    offset = None
    while True:
        page, offset = client.scroll(
            COLLECTION,
            scroll_filter=wanted,
            limit=_PAGE,
            offset=offset,
            with_payload=["answer_id"],
        )
        yield from (int((record.payload or {})["answer_id"]) for record in page)
        if offset is None:
            return


def _of(person_id: UUID | None) -> Filter | None:
    return None if person_id is None else _person(person_id)


def _person(person_id: UUID) -> Filter:
    return Filter(must=[_is("person_id", str(person_id))])


def _is(field: str, value: str | int) -> FieldCondition:
    return FieldCondition(key=field, match=MatchValue(value=value))


def _point(answer: AnswerRef) -> PointStruct | None:
    vector = embed(answer.text)
    if not vector.any():
        return None
    return PointStruct(
        id=str(uuid5(_NAMESPACE, str(answer.id))),
        vector=vector.tolist(),
        payload={
            "person_id": str(answer.person_id),
            "answer_id": answer.id,
            "asked_id": answer.asked_id,
            "domain": answer.domain.value,
            "submitted_at": answer.submitted_at.isoformat(),
            "embedder": EMBEDDER_ID,
            "embedder_version": EMBEDDER_VERSION,
        },
    )
