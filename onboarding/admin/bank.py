"""The question lab. What was published never changes: an edit is a new version."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, words_column
from core.staff_pages import Label, ObjectForm, Page, ReadOnlyPage
from core.vocabulary import Language
from onboarding.admin.lab.deeds import question_forms, text_forms
from onboarding.admin.lab.listing import FILTERS, counts, wording
from onboarding.admin.lab.near import near_view
from onboarding.admin.lab.page import page_context
from onboarding.admin.lab.queue import queue_view
from onboarding.admin.lab.show import address, figure_badges
from onboarding.admin.lab.versions import diff_view
from onboarding.admin.lab.writing import translate_view, write_view
from onboarding.admin.simulation_runs import simulation_panel
from onboarding.admin.statistics import statistics_panel
from onboarding.choices import ASKABLE_TRANSLATIONS
from onboarding.curation_selectors import content_seen
from onboarding.errors import CurationError
from onboarding.models import BankVersion, Question, QuestionText
from onboarding.services.curation.steps import REVIEW, WRITE
from onboarding.staff_words import (
    ENERGIES,
    ENERGY_COLOURS,
    QUESTION_COLOURS,
    QUESTION_STATUSES,
    REVIEW_COLOURS,
    REVIEW_KINDS_SHORT,
)
from people.staff_words import DOMAINS


def _languages(question: Question) -> str:
    """Return the languages in which a question is asked."""
    asked = {text.language for text in question.texts.all() if text.status in ASKABLE_TRANSLATIONS}
    return " ".join(language.upper() for language in Language if language in asked) or "–"


def _figures(question: Question) -> Any:
    """Return what the figures of a question call for."""
    return format_html_join(" ", "{}", ((one,) for one in figure_badges(question)))


@admin.register(Question)
class QuestionAdmin(Page[Question]):
    """Questions: the newest version of each, how it came about, and what can be done with it."""

    search_fields = ("code", "texts__text")
    search_help_text = _("Code or words of a question")
    ordering = ("code", "-version")
    list_per_page = 25
    list_before_template = "admin/onboarding/question_counts.html"
    list_display = (
        column("name", _("code"), str, order="code"),
        column("wording", _("text"), wording),
        words_column("status", _("status"), QUESTION_STATUSES, QUESTION_COLOURS),
        words_column("energy", _("energy"), ENERGIES, ENERGY_COLOURS),
        "depth",
        words_column("domain", _("domain"), DOMAINS),
        column("languages", _("asked in"), _languages),
        words_column("review_kind", _("review"), REVIEW_KINDS_SHORT, REVIEW_COLOURS),
        column("figures", _("figures"), _figures),
    )
    list_filter = FILTERS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Read the texts with the questions."""
        texts = Prefetch("texts", QuestionText.objects.order_by("-language"))
        known = super().get_queryset(request).select_related("author", "statistics")
        return known.prefetch_related(texts)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        """Find by code or words: questions are nobody's personal words."""
        return super(Page, self).get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the lab."""
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("review/", self.queue_view, "review"),
            ("near/", self.near_view, "near"),
            ("versions/", self.diff_view, "diff"),
            ("<int:question_id>/edit/", self.edit_view, "edit"),
            ("<int:question_id>/text/<slug:language>/", self.translate_view, "text"),
        ]
        return [
            *(
                path(place, self.admin_site.admin_view(view), name=f"onboarding_question_{name}")
                for place, view, name in pages
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Count the questions above their list."""
        context = {"question_counts": counts(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let a new question be written.

        Raises:
            PermissionDenied: this member of staff writes no questions.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        return write_view(self, request)

    def edit_view(self, request: HttpRequest, question_id: int) -> HttpResponse:
        """Let another version be written.

        Raises:
            Http404: there is no such question.
            PermissionDenied: this member of staff writes no questions.
        """
        return write_view(self, request, self._editable(request, question_id))

    def translate_view(self, request: HttpRequest, question_id: int, language: str) -> HttpResponse:
        """Let the text of one language be written.

        Raises:
            Http404: there is no such question or language.
            PermissionDenied: this member of staff writes no questions.
        """
        question = self._editable(request, question_id)
        if language not in set(Language):
            raise Http404
        return translate_view(self, request, question, Language(language))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a question; nothing is typed in here, so whatever is sent is refused.

        Raises:
            Http404: there is no such question.
            PermissionDenied: this member of staff sees no questions.
        """
        question = self._seen(request, object_id)
        if request.method == "POST":
            reason = _("A question is changed by editing it, and what was read stays as it was.")
            return self._refused(request, question, reason)
        return self._show(request, question)

    def object_forms(self, request: HttpRequest) -> list[ObjectForm[Question]]:
        """Return the steps of curation."""
        return [*question_forms(request), *text_forms(request)]

    def object_form_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Take a step, or say in words why it is refused.

        Raises:
            Http404: there is no such question or step.
            PermissionDenied: this member of staff sees no questions.
        """
        question = self._seen(request, object_id)
        try:
            return super().object_form_view(request, object_id, name)
        except PermissionDenied:
            reason = _("The question is not in a state in which you can do this.")
            return self._refused(request, question, reason)

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for whoever looks.

        Raises:
            PermissionDenied: this member of staff reviews nothing.
        """
        if not request.user.has_perm(REVIEW):
            raise PermissionDenied
        return queue_view(self, request)

    def near_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with questions that are near to a text.

        Raises:
            PermissionDenied: this member of staff sees no questions.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return near_view(request)

    def diff_view(self, request: HttpRequest) -> HttpResponse:
        """Show two versions side by side.

        Raises:
            PermissionDenied: this member of staff sees no questions.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return diff_view(self, request)

    def _do(
        self, request: HttpRequest, what: ObjectForm[Question], obj: Question
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        # What was read is what the page shows now, also when it is shown again.
        form = what.form({"seen": content_seen(obj.pk), **request.POST.dict()})
        if form.is_valid() and self._is_done(request, what, obj, form):
            return None
        form.data = {**request.POST.dict(), "seen": content_seen(obj.pk)}
        return self._show(request, self._seen(request, str(obj.pk)), {what.name: form})

    def _is_done(
        self, request: HttpRequest, what: ObjectForm[Question], obj: Question, form: forms.Form
    ) -> bool:
        try:
            what.run(request, obj, form)
        except CurationError as error:
            form.add_error(None, error.message)
            return False
        return True

    def _show(
        self,
        request: HttpRequest,
        question: Question,
        bound: Mapping[str, forms.Form] | None = None,
    ) -> HttpResponse:
        offered = self._offered(request, question)
        for row in offered:
            name = row["what"].name
            row["form"] = (bound or {}).get(name) or row["what"].form(
                initial={"seen": content_seen(question.pk)}
            )
        context = {
            **self.admin_site.each_context(request),
            **page_context(request, question, offered),
            "panels": [simulation_panel(request, question), statistics_panel(request, question)],
            "opts": self.opts,
            "title": question,
            "question": question,
        }
        return TemplateResponse(request, "admin/onboarding/question.html", context)

    def _seen(self, request: HttpRequest, object_id: str) -> Question:
        question = self.get_object(request, unquote(object_id))
        if question is None:
            raise Http404
        if not self.has_view_permission(request, question):
            raise PermissionDenied
        return question

    def _editable(self, request: HttpRequest, question_id: int) -> Question:
        question = self._seen(request, str(question_id))
        if not request.user.has_perm(WRITE):
            raise PermissionDenied
        return question

    def _refused(self, request: HttpRequest, question: Question, reason: Label) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": question,
            "reason": reason,
            "back": address(question.pk),
        }
        template = "admin/onboarding/refused.html"
        return TemplateResponse(request, template, context, status=HTTPStatus.FORBIDDEN)


@admin.register(BankVersion)
class BankVersionAdmin(ReadOnlyPage[BankVersion]):
    """Every state of the bank; the newest is the current one."""

    ordering = ("-pk",)
    list_display = (column("id", _("number")), "label", "loaded_at")
    fields = ("label", "loaded_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BankVersion]:
        """Leave the members where they are: nobody reads thousands of numbers."""
        return super().get_queryset(request).defer("members")
