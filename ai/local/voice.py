"""The analyser's sentences: kept in text files, chosen by a hash so that choice repeats. Pure.

In the files a line is one sentence or a few; `[вас|тебя]` holds the polite and the familiar form.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import cycle
from pathlib import Path

from core.vocabulary import Language

_DATA = Path(__file__).parent / "data"
_FORMS = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_PART = re.compile(r"\{\w+\}")
_MARKS = " .:,«»"
_QUOTES = {Language.RU: ("«", "»"), Language.EN: ("“", "”")}
_INNER_QUOTES = {Language.RU: ("„", "“"), Language.EN: ("\u2018", "\u2019")}
_QUOTE_MARKS = re.compile(r"[«»\"“”„]")


@lru_cache(maxsize=4)
def sentences(language: Language) -> Mapping[str, tuple[str, ...]]:
    """Return all sentences of a language by section, read once."""
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    path = _DATA / f"voice_{language}.txt"
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]") and "|" not in line:
            section = line[1:-1]
        elif not line.startswith("#"):
            found[section].append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def pick(options: Sequence[str], seed: str) -> str:
    """Choose one of the options, always the same for the same seed."""
    digest = blake2b(seed.encode(errors="surrogatepass"), digest_size=8).digest()
    return options[int.from_bytes(digest) % len(options)]


@lru_cache(maxsize=2_000)
def _pattern(option: str) -> re.Pattern[str]:
    """Return the expression of a sentence with anything in its open places."""
    return re.compile(r".+?".join(map(re.escape, _PART.split(option))), re.DOTALL)


def quoted(words: str, language: Language) -> str:
    """Put a person's words in quotation marks, theirs turned into single ones."""
    opening, closing = _QUOTES[language]
    inner = cycle(_INNER_QUOTES[language])
    return f"{opening}{_QUOTE_MARKS.sub(lambda _: next(inner), words)}{closing}"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


class Voice:
    """Speaks to one person about one text: language, form of address, and a seed for choices."""

    def __init__(self, language: Language, address: str | None, seed: str, said: str = "") -> None:
        """Remember whom we speak to.

        Args:
            language: Which sentences.
            address: "ty" for the familiar form; anything else is polite.
            seed: What choices depend on, normally the person's text.
            said: What the person was told last; its sentences are not said twice in a row.
        """
        self._said = said
        self.language = language
        self.address = address
        self._seed = seed

    def options(self, section: str) -> tuple[str, ...]:
        """Return all sentences of a section in the person's form of address."""
        return tuple(self.addressed(line) for line in sentences(self.language)[section])

    def say(self, section: str, **parts: str) -> str:
        """Choose a sentence of a section and fill its parts in."""
        return self.fill(self.choose(self.options(section), section), **parts)

    def choose(self, options: Sequence[str], salt: str) -> str:
        """Choose one of the options for this text; the salt keeps choices independent."""
        return pick(self._fresh(options), f"{salt}\n{self._seed}")

    def _fresh(self, options: Sequence[str]) -> Sequence[str]:
        """Leave out the sentence that was said last, if another one is left."""
        if not self._said:
            return options
        worded = [option for option in options if _PART.sub("", option).strip(_MARKS)]
        last = [option for option in worded if _pattern(option).search(self._said)]
        # A frame of nothing but the person's words was the last one when no other was.
        stale = last or [option for option in options if option not in worded]
        return [option for option in options if option not in stale] or options

    def addressed(self, template: str) -> str:
        """Keep the polite or the familiar forms of a template."""
        return _FORMS.sub(r"\2" if self.address == "ty" else r"\1", template)

    def quoted(self, words: str) -> str:
        """Put a person's words in this language's quotation marks."""
        return quoted(words, self.language)

    @staticmethod
    def fill(template: str, **parts: str) -> str:
        """Fill parts in by name; braces in a person's words mean nothing."""
        return re.sub(r"\{(\w+)\}", lambda match: parts.get(match.group(1), ""), template)
