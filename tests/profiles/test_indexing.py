"""The index follows what people agreed to, whatever happens while it is written."""

from collections.abc import Callable, Iterable
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.vocabulary import Trait
from onboarding.models import Answer
from onboarding.selectors import AnswerRef, answer_get
from people.erasure import person_erase
from profiles import indexing
from profiles.indexing import answer_index, index_compare, index_rebuild, person_index
from profiles.vectors import store
from profiles.vectors.client import VectorsAwayError
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def analysed(talk: Talk) -> int:
    """Give an answer, have it read and return its id."""
    return talk.tell(trait(Trait.OPENNESS)).answer_id


def after_write(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen right after the next vectors were written."""
    upsert = store.upsert_answers
    left = [happens]

    def write(answers: Iterable[AnswerRef]) -> None:
        upsert(answers)
        while left:
            left.pop()()

    monkeypatch.setattr(store, "upsert_answers", write)


def before_deletion(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen right before the next vectors of a person are deleted."""
    delete = store.delete_person
    left = [happens]

    def forget(person_id: UUID) -> None:
        while left:
            left.pop()()
        delete(person_id)

    monkeypatch.setattr(store, "delete_person", forget)


def test_an_answer_of_somebody_who_never_agreed_is_not_put_in(talk: Talk) -> None:
    talk.person.consents.all().delete()

    answer_index(analysed(talk))

    assert store.count() == 0


def test_an_answer_given_after_the_agreement_was_taken_back_is_not_put_in(talk: Talk) -> None:
    talk.disagree()

    answer_index(analysed(talk))

    assert store.count() == 0


def test_what_a_dead_attempt_left_there_is_taken_out(talk: Talk) -> None:
    answer_id = analysed(talk)
    store.upsert_answer(answer_get(answer_id))
    talk.disagree()

    answer_index(answer_id)

    assert store.count() == 0


def test_an_answer_is_taken_out_when_the_agreement_ends_while_it_is_put_in(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_id = analysed(talk)
    after_write(monkeypatch, talk.disagree)

    answer_index(answer_id)

    assert store.count() == 0


def test_an_answer_is_put_in_when_the_agreement_comes_while_it_is_taken_out(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_id = analysed(talk)
    talk.disagree()
    delete = store.delete_answer

    def agree_before(gone: int) -> None:
        talk.agree()
        delete(gone)

    monkeypatch.setattr(store, "delete_answer", agree_before)
    answer_index(answer_id)

    assert store.indexed_answer_ids() == {answer_id}


def test_all_analysed_answers_of_a_person_are_put_in(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    wanted = {analysed(talk) for _ in range(5)}
    talk.answer("Ещё не прочитано.")
    analysed(Talk())

    person_index(talk.person.pk)

    assert store.indexed_answer_ids() == wanted


def test_corrected_answers_of_a_person_are_not_put_in(talk: Talk) -> None:
    former = talk.answer()
    talk.read(former, trait(Trait.OPENNESS))
    correction = talk.correct(former)
    talk.read(correction, trait(Trait.OPENNESS))

    person_index(talk.person.pk)

    assert store.indexed_answer_ids() == {correction.pk}


def test_an_answer_corrected_while_it_was_put_in_is_taken_out(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, former = analysed(talk), analysed(talk)

    def correct() -> None:
        correction = talk.correct(Answer.objects.get(pk=former))
        talk.read(correction, trait(Trait.OPENNESS))

    after_write(monkeypatch, correct)
    person_index(talk.person.pk)

    assert store.indexed_answer_ids() == {kept}


def test_all_is_taken_out_when_the_agreement_ends_while_it_is_put_in(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed(talk)
    after_write(monkeypatch, talk.disagree)

    person_index(talk.person.pk)

    assert store.count() == 0


def test_all_is_taken_out_when_the_person_is_erased_while_it_is_put_in(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed(talk)
    after_write(monkeypatch, lambda: person_erase(talk.person.pk))

    person_index(talk.person.pk)

    assert store.count() == 0


def test_all_is_put_in_when_the_agreement_comes_while_it_is_taken_out(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_id = analysed(talk)
    talk.disagree()
    before_deletion(monkeypatch, talk.agree)

    person_index(talk.person.pk)

    assert store.indexed_answer_ids() == {answer_id}


def test_an_installation_without_a_vector_server_has_nothing_to_fill(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_id = analysed(talk)
    with monkeypatch.context() as without:
        without.setattr(settings, "STACK", None)
        person_index(talk.person.pk)

    assert store.count() == 0
    person_index(talk.person.pk)
    assert store.indexed_answer_ids() == {answer_id}


@pytest.mark.usefixtures("away")
def test_filling_while_the_server_is_away_fails_and_is_tried_again_later(talk: Talk) -> None:
    analysed(talk)

    with pytest.raises(VectorsAwayError):
        person_index(talk.person.pk)


def test_more_answers_of_a_person_need_no_more_queries(talk: Talk) -> None:
    analysed(talk)
    few = queries_of_rebuild_and_comparison()
    for _ in range(4):
        analysed(talk)

    assert queries_of_rebuild_and_comparison() == few


def queries_of_rebuild_and_comparison() -> int:
    """Return how often the database was asked.

    Data keys do not count: they are cached, only not within the transaction of a test.
    """
    with CaptureQueriesContext(connection) as queries:
        index_rebuild()
        index_compare()
    return sum("core_data_keys" not in query["sql"] for query in queries)
