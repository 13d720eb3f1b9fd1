"""What happens while somebody is in danger, and how they return."""

from collections.abc import Mapping

import pytest

from core.crisis import CrisisLevel
from core.vocabulary import Language
from onboarding.models import Answer
from people.choices import CaseStatus, DialogueState
from people.models import CrisisCase, CrisisContact
from people.selectors import name_asked
from telegram_bot.dialogue.crisis import contacts_for, crisis_reply
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker

ACTIVE = "Я больше не хочу жить"


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


@pytest.fixture
def endangered(talker: Talker) -> Talker:
    """Return somebody who has just written what the guard hears."""
    talker.write(ACTIVE)
    return talker


def test_a_case_is_opened_and_the_talk_stops(endangered: Talker) -> None:
    case = CrisisCase.objects.get()

    assert (case.level, case.status, case.state_before) == (3, CaseStatus.OPEN, "asking")
    assert endangered.state is DialogueState.CRISIS
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "text", ["Что мне делать?", "/profile", "/coach", "/settings", "/nonsense", "Мне 15 лет"]
)
def test_whatever_is_written_the_bot_stays_with_contacts_and_asks_nothing(
    endangered: Talker, text: str
) -> None:
    said = endangered.write(text)

    assert "112" in html(said)
    assert said is not None
    assert said.actions == ["safe", "contacts"]
    assert endangered.state is DialogueState.CRISIS
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "what",
    [
        {"sticker": {"file_id": "x"}},
        {"voice": {"file_id": "x"}},
        {"forward_origin": {}, "text": "x"},
    ],
    ids=["sticker", "voice", "forwarded"],
)
def test_even_what_cannot_be_read_is_met_with_contacts(
    endangered: Talker, what: dict[str, object]
) -> None:
    assert "112" in html(endangered.send(**what))


def test_an_edited_message_in_a_crisis_is_met_with_silence(endangered: Talker) -> None:
    assert endangered.edit(endangered.last_message_id, "Всё хорошо") is None


@pytest.mark.parametrize("data", ["v1:menu:0:questions", "v1:q:1:skip", "v1:settings:0:heavy"])
def test_buttons_of_the_usual_talk_wait(endangered: Talker, data: str) -> None:
    assert "112" in html(endangered.press_data(data))
    assert endangered.state is DialogueState.CRISIS


@pytest.mark.parametrize("action", ["unsafe", "contacts"])
def test_who_is_not_safe_gets_the_contacts_again(endangered: Talker, action: str) -> None:
    said = endangered.press(action)

    assert "112" in html(said)
    assert endangered.state is DialogueState.CRISIS


def test_who_is_safe_is_asked_nothing_until_they_want_to_go_on(endangered: Talker) -> None:
    said = endangered.press("safe")

    assert html(said) == RUSSIAN["crisis_safe"]
    assert said is not None
    assert said.actions == ["questions"]
    assert CrisisCase.objects.get().status == CaseStatus.CLOSED
    assert endangered.state is DialogueState.IDLE


def test_start_leads_back_without_a_question(endangered: Talker) -> None:
    said = endangered.write("/start")

    assert html(said) == RUSSIAN["crisis_return"]
    assert endangered.state is DialogueState.IDLE


@pytest.mark.parametrize(
    ("language", "texts", "words"),
    [("ru", RUSSIAN, "Я больше не хочу жить"), ("en", ENGLISH, "I want to kill myself")],
)
def test_an_introduction_that_a_crisis_broke_off_goes_on_when_the_person_likes(
    newcomer: Talker,
    stranger: Talker,
    bank: None,
    language: str,
    texts: Mapping[str, str],
    words: str,
) -> None:
    talker = newcomer if language == "ru" else stranger
    talker.write("/start")
    talker.press("begin")
    talker.press("agree")
    talker.write(words)
    safe = talker.press("safe")
    state = talker.state
    name = talker.press("questions", safe)

    assert html(safe) == texts["crisis_safe_new"]
    assert state is DialogueState.ADDRESS
    assert html(name) == texts["address"]
    talker.press("none", name)
    assert name_asked(talker.person.pk)


def test_the_form_of_address_is_asked_again_after_a_crisis(newcomer: Talker, bank: None) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")
    newcomer.write("Аня")
    newcomer.write(ACTIVE)
    back = newcomer.write("/start")

    form = newcomer.press("questions", back)

    assert html(back) == RUSSIAN["crisis_return_new"]
    assert html(form) == RUSSIAN["address_form"].format(name="Аня")
    assert html(newcomer.press("ty", form)).startswith("Вопрос 1")


def test_after_a_crisis_no_answer_is_taken_by_mistake(endangered: Talker) -> None:
    endangered.press("safe")
    endangered.write("Спасибо, мне уже легче")

    assert not Answer.objects.exists()
    assert endangered.state is DialogueState.COACH


def test_a_forged_button_does_not_close_the_case(endangered: Talker) -> None:
    assert endangered.press_data("v1:crisis:0:happy") is None
    assert CrisisCase.objects.get().status == CaseStatus.OPEN


@pytest.mark.parametrize("language", Language)
def test_the_safety_question_is_asked_at_the_highest_level_only(
    db: None, language: Language
) -> None:
    active = crisis_reply(CrisisLevel.ACTIVE, language).html
    passive = crisis_reply(CrisisLevel.PASSIVE, language).html

    assert active.endswith("?</b>")
    assert not passive.endswith("?</b>")


@pytest.mark.parametrize(
    ("level", "actions"),
    [
        (CrisisLevel.ACTIVE, ["safe", "unsafe", "contacts"]),
        (CrisisLevel.PASSIVE, ["safe", "contacts"]),
    ],
)
def test_a_no_is_offered_only_where_something_was_asked(
    db: None, level: CrisisLevel, actions: list[str]
) -> None:
    keyboard = crisis_reply(level, Language.RU).keyboard

    assert [button.press.action for row in keyboard for button in row] == actions


def test_contacts_that_staff_keep_come_before_the_bundled_ones(db: None) -> None:
    CrisisContact.objects.all().delete()
    CrisisContact.objects.create(language="ru", name="Новая служба", phone="100-200")

    assert "Новая служба" in crisis_reply(CrisisLevel.PASSIVE, Language.RU).html


def test_without_any_kept_contact_the_bundled_ones_are_shown(db: None) -> None:
    CrisisContact.objects.all().delete()

    assert "112" in crisis_reply(CrisisLevel.PASSIVE, Language.RU).html


def children_first() -> None:
    """Let staff keep a line for children before one for adults."""
    CrisisContact.objects.all().delete()
    number = "8 (800) 2000-122"
    CrisisContact.objects.create(language="ru", name="Детская линия", phone=number, position=1)
    CrisisContact.objects.create(language="ru", name="Взрослая линия", phone="1", position=2)


def test_a_line_for_children_is_not_the_first_that_an_adult_is_shown(db: None) -> None:
    children_first()

    assert [contact.name for contact in contacts_for(Language.RU)] == [
        "Взрослая линия",
        "Детская линия",
    ]


def test_a_line_for_children_is_the_first_for_whoever_says_they_are_a_minor(
    talker: Talker,
) -> None:
    children_first()

    text = html(talker.write("Мне 15 лет, и я хочу умереть"))

    assert text.index("Детская линия") < text.index("Взрослая линия")


def test_whoever_chose_ty_is_spoken_to_in_it_in_a_crisis(newcomer: Talker, bank: None) -> None:
    newcomer.begin("ty")

    assert "Ты сейчас в безопасности?" in html(newcomer.write(ACTIVE))
    assert "читаю тебя" in html(newcomer.write("Что делать?"))


DISTRESS = "Мне очень тяжело, сил больше нет, ничего не радует"


def test_distress_is_met_with_kind_words_a_way_out_and_a_pause(talker: Talker) -> None:
    said = talker.write(DISTRESS)

    assert "сейчас вам правда тяжело" in html(said)
    assert "112" in html(said)
    assert said is not None
    assert "pause" in said.actions
    assert "Вопрос 2" in html(said)
    assert talker.state is DialogueState.ASKING


def test_distress_is_met_in_the_form_the_person_chose(newcomer: Talker, bank: None) -> None:
    newcomer.begin("ty")

    assert "сейчас тебе правда тяжело" in html(newcomer.write(DISTRESS))


def test_distress_is_met_in_english(stranger: Talker, bank: None) -> None:
    stranger.begin()

    assert "really hard right now" in html(stranger.write("Everything is hopeless, I am exhausted"))


def test_kind_words_are_said_once_in_a_session(talker: Talker) -> None:
    talker.write(DISTRESS)

    assert "правда тяжело" not in html(talker.write("Никому я не нужна, всё бессмысленно"))


def test_an_even_answer_is_not_called_hard(talker: Talker) -> None:
    assert "правда тяжело" not in html(talker.answer())
