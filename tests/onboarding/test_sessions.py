from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError

from core.clock import utc_now
from core.listen import plain_connection
from core.vocabulary import Domain, Language, Trait
from onboarding.bank_selectors import published_bank
from onboarding.choices import (
    EndReason,
    Energy,
    Outcome,
    SessionStatus,
    Stage,
    TranslationStatus,
    TrustLevel,
)
from onboarding.models import (
    AskedQuestion,
    BankVersion,
    CareState,
    Question,
    Session,
)
from onboarding.selection_record import POLICY
from onboarding.services import (
    answer_correct,
    heavy_opt_in_set,
    question_replace,
    question_skip,
    selection_state_set,
    session_end,
    session_open,
    session_pause,
    session_resume,
    sessions_time_out,
)
from onboarding.services.care import care_of
from onboarding.services.selection import Moment
from onboarding.services.sessions import IDLE_LIMIT
from onboarding.session_length import USUAL as TARGET_QUESTIONS
from onboarding.steps import Ask, End, Stale
from people.models import Person
from tests.factories import (
    AskedQuestionFactory,
    PersonFactory,
    QuestionFactory,
    QuestionTextFactory,
    SessionFactory,
)
from tests.onboarding.conftest import RU, answer, asked, begin, publish, told

pytestmark = pytest.mark.django_db


def outcomes(person: Person) -> list[str]:
    """Return what became of every question of a person, oldest first."""
    rows = AskedQuestion.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("outcome", flat=True))


def session_of(person: Person) -> Session:
    return Session.objects.get(person=person)


def test_a_session_begins_with_one_light_question(person: Person, small_bank: None) -> None:
    first = begin(person)

    question = AskedQuestion.objects.get().question
    assert (first.number, first.total) == (1, TARGET_QUESTIONS)
    assert (first.is_heavy, first.offers_end) == (False, False)
    assert first.text == question.texts.get().text
    assert question.energy in {Energy.OPENING, Energy.NEUTRAL}
    assert told(person.pk) == ["session.created", "user.session.started", "question.selected"]


def test_opening_again_puts_the_same_question(person: Person, small_bank: None) -> None:
    first = begin(person)

    assert session_open(person.pk, RU) == first
    assert told(person.pk) == ["session.created", "user.session.started", "question.selected"]


def test_a_person_has_one_open_session(person: Person) -> None:
    SessionFactory.create(person=person)

    with pytest.raises(IntegrityError, match="onboarding_sessions_one_open_per_person"):
        SessionFactory.create(person=person, status=SessionStatus.TIMED_OUT)


def test_a_person_has_one_open_question(person: Person) -> None:
    session = SessionFactory.create(person=person)
    AskedQuestionFactory.create(session=session)

    with pytest.raises(IntegrityError, match="onboarding_asked_questions_one_open_per_person"):
        AskedQuestionFactory.create(session=session)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"status": "sleepy", "ended_at": utc_now()}, "onboarding_sessions_status_known"),
        ({"status": SessionStatus.COMPLETED}, "onboarding_sessions_ended_at"),
        ({"target_questions": 0}, "onboarding_sessions_target_1_to_20"),
        ({"target_questions": 21}, "onboarding_sessions_target_1_to_20"),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    person: Person, columns: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        SessionFactory.create(person=person, **columns)


def test_a_closed_question_has_its_time(person: Person) -> None:
    with pytest.raises(IntegrityError, match="onboarding_asked_questions_closed_at"):
        AskedQuestionFactory.create(person=person, outcome=Outcome.SKIPPED)


def test_a_pause_keeps_the_place_and_waking_puts_the_question_again(
    person: Person, small_bank: None
) -> None:
    first = begin(person)
    is_paused = session_pause(person.pk)
    status = session_of(person).status

    assert (is_paused, status) == (True, SessionStatus.PAUSED)
    assert session_resume(person.pk, RU) == first
    assert session_of(person).status == SessionStatus.ACTIVE
    assert told(person.pk)[3:] == ["session.updated", "session.updated", "user.session.started"]


def test_pausing_twice_says_it_once(person: Person, small_bank: None) -> None:
    begin(person)

    assert session_pause(person.pk)
    assert session_pause(person.pk)
    assert told(person.pk).count("session.updated") == 1


def test_without_a_session_there_is_nothing_to_pause_or_wake(person: Person) -> None:
    assert not session_pause(person.pk)
    assert session_resume(person.pk, RU) == Stale()
    assert session_end(person.pk, 1) == Stale()
    assert told(person.pk) == []


def test_a_woken_session_without_a_question_goes_on_with_one(
    person: Person, small_bank: None
) -> None:
    SessionFactory.create(person=person, status=SessionStatus.PAUSED)

    assert asked(session_resume(person.pk, RU)).number == 1


def test_skipping_takes_a_place(person: Person, small_bank: None) -> None:
    first = begin(person)

    second = asked(question_skip(person.pk, first.asked_id, RU))

    assert second.number == 2
    assert outcomes(person) == [Outcome.SKIPPED, Outcome.OPEN]


def test_replacing_takes_no_place_and_asks_something_else(person: Person, small_bank: None) -> None:
    first = begin(person)

    second = asked(question_replace(person.pk, first.asked_id, RU))

    assert (second.number, second.text == first.text) == (1, False)
    assert outcomes(person) == [Outcome.REPLACED, Outcome.OPEN]


@pytest.mark.parametrize("leave", [question_skip, question_replace])
def test_a_stale_number_changes_nothing(person: Person, small_bank: None, leave: object) -> None:
    first = begin(person)
    before = told(person.pk)

    assert leave(person.pk, first.asked_id + 1, RU) == Stale()  # type: ignore[operator]
    assert session_end(person.pk, first.asked_id + 1) == Stale()
    assert outcomes(person) == [Outcome.OPEN]
    assert told(person.pk) == before


def test_another_persons_question_cannot_be_left(person: Person, small_bank: None) -> None:
    first = begin(person)
    other = PersonFactory.create()

    assert question_skip(other.pk, first.asked_id, RU) == Stale()
    assert outcomes(person) == [Outcome.OPEN]


def test_a_session_ends_as_planned_on_something_that_gives_strength(
    person: Person, small_bank: None
) -> None:
    begin(person)
    steps = [answer(person, number).step for number in range(TARGET_QUESTIONS)]

    end = steps[-1]
    last = AskedQuestion.objects.filter(person=person).latest("pk")
    assert isinstance(end, End)
    assert [isinstance(step, Ask) for step in steps] == [True] * 5 + [False]
    assert (end.reason, end.answers) == (EndReason.PLANNED, TARGET_QUESTIONS)
    assert last.question.energy == Energy.HEALING
    assert end.resource_answer_id == last.answers.get().pk
    assert session_of(person).status == SessionStatus.COMPLETED
    assert told(person.pk)[-2:] == ["session.completed", "session.analytics.updated"]


def test_a_session_of_skips_names_no_resource(person: Person, small_bank: None) -> None:
    step = session_open(person.pk, RU)
    while isinstance(step, Ask):
        step = question_skip(person.pk, step.asked_id, RU)

    assert isinstance(step, End)
    assert (step.answers, step.resource_answer_id) == (0, None)


def test_when_nothing_may_be_asked_the_session_ends_kindly(person: Person, db: None) -> None:
    step = session_open(person.pk, RU)

    assert isinstance(step, End)
    assert (step.reason, step.answers) == (EndReason.NOTHING_ELIGIBLE, 0)
    assert session_of(person).end_reason == EndReason.NOTHING_ELIGIBLE


def test_a_question_without_a_text_in_the_language_is_not_asked(
    person: Person, small_bank: None
) -> None:
    assert isinstance(session_open(person.pk, Language.EN), End)


def test_the_person_may_end_it_at_once(person: Person, small_bank: None) -> None:
    first = begin(person)

    end = session_end(person.pk, first.asked_id)

    assert isinstance(end, End)
    assert (end.reason, end.answers) == (EndReason.PERSON, 0)
    assert outcomes(person) == [Outcome.EXPIRED]


def test_a_session_falls_asleep_after_half_an_hour_and_wakes_at_its_question(
    person: Person, small_bank: None
) -> None:
    with time_machine.travel(utc_now(), tick=False) as clock:
        first = begin(person)
        clock.shift(IDLE_LIMIT)
        in_time = sessions_time_out()
        clock.shift(timedelta(seconds=1))

        assert (in_time, sessions_time_out(), sessions_time_out()) == (0, 1, 0)
        assert session_of(person).status == SessionStatus.TIMED_OUT
        assert session_resume(person.pk, RU) == first
        assert told(person.pk)[3:] == [
            "session.timed_out",
            "session.analytics.updated",
            "session.updated",
            "user.session.started",
        ]


def test_an_answer_wakes_a_sleeping_session(person: Person, small_bank: None) -> None:
    begin(person)
    Session.objects.update(last_activity_at=utc_now() - IDLE_LIMIT * 2)
    sessions_time_out()

    answer(person, 1)

    assert session_of(person).status == SessionStatus.ACTIVE
    assert sessions_time_out() == 0


def test_a_paused_session_does_not_fall_asleep(person: Person, small_bank: None) -> None:
    begin(person)
    session_pause(person.pk)
    Session.objects.update(last_activity_at=utc_now() - IDLE_LIMIT * 2)

    assert sessions_time_out() == 0


@pytest.mark.django_db(transaction=True)
def test_a_session_that_somebody_works_on_is_left_alone(person: Person, small_bank: None) -> None:
    begin(person)
    Session.objects.update(last_activity_at=utc_now() - IDLE_LIMIT * 2)
    somebody = plain_connection()

    with somebody.transaction():
        somebody.execute("SELECT id FROM onboarding_sessions FOR UPDATE")
        meanwhile = sessions_time_out()
    somebody.close()

    assert (meanwhile, sessions_time_out()) == (0, 1)


def test_what_was_chosen_and_why_is_stored(person: Person, small_bank: None) -> None:
    begin(person)

    row = AskedQuestion.objects.get()
    record = row.selection
    assert record["policy"] == POLICY
    assert record["bank"] == published_bank().bank.version
    assert record["score"] > 0
    assert row.question.code in [code for code, _ in record["top"]]
    assert record["removed"]["first_answers_gentle"] > 0
    assert isinstance(record["seed"], int)


def test_a_heavy_question_is_announced_when_it_is_put(person: Person) -> None:
    heavy = QuestionFactory.create(
        energy=Energy.HEAVY, depth=4, min_trust=TrustLevel.FRIEND, requires_opt_in=True
    )
    QuestionTextFactory.create(question=heavy)
    session = SessionFactory.create(person=person)
    AskedQuestionFactory.create(session=session, question=heavy)

    assert asked(session_resume(person.pk, RU)).is_heavy


def deepen(person: Person) -> None:
    """Let the person be far enough on for what lies deep, and willing."""
    CareState.objects.update_or_create(person=person, defaults={"trust": 0.5})
    heavy_opt_in_set(person.pk, allowed=True)
    begin(person)
    for number in range(TARGET_QUESTIONS):
        answer(person, number)
    begin(person)
    for number in range(3):
        answer(person, 100 + number)


def publish_heavy() -> Question:
    """Publish a heavy question about each thing that tells most of all."""
    heavy = publish(
        domain=Domain.PAST,
        energy=Energy.HEAVY,
        depth=4,
        min_trust=TrustLevel.FRIEND,
        requires_opt_in=True,
        stages=[Stage.DEEPENING],
        tells=(Trait.NEUROTICISM, 2.0),
    )
    BankVersion.objects.create(label="with heavy")
    return heavy


def next_step(person: Person) -> Ask:
    """Replace the open question until something comes; return it."""
    open_now = AskedQuestion.objects.get(person=person, outcome=Outcome.OPEN)
    return asked(question_replace(person.pk, open_now.pk, RU))


def test_something_heavy_may_come_when_everything_allows_it(
    person: Person, small_bank: None
) -> None:
    deepen(person)
    heavy = publish_heavy()

    assert next_step(person).text == heavy.texts.get().text


def test_founding_heavy_questions_are_not_asked_in_production(
    person: Person, small_bank: None, in_production: None
) -> None:
    deepen(person)
    heavy = publish_heavy()

    assert next_step(person).text != heavy.texts.get().text


def test_after_a_heavy_question_something_that_gives_strength_comes(
    person: Person, small_bank: None
) -> None:
    deepen(person)
    publish_heavy()
    next_step(person)

    step = asked(answer(person, 200).step)

    assert AskedQuestion.objects.get(pk=step.asked_id).question.energy == Energy.HEALING


def test_many_skips_and_replacements_make_tired_and_a_rest_is_offered(
    person: Person, small_bank: None
) -> None:
    deepen(person)
    session = Session.objects.get(status=SessionStatus.ACTIVE)
    step = next_step(person)
    while not step.offers_end:
        step = next_step(person)

    assert Moment.of(session, care_of(session.person_id), RU).tiredness.level > 0.7
    assert AskedQuestion.objects.get(pk=step.asked_id).question.energy == Energy.HEALING


def test_whoever_is_exhausted_and_has_rested_is_let_go(person: Person, small_bank: None) -> None:
    session = SessionFactory.create(person=person, target_questions=20)
    CareState.objects.create(person=person)
    met = [(Energy.NEUTRAL, Outcome.ANSWERED)] * 3 + [(Energy.NEUTRAL, Outcome.SKIPPED)] * 15
    for energy, outcome in [*met, (Energy.HEALING, Outcome.SKIPPED)]:
        question = QuestionTextFactory.create(question__energy=energy).question
        AskedQuestionFactory.create(
            session=session, question=question, outcome=outcome, closed_at=utc_now()
        )

    step = session_resume(person.pk, RU)

    assert isinstance(step, End)
    assert step.reason == EndReason.FATIGUE


def test_the_portrait_guides_the_choice(person: Person, small_bank: None) -> None:
    telling = publish(domain=Domain.BODY, tells=(Trait.RESILIENCE, 2.0))
    BankVersion.objects.create(label="with one more")
    known, unknown = 0.01, 1.0
    variances = [known] * 8 + [unknown]
    selection_state_set(person.pk, variances=variances, profile_version=1)

    assert begin(person).text == telling.texts.get().text


def test_an_answer_that_waits_for_its_analysis_counts_with_what_it_promises(
    person: Person, small_bank: None
) -> None:
    begin(person)
    first = AskedQuestion.objects.get()
    answer(person, 1)
    promising = AskedQuestion.objects.get(outcome=Outcome.OPEN).selection["score"]
    AskedQuestion.objects.filter(pk=first.pk).update(closed_at=utc_now() - timedelta(days=1))
    AskedQuestion.objects.exclude(pk=first.pk).delete()

    analysed = asked(session_resume(person.pk, RU))

    assert AskedQuestion.objects.get(pk=analysed.asked_id).selection["score"] > promising


def test_closed_topics_are_read(person: Person, small_bank: None) -> None:
    CareState.objects.create(
        person=person, closed_domains=[domain for domain in Domain if domain is not Domain.WORK]
    )

    begin(person)

    assert AskedQuestion.objects.get().question.domain == Domain.WORK


def worths() -> dict[str, float]:
    """Return what the domains were worth when the open question was chosen."""
    asked_now = AskedQuestion.objects.get(outcome=Outcome.OPEN)
    affinity = asked_now.selection["state"]["affinity"]
    return {domain: round(worth, 3) for domain, worth in affinity.items()}


def test_what_a_person_leaves_and_how_much_they_say_guides_the_choice(
    person: Person, small_bank: None
) -> None:
    first = begin(person)
    at_first = worths()
    left = AskedQuestion.objects.get().question.domain
    question_skip(person.pk, first.asked_id, RU)
    after_skip = worths()
    answer(person, 1, "Гуляли у реки.")
    answered = AskedQuestion.objects.get(outcome=Outcome.ANSWERED).question.domain

    assert at_first == {}
    assert after_skip == {left: 0.871}
    assert worths() == {**after_skip, answered: 1.0}


def test_a_corrected_answer_counts_at_its_new_length(person: Person, small_bank: None) -> None:
    begin(person)
    answer(person, 1, "Река.")
    answer(person, 2, "Гуляли у реки.")
    answer_correct(person.pk, "Река!", update_id=3, message_id=1002)
    answer(person, 4, "Река.")

    assert set(worths().values()) == {1.0}


def test_the_bank_is_read_anew_when_it_was_changed(person: Person, small_bank: None) -> None:
    before = published_bank()
    question = publish(domain=Domain.WORK)
    unchanged = published_bank()
    BankVersion.objects.create(label="small")
    after = published_bank()

    assert unchanged is before
    assert question.code not in before.ids
    assert after.ids[question.code] == question.pk
    assert after.bank.version != before.bank.version


def test_without_any_version_the_bank_is_empty(db: None) -> None:
    BankVersion.objects.all().delete()

    assert published_bank().ids == {}


def test_only_published_questions_and_read_texts_are_in_the_bank(small_bank: None) -> None:
    draft = publish(status="draft")
    machine = publish(text_status=TranslationStatus.MACHINE_DRAFT)
    BankVersion.objects.create(label="more")

    bank = published_bank()

    assert draft.code not in bank.ids
    assert bank.bank.questions[bank.bank.index[machine.code]].languages == frozenset()
