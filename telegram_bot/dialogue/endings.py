"""What is said when a talk ends: what was noticed, and something that gives strength."""

from ai.contracts import Sentiment
from analysis.selectors import instant_of, session_notice
from core.vocabulary import Domain
from onboarding.choices import EndReason
from onboarding.selectors import answer_get, answers_in_session, closed_domains, leaves_heavy
from onboarding.steps import End
from people.selectors import may_ask_for_vendors
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import Turn
from telegram_bot.excerpts import after_colon, excerpt
from telegram_bot.reply import Keyboard

RESOURCE_CHARACTERS = 160
_ENDINGS = {
    EndReason.PLANNED: "end_planned",
    EndReason.FATIGUE: "end_fatigue",
    EndReason.NOTHING_ELIGIBLE: "end_nothing",
}


def ending(turn: Turn, end: End) -> str:
    """Say what was noticed and leave something that gives strength."""
    closed = _closed(turn, end)
    if len(closed) == len(Domain) and not end.answers:
        return turn.say("end_all_closed")
    parts = [
        turn.say("end_closed" if closed else _ENDINGS.get(end.reason, "end_person")),
        grounding(turn),
        _noticed(turn, end),
        _resource(turn, end),
        turn.say("idle_hint"),
    ]
    return "\n\n".join(filter(None, parts))


def after_end(turn: Turn, end: End) -> Keyboard:
    """Return what can be done after a talk; first of all open a topic, where that is missing."""
    closed = _closed(turn, end)
    buttons = keyboards.nothing_open(turn.language) if closed else keyboards.idle(turn.language)
    asks = end.answers and may_ask_for_vendors(turn.person_id)
    return (*buttons, *keyboards.deeper(turn.language)) if asks else buttons


def grounding(turn: Turn) -> str:
    """Return a way back to here and now for whoever goes right after a heavy question, or ''."""
    return turn.say("grounding") if leaves_heavy(turn.person_id) else ""


def _closed(turn: Turn, end: End) -> frozenset[Domain]:
    """Return the closed topics where they may be the reason why nothing more can be asked."""
    is_for_want = end.reason is EndReason.NOTHING_ELIGIBLE
    return closed_domains(turn.person_id) if is_for_want else frozenset()


def _noticed(turn: Turn, end: End) -> str:
    answers = answers_in_session(end.session_id)
    if not answers:
        return turn.say("end_noticed_nothing")
    notice = session_notice([given.id for given in answers])
    mood = turn.say(f"mood_{notice.sentiment or 'mixed'}")
    domains = dict.fromkeys(given.domain for given in answers)
    topics = ", ".join(turn.say(f"domain_{domain}") for domain in domains)
    parts = [
        turn.say("end_noticed", answers=len(answers), noticed=mood),
        turn.say("end_topics", topics=topics),
        turn.say("end_insight", insight=after_colon(notice.insight)) if notice.insight else "",
    ]
    return "\n".join(filter(None, parts))


def _resource(turn: Turn, end: End) -> str:
    if end.resource_answer_id is None or not _is_bright(end.resource_answer_id):
        return turn.say("end_resource_default") if end.answers else ""
    words = excerpt(answer_get(end.resource_answer_id).text, RESOURCE_CHARACTERS).rstrip(".")
    return turn.say("end_resource", quote=words)


def _is_bright(answer_id: int) -> bool:
    """Return whether an answer sounds like a source of strength: a good question is not enough."""
    reading = instant_of(answer_id)
    return reading is not None and reading.sentiment is Sentiment.POSITIVE
