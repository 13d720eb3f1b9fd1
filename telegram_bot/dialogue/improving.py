"""Which reflections a small model may say better before they are sent."""

from dataclasses import dataclass, replace

from analysis.reflections import may_improve
from core.crisis import CrisisLevel
from telegram_bot.dialogue.turn import Outcome, Turn
from telegram_bot.reply import Reflection


@dataclass(frozen=True, slots=True)
class SaidBack:
    """An answer as it is said back at once.

    Attributes:
        html: the reflection; empty where there is nothing to say back.
        after: what stands before it in the message.
    """

    answer_id: int
    html: str
    after: str


def improvable(turn: Turn, outcome: Outcome, said: SaidBack) -> Outcome:
    """Mark the reflection in a reply where a small model may say it better.

    Never where the words sound like distress: what is said then was written by people. Asks
    nobody but this installation's own tables, and not even those while no vendor has a key.
    """
    is_calm = turn.assessment.level is CrisisLevel.NONE
    if outcome.reply is None or not said.html or not is_calm or not may_improve(turn.person_id):
        return outcome
    start = outcome.reply.html.index(said.html, len(said.after))
    where = Reflection(said.answer_id, start, start + len(said.html))
    return replace(outcome, reply=replace(outcome.reply, reflection=where))
