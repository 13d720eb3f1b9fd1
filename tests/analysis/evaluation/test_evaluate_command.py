import ast
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ai.choices import Vendor, WhyLocal
from ai.contracts import DeepReading, DeepRequest
from ai.models import AiModel
from ai.router import Routed
from analysis.evaluation import trial
from analysis.evaluation_selectors import reading_variances
from analysis.models import EvaluationRun, EvaluationTrait
from core.egress import Permit, SyntheticPermit
from core.vocabulary import TRAITS, Trait
from tests.analysis.readings import local, reading, remote, trait
from tests.architecture.sources import modules

pytestmark = pytest.mark.django_db

LINE = (
    '{{"id": "{0}", "language": "ru", "domain": "work", "question": "Как?", "text": "прогулка {0}",'
    ' "sentiment": "positive", "traits": {{"openness": {1}}}}}'
)
CENT = Decimal("0.01")
CRISIS = (
    '{"id": "c", "language": "ru", "domain": "emotions", "question": "Как?",'
    ' "text": "Не хочу жить 0", "sentiment": "negative", "crisis": 2}'
)


def evaluate(*arguments: Any) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("evaluate_analysis", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Return a file of answers about openness."""
    path = tmp_path / "own.jsonl"
    lines = [LINE.format(number, number - 2) for number in range(5)]
    path.write_text("\n".join([*lines, CRISIS]), encoding="utf-8")
    return path


@pytest.fixture
def model() -> AiModel:
    """Return a model that may be tried."""
    return AiModel.objects.create(
        name="tried-model",
        vendor=Vendor.OPENAI,
        input_usd=Decimal(1),
        output_usd=Decimal(1),
        context_tokens=100_000,
        max_output_tokens=4_000,
    )


Asked = list[tuple[Permit | None, int | None]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Let a model be one off in turns, and leave a crisis to the local analyser."""
    calls: Asked = []
    left = replace(local(why=WhyLocal.CRISIS), reading=reading(crisis_level=2))

    def answered(
        request: DeepRequest, permit: Permit | None, *, model: int | None = None
    ) -> Routed[DeepReading]:
        calls.append((permit, model))
        number = int(request.text[-1], 36)
        off = 1 - 2 * (len(calls) % 2)
        made = replace(
            remote(trait(Trait.OPENNESS, number - 2 + off), model="tried-model"), cost_usd=CENT
        )
        return {"Не": left}.get(request.text.split()[0], made)

    monkeypatch.setattr(trial, "read_deeply", answered)
    return calls


def test_the_local_analyser_reads_the_shipped_answers_and_nothing_leaves() -> None:
    printed = evaluate("--repeats", 1, "--language", "ru")

    run = EvaluationRun.objects.get()
    assert (run.provider, run.repeats, run.failed, run.cost_usd) == ("local", 1, 0, 0)
    assert (run.quote_rate, run.crisis_recall, run.invalid_rate) == (1.0, 1.0, None)
    assert run.traits.count() == len(TRAITS)
    assert "local-analyser" in printed
    assert f"run {run.pk}" in printed


def test_rules_have_no_noise() -> None:
    evaluate("--repeats", 2)

    noise = EvaluationTrait.objects.exclude(noise=None).values_list("noise", flat=True)
    assert set(noise) == {0.0}


def test_nothing_is_sent_out_unless_somebody_vouches_for_the_texts(
    labelled: Path, model: AiModel, asked: Asked
) -> None:
    with pytest.raises(CommandError, match="texts-are-nobodys"):
        evaluate(labelled, "--model", model.name)

    assert asked == []


def test_a_model_is_tried_with_a_permit_that_is_nobodys(
    labelled: Path, model: AiModel, asked: Asked
) -> None:
    evaluate(labelled, "--model", model.name, "--texts-are-nobodys", "--repeats", 2)

    assert set(asked) == {(SyntheticPermit(), model.pk)}
    assert len(asked) == 12


def test_the_figures_of_a_trial_are_kept_by_model_and_prompt_and_limit_what_is_believed(
    labelled: Path, model: AiModel, asked: Asked
) -> None:
    evaluate(labelled, "--model", model.name, "--texts-are-nobodys", "--repeats", 2)

    run = EvaluationRun.objects.get()
    assert (run.model, run.prompt_version, run.file_name) == ("tried-model", "deep/1", "own.jsonl")
    assert (run.items, run.failed, run.crisis_recall) == (6, 0, 1.0)
    assert run.cost_usd == 10 * CENT + 2 * local().cost_usd
    row = run.traits.get(trait=Trait.OPENNESS)
    assert (row.expected, row.read, row.invented) == (5, 5, 0)
    assert row.noise == pytest.approx(2.0)
    assert set(reading_variances("tried-model", "deep/1")) == {Trait.OPENNESS}


def test_readings_that_fell_back_to_the_local_analyser_count_as_failed(
    labelled: Path, model: AiModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "read_deeply", lambda *_, **__: local(why=WhyLocal.VENDORS_FAILED))

    evaluate(labelled, "--model", model.name, "--texts-are-nobodys", "--repeats", 1)

    run = EvaluationRun.objects.get()
    assert (run.model, run.prompt_version, run.failed) == ("tried-model", "", 6)
    assert run.cost_usd == local().cost_usd * 6


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="no model 'nobody'"):
        evaluate("--model", "nobody")


def test_a_file_that_is_not_there_is_named_without_its_place(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as raised:
        evaluate(tmp_path / "missing.jsonl")

    assert str(raised.value) == "missing.jsonl: FileNotFoundError"


def test_only_trials_of_analysers_send_texts_as_nobodys() -> None:
    builders = [name for name, tree in modules().items() if "SyntheticPermit(" in ast.unparse(tree)]

    assert builders == ["analysis.evaluation.trial"]
