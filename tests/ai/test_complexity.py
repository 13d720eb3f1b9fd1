from datetime import UTC, datetime
from pathlib import Path

import pytest

import analysis.evaluation
from ai.choices import Tier
from ai.complexity import COMPLEX_FROM, MEDIUM_FROM, WEIGHTS, Reason, complexity
from ai.contracts import CoachRequest, DeepRequest, EarlierAnswer, Task
from analysis.evaluation.labelled import read_labelled
from core.crisis import CrisisLevel, assess
from core.vocabulary import Domain, Language
from tests.ai.builders import answer, deep
from tests.ai.samples import lines

LONG = (
    "Когда меня уволили, я месяц лежал на диване и ни с кем не разговаривал. Потом позвонил старый"
    " друг, позвал помочь на стройке, и я понемногу ожил. Но до сих пор, когда начальник молчит, у"
    " меня холодеют руки, хотя я понимаю, что сейчас всё иначе. Я вроде бы справился, а вроде бы"
    " просто научился не думать об этом, и жене я так ничего и не рассказал."
)
DOMAINS = tuple(Domain)
LABELLED = Path(analysis.evaluation.__file__).with_name("answers.jsonl")


def judged(text: str, domain: Domain = Domain.EVERYDAY, *earlier: str) -> tuple[Tier, set[Reason]]:
    history = tuple(
        EarlierAnswer(
            answer_id=number,
            text=said,
            answered_at=datetime(2026, 3, number, tzinfo=UTC),
            domain=domain,
        )
        for number, said in enumerate(earlier, start=1)
    )
    request = DeepRequest(
        text=text,
        language_hint=Language.RU,
        question_text="?",
        question_domain=domain,
        history=history,
    )
    found = complexity(Task.DEEP_ANALYSIS, request)
    return found.tier, set(found.reasons)


@pytest.mark.parametrize(
    "text", ["Семья", "Не знаю", "12", "Чай и книга", "Не хочу об этом говорить"]
)
def test_a_short_plain_answer_is_simple(text: str) -> None:
    assert judged(text)[0] is Tier.SIMPLE


def test_an_ordinary_answer_is_medium() -> None:
    assert judged("Каждое утро пью кофе у окна и радуюсь тишине.")[0] is Tier.MEDIUM


def test_a_long_answer_that_turns_is_complex_and_says_why() -> None:
    tier, reasons = judged(LONG)
    assert tier is Tier.COMPLEX
    assert {Reason.LONG, Reason.AMBIVALENT, Reason.ADVERSITY} <= reasons


def test_distress_is_complex_however_short() -> None:
    tier, reasons = judged("Больше нет сил, всё бессмысленно")
    assert (tier, Reason.DISTRESS in reasons) == (Tier.COMPLEX, True)


def test_speaking_against_an_earlier_answer_of_the_domain_is_seen() -> None:
    reasons = judged(
        "Ненавижу свою работу, она ужасна.", Domain.WORK, "Обожаю работу, я счастлив!"
    )[1]
    assert Reason.CONTRADICTION in reasons
    agreeing = judged(
        "Ненавижу свою работу, она ужасна.", Domain.WORK, "Работа меня злит и ужасает."
    )
    assert Reason.CONTRADICTION not in agreeing[1]


def test_a_reply_of_the_coach_is_at_least_medium() -> None:
    request = CoachRequest(message="Привет", language=Language.RU)
    assert complexity(Task.COACH_REPLY, request).tier is Tier.MEDIUM


def test_the_instant_reading_is_simple_whatever_was_said() -> None:
    assert complexity(Task.INSTANT_ANALYSIS, answer(LONG)).tier is Tier.SIMPLE


def test_the_reasons_make_the_score_and_the_score_the_tier() -> None:
    found = complexity(Task.DEEP_ANALYSIS, deep(LONG))
    assert found.score == pytest.approx(min(1.0, sum(WEIGHTS[reason] for reason in found.reasons)))
    assert (found.score >= COMPLEX_FROM, found.score >= MEDIUM_FROM) == (True, True)


def test_every_reason_weighs_something() -> None:
    assert set(WEIGHTS) == set(Reason)
    assert all(0 < weight < 1 for weight in WEIGHTS.values())


def test_a_bare_fact_is_simple_and_one_that_hints_at_a_trait_is_not() -> None:
    assert judged("A long walk with the dog.")[0] is Tier.SIMPLE
    assert judged("Friends say I'm reliable. I really do finish what I start.")[0] is Tier.MEDIUM


def test_most_answers_short_and_long_together_are_medium() -> None:
    """The chat answers are shorter than people's usual ones, the labelled ones are longer."""
    short = [text for language in Language for text in lines("answers", language)]
    long = [one.text for one in read_labelled(LABELLED)]
    leaving = [text for text in short + long if assess(text).level < CrisisLevel.PASSIVE]
    tiers = [judged(text, DOMAINS[number % len(DOMAINS)])[0] for number, text in enumerate(leaving)]
    shares = {tier: tiers.count(tier) / len(tiers) for tier in Tier}
    assert 0.1 <= shares[Tier.SIMPLE] <= 0.25
    assert 0.65 <= shares[Tier.MEDIUM] <= 0.85
    assert 0.05 <= shares[Tier.COMPLEX] <= 0.15
