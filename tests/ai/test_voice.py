"""Every sentence that the analyser may say, in both forms of address."""

import re
from collections import Counter

import pytest

from ai.local.morphology import parses
from ai.local.quality import contents
from ai.local.reflection import reflect
from ai.local.sentiment import mood
from ai.local.voice import Voice, sentences
from ai.local.wording import is_clean
from core.vocabulary import Language
from tests.ai.builders import passage
from tests.ai.labelled import HALVES, labelled
from tests.ai.samples import lines

PARTS = dict.fromkeys(("q", "s", "S", "n", "name", "where", "date", "Pole", "pole"), "X")
FORMS = re.compile(r"\[[^\]]*\||\|")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
WORD = re.compile(r"[а-яё-]+", re.IGNORECASE)
#: Words with a gender, and what they are said of: never the person.
NOT_OF_THE_PERSON = {
    "понял": "the analyser",
    "знал": "the analyser",
    "нашёл": "the analyser",
    "слушал": "the analyser",
    "спрашивал": "the analyser",
    "искал": "the analyser",
    "ускользнул": "the sense",
    "сохранён": "the answer",
    "сложился": "the portrait",
    "невелик": "the store of strength",
    "велика": "the load",
    "звучала": "the theme",
    "прошёл": "the day",
    "был": "whoever was near",
    "мог": "whoever might be near",
}
CORPUS = [
    *((language, text) for language in Language for text in lines("answers", language)),
    *((row.language, row.text) for half in HALVES for row in labelled(half)),
]
every_section = pytest.mark.parametrize(
    ("language", "section"),
    [(language, section) for language in Language for section in sentences(language)],
)


def said(language: Language, section: str, address: str) -> list[str]:
    speaker = Voice(language, address, "")
    return [speaker.fill(option, **PARTS) for option in speaker.options(section)]


def gendered(text: str) -> set[str]:
    """Return the words of a Russian text that differ between he and she."""
    return {
        word
        for word in map(str.lower, WORD.findall(text))
        for tag in [parses(word)[0].tag]
        if tag.POS in ("VERB", "ADJS", "PRTS") and tag.gender in ("masc", "femn")
    }


def reflected(language: Language, text: str, address: str, last: str = "") -> str:
    read = passage(text, language)
    speaker = Voice(read.language, address, text, last)
    return reflect(read, contents(read), mood(read), speaker)


@every_section
@pytest.mark.parametrize("address", ["ty", "vy"])
def test_every_sentence_is_whole_in_both_forms_of_address(
    language: Language, section: str, address: str
) -> None:
    for line in said(language, section, address):
        assert not FORMS.search(line)
        assert "{" not in line
        assert line == line.strip()
        assert "  " not in line
        assert is_clean(line)


@every_section
def test_every_part_of_a_sentence_is_one_that_is_filled_in(
    language: Language, section: str
) -> None:
    parts = {part for line in sentences(language)[section] for part in re.findall(r"{(\w+)}", line)}
    assert parts <= set(PARTS)


@pytest.mark.parametrize("section", list(sentences(Language.RU)))
def test_no_russian_sentence_gives_the_person_a_gender(section: str) -> None:
    for address in ("ty", "vy"):
        found = {word for line in said(Language.RU, section, address) for word in gendered(line)}
        assert found <= NOT_OF_THE_PERSON.keys()


@pytest.mark.parametrize("section", list(sentences(Language.RU)))
def test_the_two_forms_of_address_are_never_mixed(section: str) -> None:
    familiar, polite = (" ".join(said(Language.RU, section, form)).lower() for form in ("ty", "vy"))
    assert not re.search(r"\b(вы|вас|вам|вами|ваш\w*)\b", familiar)
    assert not re.search(r"\b(ты|тебя|тебе|тобой|тво[йяеёи]\w*)\b", polite)


@pytest.mark.parametrize("section", list(sentences(Language.RU)))
def test_both_languages_have_every_section(section: str) -> None:
    assert len(sentences(Language.EN)[section]) >= 1


@pytest.mark.parametrize("section", ["reflect turned", "reflect quote", "tail neutral"])
@pytest.mark.parametrize("language", list(Language))
def test_what_is_said_most_has_many_frames(language: Language, section: str) -> None:
    assert len(set(sentences(language)[section])) >= 10


@pytest.mark.parametrize("address", ["ty", "vy"])
def test_what_is_said_of_the_person_in_their_turned_words_has_no_gender(address: str) -> None:
    pronoun = re.compile(r"\b(ты|вы)\b", re.IGNORECASE)
    texts = [reflected(language, text, address) for language, text in CORPUS]
    clauses = [part for text in texts for part in re.split(r"[.,;:]", QUOTED.sub("", text))]
    assert [part for part in clauses if pronoun.search(part) and gendered(part)] == []


@pytest.mark.parametrize("address", ["ty", "vy"])
def test_nobody_hears_the_same_frame_twice_in_a_row(address: str) -> None:
    last = ""
    for language, text in CORPUS:
        this = reflected(language, text, address, last)
        again = reflected(language, text, address, this)
        assert frame(again, text) != frame(this, text)
        last = this


def frame(reflection: str, text: str) -> str:
    """Return a reflection without the words that it shares with the text."""
    own = set(WORD.findall(text.lower())) | set(re.findall(r"[a-z']+", text.lower()))
    return " ".join(word for word in QUOTED.sub("Q", reflection).lower().split() if word not in own)


@pytest.mark.parametrize("language", list(Language))
def test_no_frame_is_heard_in_more_than_one_answer_of_twelve(language: Language) -> None:
    texts = [text for spoken, text in CORPUS if spoken is language]
    tails = Counter(reflected(language, text, "vy").split(". ")[-1] for text in texts)
    frames = Counter(frame(reflected(language, text, "vy"), text) for text in texts)
    assert frames.most_common(1)[0][1] <= len(texts) / 12
    assert tails.most_common(1)[0][1] <= len(texts) / 10
    assert len(frames) >= len(texts) / 2
