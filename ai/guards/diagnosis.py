"""The product describes and never diagnoses: words of a clinic are said anew or left out. Pure.

The words of the person stay: a quotation in quotation marks that stands so in the person's own
text is not looked at.
"""

import re
from collections.abc import Iterator

from ai.guards.folding import phrases, readings
from core.vocabulary import Language

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[»”\")]*|\n|$)\s*|[.!?…\n]+\s*")
_QUOTED = re.compile(r"«([^«»]{1,400})»|“([^“”]{1,400})”|„([^„“]{1,400})“|\"([^\"]{1,400})\"")
_FAMILIAR = re.compile(r"\b(?:ты|тебя|тебе|тобой|тво[йеёяию]\w*)\b", re.IGNORECASE)
#: What a person feels where a clinic has a word; in the accusative, as it follows "you describe".
_FELT = {
    Language.RU: (
        (re.compile(r"\bдепресс\w*(?:\s+расстройств\w*)?"), "подавленность"),
        (re.compile(r"\bтревожн\w*\s+расстройств\w*"), "тревогу"),
        (re.compile(r"\bпаническ\w*\s+атак\w*"), "сильный страх"),
    ),
    Language.EN: (
        (re.compile(r"\b(?:clinical\w*\s+)?depress\w*(?:\s+disorder)?"), "feeling low"),
        (re.compile(r"\banxiety\s+disorder\w*"), "anxiety"),
        (re.compile(r"\bpanic\s+attack\w*"), "strong fear"),
    ),
}
_SAYS = {
    (Language.RU, False): "Вы описываете {}.",
    (Language.RU, True): "Ты описываешь {}.",
    (Language.EN, False): "You describe {}.",
    (Language.EN, True): "You describe {}.",
}
_AND = {Language.RU: " и ", Language.EN: " and "}


def has_diagnosis(text: str, own: str = "") -> bool:
    """Tell whether a text speaks as a clinic does.

    Args:
        text: What a model wrote.
        own: The person's words; quotations from them are not looked at.
    """
    return _is_clinical(_without_own_quotes(text, own))


def without_diagnosis(text: str, language: Language, own: str = "") -> str:
    """Return the text without conclusions of a clinic.

    A sentence whose clinical words name something that is felt becomes "you describe ..."; any
    other such sentence is left out. The result may be empty.

    Args:
        text: What a model wrote about the person.
        language: The language to speak.
        own: The person's words; quotations from them stay.
    """
    if not has_diagnosis(text, own):
        return text
    told = [part for part in _retold(text, language, own) if part.strip()]
    return "".join(dict.fromkeys(told)).strip()


def _retold(text: str, language: Language, own: str) -> Iterator[str]:
    says = _SAYS[language, bool(_FAMILIAR.search(text))]
    for sentence in _sentences(text):
        if has_diagnosis(sentence, own):
            felt = _felt(sentence, language)
            yield says.format(felt) + " " if felt else ""
        else:
            yield sentence


def _sentences(text: str) -> Iterator[str]:
    """Yield sentences; a full stop inside a quotation ends none."""
    start = 0
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if not any(opening < end < closing for opening, closing in quoted):
            yield text[start:end]
            start = end
    yield text[start:]


def _felt(sentence: str, language: Language) -> str:
    """Return what the clinical words of a sentence say is felt; empty where they say more."""
    rest, felt = " | ".join(readings(sentence)), []
    for spoken in Language:
        for (pattern, _), (_, words) in zip(_FELT[spoken], _FELT[language], strict=True):
            rest, times = pattern.subn(" ", rest)
            felt += [words] if times else []
    return "" if _is_clinical(rest) else _AND[language].join(dict.fromkeys(felt))


def _is_clinical(text: str) -> bool:
    return any(
        phrases(name, "clinical").search(phrases(name, "allowed").sub(" ", reading))
        for name, reading in zip(
            ("clinical_ru.txt", "clinical_en.txt"), readings(text), strict=True
        )
    )


def _without_own_quotes(text: str, own: str) -> str:
    def kept(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None)
        return " " if words.strip(" .,!?…") in own else match[0]

    return _QUOTED.sub(kept, text) if own else text
