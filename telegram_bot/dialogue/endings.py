"""What is said when a talk ends: what was noticed, and something that gives strength."""

from ai.contracts import Sentiment
from analysis.selectors import instant_of, session_notice
from onboarding.choices import EndReason
from onboarding.selectors import answer_get, answers_in_session
from onboarding.steps import End
from telegram_bot.dialogue.turn import Turn
from telegram_bot.excerpts import after_colon, excerpt

RESOURCE_CHARACTERS = 160
_ENDINGS = {
    EndReason.PLANNED: "end_planned",
    EndReason.FATIGUE: "end_fatigue",
    EndReason.NOTHING_ELIGIBLE: "end_nothing",
}


def ending(turn: Turn, end: End) -> str:
    """Say what was noticed and leave something that gives strength."""
    parts = [
        turn.say(_ENDINGS.get(end.reason, "end_person")),
        _noticed(turn, end),
        _resource(turn, end),
        turn.say("idle_hint"),
    ]
    return "\n\n".join(filter(None, parts))


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
