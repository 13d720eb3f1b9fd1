"""What profiles do about events."""

from contextlib import suppress
from datetime import timedelta

from core.errors import NotFoundError
from events.catalogue import (
    AnalysisCompleted,
    ConsentGiven,
    ConsentWithdrawn,
    PersonErased,
    Priority,
    TraitExtracted,
)
from events.registry import handles
from people.choices import Purpose
from profiles.indexing import answer_index, person_index
from profiles.services import affinities_refresh, profile_fold
from profiles.vectors import store

#: With the backbone's pauses of up to five minutes these attempts last for days.
UNTIL_DONE = 1_000
VECTOR_TIMEOUT = timedelta(seconds=30)
#: For all answers that a person ever gave.
MEMORY_TIMEOUT = timedelta(minutes=2)


@handles(TraitExtracted)
def fold_traits(event: TraitExtracted) -> None:
    """Let the answer count in the profile."""
    with suppress(NotFoundError):
        profile_fold(event)


@handles(AnalysisCompleted, priority=Priority.LOW)
def weigh_domains(event: AnalysisCompleted) -> None:
    """Count the answer for its domain, also when it says nothing of traits."""
    with suppress(NotFoundError):
        affinities_refresh(event.person_id)


def _index(event: AnalysisCompleted) -> None:
    answer_index(event.answer_id)


@handles(
    AnalysisCompleted,
    prepare=_index,
    priority=Priority.LOW,
    timeout=VECTOR_TIMEOUT,
    max_attempts=UNTIL_DONE,
)
def index_answer(event: AnalysisCompleted, _indexed: None) -> None:
    """The vector of the answer is in the index if it may be there; tried until it is so."""


def _follow_consent(event: ConsentGiven | ConsentWithdrawn) -> None:
    """Do what the person wants now: the event may be older than their last word."""
    if event.purpose == Purpose.COACH_MEMORY:
        person_index(event.person_id)


@handles(
    ConsentGiven,
    prepare=_follow_consent,
    priority=Priority.LOW,
    timeout=MEMORY_TIMEOUT,
    max_attempts=UNTIL_DONE,
)
def remember_answers(event: ConsentGiven, _remembered: None) -> None:
    """The earlier answers of who agreed to it are in the index; tried until it is so."""


@handles(ConsentWithdrawn, prepare=_follow_consent, timeout=VECTOR_TIMEOUT, max_attempts=UNTIL_DONE)
def forget_answers(event: ConsentWithdrawn, _forgotten: None) -> None:
    """No answer of who took their consent back is in the index; tried until it is so."""


def _forget(event: PersonErased) -> None:
    store.delete_person(event.person_id)


@handles(PersonErased, prepare=_forget, timeout=VECTOR_TIMEOUT, max_attempts=UNTIL_DONE)
def forget_vectors(event: PersonErased, _forgotten: None) -> None:
    """The vectors of an erased person are gone; tried until it is so."""
