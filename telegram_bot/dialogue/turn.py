"""One turn as the dialogue sees it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from core.clock import utc_now
from core.crisis import Assessment
from core.vocabulary import Language
from people.choices import AddressForm
from people.selectors import PersonRef
from telegram_bot.incoming import Incoming
from telegram_bot.reply import Keyboard, Reply
from telegram_bot.texts import say_to

#: After so long without a word somebody comes back, and is welcomed.
ABSENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who said what, and how grave it is."""

    person: PersonRef
    incoming: Incoming
    assessment: Assessment

    @property
    def person_id(self) -> UUID:
        """Return the person's id."""
        return self.person.id

    @property
    def language(self) -> Language:
        """Return the language the person is spoken to in."""
        return self.person.language

    @property
    def form(self) -> AddressForm:
        """Return how the person is addressed."""
        return self.person.address_form

    @property
    def quiet(self) -> timedelta:
        """Return how long the person did nothing before this turn."""
        return utc_now() - self.person.last_seen_at

    @property
    def is_return(self) -> bool:
        """Return whether the person was away before this turn."""
        return self.quiet >= ABSENCE

    def speaking(self, language: Language) -> "Turn":
        """Return the turn of a person who is spoken to in `language` from now on."""
        return replace(self, person=replace(self.person, language=language))

    def addressed(self, form: AddressForm) -> "Turn":
        """Return the turn of a person who is addressed in `form` from now on."""
        return replace(self, person=replace(self.person, address_form=form))

    def say(self, key: str, **values: object) -> str:
        """Return a text of the catalogue in the person's language and form of address."""
        return say_to(key, self.language, self.form, **values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn leads to: a message, a short toast on the pressed button, or silence.

    Attributes:
        retires_buttons: the buttons under the message that was pressed no longer do anything.
        keyboard: buttons that take their place; nothing is lost when they do not arrive.
        is_farewell: the person was erased in this turn; the reply belongs to nobody.
    """

    reply: Reply | None = None
    toast: str = ""
    is_typing: bool = False
    retires_buttons: bool = False
    keyboard: Keyboard = ()
    is_farewell: bool = False


SILENCE = Outcome()


def answer(reply: Reply) -> Outcome:
    """Return the outcome of a turn that ends with a message."""
    return Outcome(reply=reply)
