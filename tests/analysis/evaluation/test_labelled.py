from collections import Counter
from pathlib import Path

import pytest

from analysis.evaluation.labelled import LabelledFileError, read_labelled
from analysis.management.commands.evaluate_analysis import SHIPPED
from core.crisis import CrisisLevel, assess
from core.vocabulary import TRAITS, Domain, Language

GOOD = (
    '{"id": "a", "language": "en", "domain": "work", "question": "How?", '
    '"text": "Well.", "sentiment": "neutral"}'
)


def written(tmp_path: Path, *lines: str) -> Path:
    """Return a file with these lines."""
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_empty_lines_and_remarks_are_passed_over(tmp_path: Path) -> None:
    (answer,) = read_labelled(written(tmp_path, "# by us", "", GOOD))

    assert (answer.id, answer.crisis, answer.traits, answer.targets) == ("a", 0, {}, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: JSON"),
        (GOOD.replace('"en"', '"de"'), "line 2: language"),
        (GOOD.replace('"Well."', '""'), "line 2: text"),
        (GOOD.replace("}", ', "traits": {"openness": 4}}'), "line 2: traits.openness"),
        (GOOD.replace("}", ', "crisis": 9, "mood": 1}'), "line 2: crisis, mood"),
    ],
)
def test_a_wrong_line_is_named_with_its_fields(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(LabelledFileError) as raised:
        read_labelled(written(tmp_path, GOOD, line))

    assert str(raised.value) == told


@pytest.mark.parametrize("lines", [(), (GOOD, GOOD)], ids=["none", "the same id twice"])
def test_a_file_without_answers_or_with_one_twice_is_refused(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    with pytest.raises(LabelledFileError):
        read_labelled(written(tmp_path, *lines))


def test_answers_of_one_language_may_be_chosen() -> None:
    chosen = read_labelled(SHIPPED, Language.RU)

    assert {answer.language for answer in chosen} == {Language.RU}


def test_the_shipped_set_has_at_least_thirty_answers_a_language_on_every_domain_and_trait() -> None:
    answers = read_labelled(SHIPPED)

    languages = Counter(answer.language for answer in answers)
    assert min(languages[language] for language in Language) >= 30
    assert {answer.domain for answer in answers} == set(Domain)
    assert {trait for answer in answers for trait in answer.traits} == set(TRAITS)


def test_the_shipped_set_has_every_length_and_answers_that_say_nothing() -> None:
    answers = read_labelled(SHIPPED)

    lengths = [len(answer.text) for answer in answers]
    assert min(lengths) <= 30
    assert 1_000 <= max(lengths) <= 1_500
    assert sum(not answer.traits for answer in answers) >= 10


def test_the_guard_sees_every_crisis_of_the_shipped_set_and_no_other() -> None:
    answers = read_labelled(SHIPPED)

    seen = {one.id for one in answers if assess(one.text).level >= CrisisLevel.PASSIVE}
    assert seen == {one.id for one in answers if one.crisis >= CrisisLevel.PASSIVE}
