"""Finding the phrases of a word list in a passage. Pure.

Lists hold phrases in natural forms. They are brought to dictionary forms when loaded, so any form
of them is found; `=word` is found only as it is written («=меня слышат» is not «я слышу»). `a/b`
is either word, and `...` lets up to four other words stand in between.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from ai.local.morphology import lemmas
from ai.local.passage import EXACT, Clause, Hit, Passage, Phrase, Token
from ai.local.word_lists import sections, words
from core.vocabulary import Language

_EITHER = "/"
_ELLIPSIS = "..."
#: Words that may stand between two words of a phrase, and where the list has an ellipsis.
_GAP, _WIDE_GAP = 1, 4
#: Words before a phrase in which a negation turns it over.
_NEGATION_REACH = 3

#: «Радости нет»: a denial that stands after what it denies.
_DENIES_BEFORE = "нет"


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
        self._coming = words(language, "coming")
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for section, texts in entries.items():
            for text in texts:
                self._add(section, text, language)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def _add(self, section: str, text: str, language: Language) -> None:
        choices, gaps = _parsed(text)
        for choice in product(*choices):
            options = [_options(word, language) for word in choice]
            self._enter(Phrase(section, tuple(forms[0] for forms in options), gaps))
            if len(options) == 1:
                for option in options[0][1:2]:
                    self._enter(Phrase(section, (option,), gaps))

    def _enter(self, phrase: Phrase) -> None:
        self._by_first[phrase.words[0]].append(phrase)

    def find(self, clause: Clause) -> Iterator[Hit]:
        """Yield phrases of a clause, the longest at each place, never overlapping."""
        position = 0
        begins = self._by_first.keys()
        for at, token in enumerate(clause.tokens):
            if at < position or begins.isdisjoint(token.keys):
                continue
            hit = self._at(clause, at, token)
            if hit:
                yield hit
                position = hit.last + 1

    def _at(self, clause: Clause, position: int, token: Token) -> Hit | None:
        candidates = [
            phrase
            for key in token.keys
            if key in self._by_first
            for phrase in self._by_first[key]
            if phrase.words[-1] in clause.keys  # most phrases begin with «я» or "I", so look ahead
        ]
        if len(token.keys) > 1:
            candidates.sort(key=lambda phrase: -len(phrase.words))
        for phrase in candidates:
            last = self._end_of(phrase, clause.tokens, position)
            if last is not None:
                is_negated = self._is_negated(clause.tokens, position, last)
                return Hit(phrase, clause, position, last, is_negated)
        return None

    def _end_of(self, phrase: Phrase, tokens: tuple[Token, ...], position: int) -> int | None:
        for word, gap in zip(phrase.words[1:], phrase.gaps[1:], strict=True):
            for at in range(position + 1, min(position + 2 + gap, len(tokens))):
                if word in tokens[at].keys:
                    position = at
                    break
                if self._denies(tokens[at]):
                    return None
            else:
                return None
        return position

    def _is_negated(self, tokens: tuple[Token, ...], position: int, last: int) -> bool:
        start = max(0, position - _NEGATION_REACH)
        window = tokens[start:position]
        denials = [at for at, token in enumerate(window) if self._denies(token)]
        if not denials:
            return self._is_denied_after(tokens[last + 1 : last + 3])
        after = window[denials[-1] + 1 : denials[-1] + 2]
        return not any(token.lemmas[0] in self._not_only for token in after)

    def _is_denied_after(self, after: tuple[Token, ...]) -> bool:
        """Tell «радости нет» and «легче не становится»."""
        if any(token.lower == _DENIES_BEFORE for token in after[:1]):
            return True
        denial, coming = (*(token.lemmas[0] for token in after), "", "")[:2]
        return denial == "не" and coming in self._coming

    def _denies(self, token: Token) -> bool:
        return token.lemmas[0] in self._negators


def _parsed(text: str) -> tuple[list[list[str]], tuple[int, ...]]:
    """Cut an entry into the choices at each place, and the gaps allowed before each."""
    parts = text.split()
    placed = [at for at, part in enumerate(parts) if part != _ELLIPSIS]
    gaps = tuple(_WIDE_GAP if parts[at - 1 : at] == [_ELLIPSIS] else _GAP for at in placed)
    return [parts[at].split(_EITHER) for at in placed], gaps


def _options(word: str, language: Language) -> tuple[str, ...]:
    """Return the dictionary forms of a word of a list; `=word` stands for exactly that form."""
    return (word,) if word.startswith(EXACT) else lemmas(word, language)


def hits(passage: Passage, name: str) -> Iterator[Hit]:
    """Yield the phrases of a word list in a passage, in order."""
    return (hit for clause in passage.clauses for hit in hits_in(passage, clause, name))


def hits_in(passage: Passage, clause: Clause, name: str) -> tuple[Hit, ...]:
    """Return the phrases of a word list in one clause; looked for once in a passage."""
    key = (name, clause)
    if key not in passage.found:
        passage.found[key] = tuple(book(name, passage.language).find(clause))
    return passage.found[key]


@lru_cache(maxsize=16)
def book(name: str, language: Language) -> PhraseBook:
    """Return the phrases of a data file `<name>_<language>.txt`, read once."""
    return PhraseBook(sections(f"{name}_{language}.txt"), language)
