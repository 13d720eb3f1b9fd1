"""The labelled sentences in both languages. Floors are a little under what was reached."""

import pytest

from core.vocabulary import TRAITS, Domain, Language
from tests.ai.labelled import HALVES, Score, labelled, of_language, score

ENOUGH = 200


def scored(half: str, language: Language) -> Score:
    return score(of_language(labelled(half), language))


def test_the_set_is_large_and_both_languages_have_half_of_it() -> None:
    rows = [row for half in HALVES for row in labelled(half)]
    russian = of_language(rows, Language.RU)
    assert len(rows) >= ENOUGH
    assert len(russian) * 2 == len(rows)
    assert len({row.text for row in rows}) == len(rows)


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", list(Language))
def test_each_half_has_every_domain_and_every_side_of_every_trait(
    half: str, language: Language
) -> None:
    rows = of_language(labelled(half), language)
    assert {row.domain for row in rows} == set(Domain)
    cues = {cue for row in rows for cue in row.cues}
    assert cues == {(trait, side) for trait in TRAITS for side in (1, -1)}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", list(Language))
def test_the_language_is_told_without_a_hint(half: str, language: Language) -> None:
    found = scored(half, language)
    assert found.language == found.of


@pytest.mark.parametrize(("half", "floor"), [("tuned", 0.85), ("held_out", 0.6)])
@pytest.mark.parametrize("language", list(Language))
def test_the_colour_is_seen_and_hardly_ever_as_its_opposite(
    half: str, floor: float, language: Language
) -> None:
    found = scored(half, language)
    assert found.sentiment >= floor * found.of
    assert found.sentiment_opposite <= 0.06 * found.of


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", list(Language))
def test_the_domain_is_seen(half: str, language: Language) -> None:
    found = scored(half, language)
    assert found.domain >= 0.75 * found.of


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", list(Language))
def test_a_trait_is_rather_missed_than_made_up(half: str, language: Language) -> None:
    found = scored(half, language)
    assert found.cues_false <= 0.05 * found.of
    assert found.silent >= 0.95 * found.silent_of
