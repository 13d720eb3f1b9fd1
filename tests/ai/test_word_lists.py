import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from ai.local import word_lists
from ai.local.morphology import lemmas
from ai.local.phrases import PhraseBook
from ai.local.voice import sentences
from ai.local.word_lists import sections, words
from core.vocabulary import TRAITS, Language
from tests.ai.builders import passage

PART = re.compile(r"\{(\w+)\}")
LISTS = ["signals", "traits", "themes", "topics", "intents"]
DATA = Path(word_lists.__file__).parent / "data"


def forms(phrase: str, language: Language) -> tuple[str, ...]:
    return tuple(lemmas(word.removeprefix("="), language)[0] for word in phrase.split())


def parts(lines: Iterable[str]) -> set[str]:
    return {part for line in lines for part in PART.findall(line)}


@pytest.mark.parametrize("language", list(Language))
def test_every_pole_of_every_trait_has_enough_different_markers(language: Language) -> None:
    markers = sections(f"traits_{language}.txt")
    assert set(markers) == {f"{trait} {pole}" for trait in TRAITS for pole in "+-"}
    counts = {
        name: len({forms(text, language) for text in texts}) for name, texts in markers.items()
    }
    assert min(counts.values()) >= 25


@pytest.mark.parametrize("language", list(Language))
def test_no_marker_stands_at_both_poles(language: Language) -> None:
    markers = sections(f"traits_{language}.txt")
    for trait in TRAITS:
        high = {forms(text, language) for text in markers[f"{trait} +"]}
        assert high.isdisjoint(forms(text, language) for text in markers[f"{trait} -"])


def test_the_russian_lexicon_has_enough_different_words() -> None:
    lexicon = sections("sentiment_ru.txt")
    entries = {forms(text, Language.RU) for name in lexicon for text in lexicon[name]}
    assert len(entries) >= 400


@pytest.mark.parametrize("name", LISTS)
def test_both_languages_have_the_same_sections(name: str) -> None:
    assert set(sections(f"{name}_ru.txt")) == set(sections(f"{name}_en.txt"))


def test_both_voices_have_the_same_sections_with_the_same_parts() -> None:
    russian, english = sentences(Language.RU), sentences(Language.EN)
    assert set(russian) == set(english)
    for section in russian:
        assert parts(russian[section]) == parts(english[section])


@pytest.mark.parametrize("language", list(Language))
def test_every_theme_has_a_name_and_a_hypothesis(language: Language) -> None:
    voice = sentences(language)
    for theme in sections(f"themes_{language}.txt"):
        assert voice[f"theme {theme}"]
        assert len(voice[f"insight {theme}"]) >= 2


@pytest.mark.parametrize("language", list(Language))
def test_function_words_are_told_by_their_part(language: Language) -> None:
    assert words(language, "negators").isdisjoint(words(language, "speaker"))


@pytest.mark.parametrize("language", list(Language))
def test_no_phrase_has_two_valences(language: Language) -> None:
    lexicon = sections(f"sentiment_{language}.txt")
    free = {
        name: {forms(text, language) for text in texts if "=" not in text}
        for name, texts in lexicon.items()
    }
    assert max(Counter(form for found in free.values() for form in found).values()) == 1


@pytest.mark.parametrize("language", list(Language))
def test_every_pole_of_a_trait_says_why_its_markers_hint_at_it(language: Language) -> None:
    text = (DATA / f"traits_{language}.txt").read_text(encoding="utf-8")
    for section in text.split("\n[")[1:]:
        assert section.split("\n")[1].startswith("# Why: ")


def test_a_pattern_of_a_list_stands_for_each_of_its_choices_and_may_skip_words() -> None:
    book = PhraseBook({"x": ("бросил/бросила ... работу",)}, Language.RU)
    found = [
        list(book.find(passage(text).sentences[0].clauses[0]))
        for text in (
            "Бросила вчера прямо посреди дня работу",
            "Бросил работу",
            "Бросил курить",
        )
    ]
    assert [len(hits) for hits in found] == [1, 1, 0]
