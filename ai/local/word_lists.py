"""Word lists kept as text files, so that they are read and mended without reading code. Pure.

A file has sections `[name]`; under each stand entries divided by commas or line ends.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from core.vocabulary import Language

_DATA = Path(__file__).parent / "data"


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Read a data file into entries by section."""
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in map(str.strip, (_DATA / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found[section] += [entry.strip() for entry in line.split(",") if entry.strip()]
    return {name: tuple(entries) for name, entries in found.items()}


@lru_cache(maxsize=128)
def words(language: Language, section: str) -> frozenset[str]:
    """Return the function words of a language that play one part."""
    return frozenset(_grammar(language)[section])


@lru_cache(maxsize=32)
def table(language: Language, section: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of a table of function words by their first column."""
    rows = (entry.split("|") for entry in _grammar(language)[section])
    return {row[0]: tuple(row[1:]) for row in rows}


@lru_cache(maxsize=2)
def _grammar(language: Language) -> dict[str, tuple[str, ...]]:
    return sections(f"grammar_{language}.txt")
