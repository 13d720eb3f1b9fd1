"""What the coach holds of a person can be taken along and erased."""

import pytest

from coach.drafts import bundled
from coach.models import Conversation, Message
from coach.personal_data import erase, export
from coach.services import reply_store
from core.vocabulary import Language
from people.models import Person
from tests.coach.conftest import say
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_export_holds_the_whole_talk(person: Person) -> None:
    message = say(person, "мои слова")
    reply = reply_store(message.id, bundled(Language.RU, "vy"))
    [conversation] = export(person.pk)["conversations"]
    assert [(said["author"], said["text"]) for said in conversation["messages"]] == [
        ("person", "мои слова"),
        ("coach", reply.text),
    ]


def test_erasing_leaves_nothing_of_the_person_and_all_of_others(person: Person) -> None:
    other = say(PersonFactory.create(), "другое", 2)
    reply_store(say(person, "мои слова").id, bundled(Language.RU, "vy"))
    erase(person.pk)
    assert Message.objects.get().pk == other.id
    assert Conversation.objects.get().pk == other.conversation_id
