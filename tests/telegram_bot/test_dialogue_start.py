"""The first meeting, as a person goes through it, in both languages."""

import pytest

from core.vocabulary import Language
from events.models import OutboxEvent
from onboarding.models import AskedQuestion
from people.choices import AddressForm, DialogueState, Purpose
from people.consent_texts import consent_text
from people.models import Consent
from people.selectors import consents_live, person_name
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


def test_a_russian_speaker_goes_from_start_to_the_first_question(
    newcomer: Talker, bank: None
) -> None:
    greeting = newcomer.write("/start")
    english = newcomer.press("language", greeting)
    newcomer.press("language", english)
    how = newcomer.press("how")
    consent = newcomer.press("begin", how)
    policy = newcomer.press("policy", consent)
    newcomer.press("not_now", policy)
    after_no = newcomer.state
    newcomer.press("begin", newcomer.write("Передумал, давайте"))
    name = newcomer.press("agree")
    form = newcomer.write("  Мария   Ивановна ")
    question = newcomer.press("ty", form)

    assert html(greeting) == RUSSIAN["start_new"]
    assert html(english) == ENGLISH["start_new"]
    assert html(how) == RUSSIAN["how_it_works"]
    assert consent_text(Purpose.PROFILE, Language.RU) in html(consent)
    assert html(policy) == RUSSIAN["privacy"]
    assert after_no is DialogueState.NEW
    assert name is not None
    assert name.labels == ["Анна", RUSSIAN["button_no_name"]]
    assert html(form).startswith("Мария Ивановна, перейдём на «ты»")
    assert html(question).startswith("Вопрос 1 · примерно из 6\n●○○○○○\n\n<b>")
    assert question is not None
    assert question.actions == ["skip", "another", "pause", "why", "more"]
    assert person_name(newcomer.person.pk) == "Мария Ивановна"
    assert newcomer.person.address_form == AddressForm.TY
    assert newcomer.state is DialogueState.ASKING


def test_an_english_speaker_goes_from_start_to_the_first_question(
    stranger: Talker, bank: None
) -> None:
    greeting = stranger.write("/start")
    stranger.press("begin", greeting)
    name = stranger.press("agree")
    question = stranger.press("telegram", name)

    assert html(greeting) == ENGLISH["start_new"]
    assert html(name) == ENGLISH["address"]
    assert html(question).startswith("Nice to meet you, Mary.\n\nQuestion 1 · of about 6")
    assert person_name(stranger.person.pk) == "Mary"


def test_consent_age_and_their_text_are_taken_down(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    before = Consent.objects.count()
    newcomer.press("agree")

    assert before == 0
    assert newcomer.person.is_adult
    assert consents_live(newcomer.person.pk) == {Purpose.PROFILE}
    names = OutboxEvent.objects.values_list("name", flat=True)
    assert {"user.onboarding.initiated", "consent.given"} <= set(names)


def test_what_is_written_before_consent_is_answered_by_the_same_buttons(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")

    said = newcomer.write("А что со мной будет?")

    assert html(said) == RUSSIAN["consent_reminder"]
    assert said is not None
    assert said.actions == ["agree", "policy", "not_now"]


@pytest.mark.parametrize(
    "what",
    [
        {"sticker": {"file_id": "x"}},
        {"voice": {"file_id": "x"}},
        {"forward_origin": {}, "text": "x"},
    ],
    ids=["sticker", "voice", "forwarded"],
)
def test_whatever_comes_first_is_greeted(newcomer: Talker, what: dict[str, object]) -> None:
    assert html(newcomer.send(**what)) == RUSSIAN["start_new"]


def test_an_edited_message_of_a_newcomer_is_met_with_silence(newcomer: Talker) -> None:
    assert newcomer.edit(5, "Иначе") is None


@pytest.mark.parametrize("command", ["/profile", "/coach", "/settings", "/pause", "/nonsense"])
def test_commands_for_those_who_began_greet_a_newcomer(newcomer: Talker, command: str) -> None:
    assert html(newcomer.write(command)) == RUSSIAN["start_new"]


@pytest.mark.parametrize(
    "data", ["v1:q:1:skip", "v1:menu:0:questions", "v1:settings:0:heavy", "v1:age:0:minor"]
)
def test_buttons_for_those_who_began_greet_a_newcomer(newcomer: Talker, data: str) -> None:
    newcomer.write("/start")

    assert html(newcomer.press_data(data)) == RUSSIAN["start_new"]
    assert not AskedQuestion.objects.exists()


@pytest.mark.parametrize("data", ["v1:start:0:nonsense", "v1:start:0:jump"])
def test_a_forged_button_of_the_first_screen_does_nothing(newcomer: Talker, data: str) -> None:
    newcomer.write("/start")

    assert newcomer.press_data(data) is None
    assert newcomer.state is DialogueState.NEW


def test_a_person_without_a_name_in_telegram_may_stay_nameless(
    newcomer: Talker, bank: None
) -> None:
    newcomer.first_name = ""
    newcomer.write("/start")
    newcomer.press("begin")
    name = newcomer.press("agree")
    form = newcomer.press("none", name)
    newcomer.press("vy", form)

    assert name is not None
    assert name.actions == ["none"]
    assert html(form) == RUSSIAN["address_form_nameless"]
    assert person_name(newcomer.person.pk) == ""


def test_a_nameless_english_speaker_is_greeted_too(stranger: Talker, bank: None) -> None:
    assert html(stranger.begin()).startswith("Nice to meet you.\n\nQuestion 1")


def test_a_name_with_markup_is_only_a_name(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")

    assert html(newcomer.write("<b>Аня</b>")).startswith("&lt;b&gt;Аня&lt;/b&gt;, ")


@pytest.mark.parametrize(
    ("typed", "form"),
    [("на ты", AddressForm.TY), ("Вы", AddressForm.VY), ("«ты»!", AddressForm.TY)],
)
def test_the_form_of_address_may_be_typed(
    newcomer: Talker, bank: None, typed: str, form: AddressForm
) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")
    newcomer.write("Аня")

    question = newcomer.write(typed)

    assert html(question).startswith("Вопрос 1")
    assert newcomer.person.address_form == form
    assert person_name(newcomer.person.pk) == "Аня"


def test_start_asks_again_what_was_left_unanswered(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")

    assert html(newcomer.write("/start")) == RUSSIAN["address"]


@pytest.mark.parametrize("action", ["begin", "agree", "not_now", "language"])
def test_the_first_buttons_do_nothing_once_the_person_has_begun(
    talker: Talker, action: str
) -> None:
    assert talker.press(action) is None
    assert talker.toast == RUSSIAN["stale"]
    assert talker.state is DialogueState.ASKING


@pytest.mark.parametrize("action", ["telegram", "none", "ty"])
def test_the_name_is_not_asked_twice(talker: Talker, action: str) -> None:
    assert talker.press_data(f"v1:address:0:{action}") is None
    assert talker.toast == RUSSIAN["stale"]


def test_a_forged_answer_to_the_name_does_nothing(newcomer: Talker) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")

    assert newcomer.press_data("v1:address:0:majesty") is None
    assert newcomer.state is DialogueState.ADDRESS
