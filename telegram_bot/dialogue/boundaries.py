"""How near the questions may come, and about what: the person's own limits, in the settings."""

from core.vocabulary import Domain
from onboarding.choices import TrustLevel
from onboarding.selectors import closed_domains, refused_questions, trust_level
from onboarding.services import codes_restore, domain_close, domain_open, trust_lower
from telegram_bot.callback_data import Press, Screen
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import SILENCE, Outcome, Turn, answer
from telegram_bot.reply import Button, Keyboard, Reply

TOPICS_IN_ROW = 2
OPEN, CLOSED = "✓", "✕"


def show_topics(turn: Turn) -> Outcome:
    """Show every topic, open or closed."""
    return answer(Reply(turn.say("topics"), _topics(turn)))


def press_topic(turn: Turn, action: str) -> Outcome:
    """Close a topic or open it again, in place; or take refused questions back."""
    if action == "restore":
        codes_restore(turn.person_id)
        return Outcome(toast=turn.say("restored"), keyboard=_topics(turn))
    if action not in set(Domain):
        return SILENCE
    return Outcome(toast=_toggle(turn, Domain(action)), keyboard=_topics(turn))


def _toggle(turn: Turn, domain: Domain) -> str:
    """Open the topic if it is closed, else close it; return what is said about it."""
    topic = turn.say(f"domain_{domain}")
    closed = closed_domains(turn.person_id)
    if domain in closed:
        domain_open(turn.person_id, domain)
        return turn.say("topic_opened", topic=topic)
    domain_close(turn.person_id, domain)
    is_last = len(closed) + 1 == len(Domain)
    return turn.say("topics_all_closed") if is_last else turn.say("topic_closed", topic=topic)


def _topics(turn: Turn) -> Keyboard:
    closed = closed_domains(turn.person_id)
    buttons = [
        Button(
            f"{CLOSED if domain in closed else OPEN} {turn.say(f'domain_{domain}')}",
            Press(Screen.TOPICS, domain),
        )
        for domain in Domain
    ]
    starts = range(0, len(buttons), TOPICS_IN_ROW)
    rows = tuple(tuple(buttons[start : start + TOPICS_IN_ROW]) for start in starts)
    return (*rows, *_restore(turn), *keyboards.to_settings(turn.language))


def _restore(turn: Turn) -> Keyboard:
    if not refused_questions(turn.person_id):
        return ()
    return ((keyboards.button(turn.language, "restore", Screen.TOPICS, "restore"),),)


def show_distance(turn: Turn) -> Outcome:
    """Say how near the questions come now, and that one may step back."""
    level = trust_level(turn.person_id)
    how = "nearer_by_itself" if level is TrustLevel.STRANGER else "step_back_any_time"
    return _distance(turn, level, how)


def step_back(turn: Turn) -> Outcome:
    """Let the questions keep one level more distance."""
    if trust_level(turn.person_id) is TrustLevel.STRANGER:
        return show_distance(turn)
    trust_lower(turn.person_id)
    return _distance(turn, trust_level(turn.person_id), "stepped_back")


def _distance(turn: Turn, level: TrustLevel, how: str) -> Outcome:
    text = "\n\n".join([turn.say(f"distance_{level.name.lower()}"), turn.say(how)])
    may_step_back = level is not TrustLevel.STRANGER
    back = keyboards.farther(turn.language) if may_step_back else ()
    return answer(Reply(text, (*back, *keyboards.to_settings(turn.language))))
