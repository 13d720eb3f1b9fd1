"""Finding the phrases of a word list in a passage. Pure.

Lists hold phrases in natural forms. They are brought to dictionary forms when loaded, so any form
of them is found; `=word` is found only as it is written («=меня слышат» is not «я слышу»).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ai.local.morphology import lemmas
from ai.local.passage import Clause, Token
from ai.local.word_lists import sections, words
from core.vocabulary import Language

_EXACT = "="
#: Words that may stand between two words of a phrase.
_GAP = 1
#: Words before a phrase in which a negation turns it over.
_NEGATION_REACH = 3

#: «Радости нет»: the only denial that stands after what it denies.
_DENIES_BEFORE = "нет"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a word list: its section and its dictionary forms."""

    section: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a clause, from token `first` to token `last`."""

    phrase: Phrase
    clause: Clause
    first: int
    last: int
    is_negated: bool


class PhraseBook:
    """Phrases of one language, indexed by their first word."""

    def __init__(self, entries: Mapping[str, tuple[str, ...]], language: Language) -> None:
        """Bring every phrase to dictionary forms.

        Args:
            entries: Phrases in natural forms by section.
            language: The language of the phrases.
        """
        self._negators = words(language, "negators")
        self._not_only = words(language, "not only")
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for section, texts in entries.items():
            for text in texts:
                self._add(section, [_options(word, language) for word in text.split()])
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def _add(self, section: str, options: list[tuple[str, ...]]) -> None:
        phrase = Phrase(section, tuple(forms[0] for forms in options))
        self._by_first[phrase.words[0]].append(phrase)
        if len(options) == 1:
            for option in options[0][1:2]:
                self._by_first[option].append(Phrase(section, (option,)))

    def find(self, clause: Clause) -> Iterator[Hit]:
        """Yield phrases of a clause, the longest at each place, never overlapping."""
        position = 0
        while position < len(clause.tokens):
            hit = self._at(clause, position)
            if hit:
                yield hit
            position = hit.last + 1 if hit else position + 1

    def _at(self, clause: Clause, position: int) -> Hit | None:
        candidates = (
            phrase
            for lemma in _keys(clause.tokens[position])
            for phrase in self._by_first.get(lemma, ())
        )
        for phrase in sorted(candidates, key=lambda phrase: -len(phrase.words)):
            last = self._end_of(phrase, clause.tokens, position)
            if last is not None:
                is_negated = self._is_negated(clause.tokens, position, last)
                return Hit(phrase, clause, position, last, is_negated)
        return None

    def _end_of(self, phrase: Phrase, tokens: tuple[Token, ...], position: int) -> int | None:
        for word in phrase.words[1:]:
            window = tokens[position + 1 : position + 2 + _GAP]
            step = next((at for at, token in enumerate(window) if word in _keys(token)), None)
            if step is None or any(self._denies(token) for token in window[:step]):
                return None
            position += step + 1
        return position

    def _is_negated(self, tokens: tuple[Token, ...], position: int, last: int) -> bool:
        start = max(0, position - _NEGATION_REACH)
        window = tokens[start:position]
        denials = [at for at, token in enumerate(window) if self._denies(token)]
        if not denials:
            return any(
                token.text.lower() == _DENIES_BEFORE for token in tokens[last + 1 : last + 2]
            )
        after = window[denials[-1] + 1 : denials[-1] + 2]
        return not any(token.lemma in self._not_only for token in after)

    def _denies(self, token: Token) -> bool:
        return token.lemma in self._negators


def _options(word: str, language: Language) -> tuple[str, ...]:
    """Return the dictionary forms of a word of a list; `=word` stands for exactly that form."""
    return (word,) if word.startswith(_EXACT) else lemmas(word, language)


def _keys(token: Token) -> tuple[str, ...]:
    return (*token.lemmas, f"{_EXACT}{token.text.lower()}")


@lru_cache(maxsize=16)
def book(name: str, language: Language) -> PhraseBook:
    """Return the phrases of a data file `<name>_<language>.txt`, read once."""
    return PhraseBook(sections(f"{name}_{language}.txt"), language)
