"""The last word of a person stands, whatever came before it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.choices import EVIDENCE_EDITS, EditKind
from profiles.edits import Edit, standing

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAME = "openness"

statements = st.builds(
    Edit,
    number=st.integers(1, 10_000),
    kind=st.sampled_from(sorted(set(EditKind) - EVIDENCE_EDITS)),
    name=st.sampled_from(["openness", "resilience"]),
    answer_id=st.none(),
    at=st.integers(0, 5).map(lambda days: START + timedelta(days=days)),
)
evidence = st.builds(
    Edit,
    number=st.integers(1, 10_000),
    kind=st.sampled_from(sorted(EVIDENCE_EDITS)),
    name=st.sampled_from(["openness", "resilience"]),
    answer_id=st.integers(1, 3),
    at=st.integers(0, 5).map(lambda days: START + timedelta(days=days)),
)
histories = st.lists(
    st.one_of(statements, evidence), max_size=20, unique_by=lambda edit: edit.number
)


def said(*kinds: EditKind, answer_id: int | None = None) -> list[Edit]:
    """Return edits of one statement, a day after each other."""
    return [
        Edit(number, kind, NAME, answer_id, START + timedelta(days=number))
        for number, kind in enumerate(kinds)
    ]


def test_without_edits_everything_counts() -> None:
    assert standing([]).counts(NAME, 1, START)


@pytest.mark.parametrize("kind", [EditKind.REJECT, EditKind.OUTDATED])
def test_what_was_said_before_a_no_does_not_count_and_what_comes_after_does(kind: EditKind) -> None:
    found = standing(said(kind))
    assert not found.counts(NAME, 1, START)
    assert found.counts(NAME, 2, START + timedelta(seconds=1))
    assert found.counts("resilience", 1, START)


@pytest.mark.parametrize("kind", [EditKind.CONFIRM, EditKind.TAKE_BACK])
def test_a_no_is_taken_back(kind: EditKind) -> None:
    assert standing(said(EditKind.REJECT, kind)).counts(NAME, 1, START - timedelta(days=9))


def test_of_contradicting_words_the_later_counts() -> None:
    found = standing(said(EditKind.CONFIRM, EditKind.REJECT))
    assert found.confirmed == frozenset()
    assert not found.counts(NAME, 1, START)


def test_a_veto_takes_one_answer_out_and_for_one_trait_only() -> None:
    found = standing(said(EditKind.VETO, answer_id=7))
    assert not found.counts(NAME, 7, START + timedelta(days=99))
    assert found.counts(NAME, 8, START)
    assert found.counts("resilience", 7, START)


def test_a_veto_is_restored() -> None:
    assert standing(said(EditKind.VETO, EditKind.RESTORE, answer_id=7)).vetoed == frozenset()


def test_hiding_changes_nothing_that_counts() -> None:
    found = standing(said(EditKind.HIDE))
    assert found.hidden == {NAME}
    assert found.counts(NAME, 1, START)


def test_what_is_hidden_is_shown_again() -> None:
    assert standing(said(EditKind.HIDE, EditKind.SHOW)).hidden == frozenset()


def test_what_is_pinned_is_let_go() -> None:
    assert standing(said(EditKind.PIN)).pinned == {NAME}
    assert standing(said(EditKind.PIN, EditKind.UNPIN)).pinned == frozenset()


@given(histories, st.randoms())
def test_the_order_of_arrival_does_not_matter(edits: list[Edit], chance: object) -> None:
    shuffled = edits[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert standing(shuffled) == standing(edits)


@given(histories)
def test_nothing_is_both_confirmed_and_cut(edits: list[Edit]) -> None:
    found = standing(edits)
    assert not found.confirmed & set(found.cuts)
