"""The talk with the coach: asked about memory once, stored at once, answered by a worker."""

import pytest

from coach.drafts import bundled
from coach.models import Message
from coach.services import reply_store
from core.errors import NotFoundError
from core.vocabulary import Language
from events.catalogue import MessageSendRequested
from events.models import OutboxEvent
from people.choices import DialogueState, Purpose
from people.models import Consent
from people.selectors import consent_live
from people.services import state_change
from telegram_bot.errors import UnknownTemplateError
from telegram_bot.handlers import TEMPLATES, write_message
from telegram_bot.models import Account
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


@pytest.mark.parametrize(("action", "remembers"), [("allow", True), ("without", False)])
def test_memory_is_asked_about_once_and_the_word_is_kept(
    talker: Talker,
    action: str,
    remembers: bool,  # noqa: FBT001 - a table of cases
) -> None:
    asked = talker.write("/coach")
    welcome = talker.press(action, asked)
    again = talker.write("/coach")

    assert asked is not None
    assert asked.actions == ["allow", "without"]
    assert html(welcome) == html(again)
    assert html(welcome).startswith(RUSSIAN["coach_welcome"])
    assert consent_live(talker.person.pk, Purpose.COACH_MEMORY) is remembers
    assert Consent.objects.filter(purpose=Purpose.COACH_MEMORY).count() == 1
    assert talker.state is DialogueState.COACH


def test_who_says_nothing_about_memory_may_talk_without(talker: Talker) -> None:
    talker.write("/coach")

    assert talker.write("Сегодня было непросто") is None
    assert talker.results[-1].is_typing
    assert Message.objects.get().text == "Сегодня было непросто"
    assert not consent_live(talker.person.pk, Purpose.COACH_MEMORY)


def test_a_text_between_talks_is_for_the_coach(talker: Talker) -> None:
    talker.end()

    assert talker.write("Хочу рассказать про брата") is None
    assert talker.state is DialogueState.COACH
    names = OutboxEvent.objects.filter(stream=str(talker.person.pk)).values_list("name", flat=True)
    assert "coach.message.received" in names


@pytest.mark.parametrize("way", ["/start", "questions"])
def test_a_question_leaves_the_coach(talker: Talker, way: str) -> None:
    talker.end()
    talker.write("Хочу рассказать про брата")

    said = talker.write(way) if way.startswith("/") else talker.press(way)

    assert "Вопрос 1" in html(said)
    assert talker.state is DialogueState.ASKING


def test_the_reply_is_written_when_it_is_asked_for_and_only_once(talker: Talker) -> None:
    talker.end()
    talker.write("Хочу рассказать про <b>брата</b>")
    reply = reply_store(Message.objects.get().pk, bundled(Language.RU, "vy"))
    before = len(talker.messages())
    event = MessageSendRequested(
        person_id=talker.person.pk, template="coach_reply", object_id=reply.id
    )

    write_message(event)
    write_message(event)

    [said] = talker.messages()[before:]
    assert RUSSIAN["coach_disclaimer"] in said.html
    assert RUSSIAN["coach_by_program"] in said.html
    assert RUSSIAN["coach_by_model"] not in said.html
    assert said.actions == ["questions"]


@pytest.mark.parametrize("level", [2, 3])
def test_background_work_may_ask_for_the_help_text(talker: Talker, level: int) -> None:
    template = f"crisis_level_{level}"
    write_message(MessageSendRequested(person_id=talker.person.pk, template=template, object_id=1))

    assert "112" in talker.messages()[-1].html
    assert template in TEMPLATES


def test_an_unknown_template_is_an_error_for_ever(talker: Talker) -> None:
    event = MessageSendRequested(person_id=talker.person.pk, template="poem", object_id=None)

    with pytest.raises(UnknownTemplateError) as error:
        write_message(event)
    assert error.value.permanent


def test_nothing_is_written_to_who_blocked_the_bot(talker: Talker) -> None:
    Account.objects.update(is_active=False)
    before = len(talker.messages())

    write_message(
        MessageSendRequested(person_id=talker.person.pk, template="crisis_level_2", object_id=1)
    )

    assert len(talker.messages()) == before


def test_the_coach_is_silent_when_a_crisis_began_while_it_thought(talker: Talker) -> None:
    talker.end()
    talker.write("Хочу рассказать про брата")
    reply = reply_store(Message.objects.get().pk, bundled(Language.RU, "vy"))
    state_change(talker.person.pk, DialogueState.CRISIS)
    before = len(talker.messages())

    write_message(
        MessageSendRequested(person_id=talker.person.pk, template="coach_reply", object_id=reply.id)
    )

    assert len(talker.messages()) == before


def test_a_reply_that_was_erased_meanwhile_is_over_for_good(talker: Talker) -> None:
    event = MessageSendRequested(person_id=talker.person.pk, template="coach_reply", object_id=404)

    with pytest.raises(NotFoundError):
        write_message(event)
