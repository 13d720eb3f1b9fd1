"""What the gateway does about events: background work speaks to people through it."""

from collections.abc import Callable

from coach.selectors import MessageRef, message_get
from core.crisis import CrisisLevel
from core.vocabulary import Language
from events.catalogue import MessageSendRequested
from events.registry import handles
from people.choices import DialogueState
from people.selectors import PersonRef, person_get
from telegram_bot import outgoing
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.crisis import crisis_reply
from telegram_bot.errors import UnknownTemplateError
from telegram_bot.models import Account
from telegram_bot.reply import Reply
from telegram_bot.texts import say


@handles(MessageSendRequested)
def write_message(event: MessageSendRequested) -> None:
    """Render the requested template and write it to be sent, once per template and object."""
    account = Account.objects.filter(person_id=event.person_id, is_active=True).first()
    if account is None:
        return
    render = TEMPLATES.get(event.template)
    if render is None:
        raise UnknownTemplateError
    reply = render(person_get(event.person_id), event.object_id or 0)
    if reply is None:
        return
    key = f"{event.template}:{event.person_id.hex}:{event.object_id or 0}"
    outgoing.write(event.person_id, account.chat_id, reply, key=key)


def _coach_reply(person: PersonRef, message_id: int) -> Reply | None:
    """Render what the coach said, unless a crisis has begun since: then only fixed words speak."""
    if person.state is DialogueState.CRISIS:
        return None
    message = message_get(message_id)
    text = say("quoted", person.language, text=message.text)
    notes = [say(key, person.language) for key in _notes(message)]
    return Reply("\n\n".join([text, *notes]), keyboards.next_question(person.language))


def _notes(message: MessageRef) -> tuple[str, ...]:
    """Return what must be said with a reply: always of a model that it spoke."""
    by_model = () if message.is_offline else ("coach_by_model",)
    by_program = ("coach_by_program",) if message.is_offline else ()
    return ("coach_disclaimer", *by_program, *by_model) if message.needs_disclaimer else by_model


def _crisis(level: CrisisLevel) -> Callable[[PersonRef, int], Reply]:
    def render(person: PersonRef, _object_id: int) -> Reply:
        return crisis_reply(level, Language(person.language), person.address_form)

    return render


TEMPLATES: dict[str, Callable[[PersonRef, int], Reply | None]] = {
    "coach_reply": _coach_reply,
    **{
        f"{who}crisis_level_{level:d}": _crisis(level)
        for who in ("", "coach_")
        for level in (CrisisLevel.PASSIVE, CrisisLevel.ACTIVE)
    },
}
