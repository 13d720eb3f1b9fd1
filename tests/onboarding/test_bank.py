"""The bank the product is shipped with keeps its own table."""

import math
import re
import unicodedata
from collections import Counter

import pytest

from core.portrait_words import SignatureField
from core.vocabulary import Domain, Language, Trait
from onboarding.bank.files import Bank, load
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.choices import (
    Energy,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    Stage,
    TranslationStatus,
    TrustLevel,
)

CLINICAL = re.compile(
    r"диагноз|расстройств|депресси|(?:^|\W)лечен|симптом|терапи|"
    r"disorder|diagnos|depress|\btreat(ment)?s?\b|symptom|therap",
    re.IGNORECASE,
)
CLOSED_RU = re.compile(r"\bли\b|^(Вы|Бывает|Есть|Можете|Хотите|Считаете)\b")
CLOSED_EN = re.compile(r"^(Do|Does|Did|Are|Is|Was|Were|Have|Has|Can|Could|Would|Will|Should)\b")
#: Past singular and short adjectives of one gender after «вы» would address only half of people.
GENDERED = re.compile(
    r"\b[Вв]ы (сам|сама|должен|должна|рад|рада|готов|готова|\w+(лся|лась|[аиыео]л|ла))\b"
)
LIGHT = frozenset({Energy.OPENING, Energy.NEUTRAL})


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load()


@pytest.fixture(scope="module")
def questions(bank: Bank) -> tuple[QuestionRecord, ...]:
    return bank.questions


@pytest.fixture(scope="module")
def heavy(questions: tuple[QuestionRecord, ...]) -> list[QuestionRecord]:
    return [question for question in questions if question.energy is Energy.HEAVY]


@pytest.fixture(scope="module")
def wordings(questions: tuple[QuestionRecord, ...]) -> list[QuestionText]:
    return [wording for question in questions for wording in question.texts.values()]


def _any_stranger_may(question: QuestionRecord) -> bool:
    return question.min_trust is TrustLevel.STRANGER and question.depth <= 2


def _has_letters(wording: QuestionText, alphabet: str) -> bool:
    return any(unicodedata.name(sign).startswith(alphabet) for sign in wording.text + wording.hint)


def test_there_are_at_least_300_questions(questions: tuple[QuestionRecord, ...]) -> None:
    assert sum(question.status is QuestionStatus.PUBLISHED for question in questions) >= 300


@pytest.mark.parametrize(
    ("energy", "number"),
    [
        (Energy.OPENING, 49),
        (Energy.NEUTRAL, 97),
        (Energy.PROCESSING, 97),
        (Energy.HEAVY, 33),
        (Energy.HEALING, 36),
    ],
)
def test_energy_is_shared_out_as_planned(
    questions: tuple[QuestionRecord, ...], energy: Energy, number: int
) -> None:
    assert sum(question.energy is energy for question in questions) == number


@pytest.mark.parametrize("domain", Domain)
def test_every_domain_has_twenty_questions_and_more(
    questions: tuple[QuestionRecord, ...], domain: Domain
) -> None:
    assert sum(question.domain is domain for question in questions) >= 20


@pytest.mark.parametrize("domain", Domain)
def test_every_domain_can_heal_in_three_ways(
    questions: tuple[QuestionRecord, ...], domain: Domain
) -> None:
    here = [question for question in questions if question.domain is domain]
    assert sum(question.energy is Energy.HEALING for question in here) == 3


@pytest.mark.parametrize("domain", Domain)
def test_every_domain_has_a_light_question_for_a_stranger(
    questions: tuple[QuestionRecord, ...], domain: Domain
) -> None:
    here = [question for question in questions if question.domain is domain]
    assert any(question.energy in LIGHT and _any_stranger_may(question) for question in here)


@pytest.mark.parametrize("trait", Trait)
def test_every_trait_is_what_twenty_questions_are_for(
    questions: tuple[QuestionRecord, ...], trait: Trait
) -> None:
    assert sum(question.targets[0].trait is trait for question in questions) >= 20


@pytest.mark.parametrize("field", SignatureField)
def test_every_signature_field_has_eight_questions_in_ten_domains(
    questions: tuple[QuestionRecord, ...], field: SignatureField
) -> None:
    about = [question.domain for question in questions if field in question.signature_targets]
    assert len(about) >= 8
    assert len(set(about)) >= 10


def test_a_stranger_has_38_questions_over_all_domains(
    questions: tuple[QuestionRecord, ...],
) -> None:
    open_to_all = [question.domain for question in questions if _any_stranger_may(question)]
    assert len(open_to_all) >= 38
    assert set(open_to_all) == set(Domain)


def test_every_heavy_question_can_be_followed_by_a_healing_one_of_its_own(
    questions: tuple[QuestionRecord, ...],
) -> None:
    energies = Counter(question.energy for question in questions)
    assert energies[Energy.HEALING] >= energies[Energy.HEAVY]


def test_heavy_questions_are_guarded(heavy: list[QuestionRecord]) -> None:
    assert all(question.min_trust >= TrustLevel.FRIEND for question in heavy)
    assert all(question.depth >= 3 for question in heavy)
    assert all(question.stages == (Stage.DEEPENING,) for question in heavy)
    assert all(question.safety.requires_opt_in for question in heavy)
    assert all(question.safety.skip_text_required for question in heavy)
    assert all(question.safety.cooldown_days >= 3 for question in heavy)


def test_after_a_hard_answer_to_a_heavy_question_a_healing_one_is_proposed(
    questions: tuple[QuestionRecord, ...], heavy: list[QuestionRecord]
) -> None:
    energies = {question.code: question.energy for question in questions}
    proposed = [energies[follow.code] for question in heavy for follow in question.follow_ups]
    assert len(proposed) >= len(heavy)
    assert set(proposed) == {Energy.HEALING}


def test_healing_questions_can_close_a_session_with_anybody(
    questions: tuple[QuestionRecord, ...],
) -> None:
    healing = [question for question in questions if question.energy is Energy.HEALING]
    assert all(Stage.BALANCING in question.stages for question in healing)
    assert all(question.min_trust is TrustLevel.STRANGER for question in healing)
    assert all(question.safety.flags == (SafetyFlag.NONE,) for question in healing)


def test_somebody_who_comes_every_day_finds_a_healing_question_every_day(
    questions: tuple[QuestionRecord, ...],
) -> None:
    healing = [question for question in questions if question.energy is Energy.HEALING]
    assert sum(1 / (question.repeatable_after_days or math.inf) for question in healing) >= 1


def test_information_is_a_plausible_guess(questions: tuple[QuestionRecord, ...]) -> None:
    guesses = [target for question in questions for target in question.targets]
    assert all(0.15 <= guess.information <= 0.9 for guess in guesses)
    assert {guess.information_n for guess in guesses} == {0}


def test_what_a_question_is_for_it_measures_best(questions: tuple[QuestionRecord, ...]) -> None:
    amounts = [[target.information for target in question.targets] for question in questions]
    assert amounts == [sorted(own, reverse=True) for own in amounts]


def test_no_trait_is_named_twice_in_one_question(questions: tuple[QuestionRecord, ...]) -> None:
    traits = [[target.trait for target in question.targets] for question in questions]
    assert all(len(own) == len(set(own)) for own in traits)


def test_the_bank_tells_the_truth_about_its_review(questions: tuple[QuestionRecord, ...]) -> None:
    reviews = [question.review for question in questions if question.review]
    assert len(reviews) == len(questions)
    assert {review.kind for review in reviews} == {ReviewKind.FOUNDING}
    assert {review.author for review in reviews} == {"founding-author"}
    assert {review.notes for review in reviews} == {"not yet reviewed by a psychologist"}
    assert {question.status for question in questions} == {QuestionStatus.PUBLISHED}


def test_every_question_is_ready_in_every_language(
    questions: tuple[QuestionRecord, ...], wordings: list[QuestionText]
) -> None:
    assert all(set(question.texts) == set(Language) for question in questions)
    assert {wording.status for wording in wordings} == {TranslationStatus.APPROVED}


def test_a_hint_exists_in_all_languages_or_none(questions: tuple[QuestionRecord, ...]) -> None:
    hinted = [{bool(wording.hint) for wording in q.texts.values()} for q in questions]
    assert all(len(kinds) == 1 for kinds in hinted)


def test_no_clinical_word_is_used(wordings: list[QuestionText]) -> None:
    said = [f"{wording.text} {wording.hint}" for wording in wordings]
    assert [text for text in said if CLINICAL.search(text)] == []


@pytest.mark.parametrize(
    "text",
    ["Ваш диагноз?", "время лечения", "при депрессии", "your symptoms", "Were you treated? treat"],
)
def test_clinical_words_are_recognised(text: str) -> None:
    assert CLINICAL.search(text)


@pytest.mark.parametrize("text", ["ваше увлечение", "a great retreat", "Что вас увлекает?"])
def test_innocent_words_are_not_clinical(text: str) -> None:
    assert not CLINICAL.search(text)


def test_one_thing_is_asked(wordings: list[QuestionText]) -> None:
    assert [w.text for w in wordings if w.text.count("?") > 1] == []
    assert [w.text for w in wordings if w.text[-1] not in ".?"] == []


def test_nothing_can_be_answered_with_yes_or_no(questions: tuple[QuestionRecord, ...]) -> None:
    russian = [question.texts[Language.RU].text for question in questions]
    english = [question.texts[Language.EN].text for question in questions]
    assert [text for text in russian if CLOSED_RU.search(text)] == []
    assert [text for text in english if CLOSED_EN.search(text)] == []


@pytest.mark.parametrize("text", ["Что вы сделал?", "где вы училась", "если Вы готова"])
def test_a_wording_for_one_gender_is_recognised(text: str) -> None:
    assert GENDERED.search(text)


def test_russian_texts_fit_any_gender(questions: tuple[QuestionRecord, ...]) -> None:
    russian = [question.texts[Language.RU] for question in questions]
    said = [f"{wording.text} {wording.hint}" for wording in russian]
    assert [text for text in said if GENDERED.search(text)] == []


def test_each_language_is_written_in_its_own_letters(
    questions: tuple[QuestionRecord, ...],
) -> None:
    russian = [question.texts[Language.RU] for question in questions]
    english = [question.texts[Language.EN] for question in questions]
    assert not any(_has_letters(wording, "LATIN") for wording in russian)
    assert not any(_has_letters(wording, "CYRILLIC") for wording in english)


def test_questions_are_short_enough_to_read_on_a_telephone(wordings: list[QuestionText]) -> None:
    assert max(len(wording.text) for wording in wordings) <= 160
    assert max(len(wording.hint) for wording in wordings) <= 100


def test_many_light_questions_know_what_to_ask_after_a_short_answer(
    questions: tuple[QuestionRecord, ...],
) -> None:
    reasons = Counter(follow.when.value for question in questions for follow in question.follow_ups)
    assert reasons["short_answer"] >= 25


def test_a_follow_up_is_never_heavy(questions: tuple[QuestionRecord, ...]) -> None:
    energies = {question.code: question.energy for question in questions}
    proposed = {energies[follow.code] for question in questions for follow in question.follow_ups}
    assert Energy.HEAVY not in proposed
