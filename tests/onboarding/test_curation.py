"""A question on its way from a draft to people and away from them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override

from core.errors import NotFoundError
from core.vocabulary import Domain, Language
from onboarding.bank.question_checks import publishing_problems
from onboarding.bank_selectors import published_bank, record_of
from onboarding.choices import (
    DecisionKind,
    QuestionStatus,
    ReviewKind,
    TranslationStatus,
)
from onboarding.curation_selectors import content_seen, decisions_of
from onboarding.errors import (
    AlreadyApprovedError,
    ApprovalsMissingError,
    ClinicianMissingError,
    CodeTakenError,
    CommentMissingError,
    ContentChangedError,
    CurationError,
    MoveNotAllowedError,
    NeverInUseError,
    NotAllowedError,
    NothingChangedError,
    OpenVersionError,
    OwnQuestionError,
    QuestionInvalidError,
)
from onboarding.models import BankVersion, Question
from onboarding.services.curation import (
    question_approve,
    question_create,
    question_edit,
    question_pilot,
    question_publish,
    question_request_changes,
    question_retire,
    question_roll_back,
    question_submit,
    question_suspend,
    question_withdraw,
)
from people.models import StaffUser
from selfology_site.roles import REVIEWER
from tests.factories import AskedQuestionFactory
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, changed, record, without
from tests.onboarding.conftest import publish
from tests.onboarding.curators import (
    clinician,
    edited,
    heavy,
    plain,
    psychologist,
    published,
    question,
    simulated,
    submitted,
)

pytestmark = pytest.mark.django_db


def kinds(pk: int) -> list[str]:
    """Return what was decided about a version, oldest first."""
    return [decision.kind for decision in decisions_of(pk)]


def statuses(code: str) -> dict[int, str]:
    """Return the status of every version of a code."""
    return dict(Question.objects.filter(code=code).values_list("version", "status"))


def problems_of(error: QuestionInvalidError) -> list[str]:
    """Return the places of what is wrong."""
    return [problem.path for problem in error.problems]


def reviewers_of(pk: int) -> tuple[str, ...]:
    """Return who answers for a question that was reviewed."""
    review = record_of(question(pk)).review
    assert review is not None
    return review.reviewers


def test_a_plain_question_is_asked_after_one_other_approved(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)

    assert question(pk).status == QuestionStatus.PUBLISHED
    assert question(pk).review_kind == ReviewKind.PSYCHOLOGIST
    assert published_bank().ids == {question(pk).code: pk}
    assert kinds(pk) == ["written", "translated", "submitted", "approved", "published"]


def test_who_answers_for_a_question_is_written_down_as_bank_files_have_it(
    anna: int, boris: int, clara: int
) -> None:
    pk = published(heavy(), anna, boris, clara)

    assert question(pk).author_id == anna
    assert reviewers_of(pk) == (f"staff-{boris}", f"clinician-{clara}")
    assert publishing_problems(record_of(Question.objects.get())) == ()


@pytest.mark.parametrize("reviewers", [[], ["boris"], ["clara"], ["boris", "dora"]])
def test_a_heavy_question_needs_two_and_a_clinician_among_them(
    anna: int, clara: int, reviewers: list[str]
) -> None:
    staff = {"clara": clara, "boris": psychologist("boris"), "dora": psychologist("dora")}
    pk = submitted(heavy(), anna)
    for name in reviewers:
        question_approve(pk, staff[name])

    with pytest.raises(ApprovalsMissingError):
        question_publish(pk, anna)
    with pytest.raises(ApprovalsMissingError):
        question_pilot(pk, anna)
    assert question(pk).status == QuestionStatus.IN_REVIEW


def test_what_is_missing_is_said_in_both_languages(anna: int) -> None:
    with pytest.raises(ApprovalsMissingError) as refused:
        question_publish(submitted(heavy(), anna), anna)

    with override("en"):
        assert refused.value.message == "Approvals missing: 2, of them by a clinician: 1."
    with override("ru"):
        assert "2" in refused.value.message
        assert "Approvals" not in refused.value.message


def test_an_author_does_not_approve(anna: int, clara: int) -> None:
    with pytest.raises(OwnQuestionError):
        question_approve(submitted(plain(), anna), anna)
    with pytest.raises(OwnQuestionError):
        question_approve(submitted(heavy(), clara), clara)


def test_whoever_wrote_a_part_of_a_version_does_not_approve(anna: int, boris: int) -> None:
    pk = question_create(plain(), anna)
    question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)
    question_submit(pk, boris)

    for author in (anna, boris):
        with pytest.raises(OwnQuestionError):
            question_approve(pk, author)


def test_one_person_approves_once(anna: int, boris: int) -> None:
    pk = submitted(heavy(), anna)
    question_approve(pk, boris)

    with pytest.raises(AlreadyApprovedError):
        question_approve(pk, boris)


@pytest.mark.parametrize(
    "send_back",
    [
        lambda pk, author, reviewer: question_withdraw(pk, author),
        lambda pk, author, reviewer: question_request_changes(pk, reviewer, "Too long."),
    ],
    ids=["withdrawn", "changes requested"],
)
def test_approvals_do_not_survive_the_way_back_to_the_author(
    anna: int, boris: int, send_back: Callable[[int, int, int], None]
) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    send_back(pk, anna, psychologist("dora"))
    assert question(pk).status == QuestionStatus.DRAFT
    question_submit(pk, anna)

    with pytest.raises(ApprovalsMissingError):
        question_publish(pk, anna)


def test_an_edit_in_review_goes_back_to_draft_and_voids_approvals(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    again = question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna)
    assert (again, question(pk).status) == (pk, QuestionStatus.DRAFT)
    question_submit(pk, anna)

    with pytest.raises(ApprovalsMissingError):
        question_publish(pk, anna)
    question_approve(pk, boris)
    simulated(pk, by=anna)
    question_publish(pk, anna)
    assert question(pk).status == QuestionStatus.PUBLISHED


def test_changes_are_requested_by_another_and_with_a_reason(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    with pytest.raises(OwnQuestionError):
        question_request_changes(pk, anna, "Shorter, please.")
    with pytest.raises(CommentMissingError):
        question_request_changes(pk, boris, "  ")
    question_request_changes(pk, boris, " Shorter, please. ")
    assert decisions_of(pk)[-1].comment == "Shorter, please."


def test_an_edit_of_what_is_asked_begins_a_new_version_and_changes_nothing(
    anna: int, boris: int
) -> None:
    old = published(plain(), anna, boris)
    before = record_of(question(old))
    new = question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)

    assert record_of(question(old)) == before
    assert (question(new).version, question(new).status) == (2, QuestionStatus.DRAFT)
    assert question(new).author_id == boris
    assert published_bank().ids == {before.code: old}


def test_a_new_version_takes_the_place_of_the_old_one(anna: int, boris: int) -> None:
    old = published(plain(), anna, boris)
    asked = AskedQuestionFactory.create(question=question(old))
    new = question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)
    question_submit(new, boris)
    question_approve(new, anna)
    simulated(new, by=boris)
    question_publish(new, boris)

    assert statuses("work-101") == {1: QuestionStatus.RETIRED, 2: QuestionStatus.PUBLISHED}
    assert published_bank().ids == {"work-101": new}
    asked.refresh_from_db()
    assert asked.question_id == old


def test_a_code_has_one_version_in_work(anna: int, boris: int) -> None:
    old = published(plain(), anna, boris)
    question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), anna)

    with pytest.raises(OpenVersionError):
        question_edit(old, edited(plain(), "Что вы берёте в дорогу?"), boris)


def test_an_edit_that_changes_nothing_is_refused(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)

    with pytest.raises(NothingChangedError):
        question_edit(pk, record_of(question(pk)), anna)


def test_two_questions_cannot_have_one_code(anna: int) -> None:
    question_create(plain(), anna)

    with pytest.raises(CodeTakenError):
        question_create(plain(), anna)


def test_a_reviewer_approves_only_of_what_was_read(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    seen = content_seen(pk)
    question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), anna)
    question_submit(pk, anna)

    with pytest.raises(ContentChangedError):
        question_approve(pk, boris, seen=seen)
    question_approve(pk, boris, seen=content_seen(pk))


def test_an_editor_does_not_overwrite_what_another_wrote_meanwhile(anna: int, boris: int) -> None:
    pk = question_create(plain(), anna)
    seen = content_seen(pk)
    question_edit(pk, edited(plain(), "Как вы собираетесь в дальний путь?"), boris, seen=seen)

    with pytest.raises(ContentChangedError):
        question_edit(pk, edited(plain(), "Что вы берёте в дорогу?"), anna, seen=seen)


def test_an_approved_question_may_be_asked_of_a_few_first(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_approve(pk, boris)
    simulated(pk, by=anna)
    question_pilot(pk, anna)
    assert published_bank().ids == {"work-101": pk}
    simulated(pk, by=anna)
    question_publish(pk, anna)

    assert kinds(pk)[-2:] == ["piloted", "published"]


def test_a_suspended_question_is_not_asked_and_comes_back_by_another(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_suspend(pk, anna, "Two people were hurt.")
    assert published_bank().ids == {}
    simulated(pk, by=anna)

    with pytest.raises(CommentMissingError):
        question_publish(pk, boris)
    with pytest.raises(OwnQuestionError):
        question_publish(pk, anna, "It is fine.")
    question_publish(pk, boris, "It is fine.")
    assert published_bank().ids == {"work-101": pk}


def test_a_sensitive_question_comes_back_by_a_clinician(anna: int, boris: int, clara: int) -> None:
    pk = published(heavy(), anna, boris, clara)
    question_suspend(pk, anna, "Two people were hurt.")
    simulated(pk, by=anna)

    with pytest.raises(ClinicianMissingError):
        question_publish(pk, boris, "It is fine.")
    question_publish(pk, clara, "It is fine.")
    assert question(pk).status == QuestionStatus.PUBLISHED


def test_the_product_itself_can_only_take_away(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_suspend(pk, None, "Skipped too often.")

    last = decisions_of(pk)[-1]
    assert (last.kind, last.staff_id, last.staff) == (DecisionKind.SUSPENDED, None, "")


def test_a_suspension_has_a_reason(anna: int, boris: int) -> None:
    with pytest.raises(CommentMissingError):
        question_suspend(published(plain(), anna, boris), anna, "")


def test_a_retired_question_is_kept_and_not_asked(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_retire(pk, anna)

    assert published_bank().ids == {}
    assert question(pk).status == QuestionStatus.RETIRED


def test_a_draft_nobody_wants_frees_its_place(anna: int, boris: int) -> None:
    old = published(plain(), anna, boris)
    draft = question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), anna)
    question_retire(draft, anna)

    again = question_edit(old, edited(plain(), "Что вы берёте в дорогу?"), boris)
    assert question(again).version == 3


def replaced(anna: int, boris: int) -> tuple[int, int]:
    """Return a version that another took the place of, and that other."""
    old = published(plain(), anna, boris)
    new = question_edit(old, edited(plain(), "Как вы собираетесь в дальний путь?"), boris)
    question_submit(new, boris)
    question_approve(new, anna)
    simulated(new, by=boris)
    question_publish(new, boris)
    return old, new


def test_a_former_version_comes_back_in_place_of_the_new_one(anna: int, boris: int) -> None:
    old, new = replaced(anna, boris)
    question_roll_back(old, boris)

    assert published_bank().ids == {"work-101": old}
    assert question(new).status == QuestionStatus.RETIRED
    assert kinds(old)[-2:] == ["retired", "rolled_back"]
    assert kinds(new)[-1] == "retired"


def test_its_author_does_not_bring_a_version_back(anna: int, boris: int) -> None:
    old, _ = replaced(anna, boris)

    with pytest.raises(OwnQuestionError):
        question_roll_back(old, anna)


def test_what_was_never_in_use_does_not_come_back(anna: int, boris: int) -> None:
    draft = question_create(plain(), anna)
    question_retire(draft, anna)

    with pytest.raises(NeverInUseError):
        question_roll_back(draft, boris)


def test_what_was_suspended_does_not_come_back_after_it_was_retired(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_suspend(pk, boris, "Two people were hurt.")
    question_retire(pk, boris)

    with pytest.raises(NeverInUseError):
        question_roll_back(pk, boris)


def test_a_sensitive_version_comes_back_by_a_clinician(anna: int, boris: int, clara: int) -> None:
    pk = published(heavy(), anna, boris, clara)
    question_retire(pk, anna)

    with pytest.raises(ClinicianMissingError):
        question_roll_back(pk, boris)
    question_roll_back(pk, clara)
    assert question(pk).status == QuestionStatus.PUBLISHED


def test_a_founding_question_counts_as_read_with_the_last_approval_it_needs(
    boris: int, clara: int
) -> None:
    pk = publish(
        energy="HEAVY", depth=4, min_trust=2, requires_opt_in=True, safety_flags=["grief"]
    ).pk
    BankVersion.objects.create(label="1")
    question_approve(pk, boris)
    assert question(pk).review_kind == ReviewKind.FOUNDING
    question_approve(pk, clara)

    assert question(pk).review_kind == ReviewKind.PSYCHOLOGIST
    assert not published_bank().bank.questions[0].is_founding_review
    assert reviewers_of(pk) == (f"staff-{boris}", f"clinician-{clara}")
    with pytest.raises(MoveNotAllowedError):
        question_approve(pk, psychologist("dora"))


def test_a_question_of_the_founders_is_edited_as_a_new_version_of_the_lab(anna: int) -> None:
    founding = publish(code="work-101", domain=Domain.WORK)
    new = question(question_edit(founding.pk, plain(), anna))

    assert (new.version, new.is_from_files, new.author_id) == (2, False, anna)
    assert (new.review, new.review_kind) == (None, "")
    assert question(founding.pk).status == QuestionStatus.PUBLISHED


def test_a_draft_of_the_files_that_is_edited_belongs_to_the_lab(anna: int) -> None:
    draft = publish(code="work-101", status="draft", review=None, review_kind="")
    assert question_edit(draft.pk, plain(), anna) == draft.pk

    assert not question(draft.pk).is_from_files
    assert question(draft.pk).author_id == anna


@pytest.mark.parametrize(
    ("planted", "place"),
    [
        (changed(HEAVY, "min_trust", "STRANGER"), "min_trust"),
        (changed(NEUTRAL, "depth", 9), "depth"),
        (changed(NEUTRAL, "follow_ups", [{"when": "new_topic", "code": "work-999"}]), "follow_ups"),
        (changed(HEAVY, "texts.en.text", "Tell me about a loss of yours."), "texts.en"),
    ],
    ids=["heavy for strangers", "too deep", "unknown follow-up", "silent about skipping"],
)
def test_a_question_that_no_bank_file_could_have_is_refused_with_the_place(
    anna: int, planted: dict[str, object], place: str
) -> None:
    with pytest.raises(QuestionInvalidError) as refused:
        question_create(record(planted), anna)

    assert any(path.startswith(place) for path in problems_of(refused.value))
    assert refused.value.message
    assert not Question.objects.exists()


def test_a_question_may_name_those_that_come_with_it(anna: int) -> None:
    follow_ups = [{"when": "new_topic", "code": "work-999"}]
    pk = question_create(plain(follow_ups=follow_ups), anna, beside=["work-999"])

    assert question(pk).follow_ups == follow_ups


@pytest.mark.parametrize(
    ("lacking", "place"),
    [("texts.en", "texts"), ("texts.ru.familiar_text", "texts.ru.familiar_text")],
)
def test_a_draft_may_be_incomplete_and_a_question_in_review_may_not(
    anna: int, lacking: str, place: str
) -> None:
    pk = question_create(record(without(NEUTRAL, lacking)), anna)

    with pytest.raises(QuestionInvalidError) as refused:
        question_submit(pk, anna)
    assert problems_of(refused.value) == [place]


def test_problems_are_told_in_the_language_of_the_reader(anna: int) -> None:
    pk = question_create(record(without(NEUTRAL, "texts.en")), anna)
    with pytest.raises(QuestionInvalidError) as refused:
        question_submit(pk, anna)

    with override("ru"):
        assert "не хватает" in refused.value.message
    with override("en"):
        assert "missing" in refused.value.message


def test_nobody_approves_of_a_text_by_writing_it(anna: int) -> None:
    claimed = changed(changed(NEUTRAL, "texts.ru.status", "approved"), "texts.en.reviewer", "me")
    pk = question_create(record(claimed), anna)

    texts = record_of(question(pk)).texts
    assert texts[Language.RU].status is TranslationStatus.SOURCE
    assert texts[Language.EN].status is TranslationStatus.TRANSLATED
    assert texts[Language.EN].reviewer == ""


MOVES: dict[str, Callable[[int, int], object]] = {
    "submit": question_submit,
    "withdraw": question_withdraw,
    "request changes": lambda pk, by: question_request_changes(pk, by, "Shorter."),
    "approve": question_approve,
    "pilot": question_pilot,
    "publish": lambda pk, by: question_publish(pk, by, "Fine."),
    "suspend": lambda pk, by: question_suspend(pk, by, "Hurt somebody."),
    "retire": question_retire,
    "roll back": question_roll_back,
    "create": lambda pk, by: question_create(plain(code="work-777"), by),
    "edit": lambda pk, by: question_edit(pk, edited(plain(), "Что вы берёте в дорогу?"), by),
}
IMPOSSIBLE = {
    QuestionStatus.DRAFT: {"withdraw", "request changes", "approve", "pilot", "publish"}
    | {"suspend", "roll back"},
    QuestionStatus.IN_REVIEW: {"submit", "suspend", "roll back"},
    QuestionStatus.PUBLISHED: {"submit", "withdraw", "request changes", "approve", "pilot"}
    | {"publish", "roll back"},
    QuestionStatus.SUSPENDED: {"submit", "withdraw", "request changes", "approve", "pilot"}
    | {"suspend", "roll back"},
    QuestionStatus.RETIRED: {"submit", "withdraw", "request changes", "approve", "pilot"}
    | {"publish", "suspend", "retire"},
}


def suspended(anna: int, boris: int) -> int:
    """Return a suspended question."""
    pk = published(plain(), anna, boris)
    question_suspend(pk, boris, "Hurt somebody.")
    return pk


def retired(anna: int, boris: int) -> int:
    """Return a retired question."""
    pk = published(plain(), anna, boris)
    question_retire(pk, boris)
    return pk


REACHED: dict[QuestionStatus, Callable[[int, int], int]] = {
    QuestionStatus.DRAFT: lambda anna, boris: question_create(plain(), anna),
    QuestionStatus.IN_REVIEW: lambda anna, boris: submitted(plain(), anna),
    QuestionStatus.PUBLISHED: lambda anna, boris: published(plain(), anna, boris),
    QuestionStatus.SUSPENDED: suspended,
    QuestionStatus.RETIRED: retired,
}


@pytest.mark.parametrize(
    ("status", "deed"),
    [(status, deed) for status, deeds in IMPOSSIBLE.items() for deed in sorted(deeds)],
)
def test_a_deed_that_its_status_does_not_allow_is_refused_and_leaves_no_trace(
    anna: int, boris: int, clara: int, status: QuestionStatus, deed: str
) -> None:
    pk = REACHED[status](anna, boris)
    before = kinds(pk)

    with pytest.raises(MoveNotAllowedError):
        MOVES[deed](pk, clara)
    assert (question(pk).status, kinds(pk)) == (status, before)


@pytest.mark.parametrize("roles", [[], [REVIEWER]], ids=["no role", "reviewer of people"])
@pytest.mark.parametrize("deed", MOVES)
def test_only_people_of_the_lab_do_anything(anna: int, deed: str, roles: list[str]) -> None:
    eve = StaffUser.objects.create_user(username="eve", password=None, is_staff=True)
    eve.groups.set(Group.objects.filter(name__in=roles))
    pk = submitted(plain(), anna)

    with pytest.raises(NotAllowedError):
        MOVES[deed](pk, eve.pk)
    assert question(pk).status == QuestionStatus.IN_REVIEW


@pytest.mark.parametrize("columns", [{"is_active": False}, {"is_staff": False}])
def test_somebody_who_left_decides_nothing(anna: int, boris: int, columns: dict[str, bool]) -> None:
    pk = submitted(plain(), anna)
    StaffUser.objects.filter(pk=boris).update(**columns)

    with pytest.raises(NotAllowedError):
        question_approve(pk, boris)


@pytest.mark.parametrize(("make", "counts"), [(psychologist, False), (clinician, True)])
def test_a_role_says_whether_an_approval_is_a_clinicians(
    anna: int, make: Callable[[str], int], *, counts: bool
) -> None:
    pk = submitted(heavy(), anna)
    question_approve(pk, make("dora"))

    assert decisions_of(pk)[-1].as_clinician is counts


def test_a_superuser_is_no_clinician(anna: int, boris: int) -> None:
    root = StaffUser.objects.create_superuser("root", password=None).pk
    pk = submitted(heavy(), anna)
    question_approve(pk, boris)
    question_approve(pk, root)

    assert [decision.as_clinician for decision in decisions_of(pk)[-2:]] == [False, False]
    with pytest.raises(ApprovalsMissingError):
        question_publish(pk, root)


def test_a_question_that_is_not_there_is_not_found(anna: int) -> None:
    with pytest.raises(NotFoundError):
        question_submit(0, anna)


def test_every_refusal_has_words_of_its_own_and_a_code() -> None:
    refusals = CurationError.__subclasses__()

    assert len({refusal.code for refusal in refusals}) == len(refusals)
