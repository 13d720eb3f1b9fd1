"""How far the reading of somebody's answers has come, in plain words."""

from analysis.selectors import analysed_answers
from events.ledger import answers_underway
from onboarding.selectors import answer_ids
from people.choices import DialogueState
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import Outcome, Turn, answer
from telegram_bot.reply import Keyboard, Reply


def show(turn: Turn) -> Outcome:
    """Say how many answers are read, how many are being read, and whether something is stuck."""
    return answer(Reply(_text(turn), _next(turn)))


def _text(turn: Turn) -> str:
    answers = answer_ids(turn.person_id)
    if not answers:
        return turn.say("status_none")
    underway = answers_underway(turn.person_id)
    unread = answers & (underway.reading | underway.stuck)
    readings = {one.answer_id: one for one in analysed_answers(turn.person_id)}
    analysed = set(readings)
    offline = {answer_id for answer_id, one in readings.items() if one.is_offline}
    counts = {
        "status_read": len(answers & analysed - unread),
        "status_by_program": len(answers & offline - unread),
        "status_by_model": len(answers & analysed - offline - unread),
        "status_reading": len(answers & underway.reading),
        "status_stuck": len(answers & underway.stuck),
        "status_brief": len(answers - analysed - unread),
    }
    lines = [turn.say(key, answers=count) for key, count in counts.items() if count]
    is_all_read = counts["status_read"] == len(answers)
    return "\n\n".join([*lines, turn.say("status_all")] if is_all_read else lines)


def _next(turn: Turn) -> Keyboard:
    if turn.person.state in (DialogueState.IDLE, DialogueState.COACH):
        return keyboards.next_question(turn.language)
    return keyboards.way_back(turn.language)
