from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from ai.choices import Tier, WhyLocal
from ai.models import AiCall, AiModel
from analysis import services
from analysis.evaluation_selectors import reading_variance
from analysis.models import (
    Analysis,
    AnalysisFailure,
    EvaluationRun,
    EvaluationTrait,
    ExtractedTrait,
)
from analysis.selectors import deep_of, instant_of, reflection_of, traits_of
from analysis.services import DeepResult, deep_read, deep_store, instant_analyse, readings_outdate
from core.clock import utc_now
from core.vocabulary import Language, Trait
from events.models import OutboxEvent
from onboarding.models import Answer
from onboarding.selectors import answer_get
from people.choices import DialogueState, Purpose
from people.models import CrisisCase
from people.services import consent_give
from tests.analysis.readings import INSIGHT, QUOTE, deep, local, remote, trait
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

    def read(request: Any, permit: Any, *, model: int | None = None) -> Any:
        calls.append((request, permit, model))
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

    (request, *_), *_ = asked
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


def test_a_reading_keeps_what_it_cost_and_how_it_came_about() -> None:
    answer = AnswerFactory.create()

    deep_store(DeepResult(answer_get(answer.pk), remote(calls=(3, 4))))

    row = Analysis.objects.get()
    assert (row.cost_usd, row.tier, row.calls) == (Decimal("0.0012"), "medium", [3, 4])
    assert (row.quotes_dropped, row.reason_local, row.is_chosen) == (1, "", False)


def test_a_better_model_of_the_same_prompt_replaces_a_lesser_one() -> None:
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), remote(model="small", tier=Tier.SIMPLE)))

    deep_store(DeepResult(answer_get(answer.pk), remote(model="large", tier=Tier.COMPLEX)))

    assert Analysis.objects.get(is_current=True).model == "large"
    assert Analysis.objects.count() == 2


def test_a_lesser_reading_that_comes_late_is_not_kept() -> None:
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), remote(trait(Trait.OPENNESS))))

    assert deep_store(DeepResult(answer_get(answer.pk), local())) is None

    assert Analysis.objects.get().model == "some-model"
    assert len(payloads("trait.extracted")) == 1


def test_the_database_keeps_one_reading_of_a_model_by_a_version_of_the_prompt() -> None:
    answer = AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), remote()))
    row = Analysis.objects.get()
    row.pk, row.is_current = None, False

    with pytest.raises(IntegrityError, match="analysis_analyses_once_per_model"):
        row.save(force_insert=True)


def test_a_model_that_staff_choose_once_more_counts_again_by_its_own_reading() -> None:
    answer = answer_get(AnswerFactory.create().pk)
    first = deep_store(DeepResult(answer, remote(trait(Trait.OPENNESS), model="a"), chosen="a"))
    deep_store(DeepResult(answer, remote(model="b"), chosen="b"))

    again = deep_store(DeepResult(answer, remote(model="a"), chosen="a"))

    assert again == first
    assert Analysis.objects.get(is_current=True).pk == first
    announced = payloads("trait.extracted")[-1]
    assert announced["trait_ids"] == [ExtractedTrait.objects.get().pk]


def test_a_reading_that_vendors_failed_at_is_noted_until_a_model_reads_the_answer() -> None:
    answer = answer_get(AnswerFactory.create().pk)
    deep_store(DeepResult(answer, local(why=WhyLocal.VENDORS_FAILED)))
    failure = AnalysisFailure.objects.get()
    assert (failure.reason, failure.attempts, failure.resolved_at) == ("vendors_failed", 1, None)

    deep_store(DeepResult(answer, remote()))

    failure.refresh_from_db()
    assert failure.resolved_at is not None


def test_the_reason_of_a_failure_is_that_of_the_last_call() -> None:
    answer = answer_get(AnswerFactory.create().pk)
    call = failed_call("vendor_too_slow")
    routed = replace(local(why=WhyLocal.VENDORS_FAILED), calls=(call.pk,))

    deep_store(DeepResult(answer, routed))

    failure = AnalysisFailure.objects.get()
    assert (failure.reason, failure.model) == ("vendor_too_slow", call.model.name)


@pytest.mark.parametrize("why", [WhyLocal.NO_KEY, WhyLocal.NO_PERMIT, WhyLocal.CRISIS])
def test_what_was_meant_to_be_read_here_is_no_failure(why: WhyLocal) -> None:
    deep_store(DeepResult(answer_get(AnswerFactory.create().pk), local(why=why)))

    assert not AnalysisFailure.objects.exists()


def failed_call(code: str) -> AiCall:
    """Return a call to a model that failed."""
    model = AiModel.objects.create(
        name="failing-model", vendor="openai", context_tokens=1000, max_output_tokens=100
    )
    return AiCall.objects.create(
        request_id=uuid4(),
        purpose="deep_analysis",
        model=model,
        input_tokens=1,
        output_tokens=1,
        reserved_usd=Decimal(0),
        usd=Decimal(0),
        outcome="failed",
        error_code=code,
        finished_at=utc_now(),
    )


def measured(noise: float, squared_error: float, *, read: int = 10) -> None:
    """Store a trial of the model that `remote` stands for."""
    run = EvaluationRun.objects.create(
        provider="somebody",
        model="some-model",
        prompt_version="deep/1",
        file_name="answers.jsonl",
        file_hash="0" * 64,
        items=10,
        repeats=2,
        failed=0,
        cost_usd=0,
        seconds_p50=1,
        seconds_p95=1,
        started_at=utc_now(),
        finished_at=utc_now(),
    )
    EvaluationTrait.objects.create(
        run=run,
        trait=Trait.OPENNESS,
        expected=read,
        read=read,
        invented=0,
        noise=noise,
        squared_error=squared_error,
    )


def test_an_analyser_is_at_most_as_sure_as_it_was_right_in_its_newest_trial() -> None:
    measured(noise=9.0, squared_error=90.0)
    measured(noise=0.5, squared_error=1.5)

    deep_store(
        DeepResult(
            answer_get(AnswerFactory.create().pk),
            remote(trait(Trait.OPENNESS, variance=1.0), trait(Trait.RESILIENCE, variance=1.0)),
        )
    )

    kept = {one.trait: one.variance for one in ExtractedTrait.objects.all()}
    assert kept == {Trait.OPENNESS: pytest.approx(0.5 + 1.5 - 0.25 - 0.25), Trait.RESILIENCE: 1.0}


def test_an_analyser_that_says_it_is_unsure_is_believed() -> None:
    measured(noise=0.1, squared_error=0.3)

    deep_store(
        DeepResult(
            answer_get(AnswerFactory.create().pk), remote(trait(Trait.OPENNESS, variance=4.0))
        )
    )

    assert ExtractedTrait.objects.get().variance == 4.0


def test_a_trial_with_few_answers_says_nothing() -> None:
    measured(noise=9.0, squared_error=90.0, read=4)

    assert reading_variance("some-model", "deep/1", Trait.OPENNESS) is None


def test_the_name_of_a_person_goes_with_the_request_so_that_it_can_be_masked(
    asked: list[Any],
) -> None:
    answer = AnswerFactory.create(asked__session__person__name="Марина")

    deep_read(answer.pk)

    assert asked[0][0].names == ("Марина",)


def test_earlier_answers_that_share_words_come_before_the_newest(asked: list[Any]) -> None:
    person = PersonFactory.create()
    texts = ["Я собираю старые велосипеды.", "Суп был вкусный.", "Опять чинил велосипед."]
    first, second, third = (
        AnswerFactory.create(
            person=person,
            text=text,
            asked__session__person=person,
            asked__session__status="completed",
            asked__session__ended_at="2026-01-01T00:00:00Z",
            asked__outcome="answered",
            asked__closed_at="2026-01-01T00:00:00Z",
        )
        for text in texts
    )

    deep_read(third.pk)

    assert [one.answer_id for one in asked[0][0].history] == [first.pk, second.pk]
