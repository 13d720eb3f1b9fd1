"""The guard on its phrase set; run with ``-s`` to see the figures.

Parts, in the order they were written:

* ``held_out`` and ``development`` were written before any pattern, ``held_out`` first. Patterns
  were tuned on single phrases of ``development`` only. Both have one author, who is also the
  author of the first patterns, so ``held_out`` flatters.
* ``later``: wordings written after the first patterns to defeat them. They did, and the patterns
  were then widened with them in sight.
* ``families``: five batches, each written before the grammars were widened for it and measured
  once at first sight (figures in ``docs/adr/0006-crisis-guard.md``), then tuned on.

* ``second_look``: written by somebody who had read neither patterns nor phrases. It was the
  unseen part once; then its misses were looked at.
* ``meanings``: two batches by class of meaning, written before the patterns of `unnamed_wishes`
  and `unnamed_plans`, measured at first sight, then tuned on.

These six now guard against loss and say nothing about wordings nobody thought of.

* ``unseen``: written by somebody who had read neither patterns nor phrases, labelled by them
  alone, and opened after the last change of a pattern; nothing was tuned on it. It is the figure
  to believe, and its floors only keep it from falling.
"""

import random
import sys

import pytest

from core.crisis import CrisisLevel, assess
from tests.core.crisis.measuring import figures, judged, load

TUNED = ("held_out", "development", "later", "families", "second_look", "meanings")
PARTS = (*TUNED, "unseen")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("languages", [("ru",), ("en",), ("ru", "en")], ids="-".join)
def test_the_figures_are_printed(part: str, languages: tuple[str, ...]) -> None:
    measured = figures(judged(part, *languages))
    sys.stdout.write(f"\n{part} {'+'.join(languages)}: {measured}\n")
    assert measured.alarm_precision.value >= 0.8


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("held_out", 0.98),
        ("development", 0.98),
        ("later", 0.98),
        ("families", 0.97),
        ("second_look", 0.98),
        ("meanings", 0.98),
        ("unseen", 0.78),
    ],
)
def test_level_three_is_recalled(part: str, least: float) -> None:
    assert figures(judged(part, "ru", "en")).active_recall.value >= least


@pytest.mark.parametrize(("part", "least"), [*((part, 0.97) for part in TUNED), ("unseen", 0.74)])
def test_grave_phrases_are_seldom_passed_over(part: str, least: float) -> None:
    assert figures(judged(part, "ru", "en")).grave_recall.value >= least


@pytest.mark.parametrize(("part", "least"), [*((part, 0.95) for part in TUNED), ("unseen", 0.73)])
def test_any_level_is_recalled(part: str, least: float) -> None:
    assert figures(judged(part, "ru", "en")).any_recall.value >= least


@pytest.mark.parametrize(("part", "most"), [*((part, 0.05) for part in TUNED), ("unseen", 0.08)])
def test_hard_negatives_seldom_alarm(part: str, most: float) -> None:
    assert figures(judged(part, "ru", "en")).false_alarms.value <= most


@pytest.mark.parametrize("language", ["ru", "en"])
def test_harmless_answers_put_together_seldom_alarm(language: str) -> None:
    harmless = [
        row["text"].rstrip(".!")
        for part in TUNED
        for row in load(language)[part]
        if not row["level"]
    ]
    shuffle = random.Random(5)  # noqa: S311 - a repeatable sample, not a secret
    messages = [". ".join(shuffle.sample(harmless, 5)) for _ in range(200)]
    alarms = sum(assess(message).level >= CrisisLevel.PASSIVE for message in messages)
    sys.stdout.write(f"\nfive harmless answers in one message, {language}: {alarms}/200 alarm\n")
    assert alarms / len(messages) <= 0.08


def test_the_set_is_large_and_half_of_it_must_not_alarm() -> None:
    rows = [row for part in TUNED for language in ("ru", "en") for row in load(language)[part]]
    assert len(rows) >= 300
    assert sum(row["level"] == 3 for row in rows) >= 75
    assert sum(row["level"] in {1, 2} for row in rows) >= 40
    assert sum(row["level"] < 2 for row in rows) * 2 >= len(rows)


def test_two_fifths_of_the_first_set_are_held_out() -> None:
    sizes = {
        part: sum(len(load(language)[part]) for language in ("ru", "en"))
        for part in ("held_out", "development")
    }
    assert sizes["held_out"] / sum(sizes.values()) >= 0.4


def test_no_phrase_stands_twice() -> None:
    texts = [
        row["text"].casefold()
        for language in ("ru", "en")
        for rows in load(language).values()
        for row in rows
    ]
    assert len(texts) == len(set(texts))
