"""What can be done with a question: each step of curation, offered to those who may take it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, ObjectForm
from core.typed_unfold import Textarea
from core.vocabulary import Language
from onboarding.admin.lab.asking import staff_id
from onboarding.admin.lab.show import simulation_missing
from onboarding.choices import (
    DecisionKind,
    Energy,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    TranslationStatus,
)
from onboarding.curation_rules import IN_USE, MOVES, is_sensitive
from onboarding.curation_selectors import (
    approvals_missing,
    approved_by,
    decisions_of,
    was_in_use,
)
from onboarding.models import Question
from onboarding.services import curation
from onboarding.services.curation.moves import was_stopped_for_crisis
from onboarding.services.curation.steps import PUBLISH, REVIEW, WRITE, is_clinician

#: Texts with one of these statuses can be approved.
READ_TEXTS = (TranslationStatus.TRANSLATED, TranslationStatus.BACK_TRANSLATED)
APPROVE_TEXT = "approve-text-"


class CommentForm(forms.Form):
    """A word to the others, if there is one."""

    comment = forms.CharField(
        label=_("comment"), required=False, max_length=2000, widget=Textarea(attrs={"rows": 3})
    )


class ReasonForm(CommentForm):
    """The reason, which must be given."""

    comment = forms.CharField(
        label=_("reason"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why.")},
    )


class ApprovalForm(CommentForm):
    """A word to the author, and which content was read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member of staff stands to a version.

    Attributes:
        is_own: they wrote something of it.
        has_approved: their approval counts already.
        is_unread: people are asked it and no psychologist has read it.
        is_ready: no approval is missing.
        is_simulated: synthetic people fared no worse with it, in the bank as it is now.
        may_judge: they may decide about it a second time: somebody else's, and, where it is
            sensitive or was stopped for signs of a crisis, they are a clinician.
        may_return: it was in use and was not taken away for a reason.
    """

    status: QuestionStatus
    is_own: bool
    has_approved: bool
    is_unread: bool
    is_ready: bool
    is_simulated: bool
    may_judge: bool
    may_return: bool


def standing(question: Question, by: int) -> Standing:
    """Return how a member of staff stands to a version."""
    is_own = _is_own(question, by)
    flags = map(SafetyFlag, question.safety_flags)
    is_grave = is_sensitive(Energy(question.energy), flags) or was_stopped_for_crisis(question)
    return Standing(
        status=QuestionStatus(question.status),
        is_own=is_own,
        has_approved=by in approved_by(question.pk),
        is_unread=question.status in IN_USE and question.review_kind != ReviewKind.PSYCHOLOGIST,
        is_ready=approvals_missing(question.pk).is_enough,
        is_simulated=not simulation_missing(question),
        may_judge=not is_own and (not is_grave or is_clinician(by)),
        may_return=was_in_use(question),
    )


def _is_own(question: Question, by: int) -> bool:
    written = (
        row.staff_id for row in decisions_of(question.pk) if row.kind is DecisionKind.WRITTEN
    )
    return by in (question.author_id, *written)


@dataclass(frozen=True, slots=True)
class Deed:
    """One step of curation.

    Attributes:
        name: last word of its address.
        take: does it.
        when: whether somebody who stands so may take it.
        done: what is said afterwards.
    """

    name: str
    title: Label
    text: Label
    permission: str
    take: Callable[..., Any]
    when: Callable[[Standing], bool]
    done: Any
    form: type[forms.Form] = CommentForm
    is_grave: bool = False


def _from(kind: DecisionKind) -> Callable[[Standing], bool]:
    return lambda stand: stand.status in MOVES[kind].sources


def _may_review(stand: Standing) -> bool:
    waits = stand.status is QuestionStatus.IN_REVIEW or stand.is_unread
    return waits and not stand.is_own and not stand.has_approved


def _may_try(stand: Standing) -> bool:
    return stand.status is QuestionStatus.IN_REVIEW and stand.is_ready and stand.is_simulated


def _may_publish(stand: Standing) -> bool:
    return _may_try(stand) or (stand.status is QuestionStatus.PILOT and stand.is_simulated)


def _may_republish(stand: Standing) -> bool:
    return stand.status is QuestionStatus.SUSPENDED and stand.may_judge and stand.is_simulated


DEEDS = (
    Deed(
        "submit",
        _("Submit for review"),
        _("Colleagues find it in their queue. An edit takes it back."),
        WRITE,
        curation.question_submit,
        _from(DecisionKind.SUBMITTED),
        _("It waits for review now."),
    ),
    Deed(
        "approve",
        _("Approve"),
        _("You answer for these words: clear, not leading, kind to whoever is asked."),
        REVIEW,
        curation.question_approve,
        _may_review,
        _("Your approval is written down."),
        ApprovalForm,
    ),
    Deed(
        "request_changes",
        _("Request changes"),
        _("It goes back to the author with your words. Approvals given so far are void."),
        REVIEW,
        curation.question_request_changes,
        lambda stand: stand.status is QuestionStatus.IN_REVIEW and not stand.is_own,
        _("The author has it again, with your words."),
        ReasonForm,
    ),
    Deed(
        "withdraw",
        _("Take back from review"),
        _("It becomes a draft again. Approvals given so far are void."),
        WRITE,
        curation.question_withdraw,
        _from(DecisionKind.WITHDRAWN),
        _("It is a draft again."),
    ),
    Deed(
        "pilot",
        _("Send into the pilot"),
        _("A few people are asked it first, so that its figures can be looked at."),
        PUBLISH,
        curation.question_pilot,
        _may_try,
        _("It is in the pilot now."),
    ),
    Deed(
        "publish",
        _("Publish"),
        _("Everybody it is meant for can be asked it. The version before it is retired."),
        PUBLISH,
        curation.question_publish,
        _may_publish,
        _("It is published."),
    ),
    Deed(
        "republish",
        _("Publish again"),
        _("It was suspended for a reason. Say why it may be asked again."),
        PUBLISH,
        curation.question_publish,
        _may_republish,
        _("It is published."),
        ReasonForm,
    ),
    Deed(
        "suspend",
        _("Suspend"),
        _("Nobody is asked it until somebody has looked into it."),
        PUBLISH,
        curation.question_suspend,
        _from(DecisionKind.SUSPENDED),
        _("Nobody is asked it any more."),
        ReasonForm,
        is_grave=True,
    ),
    Deed(
        "roll_back",
        _("Bring this version back"),
        _("It is asked again, and the version that took its place is retired."),
        PUBLISH,
        curation.question_roll_back,
        lambda stand: (
            _from(DecisionKind.ROLLED_BACK)(stand) and stand.may_return and stand.may_judge
        ),
        _("This version is asked again."),
    ),
    Deed(
        "retire",
        _("Retire"),
        _("Nobody is asked it any more. The answers to it stay, and so does its story."),
        PUBLISH,
        curation.question_retire,
        _from(DecisionKind.RETIRED),
        _("It is retired."),
        is_grave=True,
    ),
)


def question_forms(request: HttpRequest) -> list[ObjectForm[Question]]:
    """Return every step with a question, offered where whoever asks may take it."""
    stands = cache(lambda question: standing(question, staff_id(request)))
    return [_offer(deed, stands) for deed in DEEDS]


def _offer(deed: Deed, stands: Callable[[Question], Standing]) -> ObjectForm[Question]:
    def run(request: HttpRequest, question: Question, form: forms.Form) -> None:
        deed.take(question.pk, by=staff_id(request), **form.cleaned_data)
        messages.success(request, deed.done)

    return ObjectForm(
        name=deed.name,
        title=deed.title,
        text=deed.text,
        button=deed.title,
        permission=deed.permission,
        run=run,
        is_offered=lambda question: deed.when(stands(question)),
        form=deed.form,
        is_grave=deed.is_grave,
    )


def text_forms(request: HttpRequest) -> list[ObjectForm[Question]]:
    """Return the approval of the text in each language."""
    return [_approve_text(language, staff_id(request)) for language in Language]


def _approve_text(language: Language, reader: int) -> ObjectForm[Question]:
    def run(request: HttpRequest, question: Question, _form: forms.Form) -> None:
        curation.translation_approve(question.pk, language, by=staff_id(request))
        messages.success(request, _("People can be asked in this language now."))

    return ObjectForm(
        name=f"{APPROVE_TEXT}{language}",
        title=_("Approve the text"),
        text="",
        button=_("Approve the text"),
        permission=REVIEW,
        run=run,
        is_offered=lambda question: (
            _waits(question, language) and not _has_translated(question, language, reader)
        ),
    )


def _waits(question: Question, language: Language) -> bool:
    """Return whether a text waits for somebody to approve of it."""
    statuses = {text.language: text.status for text in question.texts.all()}
    return question.status != QuestionStatus.RETIRED and statuses.get(language) in READ_TEXTS


def _has_translated(question: Question, language: Language, by: int) -> bool:
    return any(
        row.staff_id == by
        for row in decisions_of(question.pk)
        if row.kind is DecisionKind.TRANSLATED and row.language == language
    )
