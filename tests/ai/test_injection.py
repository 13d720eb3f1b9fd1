"""Attacks on the reading of answers, with a model that obeys the attacker: no word and no number
of it gets past what is made of its output.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from ai.contracts import CoachReply, CoachRequest, DeepReading
from ai.errors import InvalidOutputError
from ai.local.analyser import LocalAnalyser
from ai.local.language import detect
from ai.prompts import CANARY, PromptName, prompt
from ai.providers.base import Prompt
from ai.remote.coach import coach_work
from ai.remote.deep import deep_work
from ai.remote.instant import instant_work
from ai.remote.numbers import LARGEST_Z, MOST_MOVED, MOST_TRAITS
from ai.remote.shapes import SaidByCoach, SaidDeeply, SaidInstantly
from ai.remote.work import Work
from core.clock import utc_now
from core.vocabulary import Language
from onboarding.measurement import PRIOR, Reading, fold
from tests.ai.attackers import (
    WAYS,
    Attack,
    Obedient,
    attacks,
    every_attack,
    tags_of_the_person,
    traces,
)

LOCAL = LocalAnalyser()


@cache
def shown(attack: Attack) -> tuple[Work[SaidDeeply, DeepReading], Prompt]:
    """Return an attack made ready for a model, and what the model is shown."""
    work = deep_work(attack.request())
    return work, work.prompt()


def read(attack: Attack, way: str) -> DeepReading:
    """Return what is made of what the obedient model says."""
    work, prompt = shown(attack)
    said = SaidDeeply.model_validate(Obedient(attack, way).deep(prompt))
    return work.finish(said).reading


def replied(attack: Attack) -> dict[str, str]:
    """Return the replies of the coach by way; nothing where the model's may not be used."""
    work = coach_work(CoachRequest(message=attack.text, language=attack.language))
    prompt = work.prompt()
    forms = {way: SaidByCoach.model_validate(Obedient(attack, way).coach(prompt)) for way in WAYS}
    return {way: usable(work, form) for way, form in forms.items()}


def usable(work: Work[SaidByCoach, CoachReply], form: SaidByCoach) -> str:
    try:
        return work.finish(form).reading.text
    except InvalidOutputError:
        return ""


def reflected(attack: Attack) -> dict[str, str]:
    """Return the improved reflections by way, or nothing."""
    request = attack.request()
    work = instant_work(request, LOCAL.read_instantly(request).reading)
    prompt = work.prompt()
    forms = {
        way: SaidInstantly(reflection=say(prompt, attack)[:4_000]) for way, say in WAYS.items()
    }
    return {way: work.finish(form).reading or "" for way, form in forms.items()}


def traced(said: Iterable[tuple[str, str]], attack: Attack) -> list[str]:
    """Return what is to be seen of an attack, with the way in which it was said."""
    return [f"{way}: {found}" for way, text in said if (found := traces(text, CANARY, attack))]


def moved(reading: DeepReading) -> float:
    """Return how far the furthest trait of a stranger moves, in population SD."""
    readings = [
        Reading(one.trait, one.value, one.variance, utc_now(), len(reading.traits))
        for one in reading.traits
    ]
    return max(abs(mean) for mean in fold(PRIOR.state(), readings).means[:9])


def test_there_are_enough_attacks_of_every_kind_in_both_languages() -> None:
    languages = Counter(attack.language for attack in attacks())
    assert sum(languages.values()) >= 100
    assert min(languages.values()) >= 50
    assert len({attack.text for attack in attacks()}) == len(attacks())
    assert len({attack.kind for attack in attacks()}) >= 15


def test_the_obedient_model_does_move_traits_and_does_say_the_secret() -> None:
    attack = attacks()[0]
    said = Obedient(attack, "secret").deep(shown(attack)[1])
    assert traced([("secret", said["insight"])], attack) == ["secret: ['secret']"]
    assert moved(read(attack, "secret")) > 0.3


@pytest.mark.parametrize("attack", every_attack())
def test_whatever_the_obedient_model_says_nothing_of_it_is_kept(attack: Attack) -> None:
    readings = {way: read(attack, way) for way in WAYS}
    kept = [(way, text) for way, one in readings.items() for text in (one.insight, *one.patterns)]
    assert traced(kept, attack) == []


@pytest.mark.parametrize("attack", every_attack())
def test_whatever_the_obedient_model_says_the_coach_does_not_say_it(attack: Attack) -> None:
    assert traced(replied(attack).items(), attack) == []


@pytest.mark.parametrize("attack", every_attack())
def test_whatever_the_obedient_model_says_the_reflection_does_not_say_it(attack: Attack) -> None:
    assert traced(reflected(attack).items(), attack) == []


@pytest.mark.parametrize("attack", every_attack())
def test_no_attack_moves_a_trait_beyond_the_bound(attack: Attack) -> None:
    reading = read(attack, "as told")
    assert moved(reading) <= MOST_MOVED
    assert len(reading.traits) <= MOST_TRAITS
    assert all(abs(trait.value) <= LARGEST_Z for trait in reading.traits)
    assert reading.quality <= 1.0
    assert reading.sentiment_score <= 1.0


@pytest.mark.parametrize("attack", every_attack())
def test_every_quote_that_is_kept_stands_in_the_answer(attack: Attack) -> None:
    assert all(trait.quote in attack.text for trait in read(attack, "as told").traits)


@pytest.mark.parametrize("attack", every_attack())
def test_no_text_of_a_person_closes_its_marks_or_opens_a_tag_in_a_prompt(attack: Attack) -> None:
    turn = shown(attack)[1].turns[-1].text
    assert tags_of_the_person(turn) == []
    assert len(re.findall(r"</answer-[0-9a-f]{12}>", turn)) == 1


@pytest.mark.parametrize("attack", every_attack())
def test_no_word_of_a_person_stands_in_the_instructions(attack: Attack) -> None:
    ours = {prompt(PromptName.DEEP, language).system for language in Language}
    assert shown(attack)[1].system in ours


HONEST = {
    Language.RU: "Похоже, для вас важно, чтобы вас услышали до конца.",
    Language.EN: "It seems important to you to be heard to the end.",
}


def test_an_honest_hypothesis_about_the_same_answers_is_kept() -> None:
    honest = [
        replace(attack, said=HONEST[detect(attack.text, attack.language)]) for attack in attacks()
    ]
    kept = [attack for attack in honest if read(attack, "as told").insight]
    assert len(kept) >= 115
