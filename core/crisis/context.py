"""How the words around a phrase change its weight. Pure.

The rules lean towards alarm: a phrase is taken as the speaker's own and present unless the same
sentence says otherwise close to it.
"""

import re

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Cues, Kind, Pattern

# Characters looked at on either side of a phrase: about a sentence, and a bound on the work.
_BEFORE = 90
_AROUND = 180


def weigh(pattern: Pattern, match: re.Match[str], cues: Cues) -> CrisisLevel:
    """Return the level of one match inside its sentence.

    1. A denial right before it makes it nothing.
    2. A character or a song that says it makes it nothing, a real person makes it level 2.
    3. A question what would happen if somebody wrote it: 2 in the first person, else nothing.
    4. Another person in danger is level 2, in a story nothing.
    5. The speaker's own past is level 2, unless it is as near as yesterday.
    """
    if pattern.kind is Kind.PLAIN:
        return pattern.level
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    if _is_denied(before, match[0], cues) or cues.story_speech.search(before):
        return CrisisLevel.NONE
    if cues.reported_speech.search(before):
        return min(pattern.level, CrisisLevel.PASSIVE)
    upto = before + match[0]
    is_other = pattern.kind is Kind.OTHER or (
        pattern.kind is Kind.OPEN and _is_last(cues.third, cues.first, upto)
    )
    around = match.string[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    if is_other:
        return _of_other(pattern, around, cues)
    return _of_speaker(pattern, upto, around, cues)


def _of_other(pattern: Pattern, around: str, cues: Cues) -> CrisisLevel:
    if cues.fiction.search(around) or cues.hypothetical.search(around):
        return CrisisLevel.NONE
    return min(pattern.level, CrisisLevel.PASSIVE)


def _of_speaker(pattern: Pattern, upto: str, around: str, cues: Cues) -> CrisisLevel:
    lowered = min(pattern.level, CrisisLevel.PASSIVE)
    if cues.hypothetical.search(upto):
        return lowered
    if pattern.kind is Kind.DIRECT:
        return pattern.level
    is_open = pattern.kind is Kind.OPEN
    if is_open and cues.fiction.search(around) and not cues.first.search(around):
        return CrisisLevel.NONE
    is_past = _is_last(cues.past, cues.present, upto) or cues.remote.search(around)
    is_recent = cues.recent.search(around)
    return lowered if is_past and not is_recent else pattern.level


def _is_denied(before: str, words: str, cues: Cues) -> bool:
    """Tell whether a phrase is denied; one that begins with a "not" of its own is repeated."""
    is_negative = cues.negation.search(f"{words.split(' ', 1)[0]} ")
    return bool(cues.negation.search(before)) and not is_negative and not cues.doubt.search(before)


def _is_last(cue: re.Pattern[str], rival: re.Pattern[str], text: str) -> bool:
    """Tell whether ``cue`` is found and ends later than every match of ``rival``."""
    return _last_end(cue, text) > _last_end(rival, text)


def _last_end(cue: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in cue.finditer(text)), default=-1)
