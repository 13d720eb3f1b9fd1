"""What waits for the review of whoever looks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.overview import Card, Figure, show_card
from core.typed_unfold import ModelAdmin
from onboarding.admin.lab.asking import staff_id
from onboarding.admin.lab.listing import wording
from onboarding.admin.lab.show import address, approvals_in_words, badges
from onboarding.curation_selectors import Waiting, review_queue, unread_in_use
from onboarding.models import Question
from onboarding.services.curation.steps import REVIEW
from onboarding.statistics_selectors import with_flags


def queue_view(page: ModelAdmin[Question], request: HttpRequest) -> HttpResponse:
    """Show what waits, longest waiting first, and what people are asked without a review."""
    waiting = review_queue(staff_id(request))
    unread = unread_in_use(staff_id(request))
    ids = [row.question_id for row in waiting]
    questions = Question.objects.select_related("author").prefetch_related("texts").in_bulk(ids)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("My review queue"),
        "queue": [_row(row, questions) for row in waiting],
        "unread": len(unread),
        "flagged": with_flags(),
    }
    return TemplateResponse(request, "admin/onboarding/review_queue.html", context)


def _waiting(staff: int) -> Figure:
    return Figure(len(review_queue(staff)))


show_card(
    "review_queue",
    Card(
        title=_("My review queue"),
        permission=REVIEW,
        link="admin:onboarding_question_review",
        read=_waiting,
        rank=4,
        is_personal=True,
    ),
)


def _row(row: Waiting, questions: Mapping[int, Question]) -> dict[str, Any]:
    question = questions[row.question_id]
    return {
        "name": str(question),
        "url": address(row.question_id),
        "wording": wording(question),
        "badges": badges(question),
        "author": question.author or gettext("the founding bank"),
        "since": row.since,
        "wanting": approvals_in_words(row.missing),
    }
