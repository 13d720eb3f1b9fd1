import json

import pytest

from analysis import personal_data
from analysis.models import Analysis, ExtractedTrait
from analysis.services import DeepResult, deep_store, instant_analyse
from core.vocabulary import Trait
from onboarding.selectors import answer_get
from tests.analysis.readings import INSIGHT, QUOTE, deep, trait
from tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


def test_a_person_gets_everything_that_was_made_of_their_answers() -> None:
    answer = AnswerFactory.create()
    instant_analyse(answer.pk)
    deep_store(DeepResult(answer_get(answer.pk), deep(trait(Trait.OPENNESS))))

    exported = json.loads(json.dumps(personal_data.export(answer.person_id)))

    instant, thorough = exported["analyses"]
    assert instant["reflection"]
    assert (thorough["insight"], thorough["patterns"]) == (INSIGHT, ["утро"])
    assert thorough["traits"][0]["quote"] == QUOTE


def test_erasing_one_person_leaves_the_readings_of_another() -> None:
    mine, theirs = AnswerFactory.create(), AnswerFactory.create()
    for answer in (mine, theirs):
        deep_store(DeepResult(answer_get(answer.pk), deep(trait(Trait.OPENNESS))))

    personal_data.erase(mine.person_id)

    assert [row.person_id for row in Analysis.objects.all()] == [theirs.person_id]
    assert [row.person_id for row in ExtractedTrait.objects.all()] == [theirs.person_id]
