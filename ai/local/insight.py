"""One hedged hypothesis about an answer, and themes that come back. Pure.

A hypothesis needs a turn of speech that stands for it; without one there is none.
"""

import math
from collections import Counter
from collections.abc import Iterable

from ai.contracts import EarlierAnswer
from ai.local.language import detect
from ai.local.passage import Clause, Hit, Passage, Sentence, read
from ai.local.reflection import has_wish
from ai.local.sentiment import clause_values
from ai.local.speaker import own_hits
from ai.local.traits import quote
from ai.local.voice import Voice
from ai.local.word_lists import words
from ai.local.wording import is_clean

#: Themes whose sentences speak of something good: never said where the words are cold.
_GOOD = frozenset(
    ("achievement", "body", "closeness", "giving", "gratitude", "novelty", "recovery", "solitude")
)
#: Earlier answers with the same theme from which it is a pattern.
_REPEATS = 2
_WISH_AND_OBSTACLE = "wish_and_obstacle"
_MOST_PATTERNS = 2
_LONGEST_QUOTE = 220


def form(passage: Passage, voice: Voice) -> tuple[str, str]:
    """Return a hypothesis and the literal words it stands on; both empty when there is none."""
    found = themes(passage)
    ranked = sorted(found, key=lambda theme: -len(found[theme]))
    for theme in ranked:
        quoted = found[theme][0]
        if is_clean(quoted):
            return voice.say(f"insight {theme}"), quoted
    return "", ""


def patterns(passage: Passage, history: Iterable[EarlierAnswer], voice: Voice) -> tuple[str, ...]:
    """Return sentences about themes of this answer that were in at least two earlier ones."""
    now = themes(passage)
    counts = Counter(
        theme
        for earlier in history
        for theme in themes(read(earlier.text, detect(earlier.text, passage.language)))
        if theme in now
    )
    return tuple(
        voice.say("pattern", name=voice.say(f"theme {theme}"), n=str(count))
        for theme, count in counts.most_common(_MOST_PATTERNS)
        if count >= _REPEATS
    )


def themes(passage: Passage) -> dict[str, list[str]]:
    """Return the themes of a text, in order, with the literal words of each."""
    found: dict[str, list[str]] = {}
    for sentence in passage.sentences:
        whole = passage.quote(sentence)
        if _wants_and_cannot(passage, sentence) and len(whole) <= _LONGEST_QUOTE:
            # Both halves of the sentence speak for it, so it outweighs themes of one half.
            found[_WISH_AND_OBSTACLE] = [whole, whole]
    warmth = clause_values(passage)
    for sentence, hit in own_hits(passage, "themes"):
        if not hit.is_negated and not _is_marred(hit, sentence, warmth):
            found.setdefault(hit.phrase.section, []).append(quote(passage, sentence, hit))
    return found


def _is_marred(hit: Hit, sentence: Sentence, warmth: dict[Clause, float]) -> bool:
    """Tell a theme of something good in a sentence about something bad."""
    values = [warmth.get(clause, 0.0) for clause in sentence.clauses]
    return hit.phrase.section in _GOOD and (math.fsum(values) < 0 or warmth[hit.clause] < 0)


def _wants_and_cannot(passage: Passage, sentence: Sentence) -> bool:
    turning = words(passage.language, "turning")
    turns = [
        clause.start for clause in sentence.clauses[1:] if clause.tokens[0].text.lower() in turning
    ]
    return any(has_wish(passage.text[sentence.start : turn]) for turn in turns)
