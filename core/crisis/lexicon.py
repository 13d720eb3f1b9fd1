"""The shape of phrase data, and its compilation into regular expressions.

Patterns are written in ordinary spelling and folded by the same function as the text, so a
data module never has to know how normalisation works. Every repetition inside a pattern is
bounded, which keeps the search linear in the length of the message.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import permutations

from core.crisis.levels import CrisisLevel
from core.crisis.needs import NeedIndex, needs_of
from core.vocabulary import Language

_NEVER = r"(?!)"


class Kind(Enum):
    """Who the words of a pattern speak about, which decides how context weighs them."""

    #: The form names the speaker in the present ("хочу", "убью себя").
    DIRECT = auto()
    #: The form names the speaker and leaves the time open ("стоять на краю", "on the roof").
    OWN = auto()
    #: The form leaves the subject or the time open ("покончить с собой", "want to die").
    OPEN = auto()
    #: The form names somebody else ("хочет умереть", "kill himself").
    OTHER = auto()
    #: Context does not change the level.
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One signal as written in a data module.

    Attributes:
        code: Name of the signal, ``<language>.<group>.<what>``.
        level: Level before context is weighed.
        kind: How context is weighed.
        regex: Expression over folded words separated by single spaces.
        also: Second expression that must be found in the same sentence or one beside it; empty
            for none.
        within: Second expression that must be found in the same sentence, in place of ``also``.
        unless: Expression that must not be found in the stretch that the second one is looked for
            in; empty for none.
    """

    code: str
    level: CrisisLevel
    kind: Kind
    regex: str
    also: str = ""
    within: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class CueWords:
    """Expressions that say who is meant, when, and whether it is real.

    Attributes:
        safe: Idioms and harmless uses, blanked before anything is searched.
        negation: Ends right before a phrase and denies it.
        doubt: Undoes a negation ("why not", "not sure I won't").
        first: Marks the speaker as the subject.
        third: Marks another person as the subject.
        past: Puts a phrase in the past.
        present: Puts a phrase in the present again.
        recent: A past so near that it counts as present.
        remote: A past that has a date or a distance.
        fiction: Film, book, song, study, profession.
        story_speech: A work or a character that speaks, right before a phrase.
        reported_speech: A real person that speaks, right before a phrase.
        hypothetical: "What if somebody writes you ..."
    """

    safe: str
    negation: str
    doubt: str
    first: str
    third: str
    past: str
    present: str
    recent: str
    remote: str
    fiction: str
    story_speech: str
    reported_speech: str
    hypothetical: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled `Phrase`."""

    code: str
    level: CrisisLevel
    kind: Kind
    regex: re.Pattern[str]
    also: re.Pattern[str] | None
    within: re.Pattern[str] | None
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled `CueWords`."""

    safe: re.Pattern[str]
    negation: re.Pattern[str]
    doubt: re.Pattern[str]
    first: re.Pattern[str]
    third: re.Pattern[str]
    past: re.Pattern[str]
    present: re.Pattern[str]
    recent: re.Pattern[str]
    remote: re.Pattern[str]
    fiction: re.Pattern[str]
    story_speech: re.Pattern[str]
    reported_speech: re.Pattern[str]
    hypothetical: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the guard knows in one language."""

    language: Language
    patterns: tuple[Pattern, ...]
    cues: Cues
    index: NeedIndex

    def possible(self, part: str) -> list[Pattern]:
        """Leave out the patterns that cannot match anywhere in a sentence: most of them."""
        return [self.patterns[at] for at in self.index.possible(part)]


def gap(most: int) -> str:
    """Return an expression for zero to ``most`` words, each with its leading space."""
    return rf"(?: \w{{1,24}}){{0,{most}}}?"


def any_order(*slots: str, most: int) -> str:
    """Return an expression for all slots in any order, at most ``most`` words between two."""
    orders = (f"{gap(most)} ".join(order) for order in permutations(slots))
    return f"(?:{'|'.join(orders)})"


def whole(words: str) -> str:
    """Return an expression for any of ``words`` as a whole word."""
    return rf"\b(?:{words})\b"


def begins(words: str) -> str:
    """Return an expression for a word that begins with any of ``words``."""
    return rf"\b(?:{words})"


def compile_lexicon(
    language: Language,
    phrases: tuple[Phrase, ...],
    cue_words: CueWords,
    fold: Callable[[str], str],
) -> Lexicon:
    """Compile phrase data, folding its spelling as the text will be folded.

    Args:
        language: Language of the data.
        phrases: Signals.
        cue_words: Context expressions.
        fold: Spelling fold of the language; must leave the escapes of a regular expression alone.
    """

    def compiled(regex: str) -> re.Pattern[str]:
        return re.compile(fold(regex))

    patterns = tuple(
        Pattern(
            p.code,
            p.level,
            p.kind,
            compiled(p.regex),
            compiled(p.also) if p.also else None,
            compiled(p.within) if p.within else None,
            compiled(p.unless or _NEVER),
        )
        for p in phrases
    )
    cues = Cues(*(compiled(getattr(cue_words, name)) for name in CueWords.__slots__))
    index = NeedIndex([*needs_of(fold(p.regex)), *needs_of(fold(p.within))] for p in phrases)
    return Lexicon(language, patterns, cues, index)
