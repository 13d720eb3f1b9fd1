"""Who read the answers is told to the page of AI's money."""

from datetime import timedelta
from typing import Any

import pytest

from ai.choices import WhyLocal
from ai.contracts import DeepReading
from ai.router import Routed
from ai.spend_selectors import answered
from analysis.models import Analysis
from analysis.services import DeepResult, deep_store
from core.clock import utc_now
from core.vocabulary import Trait
from onboarding.selectors import answer_get
from tests.analysis.readings import deep, local, remote, trait
from tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


def read(routed: Routed[DeepReading], answer: Any = None) -> Any:
    """Let an answer have been read; return it."""
    answer = answer or AnswerFactory.create()
    deep_store(DeepResult(answer_get(answer.pk), routed))
    return answer


def counted() -> dict[WhyLocal, int]:
    now = utc_now()
    found = answered(now - timedelta(days=1), now + timedelta(days=1))
    return {why: count for why, count in found.items() if count}


def test_readings_are_counted_by_why_no_model_made_them() -> None:
    read(remote(trait(Trait.OPENNESS)))
    read(local(trait(Trait.OPENNESS), why=WhyLocal.NO_PERMIT))
    read(local(trait(Trait.OPENNESS), why=WhyLocal.NO_PERMIT))

    assert counted() == {WhyLocal.NOT_LOCAL: 1, WhyLocal.NO_PERMIT: 2}


def test_an_answer_read_again_by_a_model_is_no_longer_a_local_one() -> None:
    answer = read(local(trait(Trait.OPENNESS), why=WhyLocal.VENDORS_FAILED))
    read(remote(trait(Trait.OPENNESS)), answer)

    assert counted() == {WhyLocal.NOT_LOCAL: 1}


def test_local_readings_from_before_there_were_vendors_had_no_key() -> None:
    read(deep(trait(Trait.OPENNESS), is_offline=True))

    assert counted() == {WhyLocal.NO_KEY: 1}


def test_readings_of_another_time_are_not_counted() -> None:
    read(remote(trait(Trait.OPENNESS)))
    Analysis.objects.update(created_at=utc_now() - timedelta(days=2))

    assert counted() == {}
