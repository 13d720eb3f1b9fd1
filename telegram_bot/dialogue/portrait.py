"""The portrait in words: what is known, how surely, and on which words it stands."""

from core.vocabulary import Language
from people.choices import DialogueState
from profiles.selectors import Portrait, TraitLine, portrait_of
from telegram_bot.dialogue import keyboards
from telegram_bot.dialogue.turn import Outcome, Turn, answer
from telegram_bot.excerpts import excerpt
from telegram_bot.reply import Keyboard, Reply
from telegram_bot.texts import say

BAR_CELLS = 5
QUOTE_CHARACTERS = 120
#: On the shown scale 0..1, a third of a population SD to each side of the middle.
HIGH_FROM, LOW_TO = 0.556, 0.444


def show(turn: Turn) -> Outcome:
    """Show the portrait, or say that there is none yet."""
    portrait = portrait_of(turn.person_id)
    if portrait is None:
        return answer(Reply(turn.say("profile_empty"), _next(turn)))
    return answer(Reply(portrait_text(portrait, turn.language), _next(turn)))


def portrait_text(portrait: Portrait, language: Language) -> str:
    """Return the portrait: known traits with range and evidence, then what is too early to say."""
    known = [line for line in portrait.lines if line.is_known]
    unknown = [say(f"trait_{line.trait}", language) for line in portrait.lines if not line.is_known]
    parts = [
        say("profile_title", language, answers=portrait.answers),
        *(_line(line, language) for line in known),
        say("profile_unknown", language, traits=", ".join(unknown)) if unknown else "",
        say("profile_note", language) if known else "",
        say("profile_offline", language) if portrait.is_offline else "",
    ]
    return "\n\n".join(filter(None, parts))


def _line(line: TraitLine, language: Language) -> str:
    text = say(
        "profile_line",
        language,
        bar=_bar(line.value),
        trait=say(f"trait_{line.trait}", language),
        verdict=say(_verdict(line.value), language),
        low=round(line.low * 100),
        high=round(line.high * 100),
        observations=line.observations,
    )
    if not line.evidence:
        return text
    strongest = line.evidence[0]
    quote = say(
        "profile_evidence",
        language,
        quote=excerpt(strongest.quote, QUOTE_CHARACTERS),
        date=f"{strongest.at:%d.%m.%Y}",
    )
    return f"{text}\n      {quote}"


def _bar(value: float) -> str:
    filled = round(value * BAR_CELLS)
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def _verdict(value: float) -> str:
    if value >= HIGH_FROM:
        return "verdict_high"
    return "verdict_low" if value <= LOW_TO else "verdict_middle"


def _next(turn: Turn) -> Keyboard:
    is_between = turn.person.state in (DialogueState.IDLE, DialogueState.COACH)
    return keyboards.idle(turn.language) if is_between else keyboards.next_question(turn.language)
