from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from core.clock import utc_now
from core.errors import NotFoundError
from core.vocabulary import Domain, Language
from onboarding import signals, trust
from onboarding.choices import Energy, Outcome, SessionStatus, TrustLevel
from onboarding.models import Answer, AskedQuestion, CareState, Session
from onboarding.selectors import (
    answer_get,
    answers_in_session,
    answers_of,
    heavy_opt_in,
    question_wording,
)
from onboarding.services import (
    answer_correct,
    answer_submit,
    care_note_distress,
    domain_close,
    heavy_opt_in_set,
    question_replace,
    question_skip,
    trust_lower,
)
from onboarding.services.care import REST_AFTER_DISTRESS
from onboarding.steps import Stale
from people.models import Person
from tests.factories import AnswerFactory, PersonFactory, QuestionTextFactory
from tests.onboarding.conftest import RU, answer, asked, begin, told

pytestmark = pytest.mark.django_db
Payloads = Callable[[Any, str], list[dict[str, Any]]]


def care(person: Person) -> CareState:
    return CareState.objects.get(person=person)


def test_an_answer_is_saved_with_its_question_and_the_next_is_asked(
    person: Person, small_bank: None, tell_payloads: Payloads
) -> None:
    first = begin(person)

    given = answer(person, 1, "Утром у реки.")

    row = Answer.objects.get()
    assert (row.pk, row.asked_id, row.text, row.length) == (
        given.answer_id,
        first.asked_id,
        "Утром у реки.",
        13,
    )
    assert (row.source_update_id, row.source_message_id) == (1, 1001)
    assert asked(given.step).number == 2
    assert AskedQuestion.objects.get(pk=first.asked_id).outcome == Outcome.ANSWERED
    assert tell_payloads(person.pk, "user.answer.submitted") == [
        {
            "person_id": str(person.pk),
            "answer_id": row.pk,
            "asked_id": first.asked_id,
            "session_id": first.session_id,
            "supersedes": None,
        }
    ]


def test_the_words_are_sealed_in_the_table(person: Person, small_bank: None) -> None:
    begin(person)
    answer(person, 1, "Зимородок")

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM onboarding_answers")
        assert "Зимородок".encode() not in bytes(cursor.fetchone()[0])


def test_without_an_open_question_nothing_is_saved(person: Person) -> None:
    assert answer_submit(person.pk, "Да", RU, update_id=1, message_id=1) == Stale()
    assert not Answer.objects.exists()
    assert told(person.pk) == []


def test_one_update_is_one_answer(person: Person, small_bank: None) -> None:
    begin(person)
    answer(person, 1)

    with pytest.raises(IntegrityError, match="source_update_id"):
        answer(person, 1)


def test_a_question_has_one_current_answer(person: Person) -> None:
    first = AnswerFactory.create(person=person, asked__person=person)

    with pytest.raises(IntegrityError, match="onboarding_answers_one_current_per_question"):
        AnswerFactory.create(asked=first.asked)


def test_a_receiver_that_fails_takes_the_answer_back(person: Person, small_bank: None) -> None:
    begin(person)

    def fail(**_: Any) -> None:
        raise ZeroDivisionError

    signals.answer_submitted.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            answer(person, 1)
    finally:
        signals.answer_submitted.disconnect(fail)
    assert not Answer.objects.exists()
    assert AskedQuestion.objects.get().outcome == Outcome.OPEN


def test_the_last_answer_is_corrected_and_both_forms_are_kept(
    person: Person, small_bank: None, tell_payloads: Payloads
) -> None:
    begin(person)
    former = answer(person, 1, "Утром.").answer_id

    corrected = answer_correct(person.pk, "Вечером.", update_id=2, message_id=1001)

    rows = Answer.objects.order_by("pk")
    assert [(row.text, row.is_current) for row in rows] == [("Утром.", False), ("Вечером.", True)]
    assert rows[1].pk == corrected
    assert rows[1].supersedes_id == former
    assert tell_payloads(person.pk, "user.answer.submitted")[-1]["supersedes"] == former


def test_a_correction_can_be_corrected(person: Person, small_bank: None) -> None:
    begin(person)
    answer(person, 1)
    second = answer_correct(person.pk, "Вечером.", update_id=2, message_id=1001)

    third = answer_correct(person.pk, "Ночью.", update_id=3, message_id=1001)

    assert Answer.objects.get(is_current=True).pk == third
    assert Answer.objects.get(pk=third).supersedes_id == second


@pytest.mark.parametrize("message_id", [1001, 9999])
def test_only_the_message_of_the_last_answer_corrects_it(
    person: Person, small_bank: None, message_id: int
) -> None:
    begin(person)
    answer(person, 1)
    answer(person, 2)

    assert answer_correct(person.pk, "Иначе.", update_id=3, message_id=message_id) is None
    assert Answer.objects.filter(is_current=True).count() == 2


def test_without_an_answer_there_is_nothing_to_correct(person: Person) -> None:
    assert answer_correct(person.pk, "Иначе.", update_id=1, message_id=1) is None


def test_trust_grows_by_every_willing_answer_and_not_by_a_skip(
    person: Person, small_bank: None
) -> None:
    first = begin(person)
    question_skip(person.pk, first.asked_id, RU)
    answer(person, 1)
    grown = care(person).trust
    answer(person, 2)

    assert grown == pytest.approx(trust.GROWTH_PER_ANSWER)
    assert care(person).trust == pytest.approx(2 * trust.GROWTH_PER_ANSWER)


def test_trust_fades_in_a_long_silence_before_it_grows(person: Person, small_bank: None) -> None:
    silence = trust.SILENCE_FORGIVEN + trust.SILENCE_HALF_LIFE
    CareState.objects.create(person=person, trust=0.5, trust_changed_at=utc_now() - silence)
    begin(person)

    answer(person, 1)

    assert care(person).trust == pytest.approx(0.25 + trust.GROWTH_PER_ANSWER, abs=0.001)


def test_trust_from_the_future_has_not_faded(person: Person, small_bank: None) -> None:
    later = utc_now() + timedelta(hours=1)
    CareState.objects.create(person=person, trust=0.5, trust_changed_at=later)
    begin(person)

    answer(person, 1)

    assert care(person).trust == pytest.approx(0.5 + trust.GROWTH_PER_ANSWER)


def test_a_person_may_ask_for_more_distance(person: Person) -> None:
    CareState.objects.create(person=person, trust=0.5)

    trust_lower(person.pk)

    assert trust.level(care(person).trust) is TrustLevel.ACQUAINTANCE


def test_distress_blocks_heavy_topics_for_a_week_and_owes_something_that_gives_strength(
    person: Person,
) -> None:
    with time_machine.travel(utc_now(), tick=False):
        care_note_distress(person.pk)

        state = care(person)
        assert state.heavy_blocked_until == utc_now() + REST_AFTER_DISTRESS
        assert state.healing_owed


def test_what_is_owed_comes_next_and_is_paid_by_being_met(person: Person, small_bank: None) -> None:
    begin(person)
    care_note_distress(person.pk)

    owed = asked(answer(person, 1).step)
    question = AskedQuestion.objects.get(pk=owed.asked_id).question
    still = care(person).healing_owed
    answer(person, 2)

    assert question.energy == Energy.HEALING
    assert (still, care(person).healing_owed) == (True, False)


def test_what_is_owed_is_paid_by_a_skip_and_not_by_another_question(
    person: Person, small_bank: None
) -> None:
    begin(person)
    care_note_distress(person.pk)
    owed = asked(answer(person, 1).step)
    other = asked(question_replace(person.pk, owed.asked_id, RU))
    still = care(person).healing_owed
    question_skip(person.pk, other.asked_id, RU)

    assert (still, care(person).healing_owed) == (True, False)


def test_a_closed_topic_is_not_asked_about_again(person: Person, small_bank: None) -> None:
    for domain in list(Domain)[1:]:
        domain_close(person.pk, domain)
        domain_close(person.pk, domain)

    begin(person)

    assert AskedQuestion.objects.get().question.domain == next(iter(Domain))
    assert len(care(person).closed_domains) == len(Domain) - 1


def test_heavy_topics_are_allowed_only_by_the_person(person: Person) -> None:
    before = heavy_opt_in(person.pk)
    heavy_opt_in_set(person.pk, allowed=True)
    allowed = heavy_opt_in(person.pk)
    heavy_opt_in_set(person.pk, allowed=False)

    assert (before, allowed, heavy_opt_in(person.pk)) == (False, True, False)


def test_an_answer_is_read_with_its_question_in_the_language_asked(
    person: Person, small_bank: None
) -> None:
    first = begin(person)
    given = answer(person, 1, "Утром.")

    ref = answer_get(given.answer_id)

    question = AskedQuestion.objects.get(pk=first.asked_id).question
    assert (ref.text, ref.language, ref.question_text) == ("Утром.", Language.RU, first.text)
    assert (ref.question_code, ref.domain, ref.energy) == (
        question.code,
        question.domain,
        question.energy,
    )
    assert (ref.person_id, ref.session_id, ref.is_current) == (person.pk, first.session_id, True)
    assert [str(target) for target in ref.targets] == ["openness"]


def test_an_answer_that_was_erased_is_not_found(person: Person) -> None:
    with pytest.raises(NotFoundError):
        answer_get(1)


def test_answers_are_read_newest_first_and_only_the_current_ones(
    person: Person, small_bank: None
) -> None:
    begin(person)
    ids = [answer(person, number).answer_id for number in range(3)]
    corrected = answer_correct(person.pk, "Иначе.", update_id=9, message_id=1002)
    PersonFactory.create()

    assert [ref.id for ref in answers_of(person.pk)] == [corrected, ids[1], ids[0]]
    assert [ref.id for ref in answers_of(person.pk, limit=1)] == [corrected]
    assert [ref.id for ref in answers_of(person.pk, before=ids[1])] == [ids[0]]


def test_answers_of_one_session_are_read_in_order(person: Person, small_bank: None) -> None:
    first = begin(person)
    ids = [answer(person, number).answer_id for number in range(2)]

    assert [ref.id for ref in answers_in_session(first.session_id)] == ids
    assert answers_in_session(first.session_id + 1) == ()


def test_the_question_of_an_answer_is_read_from_the_database_once(
    person: Person, small_bank: None
) -> None:
    begin(person)
    given = answer(person, 1).answer_id
    before = answer_get(given)

    with CaptureQueriesContext(connection) as queries:
        assert answer_get(given) == before
    assert not [query for query in queries if "onboarding_question_" in query["sql"]]


def test_the_wording_of_a_question_is_read_by_language(db: None) -> None:
    wording = QuestionTextFactory.create(text="Что видно из окна?")

    assert question_wording(wording.question_id, "ru").text == "Что видно из окна?"


def test_a_late_answer_wakes_the_session_and_says_so(person: Person, small_bank: None) -> None:
    begin(person)
    Session.objects.update(status=SessionStatus.TIMED_OUT)

    answer(person, 1)

    assert Session.objects.get().status == SessionStatus.ACTIVE
    assert told(person.pk).count("session.updated") == 1


def test_an_answer_in_time_wakes_nothing(person: Person, small_bank: None) -> None:
    begin(person)

    answer(person, 1)

    assert "session.updated" not in told(person.pk)
