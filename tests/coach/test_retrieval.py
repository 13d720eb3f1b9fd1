"""Finding earlier words that matter now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach import retrieval
from coach.retrieval import RECALLED_ANSWERS, fuse, recall
from people.models import Person
from people.selectors import person_get
from tests.factories import AnswerFactory, AskedQuestionFactory, PersonFactory, SessionFactory

rankings = st.lists(st.lists(st.integers(0, 20), unique=True), max_size=3)


@given(rankings)
def test_fusing_keeps_every_id_once(found: list[list[int]]) -> None:
    assert sorted(fuse(found)) == sorted({item for ranking in found for item in ranking})


@given(st.lists(st.integers(), unique=True))
def test_one_ranking_stays_as_it_is(ranking: list[int]) -> None:
    assert fuse([ranking]) == ranking


def test_what_both_rankings_find_comes_first() -> None:
    assert fuse([[1, 2, 3], [4, 2, 5]])[0] == 2


def answers_of_one(*texts: str) -> tuple[Person, list[int]]:
    """Give somebody one finished answer per text."""
    session = SessionFactory.create()
    ids = [
        AnswerFactory.create(
            asked=AskedQuestionFactory.create(
                session=session, outcome="answered", closed_at=session.started_at
            ),
            text=text,
        ).pk
        for text in texts
    ]
    return session.person, ids


@pytest.mark.django_db
def test_answers_with_the_same_words_are_recalled() -> None:
    person, ids = answers_of_one("Мой сад даёт мне силы.", "Начальник опять кричал.")
    AnswerFactory.create(text="Сад соседа.")
    assert [answer.id for answer in recall(person_get(person.pk), "Снова думаю про сад")] == ids[:1]


@pytest.mark.django_db
def test_only_the_nearest_few_are_recalled() -> None:
    person, _ = answers_of_one(*(f"Сад номер {number}" for number in range(RECALLED_ANSWERS + 3)))
    assert len(recall(person_get(person.pk), "сад")) == RECALLED_ANSWERS


@pytest.mark.django_db
def test_vectors_add_to_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    person, ids = answers_of_one("Мой сад даёт мне силы.", "Клумбы и тишина.")
    monkeypatch.setattr(retrieval, "similar_answers", lambda *_: [(ids[1], 0.9)])
    assert {answer.id for answer in recall(person_get(person.pk), "сад")} == set(ids)


@pytest.mark.django_db
def test_a_vector_of_an_erased_or_foreign_answer_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign = AnswerFactory.create().pk
    monkeypatch.setattr(retrieval, "similar_answers", lambda *_: [(foreign, 0.9), (404, 0.8)])
    assert recall(person_get(PersonFactory.create().pk), "сад") == ()
