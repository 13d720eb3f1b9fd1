"""What synthetic people answer: a bank of short texts by temperament and domain. Pure."""

import json
import random
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from core.vocabulary import Domain, Language

#: How often somebody answers in their first manner rather than in the second.
FIRST_MANNER = 0.75


class Temperament(StrEnum):
    """A manner of living, heard in every answer."""

    EXPLORER = "explorer"
    KEEPER = "keeper"
    HEART = "heart"
    WORRIER = "worrier"
    ROCK = "rock"
    TIRED = "tired"


Texts = Mapping[Temperament, Mapping[Domain, str]]


@cache
def answer_bank(language: Language) -> Texts:
    """Return every text of one language."""
    path = Path(__file__).with_name(f"answers_{language}.json")
    return {
        Temperament(name): {Domain(domain): text for domain, text in texts.items()}
        for name, texts in json.loads(path.read_text(encoding="utf-8")).items()
    }


class Voice:
    """How one person answers; nothing is said twice while there is something left to say."""

    def __init__(self, language: Language, rng: random.Random) -> None:
        """Begin with everything unsaid."""
        self._bank = answer_bank(language)
        self._rng = rng
        self._said: set[str] = set()

    def answer(self, domain: Domain, manners: Sequence[Temperament]) -> str:
        """Return an answer to a question about `domain`.

        Args:
            domain: what the question is about.
            manners: the person's manners, the usual one first.
        """
        ordered = list(manners)
        if self._rng.random() > FIRST_MANNER:
            ordered.reverse()
        texts = [self._bank[manner][domain] for manner in ordered]
        unsaid = [text for text in texts if text not in self._said]
        text = (unsaid or self._elsewhere(manners) or texts)[0]
        self._said.add(text)
        return text

    def _elsewhere(self, manners: Sequence[Temperament]) -> list[str]:
        """Return what else is left to say: people do answer beside the question."""
        texts = [text for manner in manners for text in self._bank[manner].values()]
        return [text for text in texts if text not in self._said]
