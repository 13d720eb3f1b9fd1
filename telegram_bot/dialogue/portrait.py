"""The portrait in words: what is known, how surely, and on which words it stands."""

from zoneinfo import ZoneInfo

from analysis.selectors import analysed_answers
from onboarding.selectors import answer_ids
from people.choices import DialogueState
from profiles.selectors import Portrait, TraitLine, portrait_of
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import Outcome, Turn, answer
from telegram_bot.excerpts import excerpt
from telegram_bot.reply import Keyboard, Reply

BAR_CELLS = 5
QUOTE_CHARACTERS = 120
#: Of the shown scale 0..1.
MIDDLE = 0.5


def show(turn: Turn) -> Outcome:
    """Show the portrait, or say that there is none yet."""
    portrait = portrait_of(turn.person_id)
    if portrait is None:
        return answer(Reply(_with_unread(turn, turn.say("profile_empty")), _next(turn)))
    return answer(Reply(_with_unread(turn, portrait_text(turn, portrait)), _next(turn)))


def _with_unread(turn: Turn, text: str) -> str:
    """Say how many answers are still being read, so that nobody misses them in the portrait."""
    read = {answered.answer_id for answered in analysed_answers(turn.person_id)}
    unread = answer_ids(turn.person_id) - read
    return f"{text}\n\n{turn.say('profile_unread', answers=len(unread))}" if unread else text


def portrait_text(turn: Turn, portrait: Portrait) -> str:
    """Return the portrait: known traits with range and evidence, then what is too early to say."""
    known = [line for line in portrait.lines if line.is_known]
    unknown = [turn.say(f"trait_{line.trait}") for line in portrait.lines if not line.is_known]
    parts = [
        turn.say("profile_title", answers=portrait.answers),
        *(_line(turn, line) for line in known),
        turn.say("profile_unknown", traits=", ".join(unknown)) if unknown else "",
        turn.say("profile_note" if known else "profile_nothing_yet"),
        turn.say("profile_offline") if portrait.is_offline else "",
    ]
    return "\n\n".join(filter(None, parts))


def _line(turn: Turn, line: TraitLine) -> str:
    text = turn.say(
        "profile_line",
        bar=_bar(line.value),
        trait=turn.say(f"trait_{line.trait}"),
        verdict=turn.say(_verdict(line)),
        low=round(line.low * 100),
        high=round(line.high * 100),
        observations=line.observations,
    )
    if not line.evidence:
        return text
    strongest = line.evidence[0]
    quote = turn.say(
        "profile_evidence",
        quote=excerpt(strongest.quote, QUOTE_CHARACTERS),
        date=f"{strongest.at.astimezone(ZoneInfo(turn.person.time_zone)):%d.%m.%Y}",
    )
    return f"{text}\n      {quote}"


def _bar(value: float) -> str:
    filled = round(value * BAR_CELLS)
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def _verdict(line: TraitLine) -> str:
    """Speak of high or low only when the whole range lies on that side of the middle."""
    if line.low > MIDDLE:
        return "verdict_high"
    return "verdict_low" if line.high < MIDDLE else "verdict_middle"


def _next(turn: Turn) -> Keyboard:
    is_between = turn.person.state in (DialogueState.IDLE, DialogueState.COACH)
    return keyboards.portrait(turn.language) if is_between else keyboards.way_back(turn.language)
