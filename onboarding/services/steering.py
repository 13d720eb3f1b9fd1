"""Answers that steer: left out, exchanged, put off, not this topic, never this one, tired."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from core.vocabulary import Language
from onboarding.bank_selectors import QuestionContent, content_asked
from onboarding.choices import Outcome
from onboarding.services.care import care_of, code_refuse, domain_close
from onboarding.services.sessions import (
    ask_next,
    close_question,
    open_question,
    session_note_tired,
    session_wake,
)
from onboarding.steps import Stale, Step

Wish = Callable[[UUID, QuestionContent], None]


@transaction.atomic
def question_skip(person_id: UUID, asked_id: int, language: Language) -> Step:
    """Leave the open question unanswered and go on. Skipping is never commented on."""
    return _leave(person_id, asked_id, Outcome.SKIPPED, language)


@transaction.atomic
def question_replace(person_id: UUID, asked_id: int, language: Language) -> Step:
    """Ask another question instead of the open one; it takes no place in the session."""
    return _leave(person_id, asked_id, Outcome.REPLACED, language)


@transaction.atomic
def question_postpone(person_id: UUID, asked_id: int, language: Language) -> Step:
    """Not now: the question may come back, but not within two weeks."""
    return _leave(person_id, asked_id, Outcome.POSTPONED, language)


@transaction.atomic
def question_close_topic(person_id: UUID, asked_id: int, language: Language) -> Step:
    """Not this topic: ask nothing of the question's domain until the person opens it again."""
    return _leave(person_id, asked_id, Outcome.SKIPPED, language, wish=_close_domain)


@transaction.atomic
def question_refuse(person_id: UUID, asked_id: int, language: Language) -> Step:
    """Never this: the question does not come back in any of its versions."""
    return _leave(person_id, asked_id, Outcome.SKIPPED, language, wish=_refuse_code)


@transaction.atomic
def session_tire(person_id: UUID, asked_id: int, language: Language) -> Step:
    """The person is tired of questions: put the open one off, offer an easy one or an end."""
    asked = open_question(person_id)
    if asked is not None and asked.pk == asked_id:
        session_note_tired(asked.session)
    return _leave(person_id, asked_id, Outcome.POSTPONED, language)


def _leave(
    person_id: UUID,
    asked_id: int,
    outcome: Outcome,
    language: Language,
    wish: Wish | None = None,
) -> Step:
    """Close the open question, do what the person wishes about it, and ask the next one."""
    asked = open_question(person_id)
    if asked is None or asked.pk != asked_id:
        return Stale()
    session_wake(asked.session)
    close_question(asked, outcome, care_of(person_id))
    if wish is not None:
        wish(person_id, content_asked(asked.question_id))
    return ask_next(asked.session, care_of(person_id), language)


def _close_domain(person_id: UUID, content: QuestionContent) -> None:
    domain_close(person_id, content.domain)


def _refuse_code(person_id: UUID, content: QuestionContent) -> None:
    code_refuse(person_id, content.code)
