from typing import Any

import pytest
from django.db import IntegrityError, connection

from analysis import services
from analysis.models import Analysis, ExtractedTrait
from analysis.selectors import deep_of, instant_of, reflection_of, traits_of
from analysis.services import DeepResult, deep_read, deep_store, instant_analyse, readings_outdate
from core.vocabulary import Language, Trait
from events.models import OutboxEvent
from onboarding.models import Answer
from onboarding.selectors import answer_get
from people.choices import DialogueState, Purpose
from people.models import CrisisCase
from people.services import consent_give
from tests.analysis.readings import INSIGHT, QUOTE, deep, trait
from tests.factories import AnswerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def stored(answer: Answer, *traits: Any, supersedes: int | None = None, **how: Any) -> int | None:
    """Store a deep reading of the answer."""
    return deep_store(
        DeepResult(answer_get(answer.pk), deep(*traits, **how)), supersedes=supersedes
    )


def correction_of(former: Answer) -> Answer:
    """Correct an answer as onboarding does."""
    Answer.objects.filter(pk=former.pk).update(is_current=False)
    return AnswerFactory.create(asked=former.asked, supersedes=former)


def payloads(name: str) -> list[dict[str, Any]]:
    """Return what was published under this name, oldest first."""
    rows = OutboxEvent.objects.filter(name=name).order_by("pk")
    return list(rows.values_list("payload", flat=True))


def test_an_answer_is_read_at_once_by_the_local_analyser() -> None:
    answer = AnswerFactory.create(text="Вечером я долго гулял один и наконец выдохнул.")

    analysis_id = instant_analyse(answer.pk)

    instant = instant_of(answer.pk)
    assert instant is not None
    assert instant.id == analysis_id
    assert instant.language is Language.RU
    assert instant.reflection == reflection_of(answer.pk) != ""
    assert Analysis.objects.get().is_offline


def test_a_reading_at_once_is_announced_without_words() -> None:
    answer = AnswerFactory.create()

    analysis_id = instant_analyse(answer.pk)

    (payload,) = payloads("analysis.instant.completed")
    assert payload["analysis_id"] == analysis_id
    assert set(payload) == {"person_id", "answer_id", "analysis_id", "sentiment", "quality"}


def test_reading_the_same_answer_at_once_again_is_refused_by_the_database() -> None:
    answer = AnswerFactory.create()
    instant_analyse(answer.pk)

    with pytest.raises(IntegrityError):
        instant_analyse(answer.pk)


def test_a_deep_reading_is_stored_with_its_traits_and_announced_once_each() -> None:
    answer = AnswerFactory.create()

    analysis_id = stored(answer, trait(Trait.OPENNESS, 1.5), trait(Trait.RESILIENCE, -0.5))

    reading = deep_of(answer.pk)
    assert reading is not None
    assert (reading.id, reading.insight, reading.insight_quote) == (analysis_id, INSIGHT, QUOTE)
    traits = traits_of(reading.id)
    assert [(one.trait, one.value, one.quote) for one in traits] == [
        (Trait.OPENNESS, 1.5, QUOTE),
        (Trait.RESILIENCE, -0.5, QUOTE),
    ]
    assert [payload["analysis_id"] for payload in payloads("analysis.completed")] == [analysis_id]
    (extracted,) = payloads("trait.extracted")
    assert sorted(extracted["trait_ids"]) == sorted(one.id for one in traits)


def test_the_same_prompt_version_reads_an_answer_once() -> None:
    answer = AnswerFactory.create()
    stored(answer, trait(Trait.OPENNESS))

    assert stored(answer, trait(Trait.OPENNESS, -2.0)) is None

    assert Analysis.objects.count() == 1
    assert ExtractedTrait.objects.get().value == 1.0
    assert len(payloads("trait.extracted")) == 1


def test_a_reading_by_another_prompt_version_replaces_what_counts() -> None:
    answer = AnswerFactory.create()
    stored(answer, trait(Trait.OPENNESS))

    second = stored(answer, trait(Trait.OPENNESS, 2.0), prompt="deep/2")

    reading = deep_of(answer.pk)
    assert reading is not None
    assert reading.id == second
    assert Analysis.objects.filter(is_current=True).count() == 1


def test_a_reading_that_takes_traits_back_is_announced_with_none() -> None:
    answer = AnswerFactory.create()
    stored(answer, trait(Trait.OPENNESS))

    stored(answer, prompt="deep/2")

    assert [payload["trait_ids"] for payload in payloads("trait.extracted")][1] == []


def test_an_answer_that_says_nothing_of_traits_is_announced_as_analysed_only() -> None:
    stored(AnswerFactory.create())

    assert len(payloads("analysis.completed")) == 1
    assert payloads("trait.extracted") == []


def test_a_correction_that_leaves_no_traits_is_announced_all_the_same() -> None:
    former = AnswerFactory.create()
    stored(former, trait(Trait.OPENNESS))
    answer = correction_of(former)

    stored(answer, supersedes=former.pk)

    newest = payloads("trait.extracted")[-1]
    assert (newest["answer_id"], newest["trait_ids"]) == (answer.pk, [])


def test_an_answer_corrected_while_it_was_read_is_not_stored() -> None:
    former = AnswerFactory.create()
    result = DeepResult(answer_get(former.pk), deep(trait(Trait.OPENNESS)))
    correction_of(former)

    assert deep_store(result) is None

    assert not Analysis.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_readings_of_a_corrected_answer_stop_counting() -> None:
    answer = AnswerFactory.create()
    instant_analyse(answer.pk)
    stored(answer, trait(Trait.OPENNESS))

    readings_outdate(answer.person_id, answer.pk)

    assert deep_of(answer.pk) is None
    assert instant_of(answer.pk) is None


def test_a_trait_read_twice_in_one_answer_counts_once_by_its_most_certain_reading() -> None:
    stored(
        AnswerFactory.create(),
        trait(Trait.OPENNESS, 1.0, variance=2.0),
        trait(Trait.OPENNESS, 2.0, variance=0.5),
        trait(Trait.OPENNESS, 3.0, variance=1.0),
    )

    assert ExtractedTrait.objects.get().value == 2.0


def test_a_crisis_that_only_the_reading_saw_opens_a_case_and_asks_for_the_fixed_text() -> None:
    answer = AnswerFactory.create()

    analysis_id = stored(answer, crisis_level=3)

    case = CrisisCase.objects.get()
    assert (case.person_id, case.level) == (answer.person_id, 3)
    (requested,) = payloads("message.send.requested")
    assert (requested["template"], requested["object_id"]) == ("crisis_level_3", analysis_id)
    answer.person.refresh_from_db()
    assert answer.person.state == DialogueState.CRISIS


def test_a_crisis_that_the_guard_saw_as_well_is_left_to_the_guard() -> None:
    answer = AnswerFactory.create(text="Я решил убить себя сегодня ночью.")

    stored(answer, insight="", insight_quote="", crisis_level=3)

    assert not CrisisCase.objects.exists()
    assert payloads("message.send.requested") == []


def test_distress_alone_opens_no_case() -> None:
    stored(AnswerFactory.create(), crisis_level=1)

    assert not CrisisCase.objects.exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what the router is asked."""
    calls: list[Any] = []

    def read(request: Any, permit: Any) -> Any:
        calls.append((request, permit))
        return deep()

    monkeypatch.setattr(services, "read_deeply", read)
    return calls


def test_the_deep_reading_sees_the_newest_earlier_answers_of_the_same_person(
    asked: list[Any],
) -> None:
    person = PersonFactory.create()
    earlier = [
        AnswerFactory.create(
            person=person,
            asked__session__person=person,
            asked__session__status="completed",
            asked__session__ended_at="2026-01-01T00:00:00Z",
            asked__outcome="answered",
            asked__closed_at="2026-01-01T00:00:00Z",
        )
        for _ in range(22)
    ]
    AnswerFactory.create(text="Чужие слова.")

    deep_read(earlier[-1].pk)

    (request, _), *_ = asked
    assert [one.answer_id for one in request.history] == [one.pk for one in earlier[-2:0:-1]]


def test_no_permit_goes_with_the_text_of_a_person_who_did_not_agree(asked: list[Any]) -> None:
    deep_read(AnswerFactory.create().pk)

    assert asked[0][1] is None


def test_a_permit_goes_with_the_text_of_a_person_who_agreed(asked: list[Any]) -> None:
    answer = AnswerFactory.create()
    consent_give(answer.person_id, Purpose.AI_VENDORS, Language.RU)

    deep_read(answer.pk)

    permit = asked[0][1]
    assert (permit.person_id, permit.purpose) == (answer.person_id, "deep_analysis")


def test_a_corrected_answer_is_not_sent_to_be_read(asked: list[Any]) -> None:
    former = AnswerFactory.create()
    correction_of(former)

    assert deep_read(former.pk) is None
    assert asked == []


def test_no_word_lies_open_in_the_tables_of_analysis() -> None:
    answer = AnswerFactory.create()
    instant_analyse(answer.pk)
    stored(answer, trait(Trait.OPENNESS))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(a::text, '') FROM analysis_analyses a"
            " UNION ALL SELECT string_agg(t::text, '') FROM analysis_extracted_traits t"
            " UNION ALL SELECT string_agg(e::text, '') FROM event_outbox e"
        )
        dump = "".join(row[0] for row in cursor.fetchall())

    assert "прогулка" not in dump
    assert "прогулка".encode().hex() not in dump
    assert "тишина".encode().hex() not in dump
