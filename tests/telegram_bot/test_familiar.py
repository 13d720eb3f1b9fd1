"""Whoever chose «ты» is spoken to in it, from the next word on."""

from string import Formatter
from uuid import UUID

import pytest
from redis import Redis

from core.crisis import assess
from core.vocabulary import Language, Trait
from onboarding.bank.checks import FORMAL_ADDRESS
from onboarding.models import QuestionText
from onboarding.services.bank import bank_load
from people.choices import AddressForm, DialogueState
from people.models import Person
from people.selectors import person_get
from profiles.selectors import Portrait
from telegram_bot import inbox, turns
from telegram_bot.choices import UpdateKind
from telegram_bot.dialogue import coach
from telegram_bot.dialogue.portrait import portrait_text
from telegram_bot.dialogue.respond import respond
from telegram_bot.dialogue.turn import Turn
from telegram_bot.excerpts import after_colon
from telegram_bot.incoming import Incoming
from telegram_bot.limits import LIMIT, inbound_limiter
from telegram_bot.models import Account, InboundUpdate, OutgoingMessage
from telegram_bot.texts import say_to
from telegram_bot.texts.ru import RUSSIAN
from tests.factories import PersonFactory
from tests.profiles import portraits
from tests.russian_forms import FORMAL_VERB, GENDERED

CHAT = 7001
#: They offer the choice itself, so they name «вы»; the labels of buttons do too.
NAMING = {"address_form", "address_form_nameless"}
TEXTS = {key: text for key, text in RUSSIAN.items() if not key.startswith("button_")}
FAMILIAR = {key: text for key, text in TEXTS.items() if key.endswith("_ty")}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _formal(text: str) -> list[str]:
    return FORMAL_ADDRESS.findall(text) + FORMAL_VERB.findall(text)


def _turn(person_id: UUID, *, text: str = "", data: str = "") -> Turn:
    kind = UpdateKind.CALLBACK if data else UpdateKind.TEXT
    incoming = Incoming(
        kind=kind, update_id=1, chat_id=CHAT, message_id=1, text=text, callback_data=data
    )
    return Turn(person_get(person_id), incoming, assess(text))


def _said(turn: Turn) -> str:
    reply = respond(turn).reply
    assert reply is not None
    return reply.html


def _person(form: AddressForm, state: DialogueState = DialogueState.IDLE) -> Person:
    return PersonFactory.create(address_form=form, state=state)


def test_every_text_that_addresses_formally_has_a_familiar_form() -> None:
    formal = {key for key, text in TEXTS.items() if _formal(text)} - NAMING
    assert {key for key in formal if f"{key}_ty" not in FAMILIAR} == set()


def test_no_familiar_text_addresses_formally() -> None:
    assert {key: _formal(text) for key, text in FAMILIAR.items() if _formal(text)} == {}


def test_familiar_texts_fit_any_gender() -> None:
    assert [key for key, text in FAMILIAR.items() if GENDERED.search(text)] == []


def test_a_familiar_text_is_filled_in_like_the_formal_one() -> None:
    formal = {key: _fields(TEXTS[key.removesuffix("_ty")]) for key in FAMILIAR}
    assert {key: _fields(text) for key, text in FAMILIAR.items()} == formal


def test_english_is_one_for_both_forms() -> None:
    assert say_to("settings", Language.EN, AddressForm.TY) == "Settings. Tap to change."


@pytest.mark.django_db
@pytest.mark.parametrize("form", AddressForm)
def test_the_choice_counts_from_the_first_question_on(form: AddressForm) -> None:
    bank_load()
    person = PersonFactory.create(state=DialogueState.ADDRESS)
    said = _said(_turn(person.pk, data=f"v1:address:0:{form}"))
    wordings = QuestionText.objects.filter(language=Language.RU)
    asked = {
        AddressForm.TY: [wording.familiar_text for wording in wordings],
        AddressForm.VY: [wording.text for wording in wordings],
    }
    assert [text for text in asked[form] if text in said]


@pytest.mark.django_db
def test_a_question_is_put_again_in_the_form_chosen_meanwhile() -> None:
    bank_load()
    person = _person(AddressForm.VY)
    _said(_turn(person.pk, data="v1:menu:0:questions"))
    _said(_turn(person.pk, data="v1:settings:0:form"))
    said = _said(_turn(person.pk, data="v1:menu:0:questions"))
    wordings = QuestionText.objects.filter(language=Language.RU)
    assert [wording for wording in wordings if wording.familiar_text in said]


@pytest.mark.django_db
def test_the_settings_show_the_new_form_at_once() -> None:
    person = _person(AddressForm.VY)
    reply = respond(_turn(person.pk, data="v1:settings:0:form")).reply
    assert reply is not None
    labels = [button.label for row in reply.keyboard for button in row]
    assert "Обращение: на «ты»" in labels


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["/help", "/privacy", "/settings", "/delete", "/export", "/pause"])
def test_commands_answer_in_the_familiar_form(text: str) -> None:
    assert _formal(_said(_turn(_person(AddressForm.TY).pk, text=text))) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "title"), [(AddressForm.TY, "Твой портрет"), (AddressForm.VY, "Ваш портрет")]
)
def test_a_portrait_without_known_traits_promises_no_day(form: AddressForm, title: str) -> None:
    text = portrait_text(_turn(_person(form).pk), _portrait(is_known=False))
    assert title in text
    assert RUSSIAN["profile_nothing_yet"] in text


@pytest.mark.django_db
def test_a_portrait_with_a_known_trait_is_familiar_and_does_not_ask_for_patience() -> None:
    text = portrait_text(_turn(_person(AddressForm.TY).pk), _portrait(is_known=True))
    assert "насколько согласованы твои ответы" in text
    assert RUSSIAN["profile_nothing_yet"] not in text


def _portrait(*, is_known: bool) -> Portrait:
    return portraits.portrait([portraits.line(Trait.OPENNESS, is_known=is_known)])


@pytest.mark.django_db
def test_the_coach_does_not_repeat_what_its_first_reply_says() -> None:
    reply = coach.welcome(_turn(_person(AddressForm.TY).pk)).reply
    assert reply is not None
    assert reply.html == RUSSIAN["coach_welcome"]


@pytest.mark.django_db(transaction=True)
def test_a_person_who_writes_too_fast_is_told_in_their_form(redis: "Redis") -> None:
    _account(AddressForm.TY)
    _write_fast()
    inbox.ingest([_update(1)])
    turns.handle_next()
    assert [row.body["html"] for row in OutgoingMessage.objects.all()] == [RUSSIAN["limit_ty"]]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_about_the_limit_who_is_not_known(redis: "Redis") -> None:
    _write_fast()
    inbox.ingest([_update(1)])
    turns.handle_next()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_owned_up_to_in_the_form_of_the_person(
    redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    _account(AddressForm.TY)
    monkeypatch.setattr(turns, "respond", _break)
    inbox.ingest([_update(1)])
    InboundUpdate.objects.update(attempts=inbox.MAX_ATTEMPTS - 1)
    turns.handle_next()
    assert [row.body["html"] for row in OutgoingMessage.objects.all()] == [RUSSIAN["failed_ty"]]


def _account(form: AddressForm) -> None:
    Account.objects.create(chat_id=CHAT, person=_person(form))


def _write_fast() -> None:
    for _ in range(LIMIT.amount):
        inbound_limiter().wait_before(CHAT)


def _break(_turn: Turn) -> None:
    raise ZeroDivisionError


def _update(number: int) -> dict[str, object]:
    chat = {"id": CHAT, "type": "private"}
    message = {"message_id": number, "chat": chat, "from": {"language_code": "ru"}, "text": "Да"}
    return {"update_id": number, "message": message}


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("Похоже, это важно.", "похоже, это важно."),
        ("В этом есть сила.", "в этом есть сила."),
        ("Ты бережно говоришь о семье.", "ты бережно говоришь о семье."),
        ("Perhaps it matters.", "perhaps it matters."),
        ("It may matter.", "it may matter."),
        ("I may be wrong.", "I may be wrong."),
        ("США звучат часто.", "США звучат часто."),
        ("«Дом» звучит часто.", "«Дом» звучит часто."),
        ("", ""),
    ],
)
def test_a_guess_goes_on_after_a_colon(said: str, goes_on: str) -> None:
    assert after_colon(said) == goes_on
