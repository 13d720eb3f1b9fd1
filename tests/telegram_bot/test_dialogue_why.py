"""Whoever asks why a question is asked is told so in plain words, and the question stays open."""

import re
from itertools import product

import pytest

from core.vocabulary import Domain, Language, Trait
from onboarding.models import Answer, AskedQuestion
from onboarding.reasons import Reason
from onboarding.selectors import WhyAsked
from people.choices import AddressForm, DialogueState
from telegram_bot.texts import say_to
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker
from tests.telegram_bot.test_dialogue_questions import asked_now, html

SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


def why_of(asked: AskedQuestion) -> WhyAsked:
    """Return why the question was asked, by reading the tables the plain way."""
    target = asked.question.targets.order_by("position")[0]
    return WhyAsked(
        asked.pk,
        Domain(asked.question.domain),
        Trait(target.trait),
        Reason(asked.selection["reasons"][0]),
    )


def explained(why: WhyAsked, language: Language, form: AddressForm = AddressForm.VY) -> str:
    """Return what the person is told."""
    domain = say_to(f"asked_about_{why.domain}", language, form)
    trait = say_to(f"asked_to_see_{why.trait}", language, form)
    return " ".join(
        [
            say_to("why", language, form, domain=domain, trait=trait),
            *([say_to(f"reason_{why.reason}", language, form)] if why.reason else []),
            say_to("why_skip", language, form),
        ]
    )


def test_the_button_tells_why_and_leaves_the_question_open(talker: Talker) -> None:
    before = asked_now(talker)

    said = talker.press("why")

    assert html(said) == explained(why_of(before), Language.RU)
    assert RUSSIAN["reason_opening"] in html(said)
    assert asked_now(talker) == before
    assert talker.state is DialogueState.ASKING
    assert talker.answer() is not None
    assert Answer.objects.get().asked_id == before.pk


def test_the_buttons_move_under_the_words_without_the_one_that_was_answered(
    talker: Talker,
) -> None:
    said = talker.press("why")

    assert said is not None
    assert said.actions == ["skip", "another", "pause", "more"]
    assert talker.press("skip", said) is not None
    assert AskedQuestion.objects.count() == 2


@pytest.mark.parametrize("form", ["ty", "vy"])
def test_a_russian_is_told_in_their_form_of_address(
    newcomer: Talker, bank: None, form: str
) -> None:
    newcomer.begin(form=form)

    said = newcomer.press("why")

    assert html(said) == explained(why_of(asked_now(newcomer)), Language.RU, AddressForm(form))


def test_an_english_speaker_is_told_in_english(stranger: Talker, bank: None) -> None:
    stranger.begin()

    assert html(stranger.press("why")) == explained(why_of(asked_now(stranger)), Language.EN)


def test_asking_in_words_is_told_the_same_with_the_question_once_more(talker: Talker) -> None:
    asked = asked_now(talker)

    said = talker.write("зачем ты это спрашиваешь?")

    assert html(said).startswith(f"{explained(why_of(asked), Language.RU)}\n\nВопрос 1")
    assert asked_now(talker) == asked
    assert not Answer.objects.exists()


def test_a_question_of_an_earlier_release_is_told_without_a_reason(talker: Talker) -> None:
    asked = asked_now(talker)
    AskedQuestion.objects.update(selection={"policy": "smart-mix/1", "top": []})
    why = WhyAsked(
        asked.pk,
        Domain(asked.question.domain),
        Trait(asked.question.targets.order_by("position")[0].trait),
        None,
    )

    assert html(talker.press("why")) == explained(why, Language.RU)


def test_the_button_of_a_question_that_is_past_is_met_kindly(talker: Talker) -> None:
    first = talker.messages()[-1]
    talker.answer()
    before = asked_now(talker)

    assert talker.press("why", first) is None

    assert talker.toast == RUSSIAN["stale"]
    assert talker.results[-1].retire_keyboard is not None
    assert asked_now(talker) == before


def test_nobody_is_told_of_the_question_of_somebody_else(talker: Talker, stranger: Talker) -> None:
    stranger.begin()
    theirs: Said = talker.messages()[-1]

    assert stranger.press("why", theirs) is None
    assert stranger.toast == ENGLISH["stale"]


@pytest.mark.parametrize(
    ("language", "form"),
    [
        (Language.EN, AddressForm.VY),
        (Language.RU, AddressForm.VY),
        (Language.RU, AddressForm.TY),
    ],
)
def test_every_explanation_is_short_and_names_no_number(
    language: Language, form: AddressForm
) -> None:
    said = {
        explained(WhyAsked(1, domain, trait, reason), language, form)
        for domain, trait, reason in product(Domain, Trait, [None, *Reason])
    }

    assert len(said) == len(Domain) * len(Trait) * (len(Reason) + 1)
    assert max(map(len, said)) <= 400
    assert {len(SENTENCE_END.findall(words)) for words in said} == {2, 3}
    assert not any(re.search(r"[\d{}]", words) for words in said)
