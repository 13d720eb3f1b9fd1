"""The contract of vectord, checked through the real client."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from qdrant_client import QdrantClient, models
from qdrant_client.common.version_check import get_server_version, is_compatible
from qdrant_client.http.exceptions import UnexpectedResponse

from selfology_site.embedded import EmbeddedStack, Server

NAMESPACE = UUID("6f2b7c1e-0000-4000-8000-000000000000")
VECTORD = [sys.executable, "-m", "selfology_site.vectord"]
ANN, BEN = 1, 2
#: text, owner, vector, moment
POINTS = [
    ("north", ANN, [1.0, 0.0, 0.0, 0.0], "2026-01-01T00:00:00Z"),
    ("north-east", ANN, [0.9, 0.4, 0.0, 0.0], "2026-02-01T00:00:00Z"),
    ("east", ANN, [0.0, 1.0, 0.0, 0.0], "2026-03-01T00:00:00Z"),
    ("south", BEN, [-1.0, 0.0, 0.0, 0.0], "2026-04-01T00:00:00Z"),
]


def point_id(name: str) -> str:
    return str(uuid5(NAMESPACE, name))


def field(key: str, match: models.Match) -> models.Filter:
    return models.Filter(must=[models.FieldCondition(key=key, match=match)])


def of(person: int) -> models.Filter:
    return field("person", models.MatchValue(value=person))


def connect(stack: EmbeddedStack) -> QdrantClient:
    endpoint = stack.vector_endpoint()
    return QdrantClient(
        url=endpoint.url, headers={"api-key": endpoint.api_key}, check_compatibility=False
    )


def point(name: str, person: int, vector: list[float], at: str) -> models.PointStruct:
    return models.PointStruct(
        id=point_id(name),
        vector={"meaning": vector, "traits": [float(person), 1.0]},
        payload={"name": name, "person": person, "at": at},
    )


def names(points: list[models.ScoredPoint] | list[models.Record]) -> list[str]:
    return [(found.payload or {})["name"] for found in points]


def nearest(client: QdrantClient, collection: str, **options: Any) -> list[str]:
    answer = client.query_points(collection, using="meaning", **options)
    return names(answer.points)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStack]:
    stack = EmbeddedStack(tmp_path_factory.mktemp("vectord"), frozenset({Server.VECTORS}))
    stack.ensure()
    yield stack
    stack.stop()
    stack.release()


@pytest.fixture(scope="module")
def client(stack: EmbeddedStack) -> Iterator[QdrantClient]:
    client = connect(stack)
    yield client
    client.close()


@pytest.fixture
def collection(client: QdrantClient) -> str:
    name = f"answers-{uuid4().hex}"
    client.create_collection(
        name,
        vectors_config={
            "meaning": models.VectorParams(size=4, distance=models.Distance.COSINE),
            "traits": models.VectorParams(size=2, distance=models.Distance.DOT),
        },
    )
    client.create_payload_index(name, "person", models.PayloadSchemaType.INTEGER)
    client.upsert(name, [point(*row) for row in POINTS])
    return name


def test_a_collection_is_created_listed_described_and_deleted(client: QdrantClient) -> None:
    assert client.create_collection(
        "plain", vectors_config=models.VectorParams(size=3, distance=models.Distance.EUCLID)
    )
    assert client.collection_exists("plain")
    assert "plain" in [found.name for found in client.get_collections().collections]
    params = client.get_collection("plain").config.params.vectors
    assert isinstance(params, models.VectorParams)
    assert (params.size, params.distance) == (3, models.Distance.EUCLID)
    assert client.delete_collection("plain")
    assert not client.collection_exists("plain")
    assert not client.delete_collection("plain")


def test_a_collection_tells_its_points_named_vectors_and_indexes(
    client: QdrantClient, collection: str
) -> None:
    info = client.get_collection(collection)

    assert info.points_count == len(POINTS)
    assert isinstance(info.config.params.vectors, dict)
    assert info.config.params.vectors["meaning"].size == 4
    assert info.payload_schema["person"].data_type == models.PayloadSchemaType.INTEGER


def test_creating_twice_is_a_conflict(client: QdrantClient, collection: str) -> None:
    with pytest.raises(UnexpectedResponse) as refusal:
        client.create_collection(
            collection, vectors_config=models.VectorParams(size=3, distance=models.Distance.DOT)
        )
    assert refusal.value.status_code == HTTPStatus.CONFLICT


def test_an_unknown_collection_is_not_found(client: QdrantClient) -> None:
    with pytest.raises(UnexpectedResponse) as refusal:
        client.count("nowhere")
    assert refusal.value.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", [".hidden", "имя", "a b"])
def test_a_name_that_is_no_file_name_is_refused(client: QdrantClient, name: str) -> None:
    with pytest.raises(UnexpectedResponse):
        client.create_collection(
            name, vectors_config=models.VectorParams(size=3, distance=models.Distance.DOT)
        )


def test_nearest_come_first_and_only_of_the_person_asked_for(
    client: QdrantClient, collection: str
) -> None:
    found = nearest(client, collection, query=[1.0, 0.1, 0.0, 0.0], query_filter=of(ANN))

    assert found == ["north", "north-east", "east"]


def test_a_score_threshold_limit_and_offset_cut_the_result(
    client: QdrantClient, collection: str
) -> None:
    vector = [1.0, 0.0, 0.0, 0.0]

    assert nearest(client, collection, query=vector, score_threshold=0.5) == ["north", "north-east"]
    assert nearest(client, collection, query=vector, limit=1) == ["north"]
    assert nearest(client, collection, query=vector, limit=1, offset=1) == ["north-east"]


def test_the_other_named_vector_has_its_own_distance(client: QdrantClient, collection: str) -> None:
    best = client.query_points(collection, query=[1.0, 0.0], using="traits", limit=1).points[0]

    assert names([best]) == ["south"]
    assert best.score == pytest.approx(2.0)


def test_a_point_is_not_its_own_neighbour(client: QdrantClient, collection: str) -> None:
    found = nearest(client, collection, query=point_id("north"), query_filter=of(ANN))

    assert found == ["north-east", "east"]


def test_neighbours_of_an_unknown_point_are_not_found(
    client: QdrantClient, collection: str
) -> None:
    with pytest.raises(UnexpectedResponse) as refusal:
        nearest(client, collection, query=point_id("nobody"))
    assert refusal.value.status_code == HTTPStatus.NOT_FOUND


def test_many_searches_travel_in_one_request(client: QdrantClient, collection: str) -> None:
    searches = [
        models.QueryRequest(query=vector, using="meaning", limit=1, with_payload=True)
        for vector in ([1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0])
    ]

    answers = client.query_batch_points(collection, searches)

    assert [names(answer.points) for answer in answers] == [["north"], ["east"]]


MARCH = models.DatetimeRange(gte="2026-02-15T00:00:00Z")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (of(BEN), {"south"}),
        (field("person", models.MatchAny(any=[ANN, BEN])), {row[0] for row in POINTS}),
        (
            field("name", models.MatchExcept(**{"except": ["north", "east"]})),
            {"north-east", "south"},
        ),
        (
            models.Filter(must=[models.FieldCondition(key="person", range=models.Range(gt=1))]),
            {"south"},
        ),
        (models.Filter(must=[models.FieldCondition(key="at", range=MARCH)]), {"east", "south"}),
        (
            models.Filter(must=[models.HasIdCondition(has_id=[point_id("east")])]),
            {"east"},
        ),
        (models.Filter(must_not=of(ANN).must), {"south"}),
        (
            models.Filter(
                should=[
                    models.FieldCondition(key="name", match=models.MatchValue(value="east")),
                    models.Filter(must=of(BEN).must),
                ]
            ),
            {"east", "south"},
        ),
        (
            models.Filter(
                must=[models.IsEmptyCondition(is_empty=models.PayloadField(key="nothing"))]
            ),
            {row[0] for row in POINTS},
        ),
        (
            models.Filter(must=[models.IsNullCondition(is_null=models.PayloadField(key="name"))]),
            set(),
        ),
    ],
)
def test_filters_select(
    client: QdrantClient, collection: str, wanted: models.Filter, found: set[str]
) -> None:
    records, _ = client.scroll(collection, scroll_filter=wanted)

    assert set(names(records)) == found
    assert client.count(collection, count_filter=wanted).count == len(found)


def test_scroll_pages_through_everything_once(client: QdrantClient, collection: str) -> None:
    first, following = client.scroll(collection, limit=3)
    second, end = client.scroll(collection, limit=3, offset=following)

    assert sorted(names(first) + names(second)) == sorted(row[0] for row in POINTS)
    assert end is None


def test_upsert_replaces_a_point_of_the_same_id(client: QdrantClient, collection: str) -> None:
    client.upsert(collection, [point("north", BEN, [0.0, 0.0, 1.0, 0.0], "2026-05-01T00:00:00Z")])

    assert client.count(collection).count == len(POINTS)
    assert nearest(client, collection, query=[0.0, 0.0, 1.0, 0.0], limit=1) == ["north"]


def test_points_come_in_columns_too(client: QdrantClient, collection: str) -> None:
    ids: list[models.ExtendedPointId] = [7, 8]
    vectors = {"meaning": [[0.0, 0.0, 0.0, 1.0]] * 2, "traits": [[1.0, 1.0]] * 2}
    client.upsert(
        collection,
        models.Batch(ids=ids, vectors=vectors, payloads=[{"name": "seven"}, {"name": "eight"}]),
    )

    assert names(client.retrieve(collection, [7, 8])) == ["seven", "eight"]


def test_retrieve_returns_what_was_asked_for(client: QdrantClient, collection: str) -> None:
    (record,) = client.retrieve(
        collection, [point_id("north"), 404], with_payload=["person"], with_vectors=["traits"]
    )

    assert record.id == point_id("north")
    assert record.payload == {"person": ANN}
    assert record.vector == {"traits": [1.0, 1.0]}


def test_payload_is_set_by_ids_and_by_filter(client: QdrantClient, collection: str) -> None:
    client.set_payload(collection, {"seen": 1}, points=[point_id("north")])
    client.set_payload(collection, {"seen": 0}, points=of(BEN))

    seen, _ = client.scroll(collection, scroll_filter=field("seen", models.MatchValue(value=1)))
    unseen, _ = client.scroll(collection, scroll_filter=field("seen", models.MatchValue(value=0)))
    assert (names(seen), names(unseen)) == (["north"], ["south"])
    assert (seen[0].payload or {})["person"] == ANN


def test_points_are_deleted_by_filter_and_by_ids(client: QdrantClient, collection: str) -> None:
    client.delete(collection, models.FilterSelector(filter=of(ANN)))
    assert client.count(collection, count_filter=of(ANN)).count == 0
    assert client.count(collection).count == 1

    client.delete(collection, [point_id("south")])
    assert client.count(collection).count == 0


def test_a_vector_of_the_wrong_size_is_refused_and_nothing_is_stored(
    client: QdrantClient, collection: str
) -> None:
    wrong = models.PointStruct(id=9, vector={"meaning": [1.0]}, payload={})
    with pytest.raises(UnexpectedResponse) as refusal:
        client.upsert(collection, [wrong])

    assert refusal.value.status_code == HTTPStatus.BAD_REQUEST
    assert client.count(collection).count == len(POINTS)


def test_what_the_server_cannot_do_is_refused_loudly(client: QdrantClient, collection: str) -> None:
    impossible = [
        lambda: client.delete_payload(collection, ["name"], points=[1]),
        lambda: client.query_points_groups(collection, "person", [1.0] * 4, using="meaning"),
        lambda: client.create_payload_index(collection, "name", models.PayloadSchemaType.TEXT),
        lambda: client.count(collection, field("name", models.MatchText(text="nor"))),
        lambda: client.count(collection, field("name", models.MatchValue(value=True))),
        lambda: client.query_points(
            collection,
            query=models.FusionQuery(fusion=models.Fusion.RRF),
            prefetch=[models.Prefetch(query=[1.0] * 4, using="meaning")],
        ),
        lambda: client.create_snapshot(collection),
    ]
    for request in impossible:
        with pytest.raises(UnexpectedResponse) as refusal:
            request()
        assert refusal.value.status_code == HTTPStatus.NOT_IMPLEMENTED


def test_the_compatibility_check_of_the_client_is_content(
    stack: EmbeddedStack, recwarn: pytest.WarningsRecorder
) -> None:
    version = get_server_version(stack.vector_endpoint().url, {}, None, timeout=5)

    assert is_compatible("1.20.0", version)
    assert not recwarn.list


@pytest.mark.parametrize("headers", [{}, {"api-key": "guess"}, {"api-key": "ключ".encode().hex()}])
def test_without_the_key_nothing_is_told(stack: EmbeddedStack, headers: dict[str, str]) -> None:
    client = QdrantClient(
        url=stack.vector_endpoint().url, headers=headers, check_compatibility=False
    )
    with pytest.raises(UnexpectedResponse) as refusal:
        client.get_collections()
    client.close()
    assert refusal.value.status_code == HTTPStatus.UNAUTHORIZED


def test_health_needs_no_key(stack: EmbeddedStack) -> None:
    with urllib.request.urlopen(stack.vector_endpoint().url + "/readyz") as answer:  # noqa: S310 - loopback
        assert answer.status == HTTPStatus.OK


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("PUT /collections/x HTTP/1.1\r\ncontent-length: 999999999999\r\n", 413),
        ("PUT /collections/x HTTP/1.1\r\ntransfer-encoding: chunked\r\n", 413),
        ("PUT /collections/x HTTP/1.1\r\ncontent-length: -1\r\n", 413),
        ("PUT /collections/x HTTP/1.1\r\ncontent-length: 4\r\n", 400),
        ("PATCH /collections/x HTTP/1.1\r\ncontent-length: 4\r\n", 501),
        ("PUT /collections/%2e%2e HTTP/1.1\r\ncontent-length: 4\r\n", 400),
        ("PUT /collections/a%2f..%2fb HTTP/1.1\r\ncontent-length: 4\r\n", 400),
        ("GET /elsewhere HTTP/1.1\r\ncontent-length: 4\r\n", 501),
    ],
)
def test_malformed_requests_get_a_status(stack: EmbeddedStack, head: str, status: int) -> None:
    endpoint = stack.vector_endpoint()
    port = int(endpoint.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        request = f"{head}api-key: {endpoint.api_key}\r\nconnection: close\r\n\r\n{{no}}"
        connection.sendall(request.encode())
        answer = connection.makefile("rb").readline()
    assert f" {status} ".encode() in answer


def test_kill_9_loses_no_acknowledged_point(stack: EmbeddedStack, collection: str) -> None:
    before = connect(stack)
    more = [
        point(f"more-{n}", BEN, [0.1, 0.2, 0.3, 0.4], "2026-06-01T00:00:00Z") for n in range(99)
    ]
    before.upsert(collection, more)
    before.close()
    os.kill(stack.pids()[Server.VECTORS] or 0, signal.SIGKILL)

    stack.ensure()

    after = connect(stack)
    assert after.count(collection).count == len(POINTS) + 99
    assert after.get_collection(collection).payload_schema.keys() == {"person"}
    after.close()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def serve(directory: Path) -> Iterator[object]:
    """Start vectord by hand on a directory; each start ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[subprocess.Popen[bytes], QdrantClient]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            child = subprocess.Popen(  # noqa: S603 - our own program
                [*VECTORD, str(directory), "--descriptor", str(listener.fileno())],
                env={**os.environ, "VECTORD_API_KEY": "key"},
                pass_fds=[listener.fileno()],
            )
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        started.append(child)
        client = QdrantClient(
            url=url, headers={"api-key": "key"}, timeout=10, check_compatibility=False
        )
        client.get_collections()
        return child, client

    yield start
    for child in started:
        child.kill()
        child.wait()


def make(client: QdrantClient, name: str) -> None:
    client.create_collection(
        name, vectors_config=models.VectorParams(size=2, distance=models.Distance.DOT)
    )
    client.upsert(name, [models.PointStruct(id=1, vector=[1.0, 2.0], payload={"a": None})])


def test_sigterm_twice_is_a_clean_stop(serve: object, directory: Path) -> None:
    child, client = serve()  # type: ignore[operator]  # a fixture's closure
    make(client, "kept")
    child.terminate()
    time.sleep(0.05)
    child.terminate()
    assert child.wait(10) == 0
    client.close()

    _, client = serve()  # type: ignore[operator]  # a fixture's closure
    assert client.retrieve("kept", [1])[0].payload == {"a": None}
    client.close()


def test_a_broken_collection_is_put_aside_and_the_others_are_served(
    serve: object, directory: Path
) -> None:
    child, client = serve()  # type: ignore[operator]  # a fixture's closure
    make(client, "good")
    make(client, "bad")
    child.terminate()
    child.wait(10)
    client.close()
    for file in (directory / "bad.shard").rglob("*.json"):
        file.write_text("{")

    _, client = serve()  # type: ignore[operator]  # a fixture's closure
    assert [found.name for found in client.get_collections().collections] == ["good"]
    assert (directory / "bad.shard.broken").is_dir()
    make(client, "bad")
    client.close()


def test_what_a_killed_creation_left_is_swept(serve: object, directory: Path) -> None:
    (directory / "half.shard").mkdir(parents=True)

    _, client = serve()  # type: ignore[operator]  # a fixture's closure

    assert not client.collection_exists("half")
    make(client, "half")
    client.close()


def test_without_a_key_it_does_not_serve(directory: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "VECTORD_API_KEY"}
    result = subprocess.run(  # noqa: S603 - our own program
        [*VECTORD, str(directory)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "VECTORD_API_KEY" in result.stderr
