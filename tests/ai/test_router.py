"""The whole way to a model and back: real budgets, ledger and breakers, a double for the vendor."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ai.choices import BudgetScope, Outcome, Tier, Vendor, WhyLocal
from ai.contracts import CoachRequest, CoachTurn
from ai.errors import KeyRefusedError, RefusedError, VendorAwayError
from ai.models import AiBudget, AiCall, AiModel, AiSpend
from ai.pricing import cost
from ai.prompts import CANARY
from ai.router import chain, improve_reflection, read_deeply, read_instantly, reply_as_coach
from ai.selectors import model_named
from core.egress import EgressPermit, SyntheticPermit
from core.errors import NotFoundError
from core.vocabulary import Language, Trait
from people.choices import Purpose
from people.erasure import person_erase
from people.services import consent_give, consent_withdraw, egress_permit
from tests.ai.builders import answer, deep, earlier
from tests.ai.money import price_list_restore
from tests.ai.vendor_double import (
    USAGE,
    VendorDouble,
    Watch,
    coach_said,
    deep_said,
    trait_said,
    vendors,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

TEXT = "Устала от работы, но дети радуют"
SMALL, HAIKU, SONNET, SOL = "gpt-6-luna", "claude-haiku-5-5", "claude-sonnet-5-5", "gpt-6.1-sol"
GRAVE = "Я больше не хочу жить"


@pytest.fixture
def openai() -> VendorDouble:
    return VendorDouble(Vendor.OPENAI)


@pytest.fixture
def anthropic() -> VendorDouble:
    return VendorDouble(Vendor.ANTHROPIC)


@pytest.fixture(autouse=True)
def watch(openai: VendorDouble, anthropic: VendorDouble) -> Iterator[Watch]:
    price_list_restore()
    with vendors(openai, anthropic) as watch:
        yield watch


@pytest.fixture
def is_instant() -> None:
    """Let the small model improve reflections, as staff may."""
    AiModel.objects.filter(name=SMALL).update(is_instant=True)


@pytest.fixture
def permit() -> EgressPermit:
    person = PersonFactory.create()
    consent_give(person.pk, Purpose.AI_VENDORS, Language.RU)
    permit = egress_permit(person.pk, "deep_analysis")
    assert permit is not None
    return permit


def coach_request(message: str = TEXT) -> CoachRequest:
    return CoachRequest(message=message, language=Language.RU)


def test_without_a_permit_nothing_reaches_a_vendor(
    openai: VendorDouble, anthropic: VendorDouble
) -> None:
    readings = [read_deeply(deep(TEXT), None), reply_as_coach(coach_request(), None)]
    local = read_instantly(answer(TEXT)).reading
    assert improve_reflection(answer(TEXT), local, None, 0.4) is None
    assert openai.journal + anthropic.journal == []
    assert {(r.provider, r.reason_local) for r in readings} == {("local", WhyLocal.NO_PERMIT)}
    assert not AiCall.objects.exists()


def test_a_withdrawn_permit_lets_nothing_out(permit: EgressPermit, openai: VendorDouble) -> None:
    consent_withdraw(permit.person_id, Purpose.AI_VENDORS)
    routed = read_deeply(deep(TEXT), permit)
    assert (openai.journal, routed.reason_local) == ([], WhyLocal.WITHDRAWN)


def test_what_comes_back_after_a_withdrawal_is_thrown_away(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(traits=[trait_said("дети радуют")])
    openai.meanwhile = lambda: consent_withdraw(permit.person_id, Purpose.AI_VENDORS)
    routed = read_deeply(deep(TEXT), permit)
    call = AiCall.objects.get()
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.WITHDRAWN)
    assert (call.outcome, call.error_code) == (Outcome.DISCARDED, "ai_withdrawn")
    assert (call.output_tokens, routed.cost_usd) == (USAGE.output_tokens, call.usd)


def test_after_a_withdrawal_between_attempts_nothing_more_is_sent(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.otherwise = VendorAwayError()
    openai.meanwhile = lambda: consent_withdraw(permit.person_id, Purpose.AI_VENDORS)
    routed = read_deeply(deep(TEXT), permit)
    assert (openai.asked, anthropic.asked) == ([SMALL], [])
    assert (routed.reason_local, len(routed.calls)) == (WhyLocal.WITHDRAWN, 1)


def test_after_a_withdrawal_between_models_the_next_one_is_not_asked(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.otherwise = RefusedError(usage=USAGE)
    openai.meanwhile = lambda: consent_withdraw(permit.person_id, Purpose.AI_VENDORS)
    routed = read_deeply(deep(TEXT), permit)
    assert (openai.asked, anthropic.asked) == ([SMALL], [])
    assert (routed.reason_local, routed.cost_usd > 0) == (WhyLocal.WITHDRAWN, True)


def test_a_model_of_the_tier_answers_and_is_named(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(
        sentiment="positive",
        traits=[trait_said("дети радуют", confidence=1.0)],
        insight="Похоже, рядом с детьми легче.",
        insight_quote="дети радуют",
    )
    routed = read_deeply(deep(TEXT), permit)
    assert (routed.provider, routed.model, routed.prompt_version) == ("openai", SMALL, "deep/1+ru")
    assert (routed.is_offline, routed.tier, routed.reason_local) == (False, Tier.MEDIUM, "")
    assert routed.reading.insight == "Похоже, рядом с детьми легче."
    assert [trait.quote for trait in routed.reading.traits] == ["дети радуют"]


def test_a_complex_answer_goes_to_a_model_that_thinks(
    permit: EgressPermit, anthropic: VendorDouble
) -> None:
    routed = read_deeply(deep("Больше нет сил, всё бессмысленно"), permit)
    assert (anthropic.asked, routed.tier) == ([SONNET], Tier.COMPLEX)


def test_the_ledger_equals_what_the_vendor_saw(permit: EgressPermit, openai: VendorDouble) -> None:
    openai.will(SMALL, VendorAwayError(), deep_said())
    routed = read_deeply(deep(TEXT, history=earlier("Мама пекла хлеб")), permit)
    failed, completed = AiCall.objects.order_by("pk")
    price = model_named(SMALL).price
    assert price is not None
    assert routed.calls == (failed.pk, completed.pk)
    assert (failed.outcome, failed.error_code, failed.usd) == ("failed", "vendor_away", Decimal(0))
    assert (completed.outcome, completed.usd) == ("completed", cost(USAGE, price))
    assert (completed.input_tokens, completed.cached_tokens) == (700, 300)
    assert (completed.person_id, completed.purpose) == (permit.person_id, "deep_analysis")
    assert set(completed.kinds) == {"answer", "question", "history"}
    assert routed.cost_usd == completed.usd
    assert failed.request_id == completed.request_id


def test_names_and_numbers_do_not_leave_and_come_back(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    text = "Вчера Ольга звонила с +7 912 345-67-89, и я весь вечер радовался"
    openai.otherwise = lambda prompt: deep_said(
        traits=[trait_said(quote_of(prompt.turns[0].text))],
    )
    request = deep(text).model_copy(update={"names": ("Тимофей",)})
    routed = read_deeply(request, permit)
    assert "345-67-89" not in openai.journal[0].text
    assert "Ольга" not in openai.journal[0].text
    assert [trait.quote for trait in routed.reading.traits] == [text]
    assert AiCall.objects.get().masked == {"NAME": 1, "PHONE": 1}


def quote_of(turn: str) -> str:
    """Return the answer as it stands between its marks."""
    return turn.split("<answer-")[1].split(">\n", 1)[1].split("\n</answer-", maxsplit=1)[0]


def test_no_word_of_the_person_stands_in_the_instructions(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    read_deeply(deep(TEXT), permit)
    assert "дети" not in openai.journal[0].system
    assert CANARY in openai.journal[0].system


def test_what_a_model_cannot_quote_is_dropped_and_counted(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(
        traits=[trait_said("слова, которых нет"), trait_said("дети радуют"), trait_said("")],
        insight="Похоже, рядом с детьми легче.",
        insight_quote="и этих нет",
    )
    routed = read_deeply(deep(TEXT), permit)
    assert (len(routed.reading.traits), routed.reading.insight) == (1, "")
    assert routed.quotes_dropped == 3


def test_in_a_crisis_nothing_goes_to_a_vendor(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    local = read_instantly(answer(GRAVE)).reading
    readings = [read_deeply(deep(GRAVE), permit), reply_as_coach(coach_request(GRAVE), permit)]
    assert improve_reflection(answer(GRAVE), local, permit, 0.4) is None
    assert openai.journal + anthropic.journal == []
    assert {routed.reason_local for routed in readings} == {WhyLocal.CRISIS}


def test_a_model_may_raise_the_level_and_then_concludes_nothing(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(
        crisis_level=7,
        traits=[trait_said("дети радуют")],
        insight="Похоже, рядом с детьми легче.",
        insight_quote="дети радуют",
    )
    reading = read_deeply(deep(TEXT), permit).reading
    assert (reading.crisis_level, reading.traits, reading.insight) == (3, (), "")


def test_a_model_never_lowers_the_level(permit: EgressPermit, anthropic: VendorDouble) -> None:
    anthropic.otherwise = deep_said(crisis_level=0)
    assert read_deeply(deep("Больше нет сил, всё бессмысленно"), permit).reading.crisis_level == 1


def test_when_a_model_hears_a_crisis_its_words_are_not_used(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = coach_said("Держитесь, всё наладится.", crisis_level=2)
    routed = reply_as_coach(coach_request(), permit)
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.CRISIS)
    assert routed.reading.crisis_level == 2
    assert (len(routed.calls), "Держитесь" in routed.reading.text) == (1, False)


def test_the_coach_answers_with_the_earlier_answers_it_used(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = coach_said("Похоже, хлеб всё ещё пахнет домом.", used_earlier=[2, 9, 2])
    memories = earlier("Дедушка чинил часы", "Мама пекла хлеб")
    request = coach_request("Опять вспомнила хлеб").model_copy(update={"earlier": memories})
    routed = reply_as_coach(request, permit)
    assert routed.reading.text == "Похоже, хлеб всё ещё пахнет домом."
    assert routed.reading.used_answer_ids == (2,)
    assert routed.prompt_version == "coach/1+ru"


def test_earlier_words_of_the_coach_are_data_and_no_turn_of_the_model(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = coach_said()
    turns = (CoachTurn(is_person=False, text="Слышу вас."), CoachTurn(is_person=True, text="Да."))
    reply_as_coach(coach_request().model_copy(update={"history": turns}), permit)
    [turn] = openai.journal[0].turns
    assert "<coach-" in turn
    assert "<person-" in turn


@pytest.mark.parametrize(
    "reply", ["", "I hear you, it is a lot.", f"Слышу вас. {CANARY}", "а" * 1300]
)
def test_a_reply_that_may_not_be_said_is_asked_for_again(
    permit: EgressPermit, openai: VendorDouble, reply: str
) -> None:
    openai.will(SMALL, coach_said(reply), coach_said("Похоже, сейчас много всего сразу."))
    routed = reply_as_coach(coach_request(), permit)
    assert routed.reading.text == "Похоже, сейчас много всего сразу."
    assert [call.outcome for call in AiCall.objects.order_by("pk")] == ["failed", "repaired"]


def test_a_coach_that_only_says_what_may_not_be_said_is_replaced(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    openai.otherwise = anthropic.otherwise = coach_said("I hear you, it is a lot.")
    routed = reply_as_coach(coach_request(), permit)
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.VENDORS_FAILED)


def test_a_hypothesis_in_another_language_is_dropped(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(
        insight="It seems that children give you strength.", insight_quote="дети радуют"
    )
    assert read_deeply(deep(TEXT), permit).reading.insight == ""


def test_a_diagnosis_is_said_anew(permit: EgressPermit, openai: VendorDouble) -> None:
    openai.otherwise = deep_said(insight="У вас депрессия.", insight_quote="Устала от работы")
    insight = read_deeply(deep(TEXT), permit).reading.insight
    assert "депресс" not in insight


def test_a_pattern_needs_earlier_answers_that_show_it(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    said = "Похоже, силы возвращаются рядом с детьми."
    openai.will(
        SMALL,
        deep_said(patterns=[{"text": said, "earlier": [1, 2]}]),
        deep_said(patterns=[{"text": said, "earlier": [1, 7]}]),
    )
    request = deep(TEXT, history=earlier("Гуляли с детьми", "Дети смеялись"))
    assert read_deeply(request, permit).reading.patterns == (said,)
    assert read_deeply(request, permit).reading.patterns == ()


def test_numbers_out_of_range_are_brought_into_it(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(
        sentiment_score=-8, quality=1.2, traits=[trait_said("дети радуют", value=99)]
    )
    reading = read_deeply(deep(TEXT), permit).reading
    assert (reading.sentiment_score, reading.quality, reading.traits[0].value) == (-1, 1, 2)


def test_no_number_is_an_output_of_no_use(permit: EgressPermit, openai: VendorDouble) -> None:
    openai.will(SMALL, deep_said(quality=float("nan")), deep_said(quality=0.4))
    assert read_deeply(deep(TEXT), permit).reading.quality == 0.4


def test_a_question_that_aims_at_a_trait_makes_it_more_certain(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = deep_said(traits=[trait_said("дети радуют", confidence=1.0)])
    aimed = read_deeply(deep(TEXT, targets=(Trait.EXTRAVERSION,)), permit).reading.traits[0]
    other = read_deeply(deep(TEXT), permit).reading.traits[0]
    assert (aimed.variance, other.variance) == (2.0, 3.0)


def test_the_chain_asks_every_model_once_the_tier_first() -> None:
    assert [model.name for model in chain(Tier.COMPLEX)] == [SONNET, SOL, SMALL, HAIKU]
    assert [model.name for model in chain(Tier.SIMPLE)] == [SMALL, HAIKU, SONNET, SOL]
    assert chain(Tier.MEDIUM)[0].tier is Tier.MEDIUM


def test_one_model_may_be_asked_by_its_number(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    routed = read_deeply(deep(TEXT), permit, model=model_named(SONNET).id)
    assert (routed.model, openai.journal) == (SONNET, [])
    anthropic.otherwise = VendorAwayError()
    failed = read_deeply(deep(TEXT), permit, model=model_named(SONNET).id)
    assert (failed.reason_local, openai.journal) == (WhyLocal.VENDORS_FAILED, [])


@pytest.mark.parametrize("taken", [{"is_enabled": False}, {"retires_on": "2026-01-01"}])
def test_a_model_taken_out_of_use_reads_no_person_whoever_chose_it(
    permit: EgressPermit, anthropic: VendorDouble, taken: dict[str, Any]
) -> None:
    chosen = model_named(SONNET).id
    AiModel.objects.filter(pk=chosen).update(**taken)
    routed = read_deeply(deep(TEXT), permit, model=chosen)
    assert (routed.reason_local, anthropic.journal) == (WhyLocal.VENDORS_FAILED, [])
    assert read_deeply(deep(TEXT), SyntheticPermit(), model=chosen).model == SONNET


def test_a_model_deleted_before_its_turn_makes_way_for_the_next_one(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.will(SMALL, KeyRefusedError())
    openai.meanwhile = AiModel.objects.filter(name=HAIKU).delete
    routed = read_deeply(deep(TEXT), permit)
    assert (routed.model, len(routed.calls)) == (SONNET, 2)


def test_a_person_erased_before_the_call_is_written_down_has_nothing_sent(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    def erased_once_granted() -> bool:
        is_granted = permit.still_granted()
        person_erase(permit.person_id)
        return is_granted

    routed = read_deeply(deep(TEXT), replace(permit, still_granted=erased_once_granted))
    assert (routed.reason_local, openai.journal + anthropic.journal) == (WhyLocal.WITHDRAWN, [])
    assert not AiCall.objects.exists()


def test_a_model_that_is_not_there_is_an_error(permit: EgressPermit) -> None:
    with pytest.raises(NotFoundError):
        read_deeply(deep(TEXT), permit, model=0)


def test_a_budget_of_nothing_answers_locally(permit: EgressPermit, openai: VendorDouble) -> None:
    AiBudget.objects.filter(scope=BudgetScope.WORKSPACE_DAY).update(limit_usd=0)
    routed = read_deeply(deep(TEXT), permit)
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.BUDGET)
    assert openai.journal == []


def test_near_the_limit_a_cheaper_tier_is_asked(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    spend_most_of(permit)
    routed = read_deeply(deep("Больше нет сил, всё бессмысленно"), permit)
    assert (openai.asked, anthropic.asked, routed.tier) == ([SMALL] * 2, [], Tier.MEDIUM)


def test_a_model_too_dear_for_what_is_left_makes_way_for_a_cheaper_one(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    AiBudget.objects.filter(scope=BudgetScope.PERSON_DAY).update(limit_usd=Decimal("0.02"))
    routed = read_deeply(deep("Больше нет сил, всё бессмысленно"), permit)
    assert (routed.model, anthropic.asked) == (SMALL, [])


def spend_most_of(permit: EgressPermit) -> None:
    """Bring the person's day over its soft share."""
    read_deeply(deep("Чай"), permit)
    AiSpend.objects.filter(person_id=permit.person_id).update(settled_usd=Decimal("0.45"))


def test_without_a_model_in_the_tables_the_local_one_answers(permit: EgressPermit) -> None:
    AiModel.objects.update(is_enabled=False)
    assert read_deeply(deep(TEXT), permit).reason_local is WhyLocal.NO_KEY


def test_without_a_key_the_local_one_answers(permit: EgressPermit) -> None:
    with vendors():
        routed = read_deeply(deep(TEXT), permit)
    assert (routed.provider, routed.reason_local) == ("local", WhyLocal.NO_KEY)


def test_a_missing_price_passes_the_model_over(
    permit: EgressPermit, openai: VendorDouble, anthropic: VendorDouble
) -> None:
    AiModel.objects.filter(name=SMALL).update(output_usd=None)
    assert read_deeply(deep(TEXT), permit).model == HAIKU


def test_a_trial_counts_as_one_and_for_nobody(openai: VendorDouble) -> None:
    read_deeply(deep(TEXT), SyntheticPermit())
    call = AiCall.objects.get()
    assert (call.purpose, call.person_id) == ("evaluation", None)
    assert openai.journal[0].terms.person_hash == ""


def test_a_vendor_sees_a_stable_pseudonym(permit: EgressPermit, openai: VendorDouble) -> None:
    read_deeply(deep(TEXT), permit)
    read_deeply(deep(TEXT), permit)
    first, second = (sent.terms.person_hash for sent in openai.journal)
    assert first == second
    assert str(permit.person_id) not in openai.journal[0].text + first


def test_instant_reading_is_local_whatever_vendors_there_are(openai: VendorDouble) -> None:
    routed = read_instantly(answer(TEXT))
    assert (routed.provider, routed.is_offline, openai.journal) == ("local", True, [])


@pytest.mark.usefixtures("is_instant")
def test_a_small_model_may_say_a_reflection_better(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    openai.otherwise = {"reflection": "Работа забирает силы, а дети их возвращают."}
    local = read_instantly(answer(TEXT)).reading
    better = improve_reflection(answer(TEXT), local, permit, 0.4)
    assert better is not None
    assert better.reading == "Работа забирает силы, а дети их возвращают."
    assert (better.model, better.prompt_version, len(better.calls)) == (SMALL, "instant/1+ru", 1)
    assert openai.journal[0].terms.deadline_seconds <= 0.4


@pytest.mark.usefixtures("is_instant")
@pytest.mark.parametrize(
    "said",
    ["", "It is a lot.", "Вам тяжело?", "а" * 400, "<b>Вам тяжело</b>", f"Слышу. {CANARY}"],
)
def test_a_reflection_that_is_no_better_leaves_the_local_one(
    permit: EgressPermit, openai: VendorDouble, said: str
) -> None:
    openai.otherwise = {"reflection": said}
    local = read_instantly(answer(TEXT)).reading
    assert improve_reflection(answer(TEXT), local, permit, 0.4) is None


@pytest.mark.usefixtures("is_instant")
def test_an_improvement_is_tried_once(permit: EgressPermit, openai: VendorDouble) -> None:
    openai.otherwise = VendorAwayError()
    local = read_instantly(answer(TEXT)).reading
    assert improve_reflection(answer(TEXT), local, permit, 0.4) is None
    assert openai.asked == [SMALL]


def test_a_permit_that_breaks_is_no_permission(permit: EgressPermit, openai: VendorDouble) -> None:
    with pytest.raises(ZeroDivisionError):
        read_deeply(deep(TEXT), replace(permit, still_granted=lambda: bool(1 / 0)))
    assert openai.journal == []


def test_no_model_is_asked_while_people_wait_unless_staff_say_so(
    permit: EgressPermit, openai: VendorDouble
) -> None:
    local = read_instantly(answer(TEXT)).reading
    assert improve_reflection(answer(TEXT), local, permit, 0.4) is None
    assert openai.journal == []
