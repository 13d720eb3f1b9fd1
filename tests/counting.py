"""What was counted during one test, read as Prometheus reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from core import metrics
from core.metrics.shared_values import forget_slot


@pytest.fixture
def metrics_dir(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return the directory, not yet there, that is counted in during this test."""
    forget_slot()
    settings.METRICS_DIR = tmp_path / "metrics"
    yield tmp_path / "metrics"
    forget_slot()


def counted(name: str, **labels: str) -> float:
    """Return one number of all processes together."""
    families = text_string_to_metric_families(metrics.exposition().decode())
    samples = [sample for family in families for sample in family.samples if sample.name == name]
    [value] = [sample.value for sample in samples if sample.labels == labels]
    return value
