"""What an expression cannot match without, so that most expressions are never tried. Pure.

A need is a set of short strings (grams) of which at least one stands in every text that the
expression matches. Only the syntax that phrase data use is understood: groups, alternatives,
look-arounds, classes, escapes and bounded quantifiers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_SIZES = (2, 3, 4)
_LONGEST = max(_SIZES)
_MOST_NEEDS = 4
_GROUP = re.compile(r"\((?:\?(:|=|!|<=|<!))?")
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_QUANTIFIER = re.compile(r"(?:([?*+])|\{(\d+)(?:,\d*)?\})\??")
_IGNORED_GROUPS = frozenset({"!", "<=", "<!"})
_NO_WIDTH = frozenset({"^", "$", r"\b", r"\B"})
_ONE_CHARACTER = frozenset([r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"."])

Need = frozenset[str]
_Literals = frozenset[str]


class NeedIndex:
    """Tells which of many expressions may match a text; each need of any of them is one bit."""

    def __init__(self, expressions: Iterable[Iterable[Need]]) -> None:
        """Number the needs of every expression."""
        bits: dict[Need, int] = {}
        self._needed = [
            sum({bits.setdefault(need, 1 << len(bits)) for need in needs}) for needs in expressions
        ]
        self._met: defaultdict[str, int] = defaultdict(int)
        for need, bit in bits.items():
            for gram in need:
                self._met[gram] |= bit

    def possible(self, text: str) -> list[int]:
        """Return the positions of the expressions all of whose needs the text meets."""
        met = 0
        for gram in self._met.keys() & _grams(text):
            met |= self._met[gram]
        return [at for at, needed in enumerate(self._needed) if needed & met == needed]


def _grams(text: str) -> set[str]:
    """Return every run of two to four characters of a text."""
    return {text[at : at + size] for size in _SIZES for at in range(len(text))}


def needs_of(regex: str) -> tuple[Need, ...]:
    """Return what a text must have for ``regex`` to match, the rarest needs first."""
    literals = sorted(_Reader(regex).alternatives(), key=_weakness)
    return tuple(frozenset(map(_gram, clause)) for clause in literals[:_MOST_NEEDS])


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, regex: str) -> None:
        self._regex = regex
        self._at = 0

    def alternatives(self) -> frozenset[_Literals]:
        """Read up to the end of the group; return the clauses of literals that it needs."""
        branches = [self._branch()]
        while self._regex.startswith("|", self._at):
            self._at += 1
            branches.append(self._branch())
        common = frozenset.intersection(*branches)
        if len(branches) == 1 or not all(branches):
            return common
        return common | {frozenset().union(*(min(needs, key=_weakness) for needs in branches))}

    def _branch(self) -> frozenset[_Literals]:
        needs: set[_Literals] = set()
        run = ""
        for literal, inner, least in self._pieces():
            if literal and least:
                run += literal
            if not literal or least != 1:
                needs.add(frozenset({run}))
                run = ""
            needs |= inner if least else set()
        needs.add(frozenset({run}))
        return frozenset(need for need in needs if min(map(len, need)) >= min(_SIZES))

    def _pieces(self) -> Iterator[tuple[str, frozenset[_Literals], float]]:
        """Yield each atom: its literal character if it is one, what it needs, how often at least.

        A repeated character ends its run, so it counts as more than once.
        """
        while self._at < len(self._regex) and self._regex[self._at] not in "|)":
            literal, inner, has_width = self._atom()
            least = self._least()
            if has_width:
                yield literal, inner, least

    def _atom(self) -> tuple[str, frozenset[_Literals], bool]:
        if group := _GROUP.match(self._regex, self._at):
            self._at = group.end()
            inner = self.alternatives()
            self._at += 1
            return "", frozenset() if group[1] in _IGNORED_GROUPS else inner, True
        if group := _CLASS.match(self._regex, self._at):
            self._at = group.end()
            return "", frozenset(), True
        width = 2 if self._regex[self._at] == "\\" else 1
        atom = self._regex[self._at : self._at + width]
        self._at += width
        if atom in _NO_WIDTH:
            return "", frozenset(), False
        return "" if atom in _ONE_CHARACTER else atom[-1], frozenset(), True

    def _least(self) -> float:
        """Read a quantifier: 1 without one, 0 where the atom may be missing, else above 1."""
        quantifier = _QUANTIFIER.match(self._regex, self._at)
        if quantifier is None:
            return 1
        self._at = quantifier.end()
        return 0 if quantifier[1] in {"?", "*"} or quantifier[2] == "0" else 2


def _weakness(clause: _Literals) -> tuple[int, int, list[str]]:
    """Order clauses: the longer their shortest literal and the fewer they are, the better."""
    return -min(*map(len, clause), _LONGEST), len(clause), sorted(clause)


def _gram(literal: str) -> str:
    """Return the part of a literal that is looked for: the beginning of its longest word."""
    if len(literal) <= _LONGEST:
        return literal
    word = max(literal.split(" "), key=len)
    return word[:_LONGEST] if len(word) >= _LONGEST else literal[:_LONGEST]
