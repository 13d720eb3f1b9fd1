"""Import and export of the bank: look at what a file changes, then take it in; take it out."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core.clock import utc_now
from core.errors import NotFoundError
from core.staff_columns import column, words_column
from core.staff_pages import ReadOnlyPage, Words
from core.typed_unfold import FileInput, Select
from core.vocabulary import Language
from onboarding.admin.exchange_columns import column_rows
from onboarding.admin.exchange_view import problem_rows, show_diff
from onboarding.bank.csv_format import write_table
from onboarding.bank.files import dump_archive, dump_domains
from onboarding.bank.import_plan import ImportDiff, Scope
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.reading import LIMIT, LIMIT_MB, Upload
from onboarding.errors import CurationError
from onboarding.exchange_selectors import Edition, exported, exported_version
from onboarding.models import BankImport
from onboarding.services.imports import import_apply, import_begin, import_plan

IMPORT = ("onboarding.add_question", "onboarding.change_question")
EXPORT = "onboarding.view_question"
SCOPES: Words = {
    Scope.PART: _("some questions: all others stay as they are"),
    Scope.WHOLE: _("the whole bank: what is not in it is retired"),
}
EDITIONS: dict[Edition, Any] = {
    Edition.NEWEST: _("to go on working: the newest version of every question, drafts too"),
    Edition.IN_FORCE: _("as it is in use: what people are asked, and what they were asked before"),
}
WAYS = (("table", _("CSV table")), ("files", _("JSON files")))
EXTENSIONS = ".csv,.json,.zip"


class UploadForm(forms.Form):
    """A file, and what it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A CSV table, a JSON file of the bank, or a ZIP archive of such; 5 MB at most."
        ),
        widget=FileInput(attrs={"accept": EXTENSIONS}),
        allow_empty_file=True,
    )
    scope = forms.ChoiceField(
        label=_("What the file is"), choices=list(SCOPES.items()), widget=Select()
    )


@admin.register(BankImport)
class BankImportAdmin(ReadOnlyPage[BankImport]):
    """What was imported by whom; above it the way in and the way out."""

    ordering = ("-pk",)
    list_display = (
        column("name", _("file")),
        column("staff", _("imported by")),
        column("added", _("questions added")),
        column("changed", _("questions changed")),
        column("retired", _("questions retired")),
        column("applied_at", _("imported")),
    )
    fields = ("name", "staff", words_column("scope", _("what the file is"), SCOPES), "applied_at")
    list_before_template = "admin/onboarding/exchange.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the ways in and out."""
        ways: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("upload/", require_POST(self.upload_view), "upload"),
            ("<int:import_id>/apply/", require_POST(self.apply_view), "apply"),
            ("questions.csv", require_safe(self.table_view), "table"),
            ("questions.zip", require_safe(self.files_view), "files"),
            ("empty.csv", require_safe(self.empty_view), "empty"),
        ]
        return [
            *(
                path(place, self.admin_site.admin_view(view), name=self._url_name(name))
                for place, view, name in ways
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the ways in and out above what was imported."""
        return super().changelist_view(
            request, {**_ways(request, UploadForm()), **(extra_context or {})}
        )

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file in to look at; refuse one that cannot be imported, with every reason.

        Raises:
            PermissionDenied: this member of staff imports nothing.
        """
        _insist(request, *IMPORT)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._refused(request, form, ())
        try:
            upload = _taken(form.cleaned_data["file"])
            pk = import_begin(upload, Scope(form.cleaned_data["scope"]), _staff_id(request))
        except BankInvalidError as error:
            return self._refused(request, form, error.problems)
        return HttpResponseRedirect(_address("change", pk))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what a waiting file changes; of one that was imported, the row."""
        kept = self.get_object(request, object_id)
        if kept is None or kept.applied_at is not None or not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        try:
            diff = import_plan(kept.pk)
        except BankInvalidError as error:
            return self._refused(request, UploadForm(), error.problems)
        return self._plan(request, kept, diff)

    def apply_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Take in what was shown, or show again what has changed since.

        Raises:
            Http404: there is no such import.
            PermissionDenied: this member of staff imports nothing.
        """
        _insist(request, *IMPORT)
        try:
            diff = import_apply(import_id, _staff_id(request), request.POST.get("basis", ""))
        except NotFoundError:
            raise Http404 from None
        except CurationError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(_address("change", import_id))
        except BankInvalidError as error:
            return self._refused(request, UploadForm(), error.problems)
        messages.success(request, _imported(diff))
        return HttpResponseRedirect(reverse("admin:onboarding_question_changelist"))

    def table_view(self, request: HttpRequest) -> HttpResponse:
        """Send the bank as one table.

        Raises:
            PermissionDenied: this member of staff sees no questions.
        """
        _insist(request, EXPORT)
        return _attached(write_table(exported(_edition(request))), "text/csv", "csv")

    def files_view(self, request: HttpRequest) -> HttpResponse:
        """Send the bank as the files that a copy of the product is shipped with.

        Raises:
            PermissionDenied: this member of staff sees no questions.
        """
        _insist(request, EXPORT)
        records = exported(_edition(request))
        files = dump_domains(records, bank_version=exported_version())
        return _attached(dump_archive(files), "application/zip", "zip")

    def empty_view(self, request: HttpRequest) -> HttpResponse:
        """Send a table with nothing but the names of its columns.

        Raises:
            PermissionDenied: this member of staff sees no questions.
        """
        _insist(request, EXPORT)
        return _attached(write_table(()), "text/csv", "csv")

    def _refused(
        self, request: HttpRequest, form: UploadForm, problems: Sequence[Problem]
    ) -> HttpResponse:
        context = {
            **self._page(request, gettext("This file cannot be imported")),
            **_ways(request, form),
            "problems": problem_rows(problems, _language()),
        }
        return TemplateResponse(
            request, "admin/onboarding/exchange_refused.html", context, status=422
        )

    def _plan(self, request: HttpRequest, kept: BankImport, diff: ImportDiff) -> HttpResponse:
        may = all(map(request.user.has_perm, IMPORT)) and kept.staff_id == _staff_id(request)
        context = {
            **self._page(request, kept.name),
            **show_diff(diff, _language()),
            "scope": SCOPES[kept.scope],
            "may_apply": may and not diff.is_empty,
            "apply_url": _address("apply", kept.pk),
        }
        return TemplateResponse(request, "admin/onboarding/exchange_plan.html", context)

    def _page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "back": reverse(f"admin:{self._url_name('changelist')}"),
        }


def _ways(request: HttpRequest, form: UploadForm) -> dict[str, Any]:
    """Return what the page needs to offer to this member of staff what they may do."""
    return {
        "upload_form": form if all(map(request.user.has_perm, IMPORT)) else None,
        "may_export": request.user.has_perm(EXPORT),
        "columns": column_rows(),
        "upload_url": reverse("admin:onboarding_bankimport_upload"),
        "empty_url": reverse("admin:onboarding_bankimport_empty"),
        "exports": [
            (title, [(name, _export_address(way, edition)) for way, name in WAYS])
            for edition, title in EDITIONS.items()
        ],
    }


def _export_address(way: str, edition: Edition) -> str:
    return reverse(f"admin:onboarding_bankimport_{way}", query={"edition": edition.value})


def _insist(request: HttpRequest, *permissions: str) -> None:
    if not all(map(request.user.has_perm, permissions)):
        raise PermissionDenied


def _taken(file: Any) -> Upload:
    """Return the file, which is looked at only if it is small enough.

    Raises:
        BankInvalidError: it is not.
    """
    if file.size > LIMIT:
        raise BankInvalidError([Problem(file.name, "", "", Kind.TOO_BIG, {"limit": LIMIT_MB})])
    return Upload(file.name, file.read())


def _edition(request: HttpRequest) -> Edition:
    try:
        return Edition(request.GET.get("edition", Edition.NEWEST))
    except ValueError:
        raise Http404 from None


def _attached(content: bytes, kind: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"questions-{utc_now():%Y-%m-%d}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _imported(diff: ImportDiff) -> str:
    numbers = {"added": len(diff.added), "changed": len(diff.changed), "gone": len(diff.retired)}
    return gettext("Imported. Added: %(added)d, changed: %(changed)d, retired: %(gone)d.") % numbers


def _address(way: str, import_id: int) -> str:
    return reverse(f"admin:onboarding_bankimport_{way}", args=[import_id])


def _staff_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _language() -> Language:
    return Language.RU if (get_language() or "").startswith(Language.RU) else Language.EN
