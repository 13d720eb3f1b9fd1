"""The page of one question: what it shows, and what of it can be done by whoever looks."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from onboarding.admin.lab.deeds import APPROVE_TEXT
from onboarding.admin.lab.show import question_context, texts_context
from onboarding.admin.preview import preview_rows
from onboarding.bank_selectors import record_of
from onboarding.choices import ASKABLE_TRANSLATIONS, QuestionStatus
from onboarding.models import Question
from onboarding.services.curation.steps import WRITE

Offered = Sequence[dict[str, Any]]


def page_context(request: HttpRequest, question: Question, offered: Offered) -> dict[str, Any]:
    """Return what the page needs.

    Args:
        request: of whoever looks.
        question: read with its author and texts.
        offered: the object forms that they may send, each with its address.
    """
    may_write = request.user.has_perm(WRITE)
    edit = reverse("admin:onboarding_question_edit", args=[question.pk])
    return {
        **question_context(question),
        "object_forms": [row for row in offered if not _is_of_text(row)],
        "texts": _texts(question, offered, may_write=may_write),
        "edit_url": edit if may_write else "",
        "previews": preview_rows(record_of(question)),
    }


def _is_of_text(row: dict[str, Any]) -> bool:
    return str(row["what"].name).startswith(APPROVE_TEXT)


def _texts(question: Question, offered: Offered, *, may_write: bool) -> list[dict[str, Any]]:
    deeds = {row["what"].name: row for row in offered if _is_of_text(row)}
    return [
        {
            **text,
            "edit_url": _translate_url(question, text) if may_write else "",
            "deed": deeds.get(f"{APPROVE_TEXT}{text['language']}"),
        }
        for text in texts_context(question)
    ]


def _translate_url(question: Question, text: dict[str, Any]) -> str:
    """Return where a text is written, empty where it is asked or over."""
    if question.status == QuestionStatus.RETIRED or text.get("status") in ASKABLE_TRANSLATIONS:
        return ""
    return reverse("admin:onboarding_question_text", args=[question.pk, text["language"]])
