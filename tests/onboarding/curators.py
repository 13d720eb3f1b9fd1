"""The people of the lab, and questions on their way through it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group

from core.vocabulary import Language
from onboarding.bank.records import QuestionRecord
from onboarding.models import Question, SimulationRun
from onboarding.services.curation import (
    question_approve,
    question_create,
    question_publish,
    question_submit,
)
from onboarding.services.simulation_runs import (
    Simulated,
    simulation_finish,
    simulation_request,
)
from people.models import StaffUser
from selfology_site.roles import CLINICIAN, PSYCHOLOGIST
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, record


def psychologist(name: str) -> int:
    """Return the id of somebody who writes and reviews."""
    return _staff(name, PSYCHOLOGIST)


def clinician(name: str) -> int:
    """Return the id of somebody who also reviews as a clinician."""
    return _staff(name, CLINICIAN)


def question(pk: int) -> Question:
    """Return a version as it is now."""
    return Question.objects.get(pk=pk)


def plain(**changes: Any) -> QuestionRecord:
    """Return a question that one reviewer is enough for."""
    return record(NEUTRAL, **changes)


def heavy(**changes: Any) -> QuestionRecord:
    """Return a question that two have to read, a clinician among them."""
    return record(HEAVY, **changes)


def edited(written: QuestionRecord, russian: str) -> QuestionRecord:
    """Return a question with another Russian text."""
    text = written.texts[Language.RU].model_copy(update={"text": russian})
    return written.model_copy(update={"texts": {**written.texts, Language.RU: text}})


def submitted(written: QuestionRecord, author: int) -> int:
    """Return a new question in review."""
    pk = question_create(written, author)
    question_submit(pk, author)
    return pk


def published(written: QuestionRecord, author: int, *reviewers: int) -> int:
    """Return a new question that reviewers approved of and the author published."""
    pk = submitted(written, author)
    for reviewer in reviewers:
        question_approve(pk, reviewer)
    simulated(pk, by=author)
    question_publish(pk, author)
    return pk


def simulated(*pks: int, by: int, regressions: Sequence[str] = ()) -> int:
    """Return a run of synthetic people who fared no worse, or worse in these ways."""
    run_id = simulation_request(pks, by)
    key = SimulationRun.objects.get(pk=run_id).key
    simulation_finish(run_id, Simulated(key=key, result={}, regressions=regressions))
    return run_id


def _staff(name: str, role: str) -> int:
    user = StaffUser.objects.create_user(username=name, password=None, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user.pk
