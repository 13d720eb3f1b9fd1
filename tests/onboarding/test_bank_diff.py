from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.bank.diff import Diff, VersionNotRaisedError, plan
from onboarding.bank.files import load
from onboarding.bank.records import QuestionRecord
from onboarding.choices import QuestionStatus
from tests.onboarding.bank_samples import NEUTRAL, OPENING, REVIEW, changed, record

PSYCHOLOGIST = REVIEW | {"kind": "psychologist", "notes": "read by two psychologists"}


def applied(current: dict[str, QuestionRecord], diff: Diff) -> dict[str, QuestionRecord]:
    """Return what the product holds after `diff`."""
    written = {question.code: question for question in (*diff.added, *diff.changed)}
    retired = {q.code: q.with_status(QuestionStatus.RETIRED) for q in diff.retired}
    return current | written | retired


def test_a_first_load_adds_everything_and_a_second_nothing() -> None:
    wanted = load().questions
    first = plan({}, wanted)
    second = plan(applied({}, first), wanted)
    assert first.added == wanted
    assert second.is_empty
    assert second.unchanged == wanted


def test_a_higher_version_changes_a_question() -> None:
    old, new = record(), record(version=2, depth=1)
    assert plan({old.code: old}, [new]) == Diff(changed=(new,))


@pytest.mark.parametrize(
    "path_and_value",
    [
        ("depth", 1),
        ("texts.ru.text", "Как вы собираетесь в дорогу?"),
        ("texts.en.hint", "One example will do."),
        ("targets", [{"trait": "conscientiousness", "information": 0.6}]),
        ("safety.flags", ["health"]),
        ("never_after", ["work-104"]),
    ],
    ids=lambda pair: pair[0],
)
def test_other_content_under_an_old_version_is_refused(path_and_value: tuple[str, object]) -> None:
    new = record(changed(NEUTRAL, *path_and_value))
    with pytest.raises(VersionNotRaisedError, match="raise it: work-101"):
        plan({"work-101": record()}, [new])


def test_all_stale_versions_are_named_at_once() -> None:
    current = {"work-101": record(), "work-104": record(OPENING)}
    wanted = [record(depth=1), record(OPENING, depth=2)]
    with pytest.raises(VersionNotRaisedError) as refusal:
        plan(current, wanted)
    assert refusal.value.codes == ("work-101", "work-104")


def test_what_is_no_longer_wanted_is_retired() -> None:
    old = record(OPENING)
    diff = plan({old.code: old, "work-101": record()}, [record()])
    assert diff.retired == (old,)


def test_what_is_retired_is_not_retired_again() -> None:
    old = record(status="retired")
    assert plan({old.code: old}, []).is_empty


@pytest.mark.parametrize(
    "decision",
    [{"status": "suspended"}, {"status": "retired"}, {"review": PSYCHOLOGIST}],
    ids=["suspended", "retired", "reviewed"],
)
def test_what_people_decided_stands_until_a_higher_version(decision: dict[str, Any]) -> None:
    decided, again = record(**decision), record(version=2)
    assert plan({decided.code: decided}, [record()]) == Diff(kept=(decided,))
    assert plan({decided.code: decided}, [again]) == Diff(changed=(again,))


def test_an_older_file_does_not_undo_a_newer_question() -> None:
    newer = record(version=3, depth=1)
    assert plan({newer.code: newer}, [record()]) == Diff(kept=(newer,))


def test_the_summary_names_what_moves_and_counts_what_stays() -> None:
    added, kept = record(OPENING), record(status="suspended")
    assert plan({kept.code: kept}, [record(), added]).summary() == (
        "added: 1 (work-104 v1)\nkept as decided in the product: 1 (work-101 v1)\nunchanged: 0"
    )


def test_the_hash_ignores_decisions_about_a_question() -> None:
    translated = changed(NEUTRAL, "texts.en", NEUTRAL["texts"]["en"] | {"translator": "someone"})
    decided = record(translated, version=7, status="suspended", review=PSYCHOLOGIST)
    assert decided.content_hash() == record().content_hash()


def test_every_shipped_question_has_its_own_hash() -> None:
    hashes = {question.content_hash() for question in load().questions}
    assert len(hashes) == len(load().questions)


banks = st.dictionaries(
    st.sampled_from(["work-201", "work-202", "work-203", "work-204"]), st.integers(1, 3)
).map(
    lambda versions: {
        code: record(code=code, version=version, depth=version)
        for code, version in versions.items()
    }
)


@given(current=banks, wanted=banks)
def test_applying_a_plan_leaves_nothing_to_plan(
    current: dict[str, QuestionRecord], wanted: dict[str, QuestionRecord]
) -> None:
    questions = list(wanted.values())
    diff = plan(current, questions)
    after = applied(current, diff)
    assert plan(after, questions).is_empty
    assert current.keys() <= after.keys()


@given(current=banks, wanted=banks)
def test_every_wanted_question_is_in_one_group(
    current: dict[str, QuestionRecord], wanted: dict[str, QuestionRecord]
) -> None:
    diff = plan(current, list(wanted.values()))
    grouped = [*diff.added, *diff.changed, *diff.unchanged, *diff.kept]
    assert sorted(question.code for question in grouped) == sorted(wanted)
