"""Weak observations of traits in one text, each with a large variance and a literal quote. Pure.

A single text says little about a person: published models stay barely above chance. So a value
never goes beyond 1.5 SD, a variance never falls below 2 SD² (the prior of a trait is 1 SD²), and
a text without a known turn of speech gives no observation at all.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ai.contracts import TraitReading
from ai.local.passage import Hit, Passage, Sentence
from ai.local.phrases import hits
from ai.local.speaker import own_hits
from core.vocabulary import Trait

#: Bound of a value, in population SD.
_MOST = 1.5
#: How fast repeated hints approach the bound: one gives 0.69, two 1.14, three 1.36.
_SLOPE = 0.5
#: To deny one pole says less than to claim the other.
_NEGATED = -0.6
#: Variances by the number of different hints, in SD squared.
_VARIANCES = (6.0, 4.8, 4.0)
_CONTRADICTION = 1.25
#: A question that aims at a trait halves the variance of what is heard about it, at most.
_TARGETED = 0.5
_THIN_QUALITY = 0.3
_QUOTE_LONGEST = 200
_QUOTE_REACH = 8


@dataclass(frozen=True, slots=True)
class _Hint:
    """One phrase with what it weighs: positive for the high pole."""

    words: tuple[str, ...]
    weight: float
    quote: str


def observe(passage: Passage, quality: float, targets: Iterable[Trait]) -> tuple[TraitReading, ...]:
    """Return at most one observation per trait.

    Args:
        passage: One answer.
        quality: How much the answer tells, 0..1; thin answers keep the largest variance.
        targets: Traits that the question aims at.
    """
    hints = _hints(passage)
    if not _has_adversity(passage):
        hints.pop(Trait.RESILIENCE, None)
    aimed = frozenset(targets)
    readings = (
        _reading(trait, found, quality, is_aimed=trait in aimed) for trait, found in hints.items()
    )
    return tuple(reading for reading in readings if reading)


def _hints(passage: Passage) -> dict[Trait, list[_Hint]]:
    hints: dict[Trait, list[_Hint]] = defaultdict(list)
    for sentence, hit in own_hits(passage, "traits"):
        name, pole = hit.phrase.section.split()
        weight = (1.0 if pole == "+" else -1.0) * (_NEGATED if hit.is_negated else 1.0)
        if all(hint.words != hit.phrase.words for hint in hints[Trait(name)]):
            hints[Trait(name)].append(
                _Hint(hit.phrase.words, weight, quote(passage, sentence, hit))
            )
    return hints


def _has_adversity(passage: Passage) -> bool:
    """Tell whether the text holds an episode of adversity: without one, resilience is not seen."""
    return any(
        hit.phrase.section == "adversity" and not hit.is_negated for hit in hits(passage, "signals")
    )


def _reading(
    trait: Trait, hints: Sequence[_Hint], quality: float, *, is_aimed: bool
) -> TraitReading | None:
    net = math.fsum(hint.weight for hint in hints)
    if not net:
        return None
    agreeing = [hint for hint in hints if hint.weight * net > 0]
    variance = _variance(len(agreeing), len(hints) - len(agreeing), quality)
    return TraitReading(
        trait=trait,
        value=round(_MOST * math.tanh(_SLOPE * net), 3),
        variance=round(variance * (_TARGETED if is_aimed else 1.0), 3),
        quote=max(agreeing, key=lambda hint: abs(hint.weight)).quote,
    )


def _variance(agreeing: int, opposing: int, quality: float) -> float:
    if quality < _THIN_QUALITY:
        return _VARIANCES[0]
    variance = _VARIANCES[min(agreeing, len(_VARIANCES)) - 1]
    return min(_VARIANCES[0], variance * (_CONTRADICTION if opposing else 1.0))


def quote(passage: Passage, sentence: Sentence, hit: Hit) -> str:
    """Return the literal words around a phrase: its sentence, its clause, or its neighbourhood."""
    for part in (sentence, hit.clause):
        words = passage.quote(part)
        if len(words) <= _QUOTE_LONGEST:
            return words
    tokens = hit.clause.tokens
    start = tokens[max(0, hit.first - _QUOTE_REACH)].start
    end = tokens[min(len(tokens) - 1, hit.last + _QUOTE_REACH)].end
    return passage.text[start:end][:_QUOTE_LONGEST]
