"""What one version changed of another."""

from typing import Any

import pytest

from onboarding.bank.version_diff import FieldChange, diff_versions
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, changed, record, without


def test_the_same_question_differs_in_nothing() -> None:
    assert diff_versions(record(), record()) == ()


def test_decisions_about_a_version_are_no_difference_of_content() -> None:
    assert diff_versions(record(), record(version=7, status="retired", review=None)) == ()


@pytest.mark.parametrize(
    ("path", "value", "change"),
    [
        ("depth", 1, FieldChange("depth", 2, 1)),
        ("safety.min_age", 21, FieldChange("safety.min_age", 18, 21)),
        ("safety.flags", ["grief"], FieldChange("safety.flags", ["none"], ["grief"])),
        ("min_trust", "FRIEND", FieldChange("min_trust", "STRANGER", "FRIEND")),
        (
            "texts.en.text",
            "How do you pack?",
            FieldChange(
                "texts.en.text", "How do you get ready for a long trip?", "How do you pack?"
            ),
        ),
        ("texts.en.status", "approved", FieldChange("texts.en.status", "translated", "approved")),
        ("texts.ru.hint", "Коротко.", FieldChange("texts.ru.hint", "", "Коротко.")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_difference_is_named_by_its_place(path: str, value: Any, change: FieldChange) -> None:
    assert diff_versions(record(), record(changed(NEUTRAL, path, value))) == (change,)


def test_a_language_that_came_or_went_is_shown_word_for_word() -> None:
    russian_only = record(without(NEUTRAL, "texts.en"))
    came = {change.path: change.new for change in diff_versions(russian_only, record())}
    went = {change.path: change.old for change in diff_versions(record(), russian_only)}

    assert came["texts.en.text"] == "How do you get ready for a long trip?"
    assert came == went


def test_differences_come_in_the_order_of_the_fields() -> None:
    paths = [change.path for change in diff_versions(record(NEUTRAL), record(HEAVY))]

    assert paths[:4] == ["depth", "energy", "min_trust", "stages"]
    assert paths.index("safety.flags") < paths.index("texts.ru.text")
