"""Russian words about oneself turned to the one who said them: «я устал» → «вы устали». Pure.

Turning is done only where every word is certain. Whatever is doubtful (who is the subject, which
case, a quotation, a question) gives None, and the caller quotes the person instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from pymorphy3.analyzer import Parse  # type: ignore[import-untyped]  # ships no annotations

from ai.local.morphology import parses
from ai.local.passage import Clause, Passage, Sentence, Token
from ai.local.word_lists import table, words
from core.vocabulary import Language

_POSSIBLE, _PLAUSIBLE = 0.05, 0.15
_UNTURNABLE = re.compile(r"[«»\"“”„()\[\]?*#@/\\<>]|[\U0001f000-\U0001ffff☀-➿]|https?:")


class Subject(Enum):
    """Whom the verbs of a clause are about."""

    SPEAKER = auto()
    SPEAKERS = auto()
    OTHER = auto()
    NOBODY = auto()
    UNCERTAIN = auto()


#: «Я» and «мы» both become «вы» in the polite form; in the familiar one «вы» and «ты» are mixed.
_TWO_SPEAKERS = {Subject.SPEAKER, Subject.SPEAKERS}


@dataclass(frozen=True, slots=True)
class _Turner:
    """Words of one form of address."""

    pronouns: dict[str, str]
    is_plural: bool

    @property
    def number(self) -> str:
        """The grammatical number of verbs about one person."""
        return "plur" if self.is_plural else "sing"


@lru_cache(maxsize=2)
def _turner(address: str | None) -> _Turner:
    is_plural = address != "ty"
    column = 0 if is_plural else 1
    rows = table(Language.RU, "pronouns").items()
    return _Turner({word: forms[column] for word, forms in rows}, is_plural)


def _words(section: str) -> frozenset[str]:
    return words(Language.RU, section)


def turn(passage: Passage, sentence: Sentence, address: str | None) -> str | None:
    """Return a sentence turned to the second person, without its full stop, or None.

    Args:
        passage: The text the sentence belongs to.
        sentence: A whole sentence, or clauses of one.
        address: "ty" for «ты»; anything else is «вы».
    """
    turner = _turner(address)
    written = passage.quote(sentence)
    if sentence.is_question or _UNTURNABLE.search(written) or written.isupper():
        return None
    subjects = _subjects(sentence.clauses)
    if not subjects or not _stands_alone(sentence) or _is_of_everybody(sentence, subjects):
        return None
    changes = _changes(sentence.clauses, subjects, turner)
    if changes is None:
        return None
    changes |= _opening(sentence.clauses, subjects, changes, turner)
    return _apply(passage, sentence, changes) if changes else None


def _stands_alone(sentence: Sentence) -> bool:
    """Tell whether the first clause has a predicate and needs no other clause that is missing."""
    clause = sentence.clauses[0]
    if clause.tokens[0].lower in _words("conjunctions") and len(sentence.clauses) == 1:
        return False
    finite = ("VERB", "PRED", "ADJS", "PRTS")
    said = [token.lower for token in clause.tokens]
    if "мне" in said and any(_is_state(word) for word in said):
        return True
    return any(
        parses(token.text)[0].tag.POS in finite or token.lower in table(Language.RU, "agreeing")
        for token in clause.tokens
    )


def _is_state(word: str) -> bool:
    """Tell «грустно», «тяжело»: with «мне» they are a predicate."""
    return word.endswith("\u043e") and parses(word)[0].tag.POS in ("ADVB", "ADJS", "PRED")


def _opening(
    clauses: Sequence[Clause],
    subjects: Sequence[Subject],
    changes: Mapping[Token, str],
    turner: _Turner,
) -> dict[Token, str]:
    """Return the pronoun that a sentence without one needs: «устал» → «вы устали»."""
    for clause, subject in zip(clauses, subjects, strict=True):
        said = [token.lower for token in clause.tokens]
        if said[0] in _words("conjunctions") or {"я", "мы"}.intersection(said):
            return {}
        if subject is Subject.SPEAKER and _has_personal_verb(clause):
            at = 1 if said[0] in _words("openers") and len(said) > 1 else 0
            token = clause.tokens[at]
            return {token: f"{turner.pronouns['я']} {changes.get(token, token.lower)}"}
    return {}


def _has_personal_verb(clause: Clause) -> bool:
    speaks = any(_is_first_person(token, "sing") or _is_gendered(token) for token in clause.tokens)
    return speaks and not any(_is_neuter(token) for token in clause.tokens)


def _is_neuter(token: Token) -> bool:
    tag = parses(token.text)[0].tag
    return tag.POS in ("VERB", "ADJS", "PRTS") and tag.gender == "neut"


def _changes(
    clauses: Sequence[Clause], subjects: Sequence[Subject], turner: _Turner
) -> dict[Token, str] | None:
    changes: dict[Token, str] = {}
    for clause, subject in zip(clauses, subjects, strict=True):
        for token in clause.tokens:
            turned = _turned(token, subject, turner)
            if turned is None:
                return None
            if turned != token.lower:
                changes[token] = turned
        changes |= _short_prepositions(clause)
    return changes


def _is_of_everybody(sentence: Sentence, subjects: Sequence[Subject]) -> bool:
    """Tell «предки не глупее нас»: a "we" that the listener is a part of, too."""
    said = {token.lemma for clause in sentence.clauses for token in clause.tokens}
    return bool(said & {"мы", "наш"}) and Subject.SPEAKERS not in subjects


def _subjects(clauses: Sequence[Clause]) -> list[Subject] | None:
    """Find whom every clause is about, or None when one of them is uncertain."""
    subjects: list[Subject] = []
    for clause in clauses:
        subjects.append(_subject(clause, subjects[-1] if subjects else Subject.SPEAKER))
    is_lost = _TWO_SPEAKERS.issubset(subjects)
    return None if is_lost or Subject.UNCERTAIN in subjects else subjects


def _subject(clause: Clause, before: Subject) -> Subject:
    """Find whom the verbs are about; a clause without a subject of its own takes the last one."""
    said = {token.lower for token in clause.tokens}
    certain = any(_is_nominative(token) for token in clause.tokens)
    speaker = "я" in said or any(_is_first_person(token, "sing") for token in clause.tokens)
    speakers = "мы" in said or any(_is_first_person(token, "plur") for token in clause.tokens)
    if ((speaker or speakers) and certain) or (speaker and speakers):
        return Subject.UNCERTAIN
    if speaker:
        return Subject.SPEAKER
    if speakers:
        return Subject.SPEAKERS
    return _unspoken_subject(clause, before, Subject.OTHER if certain else Subject.NOBODY)


def _unspoken_subject(clause: Clause, before: Subject, found: Subject) -> Subject:
    gendered = [token for token in clause.tokens if _is_gendered(token)]
    if found is Subject.OTHER:
        return found if _agrees(clause, gendered) else Subject.UNCERTAIN
    if gendered and any(_may_be_nominative(token) for token in clause.tokens):
        return Subject.UNCERTAIN
    return before


def _agrees(clause: Clause, gendered: list[Token]) -> bool:
    """Tell «сестра сидела» from «устал как собака», where the noun is not the subject."""
    if not gendered:
        return True
    if any(token.lower in _words("comparisons") for token in clause.tokens):
        return False
    genders = {parses(token.text)[0].tag.gender for token in clause.tokens if _is_nominative(token)}
    return all(parses(token.text)[0].tag.gender in genders | {"neut"} for token in gendered)


def _turned(token: Token, subject: Subject, turner: _Turner) -> str | None:
    """Return the word as it stands when turned, or None when it cannot be turned safely."""
    word = token.lower
    if word in turner.pronouns:
        return turner.pronouns[word]
    best = parses(word)[0]
    if token.lemma in _words("second person") or _is_order(best) or _may_be_own_verb(token):
        return None
    if "1per" in best.tag and best.tag.POS == "VERB":
        number = "plur" if "plur" in best.tag else turner.number
        return _only_form(word, {"2per", number})
    if subject is not Subject.SPEAKER:
        return word
    return _turned_predicate(word, best, turner)


def _is_order(best: Parse) -> bool:
    """Tell an order, and «помолчим», which would become one: «помолчите»."""
    return "impr" in best.tag or {"1per", "plur", "futr"} <= best.tag.grammemes


def _only_form(word: str, grammemes: set[str]) -> str | None:
    """Inflect a verb about the speaker, if all verbs it may be agree: «пою» is two verbs."""
    verbs = (parse for parse in parses(word) if parse.score >= _PLAUSIBLE)
    forms = {_inflected(parse, grammemes) for parse in verbs if "1per" in parse.tag}
    return forms.pop() if len(forms) == 1 else None


def _may_be_own_verb(token: Token) -> bool:
    """Tell «варю», which may be a verb about the speaker and may be something else."""
    readings = [parse for parse in parses(token.text) if parse.score >= _PLAUSIBLE]
    own = [parse for parse in readings if parse.tag.POS == "VERB" and "1per" in parse.tag]
    return bool(own) and own[0] != readings[0]


def _turned_predicate(word: str, best: Parse, turner: _Turner) -> str | None:
    """Bring a word that agrees with the speaker to the plural of the polite form.

    With «ты» it would have a gender («ты устал»), and nothing with a gender is said of a person.
    """
    agreeing = table(Language.RU, "agreeing")
    is_gendered = word in agreeing or (_is_gendered_tag(best) and "neut" not in best.tag)
    if is_gendered and not turner.is_plural:
        return None
    if is_gendered:
        return agreeing[word][0] if word in agreeing else _inflected(best, {"plur"})
    is_doubtful = word in _words("alone") or _is_loose_adjective(word)
    return None if is_doubtful else word


def _inflected(parse: Parse, grammemes: set[str]) -> str | None:
    form = parse.inflect(grammemes)
    return str(form.word) if form else None


def _is_loose_adjective(word: str) -> bool:
    """Tell whether a word can only be an adjective that agrees with the speaker's gender."""
    readings = [parse for parse in parses(word) if parse.score >= _POSSIBLE]
    return all(
        parse.tag.POS in ("ADJF", "PRTF") and {"nomn", "sing"} <= parse.tag.grammemes
        for parse in readings
    )


def _is_gendered(token: Token) -> bool:
    return token.lower in table(Language.RU, "agreeing") or _is_gendered_tag(parses(token.text)[0])


def _is_gendered_tag(parse: Parse) -> bool:
    """Tell whether a form would differ between «он», «она» and «вы»."""
    return (
        parse.tag.POS in ("VERB", "ADJS", "PRTS")
        and parse.tag.gender in ("masc", "femn")
        and "sing" in parse.tag
    )


def _is_first_person(token: Token, number: str) -> bool:
    tag = parses(token.text)[0].tag
    return tag.POS == "VERB" and "1per" in tag and number in tag


def _is_nominative(token: Token) -> bool:
    if token.lemma in _words("nominatives") and "nomn" in parses(token.text)[0].tag:
        return True
    nouns = _noun_readings(token)
    return bool(nouns) and all("nomn" in parse.tag for parse in nouns)


def _may_be_nominative(token: Token) -> bool:
    return any("nomn" in parse.tag for parse in _noun_readings(token))


def _noun_readings(token: Token) -> list[Parse]:
    readings = [parse for parse in parses(token.text) if parse.score >= _POSSIBLE]
    if not readings or token.lower in table(Language.RU, "agreeing"):
        return []
    if readings[0].tag.POS != "NOUN":
        return []
    return [parse for parse in readings if parse.tag.POS == "NOUN"]


def _short_prepositions(clause: Clause) -> dict[Token, str]:
    short = table(Language.RU, "long prepositions")
    return {
        token: short[token.lower][0]
        for token, following in pairwise(clause.tokens)
        if following.lower in _words("after long prepositions") and token.lower in short
    }


def _apply(passage: Passage, sentence: Sentence, changes: dict[Token, str]) -> str:
    tokens = [token for clause in sentence.clauses for token in clause.tokens]
    pieces: list[str] = []
    position = tokens[0].start
    for token in tokens:
        pieces.append(passage.text[position : token.start])
        pieces.append(changes.get(token, token.text))
        position = token.end
    return "".join(pieces)
