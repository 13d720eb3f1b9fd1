"""One hedged hypothesis about an answer, and themes that come back. Pure.

A hypothesis needs a turn of speech that stands for it; without one there is none.
"""

import math
from collections.abc import Iterable, Sequence

from ai.contracts import EarlierAnswer
from ai.local.language import detect
from ai.local.passage import Hit, Passage, Sentence, read
from ai.local.reflection import has_wish
from ai.local.sentiment import clause_value
from ai.local.speaker import own_hits
from ai.local.topics import domains
from ai.local.traits import quote
from ai.local.voice import Voice
from ai.local.word_lists import words
from ai.local.wording import is_clean
from core.vocabulary import Domain

#: Themes whose sentences speak of something good: never said where the words are cold.
_GOOD = frozenset(
    ("achievement", "body", "closeness", "giving", "gratitude", "novelty", "recovery", "solitude")
)
#: Earlier answers with the same theme from which it is a pattern.
_REPEATS = 2
_WISH_AND_OBSTACLE = "wish_and_obstacle"
_MOST_PATTERNS = 2
#: How many domains of a text count as what it is about.
_FOREMOST = 2
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
    """Return sentences about themes of this answer that were in at least two earlier ones.

    Where all of them speak of one domain of life, the sentence names it.
    """
    earlier = [read(one.text, detect(one.text, passage.language)) for one in history]
    now = themes(passage) if len(earlier) >= _REPEATS else {}
    told: dict[str, list[Passage]] = {theme: [] for theme in now}
    for text in earlier if now else ():
        for theme in now.keys() & themes(text).keys():
            told[theme].append(text)
    repeated = [theme for theme in told if len(told[theme]) >= _REPEATS]
    repeated.sort(key=lambda theme: -len(told[theme]))
    return tuple(
        _pattern(theme, len(told[theme]), _shared_domain([passage, *told[theme]]), voice)
        for theme in repeated[:_MOST_PATTERNS]
    )


def _pattern(theme: str, count: int, domain: Domain | None, voice: Voice) -> str:
    parts = {"name": voice.say(f"theme {theme}"), "n": str(count)}
    if domain is None:
        return voice.say("pattern", **parts)
    return voice.say("pattern where", where=voice.say(f"domain {domain}"), **parts)


def _shared_domain(passages: Sequence[Passage]) -> Domain | None:
    """Return the domain that is among the first of every text, if there is one."""
    first, *others = (domains(passage)[:_FOREMOST] for passage in passages)
    return next((domain for domain in first if all(domain in other for other in others)), None)


def themes(passage: Passage) -> dict[str, list[str]]:
    """Return the themes of a text, in order, with the literal words of each."""
    found: dict[str, list[str]] = {}
    for sentence in passage.sentences:
        whole = passage.quote(sentence)
        if _wants_and_cannot(passage, sentence) and len(whole) <= _LONGEST_QUOTE:
            # Both halves of the sentence speak for it, so it outweighs themes of one half.
            found[_WISH_AND_OBSTACLE] = [whole, whole]
    for sentence, hit in own_hits(passage, "themes"):
        if not hit.is_negated and not _is_marred(passage, hit, sentence):
            found.setdefault(hit.phrase.section, []).append(quote(passage, sentence, hit))
    return found


def _is_marred(passage: Passage, hit: Hit, sentence: Sentence) -> bool:
    """Tell a theme of something good in a sentence about something bad."""
    if hit.phrase.section not in _GOOD:
        return False
    values = [clause_value(passage, clause) for clause in sentence.clauses]
    return math.fsum(values) < 0 or clause_value(passage, hit.clause) < 0


def _wants_and_cannot(passage: Passage, sentence: Sentence) -> bool:
    turning = words(passage.language, "turning")
    turns = [
        clause.start for clause in sentence.clauses[1:] if clause.tokens[0].text.lower() in turning
    ]
    return any(has_wish(passage.text[sentence.start : turn]) for turn in turns)
