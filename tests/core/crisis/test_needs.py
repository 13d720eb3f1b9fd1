"""The index only leaves out patterns that cannot match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crisis.assessment import _ENGLISH, _RUSSIAN
from core.crisis.lexicon import Lexicon
from core.crisis.needs import Need, NeedIndex, needs_of
from core.crisis.normalise import clean, english_form, russian_form, sentences
from core.crisis.spelling import fold_english, fold_russian
from tests.core.crisis.measuring import load


def need(*grams: str) -> Need:
    return frozenset(grams)


@pytest.mark.parametrize(
    ("regex", "needs"),
    [
        (r"\bодин два\b", {need("один")}),
        (r"\bкто(?: \w{1,8}){0,2}? там\b", {need("кто"), need(" там")}),
        (r"(?:двор|сад) пуст", {need("двор", "сад"), need("пуст")}),
        (r"(?:двор|сад)? пуст", {need("пуст")}),
        (r"(?:двор|[ое]к) пуст", {need("пуст")}),
        (r"до{1,3}м(?=.{0,9}\b(?:стоит|горит)\b)", {need("до"), need("стои", "гори")}),
        (r"(?<!не )(?!там)дом", {need("дом")}),
        (r"(?:дом|$)", set()),
        (r"я?", set()),
        ("", set()),
    ],
)
def test_a_need_is_what_every_match_has(regex: str, needs: set[Need]) -> None:
    assert set(needs_of(regex)) == needs


@given(st.text(alphabet="абв ", max_size=30))
def test_nothing_that_matches_is_left_out(text: str) -> None:
    regexes = ["аб(?:в|а)?", "(?:ба|вв)[аб] в", "а{2}|вба", "(?:аб|ба)(?: в)+", r"в\w{0,3}аб"]
    possible = NeedIndex(map(needs_of, regexes)).possible(text)
    assert {at for at, regex in enumerate(regexes) if re.search(regex, text)} <= set(possible)


def _parts(language: str) -> list[str]:
    texts = [clean(row["text"]) for rows in load(language).values() for row in rows]
    if language == "ru":
        return [part for text in texts for part in sentences(russian_form(text), fold_russian)]
    return [part for text in texts for part in sentences(english_form(text), fold_english)]


@pytest.mark.parametrize(("language", "lexicon"), [("ru", _RUSSIAN), ("en", _ENGLISH)])
def test_the_index_loses_no_match_in_the_phrase_set(language: str, lexicon: Lexicon) -> None:
    lost = [
        (pattern.code, part)
        for part in _parts(language)[::5]
        for pattern in set(lexicon.patterns).difference(lexicon.possible(part))
        if pattern.regex.search(part) and (pattern.within is None or pattern.within.search(part))
    ]
    assert not lost


def test_the_index_spares_most_patterns() -> None:
    assert len(_RUSSIAN.possible("сегодня мы ездили на рынок за яблоками")) < 20
    assert len(_ENGLISH.possible("today we drove to the market for apples")) < 30
