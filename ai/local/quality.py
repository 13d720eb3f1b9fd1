"""How much an answer tells, from 0 to 1: does it name things, moments, feelings, reasons. Pure.

Quality says nothing about how right or good an answer is; it says how much there is to work with.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from ai.local.morphology import is_known, parses
from ai.local.passage import Clause, Passage, Token
from ai.local.phrases import hits
from ai.local.word_lists import words
from core.vocabulary import Language

#: Words after which length alone adds little.
_LENGTH_SCALE = 22.0
_LENGTH_SHARE = 0.4
_SHARES = {"own": 0.12, "concrete": 0.2, "feeling": 0.14, "reason": 0.14}
_NONSENSE_QUALITY = 0.02
_SHORT_WORDS = 3
_SHORT_CAP = 0.25
#: Below this share of different words a text of some length is one word over and over.
_LEAST_VARIETY = 0.34
_VARIETY_FROM_WORDS = 6
_LEAST_SENSE = 0.5
#: Words in a row that are copied from the question rather than said again by chance.
_COPIED_RUN = 3
_COPY_SHARE, _COPY_CAP = 0.6, 0.1
_CONCRETE = ("time", "place", "people", "number", "name")

_ANY_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_CONSONANTS_RU = re.compile(r"[бвгджзйклмнпрстфхцчшщ]{5,}", re.IGNORECASE)
_CONSONANTS_EN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}", re.IGNORECASE)
_VOWEL = {
    Language.RU: re.compile(r"[аеёиоуыэюя]", re.IGNORECASE),
    Language.EN: re.compile(r"[aeiouy]", re.IGNORECASE),
}
_REPEATED = re.compile(r"(.)\1{3,}|(..)\2{2,}|(.{3,})\3", re.IGNORECASE)
_KEYBOARD = re.compile(
    r"йцук|цуке|укен|фыва|ывап|вапр|ячсм|смит|qwer|wert|asdf|sdfg|dfgh|hjkl|zxcv|xcvb|lkjh",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an answer holds: number of words, and counts of signals by name."""

    words: int
    #: Words that only repeat the question.
    copied: int
    signals: Counter[str]
    is_nonsense: bool

    def has(self, *names: str) -> bool:
        """Tell whether any of the signals is there."""
        return any(self.signals[name] for name in names)


def contents(passage: Passage, question: str = "") -> Contents:
    """Count words and signals of a passage.

    Args:
        passage: The answer.
        question: What was asked; its words said over again tell nothing new.
    """
    tokens = list(passage.tokens)
    signals: Counter[str] = Counter(
        hit.phrase.section
        for hit in hits(passage, "signals")
        if not (hit.is_negated and hit.phrase.section == "insight")
    )
    signals["own"] = sum(is_first_person(token, passage.language) for token in tokens)
    signals["number"] = sum(token.text[0].isdigit() for token in tokens)
    signals["name"] = sum(map(_count_names, passage.clauses))
    copied = _copied([token.lower for token in tokens], question)
    return Contents(len(tokens), copied, signals, _is_nonsense(tokens, passage.language))


def _count_names(clause: Clause) -> int:
    """Count words with a capital that does not begin a clause: somebody or something by name."""
    return sum(token.text[0].isupper() and len(token.text) > 1 for token in clause.tokens[1:])


def _copied(said: list[str], question: str) -> int:
    """Count the words that stand in the answer in a run as they stand in the question."""
    asked = _runs(_ANY_WORD.findall(question.lower()))
    places = [at for at, run in enumerate(_runs(said)) if run in asked]
    return len({at + step for at in places for step in range(_COPIED_RUN)})


def _runs(said: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(said[step:] for step in range(_COPIED_RUN)), strict=False))


def quality(found: Contents) -> float:
    """Turn what an answer holds into one figure, 0..1.

    A saturating share for length, and a share each for first person, concrete detail (moments,
    places, people, figures, names), feelings and reasons. Words copied from the question add no
    length, and an answer that is little else tells nothing.
    """
    if found.is_nonsense:
        return _NONSENSE_QUALITY if found.words else 0.0
    length = _LENGTH_SHARE * (1 - math.exp((found.copied - found.words) / _LENGTH_SCALE))
    concrete = sum(bool(found.signals[name]) for name in _CONCRETE)
    shares = (
        _SHARES["own"] * found.has("own")
        + _SHARES["concrete"] * min(1.0, concrete / 2)
        + _SHARES["feeling"] * found.has("feeling")
        + _SHARES["reason"] * found.has("because", "reason", "insight")
    )
    total = min(1.0, length + shares)
    if found.copied >= _COPY_SHARE * found.words:
        return min(_COPY_CAP, total)
    if found.words <= _SHORT_WORDS or _is_evasive(found):
        return min(_SHORT_CAP, total)
    return total


def _is_evasive(found: Contents) -> bool:
    return found.has("refuse", "unsure") and found.words < _LENGTH_SCALE


def is_first_person(token: Token, language: Language) -> bool:
    """Tell whether a word is about the speaker: «я», «мне», «хочу», "my"."""
    if not words(language, "first person").isdisjoint((token.lower, *token.lemmas)):
        return True
    return language is Language.RU and "1per" in parses(token.text)[0].tag


def _is_nonsense(tokens: list[Token], language: Language) -> bool:
    written = [token.text for token in tokens if not token.text[0].isdigit()]
    if not written:
        return not tokens
    if len(written) >= _VARIETY_FROM_WORDS and len({word.lower() for word in written}) < (
        _LEAST_VARIETY * len(written)
    ):
        return True
    return sum(_makes_sense(word, language) for word in written) < _LEAST_SENSE * len(written)


def _makes_sense(word: str, language: Language) -> bool:
    if word.lower() in words(language, "plain answers"):
        return True
    if language is Language.RU and is_known(word):
        return True
    if _REPEATED.search(word) or _KEYBOARD.search(word):
        return False
    consonants = _CONSONANTS_RU if language is Language.RU else _CONSONANTS_EN
    return any(vowel.search(word) for vowel in _VOWEL.values()) and not consonants.search(word)
