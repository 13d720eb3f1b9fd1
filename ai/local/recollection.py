"""One earlier answer that is near to what is said now, with its words and its date. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ai.contracts import EarlierAnswer, Sentiment
from ai.local.language import detect
from ai.local.morphology import parses
from ai.local.passage import Clause, Passage, Sentence, read
from ai.local.phrases import book
from ai.local.relevance import rank, words_of
from ai.local.sentiment import mood
from ai.local.wording import is_clean
from core.vocabulary import Language

_CANDIDATES = 5
_LONGEST = 180
_FEWEST_WORDS = 3
_ENOUGH_SHARED = 2
_MONTHS = {
    Language.RU: (
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
    ),
    Language.EN: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recollection:
    """A sentence of an earlier answer."""

    answer_id: int
    words: str
    said_at: datetime
    #: Dictionary forms of the content words in common.
    shared: frozenset[str]
    is_bright: bool

    def date(self, language: Language) -> str:
        """Return the day in words: «12 марта 2026», "12 March 2026"."""
        month = _MONTHS[language][self.said_at.month - 1]
        return f"{self.said_at.day} {month} {self.said_at.year}"


def recall(message: str, earlier: Sequence[EarlierAnswer]) -> Recollection | None:
    """Return the nearest earlier answer that may be quoted, or None."""
    return next(recall_all(message, earlier), None)


def recall_near(message: str, earlier: Sequence[EarlierAnswer]) -> Recollection | None:
    """Return an earlier answer that is near enough to be brought up unasked, or None.

    One common verb is not enough: it takes two shared words, or a person, a place or a thing.
    """
    return next((item for item in recall_all(message, earlier) if _is_near(item.shared)), None)


def _is_near(shared: frozenset[str]) -> bool:
    return len(shared) >= _ENOUGH_SHARED or any(_is_anchor(word) for word in shared)


def _is_anchor(word: str) -> bool:
    """Tell a word that alone ties two texts: any Russian noun, an English person or place."""
    if detect(word, Language.EN) is Language.RU:
        return bool(parses(word)[0].tag.POS == "NOUN")
    clauses = read(word, Language.EN).clauses
    hits = (hit for clause in clauses for hit in book("signals", Language.EN).find(clause))
    return any(hit.phrase.section in ("people", "place") for hit in hits)


def recall_all(message: str, earlier: Sequence[EarlierAnswer]) -> Iterator[Recollection]:
    """Yield earlier answers that share a content word with a message, nearest first."""
    wanted = set(words_of(message))
    texts = [answer.text for answer in earlier]
    for match in rank(message, texts, _CANDIDATES):
        answer = earlier[match.index]
        passage = read(answer.text, detect(answer.text, Language.RU))
        words = _nearest_words(passage, wanted)
        if words and answer.text.strip() != message.strip():
            is_bright = mood(passage).sentiment is Sentiment.POSITIVE
            shared = frozenset(wanted.intersection(words_of(answer.text)))
            yield Recollection(answer.answer_id, words, answer.answered_at, shared, is_bright)


def _nearest_words(passage: Passage, wanted: set[str]) -> str | None:
    """Return the sentence that shares most with what is wanted and may be quoted decently."""
    whole = passage.quote(Clause(0, len(passage.text), ()))
    sentences = sorted(passage.sentences, key=lambda sentence: -len(wanted & _lemmas(sentence)))
    parts = [passage.quote(sentence) for sentence in sentences if wanted & _lemmas(sentence)]
    return next((words for words in (whole, *parts) if _is_quotable(words)), None)


def _is_quotable(words: str) -> bool:
    is_fitting = len(words) <= _LONGEST and len(words.split()) >= _FEWEST_WORDS
    return is_fitting and "\n" not in words and is_clean(words)


def _lemmas(sentence: Sentence) -> set[str]:
    return {token.lemma for clause in sentence.clauses for token in clause.tokens}
