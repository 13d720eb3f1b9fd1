"""English words about oneself turned to the one who said them: "I was tired" → "you were tired".

Turning is done only where every word is certain; otherwise None, and the caller quotes. Pure.
"""

import re

from ai.local.passage import Clause, Passage, Sentence, Token
from ai.local.word_lists import words
from core.vocabulary import Language

_UNTURNABLE = re.compile(r"[«»\"“”„()\[\]?*#@/\\<>]|[\U0001f000-\U0001ffff☀-➿]|https?:")
_UNSAFE = frozenset(
    ("you", "your", "yours", "yourself", "we", "us", "our", "ours", "let's", "we're", "dunno")
)
_WORDS = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "im": "you're",
    "ive": "you've",
}  # fmt: skip
_BE = {"am": "are", "was": "were", "wasn't": "weren't"}
_ADVERBS = frozenset(
    ("always", "never", "just", "really", "also", "still", "often", "actually", "only", "already")
)
_JOINTS = frozenset(("and", "or", "but", "then", "so"))
#: Forms that need a speaker's "be" somewhere else: a sentence with them is left alone.
_INVERSIONS = frozenset(("am", "was", "wasn't", "have", "do", "did", "could", "can", "should"))
#: After these "me" belongs to an order: "just give me a blueprint".
_ORDERS = frozenset(("give", "let", "tell", "leave", "show"))
_BEFORE_ORDERS = frozenset(("just", "please", "and", "so", "but", "then"))
_PAIRS = frozenset(("and", "or"))
_PLURALS = frozenset(("are", "were", "both"))


def turn(passage: Passage, sentence: Sentence) -> str | None:
    """Return a sentence turned to the second person, without its full stop, or None."""
    written = passage.quote(sentence)
    if sentence.is_question or _UNTURNABLE.search(written) or written.isupper():
        return None
    tokens = [token for clause in sentence.clauses for token in clause.tokens]
    if not _has_speaker(sentence.clauses[0]) or any(token.lower in _UNSAFE for token in tokens):
        return None
    turned = [_turned(tokens, at) for at in range(len(tokens))]
    if None in turned:
        return None
    return _apply(passage, tokens, [str(word) for word in turned])


def _has_speaker(clause: Clause) -> bool:
    """Tell whether a clause has the speaker as its subject, so that it can stand as a sentence."""
    subjects = words(Language.EN, "speaker")
    return any(token.lower in subjects for token in clause.tokens[:-1])


def _turned(tokens: list[Token], at: int) -> str | None:
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    if word in _WORDS:
        return None if _is_compound(word, before, tokens, at) else _WORDS[word]
    if word in _BE:
        return _turned_be(tokens, at)
    return tokens[at].text


def _is_compound(word: str, before: str, tokens: list[Token], at: int) -> bool:
    """Tell "my sister and I", "was I": forms that sound wrong when turned word by word."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "i":
        is_two = before in _PAIRS and after in _PLURALS
        return after == "and" or before in _INVERSIONS or is_two
    if word == "me" and before in _ORDERS:
        return all(token.lower in _BEFORE_ORDERS for token in tokens[: at - 1][-1:])
    return word == "me" and before in _PAIRS


def _turned_be(tokens: list[Token], at: int) -> str | None:
    word = tokens[at].lower
    back = at - 1
    while back >= 0 and tokens[back].lower in _ADVERBS:
        back -= 1
    before = tokens[back].lower if back >= 0 else ""
    if before == "i":
        return _BE[word]
    return None if word == "am" or not before or before in _JOINTS else tokens[at].text


def _apply(passage: Passage, tokens: list[Token], turned: list[str]) -> str:
    pieces: list[str] = []
    position = tokens[0].start
    for token, word in zip(tokens, turned, strict=True):
        pieces += [passage.text[position : token.start], word]
        position = token.end
    return "".join(pieces)
