"""Trials of questions on synthetic people: asked for, run, and what they keep from happening."""

import json
import math
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from core.clock import utc_now
from core.errors import NotFoundError
from events.catalogue import QuestionSimulationRequested
from events.outbox import publish
from onboarding.bank_selectors import Member, bank_of, members_now, members_with, record_of
from onboarding.choices import QuestionStatus
from onboarding.errors import (
    MoveNotAllowedError,
    NotSimulatedError,
    SimulationRunningError,
    SimulationWorseError,
)
from onboarding.models import BankVersion, Question, SimulationRun
from onboarding.published_bank import Bank
from onboarding.simulation.compare import PEOPLE, Comparison, Walk, compare

#: Questions with one of these statuses can be put before people.
PROPOSABLE = (QuestionStatus.IN_REVIEW, QuestionStatus.PILOT, QuestionStatus.SUSPENDED)
SEED_BITS = 31


@dataclass(frozen=True)
class Trial:
    """Two banks to compare.

    Attributes:
        current: the bank as it is, without what is proposed.
        proposed: the bank with it.
        codes: what is proposed.
        key: names the content of the second bank.
    """

    current: Bank
    proposed: Bank
    codes: Sequence[str]
    key: str


@dataclass(frozen=True)
class Simulated:
    """What came of a trial, ready to be stored."""

    key: str
    result: Mapping[str, Any]
    regressions: Sequence[str]


@transaction.atomic
def simulation_request(question_ids: Collection[int], by: int) -> int:
    """Ask for a trial of some versions of questions together; return the number of the run.

    Raises:
        MoveNotAllowedError: none was named, or one is not on its way to people.
    """
    proposed = sorted(set(question_ids))
    known = Question.objects.filter(pk__in=proposed, status__in=PROPOSABLE)
    if not proposed or known.count() != len(proposed):
        raise MoveNotAllowedError
    run = SimulationRun.objects.create(
        proposed=proposed,
        key=_key(members_with(proposed), proposed),
        bank=_bank_name(),
        seed=secrets.randbits(SEED_BITS),
        people=PEOPLE,
        requested_by_id=by,
    )
    publish(QuestionSimulationRequested(run_id=run.pk))
    return run.pk


def simulation_run(run_id: int) -> Simulated:
    """Let synthetic people talk over both banks; takes minutes and writes nothing.

    Raises:
        NotFoundError: there is no such run.
    """
    run = SimulationRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFoundError
    trial = _trial(run.proposed)
    compared = compare(trial.current, trial.proposed, people=run.people, seed=run.seed)
    return Simulated(
        key=trial.key,
        result=_result(compared, trial),
        regressions=[found.code.value for found in compared.regressions],
    )


def simulation_finish(run_id: int, simulated: Simulated) -> None:
    """Keep what came of a run; a result that is there already stays."""
    SimulationRun.objects.filter(pk=run_id, finished_at=None).update(
        key=simulated.key,
        result=simulated.result,
        regressions=simulated.regressions,
        finished_at=utc_now(),
    )


def require_simulated(question_id: int) -> None:
    """Go on only if synthetic people fared no worse with this question in the bank as it is now.

    What counts is the newest run of exactly this: any other content of the question, or of the rest
    of the bank, is another bank.

    Raises:
        NotSimulatedError: there is no such run.
        SimulationRunningError: it is not done.
        SimulationWorseError: something got worse.
    """
    run = newest_run_of(question_id)
    if run is None or not is_current(run):
        raise NotSimulatedError
    if not run.is_done:
        raise SimulationRunningError
    if run.regressions:
        raise SimulationWorseError


def newest_run_of(question_id: int) -> SimulationRun | None:
    """Return the newest run in which this version was proposed."""
    return SimulationRun.objects.filter(proposed__contains=[question_id]).order_by("-pk").first()


def is_current(run: SimulationRun) -> bool:
    """Return whether the run is about the bank that its questions would make now."""
    return run.key == _key(members_with(run.proposed), run.proposed)


def _trial(proposed: Sequence[int]) -> Trial:
    without = [member for member in members_now() if member.question_id not in proposed]
    having = members_with(proposed)
    name = _bank_name()
    return Trial(
        current=bank_of(without, name).bank,
        proposed=bank_of(having, f"{name}+").bank,
        codes=sorted(Question.objects.filter(pk__in=proposed).values_list("code", flat=True)),
        key=_key(having, proposed),
    )


def _key(members: Sequence[Member], proposed: Sequence[int]) -> str:
    """Return what names the content of a bank in which some versions may still change.

    Who has read a question is left out: trials take every question as read.
    """
    shown = [(member.question_id, member.languages) for member in members]
    questions = Question.objects.filter(pk__in=proposed).order_by("pk")
    contents = [record_of(question).content_hash() for question in questions]
    return sha256(json.dumps([shown, contents]).encode()).hexdigest()


def _bank_name() -> str:
    newest = BankVersion.objects.order_by("-pk").first()
    return f"{newest.label}#{newest.pk}" if newest else ""


def _result(compared: Comparison, trial: Trial) -> dict[str, Any]:
    return {
        "codes": list(trial.codes),
        "current": _figures(compared.current, trial.codes),
        "proposed": _figures(compared.proposed, trial.codes),
    }


def _figures(walk: Walk, codes: Sequence[str]) -> dict[str, Any]:
    """Return what is shown of a walk; a number that is not finite is None."""
    to_know = walk.questions_to_know
    return {
        "questions": walk.questions,
        "never_shown": walk.never_shown,
        "exposure": {code: walk.exposure.get(code, 0.0) for code in codes},
        "overlap": walk.overlap,
        "domains_covered": walk.domains_covered,
        "care_violations": walk.violations.total(),
        "dead_ends": walk.dead_ends,
        "session_length": walk.session_length,
        "uncertainty_left": walk.uncertainty_left,
        "questions_to_know": to_know if math.isfinite(to_know) else None,
    }
