"""Somebody who talks with the bot in this process: updates go in, outgoing rows come out."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from onboarding.models import AskedQuestion
from people.choices import DialogueState
from people.models import Person
from telegram_bot.inbox import ingest
from telegram_bot.limits import inbound_limiter
from telegram_bot.models import Account, OutgoingMessage
from telegram_bot.reply import TurnResult
from telegram_bot.turns import handle_next
from tests.telegram_bot.updates import callback_update, message, text_update, update

ANSWER = {
    "ru": "Вчера вечером мы с сестрой гуляли у реки, и мне стало спокойно.",
    "en": "Last night my sister and I walked by the river, and I felt calm.",
}


@dataclass(frozen=True)
class Said:
    """One message of the bot."""

    html: str
    keyboard: list[list[dict[str, str]]]
    kind: str

    @property
    def actions(self) -> list[str]:
        """What the buttons do, in their order."""
        return [data.rsplit(":", 1)[1] for data in self.data]

    @property
    def data(self) -> list[str]:
        """What the buttons carry, in their order."""
        return [button["data"] for row in self.keyboard for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, in their order."""
        return [button["label"] for row in self.keyboard for button in row]


@dataclass
class Talker:
    """A person with a chat of their own.

    Attributes:
        results: what every turn left to do after its commit.
        last_message_id: the id of what the person wrote last.
    """

    chat_id: int
    language_code: str = "ru"
    first_name: str = "Анна"
    results: list[TurnResult] = field(default_factory=list)
    last_message_id: int = 0

    @property
    def sender(self) -> dict[str, Any]:
        """The person as Telegram shows them."""
        return {
            "id": self.chat_id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    def write(self, text: str, **fields: Any) -> Said | None:
        """Send a text; return what the bot answered, if anything."""
        return self.bring(text_update(self.chat_id, text, **{"from": self.sender, **fields}))

    def send(self, **fields: Any) -> Said | None:
        """Send a message that is not just a text."""
        return self.bring(update(message=message(self.chat_id, **{"from": self.sender, **fields})))

    def edit(self, message_id: int, text: str) -> Said | None:
        """Edit an earlier message."""
        edited = message(self.chat_id, message_id=message_id, text=text)
        return self.bring(update(edited_message={**edited, "from": self.sender}))

    def press(self, action: str, said: Said | None = None) -> Said | None:
        """Press the button with this action under `said`, or under the newest that has it."""
        shown = [said] if said else list(reversed(self.messages()))
        data = next(data for one in shown for data in one.data if data.endswith(f":{action}"))
        return self.press_data(data)

    def press_data(self, data: str) -> Said | None:
        """Press a button, real or forged."""
        return self.bring(callback_update(self.chat_id, data, **{"from": self.sender}))

    def bring(self, raw: dict[str, Any]) -> Said | None:
        """Let an update arrive and take its turn; return what the bot answered, if anything."""
        newest = OutgoingMessage.objects.aggregate(Max("pk"))["pk__max"] or 0
        if "message" in raw:
            self.last_message_id = raw["message"]["message_id"]
        ingest([raw])
        self.results.extend(take_turns())
        new = OutgoingMessage.objects.filter(chat_id=self.chat_id, pk__gt=newest)
        assert len(new) <= 1, "one turn is one message"
        return _said(new[0]) if new else None

    def messages(self) -> list[Said]:
        """Return everything the bot has written to this chat, oldest first."""
        rows = OutgoingMessage.objects.filter(chat_id=self.chat_id).order_by("pk")
        return [_said(row) for row in rows]

    @property
    def toast(self) -> str:
        """What the last turn shows on the pressed button."""
        return self.results[-1].toast

    @property
    def person(self) -> Person:
        """The person as stored."""
        return Person.objects.get(pk=Account.objects.get(pk=self.chat_id).person_id)

    @property
    def state(self) -> DialogueState:
        """Where the dialogue stands."""
        return DialogueState(self.person.state)

    @property
    def open_question(self) -> AskedQuestion | None:
        """The question that waits for an answer."""
        return AskedQuestion.objects.filter(person=self.person, outcome="open").first()

    def begin(self, form: str = "vy") -> Said | None:
        """Go from /start to the first question."""
        self.write("/start")
        self.press("begin")
        self.press("agree")
        asked = self.press("none")
        return self.press(form) if self.language_code == "ru" else asked

    def answer(self) -> Said | None:
        """Answer the open question with something light."""
        inbound_limiter().forget(self.chat_id)
        return self.write(ANSWER[self.language_code])

    def end(self) -> Said | None:
        """Answer until the session is over."""
        said = None
        while self.state is DialogueState.ASKING:
            said = self.answer()
        return said


def take_turns() -> list[TurnResult]:
    """Take every turn that is due."""
    return list(iter(handle_next, None))


def _said(row: OutgoingMessage) -> Said:
    body = row.body or {"html": "", "keyboard": []}
    return Said(body["html"], body["keyboard"], row.kind)
