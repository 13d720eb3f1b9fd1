from uuid import uuid4

import pytest
from django.conf import settings
from qdrant_client import QdrantClient
from qdrant_client.models import Distance, PointStruct, VectorParams

from core.errors import is_permanent
from core.health import Health
from onboarding.selectors import AnswerRef, answer_get
from profiles.health import vectors_health
from profiles.indexing import answer_index
from profiles.selectors import similar_answers
from profiles.vectors import client, store
from profiles.vectors.client import Endpoint, VectorsAwayError
from tests.profiles.conftest import Talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def indexed(talk: Talk, text: str) -> int:
    """Give an answer, put it into the index and return its id."""
    answer = talk.answer(text)
    answer_index(answer.pk)
    return answer.pk


def test_the_nearest_answer_of_a_person_is_found_first(talk: Talk) -> None:
    quarrel = indexed(talk, "Вчера мы поссорились всей семьёй.")
    run = indexed(talk, "Люблю утренние пробежки вдоль реки.")

    found = similar_answers(talk.person.pk, "семейная ссора", 5)

    assert [answer_id for answer_id, _ in found] == [quarrel, run]
    assert found[0][1] > found[1][1]


def test_nobody_finds_the_answers_of_another(talk: Talk) -> None:
    indexed(talk, "Люблю утренние пробежки вдоль реки.")

    assert similar_answers(uuid4(), "утренние пробежки", 5) == []


def test_no_more_is_found_than_asked_for(talk: Talk) -> None:
    for _ in range(3):
        indexed(talk, "Люблю утренние пробежки вдоль реки.")

    assert len(similar_answers(talk.person.pk, "пробежки", 2)) == 2


def test_an_answer_put_in_twice_is_there_once(talk: Talk) -> None:
    answer = talk.answer()

    for _ in range(2):
        store.upsert_answer(answer_get(answer.pk))

    assert store.count(talk.person.pk) == store.count() == 1


def test_a_correction_takes_the_place_of_the_former_answer(talk: Talk) -> None:
    former = talk.answer("Люблю утренние пробежки.")
    answer_index(former.pk)
    correction = talk.correct(former, "Люблю вечерние прогулки.")

    answer_index(correction.pk)

    assert store.indexed_answer_ids() == {correction.pk}


def test_a_corrected_answer_is_not_put_in(talk: Talk) -> None:
    former = talk.answer()
    talk.correct(former)

    answer_index(former.pk)

    assert store.count() == 0


def test_an_answer_erased_while_it_was_put_in_is_taken_out_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = talk.answer()
    upsert = store.upsert_answer

    def erase_after(ref: AnswerRef) -> None:
        upsert(ref)
        answer.delete()

    monkeypatch.setattr(store, "upsert_answer", erase_after)
    answer_index(answer.pk)

    assert store.count() == 0


def test_a_text_without_words_is_not_put_in(talk: Talk) -> None:
    indexed(talk, "👍👍")

    assert store.count() == 0


def test_points_hold_ids_and_no_words(talk: Talk) -> None:
    answer_id = indexed(talk, "Люблю утренние пробежки.")

    records = client.call(lambda qdrant: qdrant.scroll(store.COLLECTION, with_payload=True)[0])

    assert [set(record.payload or {}) for record in records] == [
        {
            "person_id",
            "answer_id",
            "asked_id",
            "domain",
            "submitted_at",
            "embedder",
            "embedder_version",
        }
    ]
    assert (records[0].payload or {})["answer_id"] == answer_id


def test_all_points_of_a_person_are_deleted_in_every_collection(talk: Talk) -> None:
    other = Talk()
    indexed(talk, "Люблю утренние пробежки.")
    indexed(other, "Люблю вечерние прогулки.")
    older = _older_collection(talk)

    store.delete_person(talk.person.pk)

    assert store.count(talk.person.pk) == 0
    assert store.count(other.person.pk) == 1
    assert client.call(lambda qdrant: qdrant.count(older).count) == 0


def _older_collection(talk: Talk) -> str:
    """Make a collection of an earlier embedder with a point of the person."""
    name = f"{store.FAMILY}_older_v0"

    def make(qdrant: QdrantClient) -> None:
        size = VectorParams(size=2, distance=Distance.COSINE)
        qdrant.create_collection(name, vectors_config=size)
        payload = {"person_id": str(talk.person.pk)}
        point = PointStruct(id=1, vector=[1.0, 0.0], payload=payload)
        qdrant.upsert(name, [point], wait=True)

    client.call(make)
    return name


def test_the_first_answer_ever_makes_the_collection(talk: Talk) -> None:
    client.call(lambda qdrant: qdrant.delete_collection(store.COLLECTION))
    assert similar_answers(talk.person.pk, "пробежки", 5) == []
    assert store.count() == 0

    indexed(talk, "Люблю утренние пробежки.")

    assert store.count() == 1


def test_a_server_that_came_back_elsewhere_is_found_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.STACK is not None
    there = settings.STACK.vector_endpoint()
    places = iter([Endpoint("http://127.0.0.1:9", "key"), Endpoint(there.url, there.api_key)])
    client.disconnect()
    monkeypatch.setattr(client, "_endpoint", lambda: next(places))

    indexed(talk, "Люблю утренние пробежки.")

    assert store.count() == 1


@pytest.mark.usefixtures("away")
def test_a_search_while_the_server_is_away_finds_nothing_and_fails_nobody(talk: Talk) -> None:
    assert similar_answers(talk.person.pk, "утренние пробежки", 5) == []


@pytest.mark.usefixtures("away")
def test_an_answer_put_in_while_the_server_is_away_is_tried_again_later(talk: Talk) -> None:
    with pytest.raises(VectorsAwayError) as failure:
        answer_index(talk.answer().pk)

    assert not is_permanent(failure.value)


@pytest.mark.usefixtures("away")
def test_the_part_is_degraded_while_the_server_is_away() -> None:
    assert vectors_health().health is Health.DEGRADED


def test_the_part_is_healthy_while_the_server_answers() -> None:
    assert vectors_health().health is Health.HEALTHY


def test_an_installation_without_a_vector_server_does_without(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "STACK", None)

    answer_index(talk.answer().pk)

    assert similar_answers(talk.person.pk, "утренние пробежки", 5) == []
    assert vectors_health().health is Health.DEGRADED


@pytest.mark.usefixtures("away")
def test_a_server_that_stays_away_is_not_asked_any_more(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        with pytest.raises(VectorsAwayError):
            store.count()
    monkeypatch.setattr(client, "_client", lambda: pytest.fail("it was asked"))

    with pytest.raises(VectorsAwayError):
        store.count()
    assert similar_answers(talk.person.pk, "утренние пробежки", 5) == []
    assert vectors_health().health is Health.DEGRADED


def test_what_the_server_refuses_does_not_mean_that_it_is_away() -> None:
    for _ in range(6):
        with pytest.raises(VectorsAwayError):
            client.call(lambda qdrant: qdrant.get_collection("missing"))

    assert store.count() == 0
