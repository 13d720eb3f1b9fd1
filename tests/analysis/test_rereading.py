from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from ai.choices import Tier, Vendor, WhyLocal
from ai.models import AiModel
from analysis import rereading, services
from analysis.models import Analysis, AnalysisFailure
from analysis.precedence import ASKED_PAUSE
from analysis.rereading import answer_reread, answers_reread
from analysis.selectors import deep_of, traits_of
from analysis.services import DeepResult, deep_store, readings_outdate
from core.errors import NotFoundError
from core.vocabulary import Language, Trait
from events.dispatch import run_deliveries
from events.models import Delivery, OutboxEvent
from onboarding.models import Answer
from onboarding.selectors import answer_get
from people.choices import Purpose
from people.services import consent_give, consent_withdraw
from profiles.models import BigFiveTrait, Observation, PersonalityProfile
from profiles.selectors import profile_mismatches
from tests.analysis.readings import local, remote, trait
from tests.factories import AnswerFactory, PersonFactory

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = BEGIN + timedelta(hours=2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the time."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def back(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Say whether a model is back, and what is read when an answer is read again."""
    world: dict[str, Any] = {"is_back": True, "routed": remote(trait(Trait.OPENNESS, 2.0))}
    monkeypatch.setattr(rereading, "model_is_back", lambda: world["is_back"])
    monkeypatch.setattr(services, "read_deeply", lambda *_, **__: world["routed"])
    return world


def agreeing() -> Answer:
    """Return an answer of somebody who lets text go to vendors."""
    answer = AnswerFactory.create()
    consent_give(answer.person_id, Purpose.AI_VENDORS, Language.RU)
    return answer


def read_here(answer: Answer, why: WhyLocal = WhyLocal.VENDORS_FAILED) -> None:
    """Store a local reading that says something of openness and of resilience."""
    routed = local(trait(Trait.OPENNESS, -1.0), trait(Trait.RESILIENCE), why=why)
    deep_store(DeepResult(answer_get(answer.pk), routed))


def work(handler: str) -> None:
    """Run what waits for a handler, as workers would."""
    waiting = Delivery.objects.filter(handler=handler, status="pending").order_by("pk")
    for delivery_id in waiting.values_list("pk", flat=True):
        run_deliveries([delivery_id])


def requested() -> list[int]:
    """Return the answers that were asked for again, in that order."""
    events = OutboxEvent.objects.filter(name="analysis.rereading.requested").order_by("pk")
    return [event.payload["answer_id"] for event in events]


def due_at(answer: Answer) -> datetime | None:
    """Return from when on a model is asked for the answer."""
    return Analysis.objects.get(answer=answer, is_current=True).read_again_at


def test_what_was_read_here_while_vendors_were_away_is_asked_for_again(
    clock: time_machine.Traveller,
) -> None:
    answer = agreeing()
    read_here(answer)
    clock.move_to(LATER)

    assert answers_reread() == 1

    assert requested() == [answer.pk]


@pytest.mark.parametrize("why", [WhyLocal.BUDGET, WhyLocal.NO_KEY])
def test_so_is_what_no_key_or_no_money_was_there_for(
    clock: time_machine.Traveller, why: WhyLocal
) -> None:
    read_here(agreeing(), why)
    clock.move_to(LATER)

    assert answers_reread() == 1


def test_asking_twice_asks_once(clock: time_machine.Traveller) -> None:
    read_here(agreeing())
    clock.move_to(LATER)
    answers_reread()

    assert answers_reread() == 0


def test_a_request_that_was_lost_is_made_again(clock: time_machine.Traveller) -> None:
    read_here(agreeing())
    clock.move_to(LATER)
    answers_reread()
    clock.move_to(LATER + ASKED_PAUSE)

    assert answers_reread() == 1


def test_nothing_is_asked_for_while_no_model_is_back(
    clock: time_machine.Traveller, back: dict[str, Any]
) -> None:
    read_here(agreeing())
    clock.move_to(LATER)
    back["is_back"] = False

    assert answers_reread() == 0

    assert requested() == []


def test_the_newest_answers_come_first_and_not_all_at_once(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "BATCH", 2)
    answers = [agreeing() for _ in range(3)]
    for answer in answers:
        read_here(answer)
    clock.move_to(LATER)

    assert [answers_reread(), answers_reread()] == [2, 1]

    assert requested() == [answers[2].pk, answers[1].pk, answers[0].pk]


@pytest.mark.parametrize("why", [WhyLocal.NO_PERMIT, WhyLocal.WITHDRAWN, WhyLocal.VENDORS_FAILED])
def test_nothing_is_asked_for_who_does_not_agree(
    clock: time_machine.Traveller, why: WhyLocal
) -> None:
    read_here(AnswerFactory.create(), why)
    clock.move_to(LATER)

    assert answers_reread() == 0


def test_what_is_left_to_human_beings_is_not_asked_for(clock: time_machine.Traveller) -> None:
    answer = agreeing()
    read_here(answer, WhyLocal.CRISIS)
    work("analysis.read_with_consent")
    clock.move_to(LATER)

    assert answers_reread() == 0


def test_whoever_agrees_later_has_earlier_answers_read(clock: time_machine.Traveller) -> None:
    answer = AnswerFactory.create()
    read_here(answer, WhyLocal.NO_PERMIT)
    consent_give(answer.person_id, Purpose.AI_VENDORS, Language.RU)
    work("analysis.read_with_consent")

    assert answers_reread() == 1

    assert requested() == [answer.pk]


def test_another_consent_makes_nothing_due() -> None:
    answer = AnswerFactory.create()
    read_here(answer, WhyLocal.NO_PERMIT)
    consent_give(answer.person_id, Purpose.COACH_MEMORY, Language.RU)
    work("analysis.read_with_consent")

    assert due_at(answer) is None


def test_whoever_takes_the_consent_back_has_nothing_read_again() -> None:
    answer = agreeing()
    read_here(answer)
    consent_withdraw(answer.person_id, Purpose.AI_VENDORS)
    work("analysis.keep_without_consent")

    assert due_at(answer) is None


def test_a_corrected_answer_is_not_asked_for(clock: time_machine.Traveller) -> None:
    answer = agreeing()
    read_here(answer)
    readings_outdate(answer.person_id, answer.pk)
    clock.move_to(LATER)

    assert answers_reread() == 0


def test_an_erased_answer_asked_for_before_leaves_nothing(clock: time_machine.Traveller) -> None:
    answer = agreeing()
    read_here(answer)
    clock.move_to(LATER)
    answers_reread()
    Analysis.objects.all().delete()
    AnalysisFailure.objects.all().delete()
    answer.delete()

    work("analysis.analyse_again")

    assert not Analysis.objects.exists()
    assert not Delivery.objects.filter(handler="analysis.analyse_again", status="dead").exists()


def test_the_reading_of_a_model_replaces_the_local_one(clock: time_machine.Traveller) -> None:
    answer = agreeing()
    read_here(answer)
    clock.move_to(LATER)
    answers_reread()

    work("analysis.analyse_again")

    reading = deep_of(answer.pk)
    assert reading is not None
    assert not reading.is_offline
    assert [one.trait for one in traits_of(reading.id)] == [Trait.OPENNESS]
    assert due_at(answer) is None


def test_a_reading_in_vain_costs_and_waits_longer(
    clock: time_machine.Traveller, back: dict[str, Any]
) -> None:
    answer = agreeing()
    read_here(answer)
    first_wait = due_at(answer)
    back["routed"] = local(why=WhyLocal.VENDORS_FAILED)
    clock.move_to(LATER)
    answers_reread()

    work("analysis.analyse_again")

    row = Analysis.objects.get(is_current=True)
    assert (row.rereads, row.cost_usd) == (1, local().cost_usd * 2)
    assert first_wait is not None
    assert row.read_again_at is not None
    assert row.read_again_at - LATER > first_wait - BEGIN
    assert AnalysisFailure.objects.get().attempts == 2


def model_of(name: str) -> AiModel:
    """Return a model that staff may choose."""
    return AiModel.objects.create(
        name=name,
        vendor=Vendor.ANTHROPIC,
        input_usd=Decimal(1),
        output_usd=Decimal(1),
        context_tokens=100_000,
        max_output_tokens=4_000,
    )


def test_staff_may_have_an_answer_read_by_a_model_of_their_choice(back: dict[str, Any]) -> None:
    answer = agreeing()
    deep_store(DeepResult(answer_get(answer.pk), remote(tier=Tier.COMPLEX, prompt="deep/9")))
    model = model_of("chosen-model")
    back["routed"] = remote(trait(Trait.OPENNESS), model="chosen-model", tier=Tier.SIMPLE)

    answer_reread(answer.pk, model.pk, by=7)
    work("analysis.analyse_again")

    row = Analysis.objects.get(is_current=True)
    assert (row.model, row.is_chosen) == ("chosen-model", True)


def test_a_choice_of_staff_that_fails_leaves_the_reading_and_is_noted(
    back: dict[str, Any],
) -> None:
    answer = agreeing()
    deep_store(DeepResult(answer_get(answer.pk), remote()))
    model = model_of("chosen-model")
    back["routed"] = local()

    answer_reread(answer.pk, model.pk, by=7)
    work("analysis.analyse_again")

    assert Analysis.objects.get(is_current=True).model == "some-model"
    assert AnalysisFailure.objects.get().model == "chosen-model"


def test_staff_cannot_choose_a_model_that_is_not_there() -> None:
    with pytest.raises(NotFoundError):
        answer_reread(agreeing().pk, 0, by=7)


def test_once_models_are_back_the_profile_is_one_built_from_their_readings(
    clock: time_machine.Traveller, back: dict[str, Any]
) -> None:
    person = PersonFactory.create()
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    answers = [
        AnswerFactory.create(
            person=person,
            asked__session__person=person,
            asked__session__status="completed",
            asked__session__ended_at=BEGIN,
            asked__outcome="answered",
            asked__closed_at=BEGIN,
            submitted_at=BEGIN + timedelta(minutes=number),
        )
        for number in range(5)
    ]
    for answer in answers:
        read_here(answer)
    work("profiles.fold_traits")
    before = Observation.objects.filter(person=person).count()
    clock.move_to(LATER)
    answers_reread()
    work("analysis.analyse_again")

    work("profiles.fold_traits")

    assert before == 10
    assert set(
        Observation.objects.filter(person=person).values_list("answer_id", "trait", "value")
    ) == {(answer.pk, Trait.OPENNESS.value, 2.0) for answer in answers}
    assert profile_mismatches(person.pk) == ()
    assert PersonalityProfile.objects.get().answers == 5
    assert BigFiveTrait.objects.get(name=Trait.OPENNESS).observations == 5
