"""Settings, privacy, help, export and erasure, in every state of the dialogue."""

import pytest

from analysis.services import DeepResult, deep_read, deep_store
from core.models import DataKey
from core.sealed.keys import owner_name
from core.vocabulary import Language
from events.models import OutboxEvent
from onboarding.choices import TranslationStatus
from onboarding.models import Answer, AskedQuestion
from onboarding.selectors import heavy_opt_in
from people.choices import DialogueState, Purpose
from people.consent_texts import consent_text
from people.models import Person
from people.selectors import consent_live
from people.services import state_change
from telegram_bot.choices import OutgoingKind
from telegram_bot.models import Account, OutgoingMessage
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.factories import QuestionTextFactory
from tests.telegram_bot.talker import Said, Talker

STATES = list(DialogueState)
MINOR = {"ru": "Мне 15 лет, и мне скучно", "en": "I am 15 years old and bored"}


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


def found(result: DeepResult | None) -> DeepResult:
    """Return a reading that must have been made."""
    assert result is not None
    return result


def put_into(talker: Talker, state: DialogueState) -> None:
    """Let the dialogue stand in `state`."""
    talker.write("/start")
    state_change(talker.person.pk, state)


@pytest.mark.parametrize("state", STATES)
def test_help_and_privacy_answer_in_every_state(newcomer: Talker, state: DialogueState) -> None:
    put_into(newcomer, state)

    by_a_program = RUSSIAN["reader_program"]
    assert html(newcomer.write("/help")) == RUSSIAN["help"].format(reader=by_a_program)
    assert html(newcomer.write("/privacy")) == RUSSIAN["privacy"]
    assert newcomer.state is state


@pytest.mark.parametrize("state", STATES)
def test_everything_can_be_taken_in_every_state(newcomer: Talker, state: DialogueState) -> None:
    put_into(newcomer, state)

    said = newcomer.write("/export")

    assert said is not None
    assert (said.kind, said.html) == (OutgoingKind.EXPORT, RUSSIAN["export_caption"])


@pytest.mark.parametrize("state", STATES)
def test_everything_can_be_erased_in_every_state(newcomer: Talker, state: DialogueState) -> None:
    put_into(newcomer, state)
    person_id = newcomer.person.pk

    ask = newcomer.write("/delete")
    farewell = newcomer.press("erase", ask)

    assert ask is not None
    assert ask.actions == ["keep", "export", "erase"]
    assert html(farewell) == RUSSIAN["deleted"]
    assert not Person.objects.filter(pk=person_id).exists()
    assert not Account.objects.exists()
    assert not DataKey.objects.filter(owner=owner_name(person_id)).exists()
    names = list(OutboxEvent.objects.values_list("name", flat=True))
    assert names == ["person.erased"]


def test_after_erasing_the_person_is_a_stranger_again(talker: Talker) -> None:
    talker.answer()
    talker.write("/delete")
    talker.press("erase")

    assert html(talker.write("/start")) == RUSSIAN["start_new"]
    assert not Answer.objects.exists()
    assert talker.state is DialogueState.NEW


def test_nothing_is_erased_by_the_safe_button(talker: Talker) -> None:
    talker.write("/delete")

    assert html(talker.press("keep")) == RUSSIAN["delete_kept"]
    assert talker.state is DialogueState.ASKING


def test_a_copy_can_be_taken_before_erasing(talker: Talker) -> None:
    talker.write("/delete")

    said = talker.press("export")

    assert said is not None
    assert said.kind == OutgoingKind.EXPORT


def test_a_forged_button_erases_nothing(talker: Talker) -> None:
    assert talker.press_data("v1:erase:0:everything") is None
    assert Person.objects.exists()


def test_the_farewell_belongs_to_nobody(talker: Talker) -> None:
    talker.write("/delete")
    talker.press("erase")

    farewell = OutgoingMessage.objects.get()
    assert farewell.person_id is None


def test_the_settings_show_what_is_set_and_change_it(talker: Talker) -> None:
    person_id = talker.person.pk
    settings = talker.write("/settings")
    heavy = talker.press("heavy", settings)
    allowed = heavy_opt_in(person_id)
    last = talker.press("heavy", heavy)

    assert settings is not None
    assert heavy is not None
    assert last is not None
    assert settings.actions == [
        "questions",
        "language",
        "topics",
        "heavy",
        "distance",
        "memory",
        "review",
        "form",
        "export",
        "erase",
    ]
    assert RUSSIAN["button_heavy_off"] in settings.labels
    assert RUSSIAN["button_heavy_on"] in heavy.labels
    assert allowed
    assert last.labels == settings.labels
    assert not heavy_opt_in(person_id)


@pytest.mark.parametrize(
    ("name", "purpose"), [("memory", Purpose.COACH_MEMORY), ("review", Purpose.HUMAN_REVIEW)]
)
def test_a_consent_is_given_only_to_the_text_that_was_shown(
    talker: Talker, name: str, purpose: Purpose
) -> None:
    person_id = talker.person.pk
    talker.write("/settings")
    shown = talker.press(name)
    before = consent_live(person_id, purpose)
    given = talker.press(f"allow_{name}")
    after = consent_live(person_id, purpose)
    taken_back = talker.press(name)

    assert shown is not None
    assert given is not None
    assert taken_back is not None
    assert consent_text(purpose, Language.RU).split(".")[0] in shown.html
    assert (before, after) == (False, True)
    assert RUSSIAN[f"button_{name}_on"] in given.labels
    assert RUSSIAN[f"button_{name}_off"] in taken_back.labels
    assert not consent_live(person_id, purpose)


def test_a_consent_that_is_refused_changes_nothing(talker: Talker) -> None:
    talker.write("/settings")
    talker.press("review")
    talker.press("refuse_review")

    assert not consent_live(talker.person.pk, Purpose.HUMAN_REVIEW)


def test_a_forged_consent_button_gives_no_consent(talker: Talker) -> None:
    assert talker.press_data("v1:consent:0:allow_ai_vendors") is None
    assert not consent_live(talker.person.pk, Purpose.AI_VENDORS)


def test_english_has_no_form_of_address_to_choose(stranger: Talker, bank: None) -> None:
    stranger.begin()

    settings = stranger.write("/settings")

    assert settings is not None
    assert "form" not in settings.actions


def test_the_language_changes_and_changes_back(talker: Talker) -> None:
    english = talker.press("language", talker.write("/settings"))
    language = talker.person.language
    russian = talker.write("/language")

    assert html(english).startswith(f"{ENGLISH['language_set']}\n\nQuestion 1 ")
    assert language == Language.EN
    assert html(russian).startswith(f"{RUSSIAN['language_set']}\n\nВопрос 1 ")


def test_after_a_change_of_language_the_open_question_is_put_in_it(talker: Talker) -> None:
    before = talker.open_question
    said = talker.write("/language")
    after = talker.open_question

    assert before is not None
    assert after is not None
    assert said is not None
    assert after.pk == before.pk
    assert after.language == Language.EN
    assert after.question.texts.get(language="en").text in said.html.replace("&amp;", "&")
    assert said.actions == ["skip", "another", "pause", "why", "more"]
    assert "Вопрос" not in said.html


def test_a_question_without_a_text_in_the_new_language_stays_as_it_is(talker: Talker) -> None:
    question = talker.open_question
    assert question is not None
    russian = QuestionTextFactory.create(text="Что видно из вашего окна?")
    QuestionTextFactory.create(
        question=russian.question, language=Language.EN, status=TranslationStatus.MACHINE_DRAFT
    )
    AskedQuestion.objects.filter(pk=question.pk).update(question=russian.question)

    said = talker.write("/language")

    assert russian.text in html(said)
    assert talker.open_question == question


def test_after_a_change_of_language_the_name_is_asked_again_in_it(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")

    said = newcomer.write("/language")

    assert html(said) == f"{ENGLISH['language_set']}\n\n{ENGLISH['address']}"
    assert said is not None
    assert said.actions == ["telegram", "none"]


def test_between_talks_a_change_of_language_asks_nothing(talker: Talker) -> None:
    talker.end()

    assert html(talker.write("/language")) == ENGLISH["language_set"]
    assert talker.state is DialogueState.IDLE


def test_in_a_crisis_a_change_of_language_brings_the_contacts_in_it(talker: Talker) -> None:
    talker.write("Я больше не хочу жить")

    said = talker.write("/language")

    assert said is not None
    assert said.actions == ["safe", "contacts"]
    assert said.labels == [ENGLISH["button_safe"], ENGLISH["button_contacts"]]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("screen", ["/settings", "/delete"])
def test_another_screen_has_a_way_back_to_the_open_question(
    newcomer: Talker, stranger: Talker, bank: None, language: str, screen: str
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.begin()
    question = talker.open_question
    shown = talker.write(screen)
    shown = shown if screen == "/settings" else talker.press("keep", shown)

    back = talker.press("questions", shown)

    texts = RUSSIAN if language == "ru" else ENGLISH
    assert shown is not None
    assert shown.labels[0] == texts["button_to_question"]
    assert html(back).startswith(texts["where_we_stopped"])
    assert talker.open_question == question


def test_between_talks_the_settings_lead_back_to_nothing(talker: Talker) -> None:
    talker.end()
    settings = talker.write("/settings")

    assert settings is not None
    assert settings.actions[0] == "language"


def test_export_and_erasure_are_reached_from_the_settings(talker: Talker) -> None:
    settings = talker.write("/settings")

    assert html(talker.press("export", settings)) == RUSSIAN["export_caption"]
    assert html(talker.press("erase", settings)) == RUSSIAN["delete_confirm"]


def test_a_forged_setting_changes_nothing(talker: Talker) -> None:
    assert talker.press_data("v1:settings:0:wealth") is None


def test_an_unknown_command_points_to_help(talker: Talker) -> None:
    assert html(talker.write("/fly")) == RUSSIAN["unknown_command"]
    assert not Answer.objects.exists()


def test_a_portrait_that_is_not_there_yet_is_said_so(talker: Talker) -> None:
    said = talker.write("/profile")

    assert html(said) == RUSSIAN["profile_empty"]
    assert said is not None
    assert said.actions == ["questions"]


def test_between_talks_the_portrait_offers_the_other_ways_on(talker: Talker) -> None:
    talker.end()

    said = talker.press("profile")

    assert said is not None
    assert said.actions == ["questions", "coach"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_portrait_says_how_many_answers_are_still_being_read(
    newcomer: Talker, stranger: Talker, bank: None, language: str
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.begin()
    talker.answer()
    talker.answer()
    waiting = talker.write("/profile")
    for read in Answer.objects.all():
        deep_store(found(deep_read(read.pk)))
    done = talker.write("/profile")

    texts = RUSSIAN if language == "ru" else ENGLISH
    assert html(waiting).endswith(texts["profile_unread"].format(answers=2))
    assert texts["profile_unread"].partition("{")[0] not in html(done)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_who_seems_to_be_a_minor_is_asked_and_nothing_is_kept_of_it(
    newcomer: Talker, stranger: Talker, bank: None, language: str
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.begin()

    said = talker.write(MINOR[language])

    texts = RUSSIAN if language == "ru" else ENGLISH
    assert html(said) == texts["age_check"]
    assert said is not None
    assert said.actions == ["adult", "minor"]
    assert talker.state is DialogueState.CONSENT
    assert not Answer.objects.exists()


def test_nothing_goes_on_before_the_question_for_the_age_is_answered(talker: Talker) -> None:
    talker.write(MINOR["ru"])
    said = talker.write("ну и что?")

    assert html(said) == RUSSIAN["consent_reminder"]
    assert talker.state is DialogueState.CONSENT


def test_a_minor_is_asked_before_the_consent_too(newcomer: Talker) -> None:
    newcomer.write("/start")
    asked = newcomer.write(MINOR["ru"])
    consent = newcomer.press("adult", asked)

    assert html(asked) == RUSSIAN["age_check"]
    assert consent is not None
    assert "agree" in consent.actions
    assert not consent_live(newcomer.person.pk, Purpose.PROFILE)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_no_erases_everything_and_names_somebody_to_talk_to(
    newcomer: Talker, stranger: Talker, bank: None, language: str
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.begin()
    talker.answer()
    talker.write(MINOR[language])

    farewell = talker.press("minor")

    help_line = {"ru": "8-800-2000-122", "en": "findahelpline.com"}
    assert help_line[language] in html(farewell)
    assert not Person.objects.exists()
    assert not Answer.objects.exists()


def test_an_adult_goes_on(talker: Talker) -> None:
    talker.write(MINOR["ru"])
    said = talker.press("adult")
    talker.press("questions", said)

    assert talker.state is DialogueState.ASKING
    assert talker.open_question is not None


def test_an_adult_who_had_no_name_yet_is_asked_for_it(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")
    newcomer.write(MINOR["ru"])

    said = newcomer.press("adult")

    assert html(said) == f"{RUSSIAN['age_adult']}\n\n{RUSSIAN['address']}"
    assert newcomer.state is DialogueState.ADDRESS


def test_a_forged_answer_about_the_age_changes_nothing(talker: Talker) -> None:
    talker.write(MINOR["ru"])

    assert talker.press_data("v1:age:0:ageless") is None
    assert talker.state is DialogueState.CONSENT
