"""One or two sentences that give a person's own words back to them. Pure.

A reflection never judges, never names a condition and never adds a fact. It turns the person's
sentence to them when every word of it can be turned safely, and quotes it otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ai.contracts import REFLECTION_LIMIT, Sentiment
from ai.local import turning_en, turning_ru
from ai.local.language import is_readable
from ai.local.morphology import parses
from ai.local.passage import Clause, Passage, Sentence
from ai.local.phrases import book, hits_in
from ai.local.quality import Contents, contents, is_first_person
from ai.local.sentiment import Mood, clause_values, mood
from ai.local.voice import Voice, capital
from ai.local.word_lists import words
from ai.local.wording import is_clean
from core.vocabulary import Language

_SHORT_WORDS = 3
_BRIEF_WORDS = 8
_SHORTEST_LETTERS = 3
#: Longest words of a person given back, in characters.
_LONGEST = 150
_WEIGHTS = {
    "insight": 2.5,
    "feeling": 1.5,
    "reason": 0.8,
    "because": 1.2,
    "wish": 1.2,
    "own": 1.0,
    "people": 0.7,
}
_WEIGHTS |= {"time": 0.3, "place": 0.3, "unsure": -1.0, "refuse": -2.0, "must": 0.5}
_VALENCE_WEIGHT = 0.5
_QUESTION_COST = 3.0
_WISH = re.compile(
    r"(?<!не )\b(хочу|мечтаю|собираюсь|хотел[аи]? бы|хочется)\b"
    r"|\bi (want|wish|dream|hope|would like|would love)\b|\bi'd (like|love)\b",
    re.IGNORECASE,
)
#: Conjunctions that a whole sentence may begin with.
_LEADING = frozenset(("когда", "если", "when", "if"))
#: Words after which a conjunction still needs the clause it explains: "not because …".
_DENIALS = frozenset(("не", "not"))
#: English words that may lose their capital; any other first word may be a name.
_LOWERABLE_EN = re.compile(
    r"(you|your|you're|you've|you'd|you'll|my|the|a|an|it|it's|this|that|there|he|she|they|what|"
    r"sometimes|often|usually|yesterday|today|lately|recently|last|every|after|before|at|in|on|"
    r"when|if|because|people|everyone|nobody|nothing|now|maybe|honestly|actually)\b",
    re.IGNORECASE,
)


def reflect(passage: Passage, found: Contents, whole: Mood, voice: Voice) -> str:
    """Return the reflection of one answer, at most REFLECTION_LIMIT characters.

    Args:
        passage: The answer.
        found: What the answer holds.
        whole: Its colour.
        voice: Whom we speak to; its seed makes the same answer get the same words.
    """
    special = _special(passage, found, whole)
    if special:
        return voice.say(special)
    is_gloomy = whole.sentiment is Sentiment.NEGATIVE
    if found.words <= _SHORT_WORDS and not is_gloomy:
        return _short(passage, voice)
    return _given_back(passage, voice) or voice.say(f"reflect {_plain(passage, whole)}")


def is_special(passage: Passage, found: Contents, whole: Mood) -> bool:
    """Tell whether there is nothing to give back: no words, no sense, a refusal, a question."""
    return _special(passage, found, whole) is not None


def _special(passage: Passage, found: Contents, whole: Mood) -> str | None:
    """Name the section for answers with nothing to give back, or None."""
    if not found.words:
        return _wordless(passage.text)
    if found.is_nonsense:
        return "reflect nonsense" if is_readable(passage.text) else "reflect foreign"
    if found.words > _BRIEF_WORDS:
        return None
    return _evasion(passage, found, whole)


def _evasion(passage: Passage, found: Contents, whole: Mood) -> str | None:
    if _asks_us(passage):
        return "reflect question"
    if found.has("refuse") or _only(passage, "bare refusals"):
        return "reflect refuse"
    # "I'm exhausted and don't know what to do" is no evasion.
    is_calm = whole.sentiment is not Sentiment.NEGATIVE
    return "reflect unsure" if found.has("unsure") and is_calm else None


def _asks_us(passage: Passage) -> bool:
    return all(sentence.is_question for sentence in passage.sentences)


def _only(passage: Passage, section: str) -> bool:
    """Tell whether an answer has no words but those of a list."""
    listed = words(passage.language, section)
    return all(token.lower in listed for token in passage.tokens)


def _wordless(text: str) -> str:
    return "reflect signs" if text.strip() else "reflect empty"


def _short(passage: Passage, voice: Voice) -> str:
    if not is_clean(passage.text):
        return voice.say("reflect plain heavy")
    whole = passage.quote(Clause(0, len(passage.text), ()))
    if _only(passage, "plain answers") or len(whole) < _SHORTEST_LETTERS or not _is_quotable(whole):
        return voice.say("reflect short")
    return voice.say("reflect short quote", q=voice.quoted(whole))


def _plain(passage: Passage, whole: Mood) -> str:
    """Name the section for words that are not given back: hard ones get more than thanks."""
    is_hard = whole.sentiment is Sentiment.NEGATIVE or not is_clean(passage.text)
    is_bright = whole.sentiment is Sentiment.POSITIVE
    return "plain heavy" if is_hard and not is_bright else "plain"


def _with_tail(words: str, passage: Passage, part: Sentence, voice: Voice) -> str:
    tail = voice.say(f"tail {_tail(replace(passage, sentences=(part,)))}")
    text = f"{words} {tail}"
    return text if len(text) <= REFLECTION_LIMIT else words


def _tail(part: Passage) -> str:
    """Name the section for the second sentence: it speaks only of the words given back."""
    found, tone = contents(part), mood(part).tone
    if tone != "mixed" and found.has("insight"):
        return "insight"
    if tone != "neutral":
        return tone
    return "wish" if any(has_wish(part.quote(item)) for item in part.sentences) else "neutral"


def has_wish(words: str) -> bool:
    """Tell whether the speaker says what he or she wants."""
    return bool(_WISH.search(words))


def _given_back(passage: Passage, voice: Voice) -> str | None:
    """Turn or quote the most telling part that can be said decently."""
    for part in telling_parts(passage):
        turned = turned_words(passage, part, voice)
        if turned and is_clean(turned) and is_clean(passage.quote(part)):
            return _with_tail(_framed(turned, passage.language, voice), passage, part, voice)
        said = passage.quote(_without_openers(part, passage.language))
        if _is_quotable(said):
            quote = voice.say("reflect quote", q=voice.quoted(said))
            return _with_tail(quote, passage, part, voice)
    return None


def _framed(turned: str, language: Language, voice: Voice) -> str:
    options = voice.options("reflect turned")
    if not _may_be_embedded(turned, language):
        options = tuple(option for option in options if "{S}" in option)
    template = voice.choose(options, "reflect turned")
    return voice.fill(template, S=capital(turned), s=turned[:1].lower() + turned[1:])


def _is_quotable(words: str) -> bool:
    return bool(words) and len(words) <= _LONGEST and "\n" not in words and is_clean(words)


def turned_words(passage: Passage, part: Sentence, voice: Voice) -> str | None:
    """Return a part of the text turned to the second person, or None when that is not safe."""
    part = _without_openers(part, passage.language)
    if not part.clauses or _needs_main_clause(part, passage.language):
        return None
    if passage.language is Language.RU:
        return turning_ru.turn(passage, part, voice.address)
    return turning_en.turn(passage, part)


def _without_openers(part: Sentence, language: Language) -> Sentence:
    clause, *others = part.clauses
    tokens = clause.tokens
    if _mocks(clause, language):
        return part
    while tokens and tokens[0].lower in words(language, "openers"):
        tokens = tokens[1:]
    if not tokens:
        return replace(part, start=others[0].start, clauses=tuple(others)) if others else part
    start = tokens[0].start
    return replace(
        part, start=start, clauses=(replace(clause, start=start, tokens=tokens), *others)
    )


def _mocks(clause: Clause, language: Language) -> bool:
    """Tell «да уж»: an opener that turns what follows over, and so cannot be left out."""
    found = book("signals", language).find(clause)
    return any(hit.phrase.section == "irony" and not hit.first for hit in found)


def _needs_main_clause(part: Sentence, language: Language) -> bool:
    """Tell whether a part begins with "because" and the like; "when" and "if" often lead one."""
    first, *others = (token.lower for token in part.clauses[0].tokens)
    if first in _DENIALS and others:
        first = others[0]
    return first in words(language, "conjunctions") and first not in _LEADING


def _may_be_embedded(turned: str, language: Language) -> bool:
    """Tell whether words may follow "I hear that": their first word may lose its capital."""
    first = turned.split(maxsplit=1)[0].strip(",")
    if first.lower() in words(language, "conjunctions"):
        return False
    if language is Language.EN:
        return bool(_LOWERABLE_EN.match(turned))
    tag = parses(first)[0].tag
    return not any(grammeme in tag for grammeme in ("Name", "Surn", "Geox", "Orgn", "UNKN"))


def telling_parts(passage: Passage) -> list[Sentence]:
    """Return sentences, or runs of clauses of the long ones, the most telling first."""
    values = clause_values(passage)
    scored = [
        (_telling(passage, part, values), -order, part)
        for order, part in enumerate(_parts(passage))
    ]
    scored.sort(key=lambda item: item[:2], reverse=True)
    return [part for _, _, part in scored]


def _parts(passage: Passage) -> Iterator[Sentence]:
    for sentence in passage.sentences:
        if sentence.end - sentence.start <= _LONGEST:
            yield sentence
        else:
            yield from _runs(sentence)


def _runs(sentence: Sentence) -> Iterator[Sentence]:
    """Cut a long sentence into the longest runs of clauses that may be given back."""
    run: list[Clause] = []
    for clause in sentence.clauses:
        if run and clause.end - run[0].start > _LONGEST:
            yield replace(sentence, start=run[0].start, end=run[-1].end, clauses=tuple(run))
            run = []
        run.append(clause)
    yield replace(sentence, start=run[0].start, end=run[-1].end, clauses=tuple(run))


def _telling(passage: Passage, part: Sentence, values: dict[Clause, float]) -> float:
    words = sum(len(clause.tokens) for clause in part.clauses)
    signals = {
        hit.phrase.section for clause in part.clauses for hit in hits_in(passage, clause, "signals")
    }
    score = sum(_WEIGHTS.get(name, 0.0) for name in signals)
    score += _VALENCE_WEIGHT * sum(abs(values.get(clause, 0.0)) for clause in part.clauses)
    score += _WEIGHTS["own"] * any(
        is_first_person(token, passage.language)
        for clause in part.clauses
        for token in clause.tokens
    )
    score -= _QUESTION_COST * part.is_question
    return score + min(words, 12) / 6 - (3.0 if words <= _SHORT_WORDS - 1 else 0.0)
