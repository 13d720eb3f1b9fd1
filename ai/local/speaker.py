"""Is a clause about the one who speaks, and does it say how things are. Pure.

Analysers of personality mistake what a person tells about others for the person; these checks keep
clauses about others, wishes and questions out.
"""

from ai.local.morphology import parses
from ai.local.passage import Clause, Hit, Passage, Sentence, Token
from ai.local.phrases import hits_in
from ai.local.quality import is_first_person
from ai.local.word_lists import words
from core.vocabulary import Language


def is_own(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a phrase was said by the speaker about the speaker, as a fact."""
    clause = hit.clause
    inside = clause.tokens[hit.first : hit.last + 1]
    said = {token.lower for token in clause.tokens}
    around = said - {token.lower for token in inside}
    if sentence.is_question or around & words(passage.language, "hypothetical"):
        return False
    if _is_done_by_others(passage, hit):
        return False
    if said & words(passage.language, "speaker") or any(
        _is_own_verb(token, passage.language) for token in clause.tokens
    ):
        return True
    if any(is_first_person(token, passage.language) for token in inside):
        return True
    return not _is_about_others(passage, clause) and _has_speaker(passage)


def _is_done_by_others(passage: Passage, hit: Hit) -> bool:
    """Tell "they mocked me" and «на меня наорали»: the speaker is there and does nothing."""
    if passage.language is Language.RU:
        inside = hit.clause.tokens[hit.first : hit.last + 1]
        is_ours = any(token.lower == "мы" for token in hit.clause.tokens)
        return not is_ours and any(map(_is_their_verb, inside))
    before = [token.lower for token in hit.clause.tokens[: hit.first + 1]]
    others = words(passage.language, "others") - {"it's"}
    subjects = words(passage.language, "speaker") | others
    return next((word for word in reversed(before) if word in subjects), "") in others


def _is_their_verb(token: Token) -> bool:
    tag = parses(token.text)[0].tag
    is_third = "3per" in tag or ("past" in tag and "plur" in tag)
    return tag.POS == "VERB" and is_third and "plur" in tag


def own_hits(passage: Passage, name: str) -> list[tuple[Sentence, Hit]]:
    """Find phrases of a word list that are about the speaker, in order."""
    return [
        (sentence, hit)
        for sentence in passage.sentences
        for clause in sentence.clauses
        for hit in hits_in(passage, clause, name)
        if is_own(passage, sentence, hit)
    ]


def _has_speaker(passage: Passage) -> bool:
    return passage.language is Language.RU or any(
        is_first_person(token, passage.language) for token in passage.tokens
    )


def _is_own_verb(token: Token, language: Language) -> bool:
    return language is Language.RU and {"1per", "sing"} <= parses(token.text)[0].tag.grammemes


def _is_about_others(passage: Passage, clause: Clause) -> bool:
    others = words(passage.language, "others")
    named = any(_is_name(token, passage.language) for token in clause.tokens[1:])
    if named or any(token.lower in others for token in clause.tokens):
        return True
    return any(
        _is_subject(clause.tokens[hit.first], passage.language)
        for hit in hits_in(passage, clause, "signals")
        if hit.phrase.section == "people"
    )


def _is_subject(token: Token, language: Language) -> bool:
    return language is Language.EN or "nomn" in parses(token.text)[0].tag


def _is_name(token: Token, language: Language) -> bool:
    if language is Language.EN or not token.text[0].isupper():
        return token.text[0].isupper()
    tag = parses(token.text)[0].tag
    return "Name" in tag and "nomn" in tag
