"""One synthetic person living through the real services."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from coach.services import message_receive
from core.clock import pretend_now
from core.crisis import assess
from core.vocabulary import Domain, Language
from events.catalogue import CommandExecuted
from events.outbox import publish
from onboarding.bank_selectors import current_records
from onboarding.services import (
    answer_submit,
    question_replace,
    question_skip,
    session_open,
    session_pause,
    session_resume,
    sessions_time_out,
)
from onboarding.steps import Answered, Ask, Step
from people.choices import DialogueState
from people.crisis import crisis_close, crisis_open
from people.services import (
    address_form_set,
    consent_give,
    name_set,
    person_begin,
    person_register,
    state_change,
)
from selfology_site.demo.answers import Voice
from selfology_site.demo.cast import Member
from selfology_site.demo.deliveries import deliver

ANOTHER_QUESTION = 0.06
SECOND_WEEK = 7
SILENCE = timedelta(minutes=45)
#: Heard by the guard at level 2; the words themselves are stored nowhere.
CRISIS_WORDS = {
    Language.RU: "Иногда хочется просто исчезнуть.",
    Language.EN: "I wish I could just disappear.",
}


class UpdateNumbers:
    """Numbers of updates that Telegram never gives: below zero, and below those of former runs."""

    def __init__(self, start: int) -> None:
        """Count down from `start`."""
        self._last = start

    def next(self) -> int:
        """Return a number that was not used before."""
        self._last -= 1
        return self._last


class Player:
    """Plays one member of the cast."""

    def __init__(self, member: Member, numbers: UpdateNumbers, seed: int) -> None:
        """Take a person's part; they do not exist until `begin`."""
        self.member = member
        self._numbers = numbers
        self._rng = random.Random(seed)  # noqa: S311 - variety, not secrecy
        self._voice = Voice(member.language, self._rng)
        self._clock = datetime.min.replace(tzinfo=UTC)
        self._person_id: UUID | None = None

    @property
    def person_id(self) -> UUID:
        """Return who was born.

        Raises:
            RuntimeError: nobody yet.
        """
        if self._person_id is None:
            message = "The person has not begun."
            raise RuntimeError(message)
        return self._person_id

    def begin(self, moment: datetime) -> None:
        """Meet the bot: language, consent, name, form of address."""
        member = self.member
        with self._at(moment):
            self._person_id = person_register(language=member.language).id
            person_begin(self.person_id, member.language)
            name_set(self.person_id, member.name)
            address_form_set(self.person_id, member.form)
            for purpose in member.agrees:
                consent_give(self.person_id, purpose, member.language)

    def talk(self, moment: datetime, day: int) -> None:
        """Have one talk: a session of questions, perhaps broken off, perhaps never finished."""
        with self._at(moment):
            publish(
                CommandExecuted(
                    person_id=self.person_id, command="start", update_id=self._numbers.next()
                )
            )
            self._state(DialogueState.ASKING)
            step = session_open(self.person_id, self.member.language)
        is_last = day == self.member.days[-1]
        enough = 3 if (is_last and self.member.falls_silent) else None
        self._answer_on(step, day, enough)
        if enough:
            self._fall_silent()
        elif self.member.pauses and not is_last:
            self._pause_and_return(day)

    def ask_coach(self, moment: datetime) -> None:
        """Write to the coach, line after line."""
        self._clock = moment
        for line in self.member.coach_lines:
            with self._later(2, 6):
                self._state(DialogueState.COACH)
                message_receive(self.person_id, line, self._numbers.next())
        with self._later(10, 20):
            self._state(DialogueState.IDLE)

    def be_in_crisis(self, moment: datetime) -> None:
        """Write something that the guard hears, and say an hour later that it has passed."""
        with self._at(moment):
            crisis_open(self.person_id, assess(CRISIS_WORDS[self.member.language]))
        with self._later(50, 70):
            crisis_close(self.person_id)

    def _answer_on(self, step: Step, day: int, enough: int | None = None) -> None:
        """Answer until the session ends, or until `enough` questions are met."""
        met = 0
        while isinstance(step, Ask) and met != enough:
            with self._later(1, 4):
                step = self._react(step, day)
            met += 1
        if not isinstance(step, Ask):
            self._state(DialogueState.IDLE)

    def _react(self, ask: Ask, day: int) -> Step:
        """Answer, skip, or ask for another question."""
        language, draw = self.member.language, self._rng.random()
        if draw < self.member.skips:
            return question_skip(self.person_id, ask.asked_id, language)
        if draw < self.member.skips + ANOTHER_QUESTION:
            return question_replace(self.person_id, ask.asked_id, language)
        changed = day >= SECOND_WEEK and self.member.later_manners
        text = self._voice.answer(
            domains()[ask.text], self.member.later_manners if changed else self.member.manners
        )
        number = self._numbers.next()
        result = answer_submit(self.person_id, text, language, update_id=number, message_id=None)
        return result.step if isinstance(result, Answered) else result

    def _pause_and_return(self, day: int) -> None:
        """Begin another session in the evening, break it off, and finish it the next morning."""
        language = self.member.language
        with self._later(180, 240):
            step = session_open(self.person_id, language)
        self._answer_on(step, day, enough=2)
        with self._later(1, 2):
            session_pause(self.person_id)
            self._state(DialogueState.PAUSED)
        with self._later(600, 640):
            self._state(DialogueState.ASKING)
            step = session_resume(self.person_id, language)
        self._answer_on(step, day)

    def _fall_silent(self) -> None:
        self._clock += SILENCE
        with pretend_now(self._clock):
            sessions_time_out()
            deliver(str(self.person_id))

    def _state(self, state: DialogueState) -> None:
        with pretend_now(self._clock):
            state_change(self.person_id, state)

    @contextmanager
    def _at(self, moment: datetime) -> Iterator[None]:
        """Do something at `moment`, and let everything that follows from it happen then too."""
        self._clock = moment
        with pretend_now(moment):
            yield
            deliver(str(self.person_id))

    @contextmanager
    def _later(self, least: int, most: int) -> Iterator[None]:
        """Do something a random number of minutes later."""
        with self._at(self._clock + timedelta(minutes=self._rng.uniform(least, most))):
            yield


@cache
def domains() -> Mapping[str, Domain]:
    """Return the domain of every question of the bank by its words, in each language."""
    return {
        text.text: record.domain
        for record in current_records().values()
        for text in record.texts.values()
    }
