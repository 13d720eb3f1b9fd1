"""A small model may say a reflection better while its message waits; the deadline is the row's.

The message lies in its table with the time at which it goes, whatever happens here: a model that
is late, a vendor that hangs, a process that dies. All that this module can do is let it go earlier.
"""

import structlog
from django.db import transaction

from analysis.reflections import BetterReflection, may_be_shown, reflection_improve, reflection_keep
from core.clock import utc_now
from core.errors import NotFoundError, error_code
from core.metrics import ERRORS
from people.choices import DialogueState
from people.services import person_lock
from telegram_bot import outgoing
from telegram_bot.reply import Held
from telegram_bot.texts import say

#: Jobs at once, each with a connection of its own; more find no time left and change nothing.
THREADS = 8
#: Left for putting the new words in; claiming and sending come after the deadline anyway.
WRITING_SECONDS = 0.04
#: With less than this no model is asked.
SHORTEST_SECONDS = 0.1

log = structlog.get_logger(__name__)


def improve(held: Held) -> bool:
    """Have a small model say the reflection better, and let the message go before its time.

    Slow: waits for a vendor, with no transaction open. Never raises.

    Returns:
        Whether the message goes with better words.
    """
    try:
        better = _better(held)
        is_better = better is not None and _say(held, better)
        if not is_better:
            outgoing.let_go(held.key, held.until)
    except Exception as error:  # noqa: BLE001 - the message goes at its time, whatever this is
        ERRORS.labels(part="improvement", code=error_code(error)).inc()
        log.warning("reflection_not_improved", answer=held.answer_id, code=error_code(error))
        return False
    return is_better


def _better(held: Held) -> BetterReflection | None:
    seconds = (held.until - utc_now()).total_seconds() - WRITING_SECONDS
    return reflection_improve(held.answer_id, seconds) if seconds >= SHORTEST_SECONDS else None


@transaction.atomic
def _say(held: Held, better: BetterReflection) -> bool:
    """Put the better words into the message and keep what is shown, both or neither.

    Under the lock of the person: a consent taken back, a correction and a crisis are told in turns,
    so that each of them is either seen here or comes after the message.
    """
    try:
        person = person_lock(held.person_id)
    except NotFoundError:
        return False
    if person.state is DialogueState.CRISIS or not may_be_shown(better):
        return False
    html = say("quoted", person.language, text=better.text)
    is_said = outgoing.say_better(held.key, held.until, html)
    if is_said:
        reflection_keep(better)
    return is_said
