"""What the database refuses whoever asks: a shell, a form that was tampered with, a bug."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from core.vocabulary import Language, Trait
from onboarding.choices import DecisionKind, QuestionStatus, TranslationStatus
from onboarding.curation_rules import MOVES, kinds_between
from onboarding.curation_selectors import decisions_of
from onboarding.models import Question, QuestionDecision, QuestionTarget, QuestionText
from onboarding.services.curation import (
    question_approve,
    question_create,
    question_retire,
    question_submit,
    question_suspend,
    question_withdraw,
)
from tests.factories import AskedQuestionFactory, QuestionFactory, QuestionTextFactory
from tests.onboarding.conftest import publish
from tests.onboarding.curators import (
    heavy,
    plain,
    psychologist,
    published,
    question,
    submitted,
)

pytestmark = pytest.mark.django_db
STATUSES = list(QuestionStatus)
EVERY_PAIR = [(one, other) for one in STATUSES for other in STATUSES if one is not other]


def goes_through(*steps: Callable[[], object]) -> bool:
    """Return whether the database lets all of these be done, one after the other."""
    try:
        with transaction.atomic():
            for step in steps:
                step()
    except IntegrityError:
        return False
    return True


def raw(pk: int, **columns: Any) -> Callable[[], int]:
    """Return an update of a question past all services."""
    return lambda: Question.objects.filter(pk=pk).update(**columns)


def decided(pk: int, kind: DecisionKind, staff: int | None, **columns: Any) -> Callable[[], object]:
    """Return a decision past all services."""
    row = {"question_id": pk, "kind": kind, "staff_id": staff, "comment": "x", **columns}
    return lambda: QuestionDecision.objects.create(**row)


def refused(rule: str, step: Callable[[], object]) -> None:
    """Expect that a step breaks the rule of this name."""
    with pytest.raises(IntegrityError, match=f'"{rule}"'), transaction.atomic():
        step()


@pytest.mark.parametrize(("source", "target"), EVERY_PAIR)
def test_an_update_alone_only_takes_away_and_is_recorded(
    source: QuestionStatus, target: QuestionStatus
) -> None:
    pk = QuestionFactory.create(status=source).pk
    takes_away = kinds_between(source, target) & {DecisionKind.SUSPENDED, DecisionKind.RETIRED}

    assert goes_through(raw(pk, status=target)) == bool(takes_away)
    assert {(row.kind, row.staff_id) for row in decisions_of(pk)} == {
        (kind, None) for kind in takes_away
    }


@pytest.mark.parametrize("source", QuestionStatus)
@pytest.mark.parametrize("kind", MOVES)
def test_the_database_knows_the_same_moves_as_the_rules(
    boris: int, clara: int, kind: DecisionKind, source: QuestionStatus
) -> None:
    pk = QuestionFactory.create(status=source).pk
    goes_through(decided(pk, DecisionKind.APPROVED, boris))
    move = MOVES[kind]

    went = goes_through(decided(pk, kind, clara, as_clinician=True), raw(pk, status=move.target))
    assert went == (source in move.sources)


def test_without_approvals_no_decision_puts_a_question_before_people(
    anna: int, boris: int, clara: int
) -> None:
    pk = submitted(heavy(), anna)
    question_approve(pk, boris)
    for kind in (DecisionKind.PILOTED, DecisionKind.PUBLISHED):
        assert not goes_through(
            decided(pk, kind, clara, as_clinician=True), raw(pk, status=MOVES[kind].target)
        )
    question_approve(pk, clara)

    assert goes_through(decided(pk, DecisionKind.PILOTED, clara), raw(pk, status="pilot"))


@pytest.mark.parametrize("status", [s for s in QuestionStatus if s is not QuestionStatus.DRAFT])
def test_a_question_of_the_lab_begins_as_a_draft(anna: int, status: QuestionStatus) -> None:
    refused(
        "onboarding_questions_begins_as_draft",
        lambda: QuestionFactory.create(status=status, is_from_files=False, author_id=anna),
    )


@pytest.mark.parametrize(
    "review",
    [
        None,
        {"author": "founder"},
        {"author": "founder", "reviewers": []},
        {"author": "founder", "reviewers": ["founder"]},
        {"author": "founder", "reviewers": "reader"},
        {"author": "founder", "reviewers": ["reader", "reader"]},
    ],
)
def test_a_sensitive_question_of_the_files_is_asked_with_two_readers_only(review: object) -> None:
    refused(
        "onboarding_questions_asked_when_reviewed",
        lambda: QuestionFactory.create(review=review, safety_flags=["grief"]),
    )


def test_somebody_answers_for_every_question_of_the_lab(anna: int) -> None:
    pk = question_create(plain(), anna)

    with pytest.raises(IntegrityError, match="onboarding_questions_author_known"):
        raw(pk, author=None)()


@pytest.mark.parametrize(
    "columns",
    [
        {"depth": 1},
        {"energy": "HEALING"},
        {"safety_flags": ["grief"]},
        {"min_age": 21},
        {"code": "work-555"},
        {"version": 9},
        {"author": None},
        {"is_from_files": True},
        {"requires_opt_in": True},
        {"follow_ups": [{"when": "new_topic", "code": "work-555"}]},
        {"provenance": {}},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_nothing_of_what_was_read_can_be_changed(
    anna: int, boris: int, columns: dict[str, Any]
) -> None:
    refused("onboarding_questions_content_frozen", raw(published(plain(), anna, boris), **columns))


def test_what_reviewers_are_reading_cannot_be_changed(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    refused("onboarding_questions_content_frozen", raw(pk, depth=1))
    refused("onboarding_questions_content_frozen", raw(pk, author=boris))
    refused("onboarding_questions_content_frozen", raw(pk, depth=1, status="draft"))


def test_a_draft_of_the_files_keeps_what_its_review_is_about(anna: int) -> None:
    pk = QuestionFactory.create(status="draft").pk

    refused("onboarding_questions_content_frozen", raw(pk, depth=2))
    raw(pk, depth=2, is_from_files=False, author=anna, review=None, review_kind="")()
    refused("onboarding_questions_content_frozen", raw(pk, is_from_files=True))


def test_a_question_counts_as_read_by_a_psychologist_only_after_one_read_it(boris: int) -> None:
    pk = publish().pk
    refused("onboarding_questions_review_by_reviewers", raw(pk, review_kind="psychologist"))
    refused("onboarding_questions_review_by_reviewers", raw(pk, review={"reviewers": ["a", "b"]}))
    question_approve(pk, boris)

    assert question(pk).review_kind == "psychologist"


def test_what_was_written_for_people_is_never_deleted(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)

    refused(
        "onboarding_questions_never_deleted",
        lambda: Question.objects.filter(pk=pk)._raw_delete("default"),
    )


def test_decisions_stay_as_they_were_made(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    rows = QuestionDecision.objects.all()

    refused("onboarding_question_decisions_append_only", lambda: rows.update(comment="other"))
    refused("onboarding_question_decisions_append_only", lambda: rows.update(staff=anna))
    refused("onboarding_question_decisions_append_only", lambda: rows._raw_delete("default"))


def test_nobody_approves_of_own_words_past_the_services_either(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    refused(
        "onboarding_question_decisions_not_by_the_author", decided(pk, DecisionKind.APPROVED, anna)
    )
    question_approve(pk, boris)
    refused(
        "onboarding_question_decisions_approved_once", decided(pk, DecisionKind.APPROVED, boris)
    )


def test_a_new_author_does_not_free_the_old_one(anna: int, boris: int) -> None:
    pk = question_create(plain(), anna)
    raw(pk, author=boris)()
    question_submit(pk, boris)

    refused(
        "onboarding_question_decisions_not_by_the_author", decided(pk, DecisionKind.APPROVED, anna)
    )


def test_an_approval_of_something_else_does_not_count(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    question_withdraw(pk, anna)
    raw(pk, depth=1)()
    question_submit(pk, anna)

    assert not goes_through(decided(pk, DecisionKind.PUBLISHED, boris), raw(pk, status="published"))


def test_a_second_thought_is_somebody_elses(anna: int, boris: int, clara: int) -> None:
    pk = published(heavy(), anna, boris, clara)
    question_suspend(pk, boris, "Hurt somebody.")

    refused(
        "onboarding_question_decisions_not_by_the_author",
        decided(pk, DecisionKind.PUBLISHED, anna),
    )
    refused(
        "onboarding_question_decisions_by_a_clinician", decided(pk, DecisionKind.PUBLISHED, boris)
    )
    question_retire(pk, boris)
    refused(
        "onboarding_question_decisions_back_to_what_was_in_use",
        decided(pk, DecisionKind.ROLLED_BACK, clara, as_clinician=True),
    )


def test_only_a_reason_and_a_name_make_some_decisions(anna: int) -> None:
    pk = submitted(plain(), anna)

    refused("onboarding_question_decisions_staff_known", decided(pk, DecisionKind.APPROVED, None))
    refused(
        "onboarding_question_decisions_explained",
        decided(pk, DecisionKind.CHANGES_REQUESTED, psychologist("dora"), comment=""),
    )


def text_of(pk: int, language: Language) -> QuerySet[QuestionText]:
    """Return the text of a question in one language."""
    return QuestionText.objects.filter(question=pk, language=language)


@pytest.mark.parametrize("claim", ["source", "approved"])
def test_no_text_is_asked_by_an_update_alone(anna: int, boris: int, claim: str) -> None:
    pk = published(plain(), anna, boris)
    text_of(pk, Language.EN).update(status="back_translated")

    assert not goes_through(lambda: text_of(pk, Language.EN).update(status=claim))


def test_the_words_people_are_asked_in_stay(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    russian = text_of(pk, Language.RU)

    refused("onboarding_question_texts_frozen", lambda: russian.update(text="Как дела?"))
    refused("onboarding_question_texts_frozen", lambda: russian.update(hint="Коротко."))
    refused("onboarding_question_texts_frozen", lambda: russian.update(examples=["Да."]))
    refused("onboarding_question_texts_frozen", lambda: russian.update(status="translated"))
    refused("onboarding_question_texts_frozen", lambda: russian._raw_delete("default"))
    refused("onboarding_question_texts_frozen", lambda: russian.update(language="en"))


def test_a_language_that_is_added_past_the_services_is_not_asked(anna: int) -> None:
    pk = question_create(plain(), anna)
    text_of(pk, Language.EN).delete()

    refused(
        "onboarding_question_texts_approved_by_another",
        lambda: QuestionTextFactory.create(
            question_id=pk, language=Language.EN, status=TranslationStatus.APPROVED
        ),
    )


def test_a_language_cannot_be_added_to_what_people_were_asked() -> None:
    question_asked = publish()
    AskedQuestionFactory.create(question=question_asked)

    refused(
        "onboarding_question_texts_approved_by_another",
        lambda: QuestionTextFactory.create(
            question=question_asked, language=Language.EN, status=TranslationStatus.APPROVED
        ),
    )
    refused(
        "onboarding_question_targets_frozen",
        lambda: QuestionTarget.objects.create(
            question=question_asked, position=1, trait=Trait.RESILIENCE, information=0.5
        ),
    )


def test_what_a_question_tells_about_stays(anna: int, boris: int) -> None:
    targets = QuestionTarget.objects.filter(question=published(plain(), anna, boris))

    refused("onboarding_question_targets_frozen", lambda: targets.update(information=2.0))
    refused("onboarding_question_targets_frozen", lambda: targets._raw_delete("default"))
    refused(
        "onboarding_question_targets_frozen",
        lambda: targets.model.objects.create(
            question_id=targets[0].question_id, position=2, trait=Trait.OPENNESS, information=0.1
        ),
    )
