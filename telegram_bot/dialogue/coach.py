"""The talk with the coach: the message is stored here, the reply comes from a worker."""

from coach.services import message_receive
from people.choices import DialogueState, Purpose
from people.consent_texts import consent_text
from people.selectors import consent_asked
from people.services import consent_give, consent_refuse, state_change
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Reply


def enter(turn: Turn) -> Outcome:
    """Open the talk; the first time, ask whether earlier answers may be recalled."""
    state_change(turn.person_id, DialogueState.COACH)
    if not consent_asked(turn.person_id, Purpose.COACH_MEMORY):
        text = turn.say("coach_memory", text=consent_text(Purpose.COACH_MEMORY, turn.language))
        return answer(Reply(text, keyboards.memory(turn.language)))
    return welcome(turn)


def welcome(turn: Turn) -> Outcome:
    """Invite the person to speak."""
    return answer(Reply(turn.say("coach_welcome"), keyboards.next_question(turn.language)))


def press(turn: Turn, action: str) -> Outcome:
    """Take down whether earlier answers may be recalled."""
    match action:
        case "allow":
            consent_give(turn.person_id, Purpose.COACH_MEMORY, turn.language)
        case "without":
            consent_refuse(turn.person_id, Purpose.COACH_MEMORY, turn.language)
        case _:
            return SILENCE
    state_change(turn.person_id, DialogueState.COACH)
    return welcome(turn)


def take_message(turn: Turn) -> Outcome:
    """Store what the person says; a worker replies."""
    if turn.person.state is not DialogueState.COACH:
        state_change(turn.person_id, DialogueState.COACH)
    message_receive(turn.person_id, turn.incoming.text, turn.incoming.update_id)
    return Outcome(is_typing=True)
