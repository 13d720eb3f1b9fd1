"""The labelled sentences, and how often a reader of them is right. Totals only, no sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ai.contracts import Sentiment
from ai.local.language import detect
from ai.local.passage import read
from ai.local.quality import contents, quality
from ai.local.sentiment import mood
from ai.local.topics import domains
from ai.local.traits import observe
from core.vocabulary import Domain, Language, Trait

HALVES = ("tuned", "held_out")
_FOLDER = Path(__file__).parent / "samples"
_NO_CUE = "-"
_OPPOSITES = {Sentiment.POSITIVE, Sentiment.NEGATIVE}

#: A trait and its side: +1 for the high pole.
Cue = tuple[Trait, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with what a reader should see in it."""

    language: Language
    sentiment: Sentiment
    domain: Domain
    cues: frozenset[Cue]
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the local analyser saw in one sentence."""

    language: Language
    sentiment: Sentiment
    domain: Domain | None
    cues: frozenset[Cue]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of `of` sentences were seen right, and how cues were found."""

    of: int
    language: int
    sentiment: int
    #: Joy taken for its opposite, or the other way round.
    sentiment_opposite: int
    domain: int
    domain_unsaid: int
    cues_found: int
    cues_of: int
    cues_false: int
    silent: int
    silent_of: int


def labelled(half: str) -> list[Labelled]:
    """Read one half of the set."""
    lines = (_FOLDER / f"labelled_{half}.tsv").read_text(encoding="utf-8").splitlines()
    return [_row(*line.split("\t")) for line in lines]


def _row(language: str, sentiment: str, domain: str, cues: str, text: str) -> Labelled:
    found = frozenset(_cue(cue) for cue in cues.split() if cue != _NO_CUE)
    return Labelled(Language(language), Sentiment(sentiment), Domain(domain), found, text)


def _cue(cue: str) -> Cue:
    return Trait(cue[:-1]), 1 if cue.endswith("+") else -1


def seen(row: Labelled) -> Seen:
    """Read a sentence; the hint is the other language, so that it cannot help."""
    other = Language.EN if row.language is Language.RU else Language.RU
    passage = read(row.text, detect(row.text, other))
    found = domains(passage)
    return Seen(
        passage.language,
        mood(passage).sentiment,
        found[0] if found else None,
        frozenset(
            (reading.trait, 1 if reading.value > 0 else -1)
            for reading in observe(passage, quality(contents(passage)), ())
        ),
    )


def score(rows: Iterable[Labelled]) -> Score:
    """Compare what is seen with the labels."""
    pairs = [(row, seen(row)) for row in rows]
    quiet = [saw for row, saw in pairs if not row.cues]
    return Score(
        of=len(pairs),
        language=sum(row.language == saw.language for row, saw in pairs),
        sentiment=sum(row.sentiment == saw.sentiment for row, saw in pairs),
        sentiment_opposite=sum({row.sentiment, saw.sentiment} == _OPPOSITES for row, saw in pairs),
        domain=sum(row.domain == saw.domain for row, saw in pairs),
        domain_unsaid=sum(saw.domain is None for _, saw in pairs),
        cues_found=_sum(row.cues & saw.cues for row, saw in pairs),
        cues_of=_sum(row.cues for row, _ in pairs),
        cues_false=_sum(saw.cues - row.cues for row, saw in pairs),
        silent=sum(not saw.cues for saw in quiet),
        silent_of=len(quiet),
    )


def of_language(rows: Sequence[Labelled], language: Language) -> list[Labelled]:
    """Return the sentences of one language."""
    return [row for row in rows if row.language is language]


def _sum(sets: Iterable[frozenset[Cue]]) -> int:
    return sum(len(found) for found in sets)
