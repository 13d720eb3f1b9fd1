"""The page for those who watch names exactly what is counted."""

import re

import pytest
from prometheus_client import Counter, Histogram

from core import metrics
from selfology_site.env import BASE_DIR
from selfology_site.metrics_page import Standings

PAGE = (BASE_DIR / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
METRICS = PAGE.split("\n## ")[2]
ROW = re.compile(r"^\| `([a-z_]+)` \| ([a-z, ]*) ?\|", re.MULTILINE)


@pytest.mark.django_db
def test_the_page_names_every_metric_with_its_labels() -> None:
    told = {name: set(re.findall("[a-z]+", labels)) for name, labels in ROW.findall(METRICS)}
    counts = [each for each in vars(metrics).values() if isinstance(each, Counter)]
    times = [each for each in vars(metrics).values() if isinstance(each, Histogram)]
    found = {f"{each._name}_total": set(each._labelnames) for each in counts}
    found |= {each._name: set(each._labelnames) for each in times}
    found |= {each.name: set(each._labelnames) for each in Standings().collect()}  # type: ignore[attr-defined]  # gauges have them

    assert told == found
