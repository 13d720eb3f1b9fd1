"""What the staff pages of every app have in common: looking, finding by code, and doing one thing.

A page shows; it edits only where its app says so. Whatever staff do to an object is an `ObjectForm`
below its details, posted to an address of its own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.typed_unfold import ModelAdmin

M = TypeVar("M", bound=models.Model)
Label = str | Promise
Words = Mapping[str, Label]
CODE = re.compile(r"[0-9a-f]{4,32}")


@dataclass(frozen=True, slots=True)
class ObjectForm(Generic[M]):
    """One thing that staff can do to an object.

    Attributes:
        name: last word of its address.
        title: what it does.
        text: what staff must know before they do it.
        button: what the button says.
        permission: who may do it, as `app.codename`.
        run: does it; returns a response, or None to show the object again.
        is_offered: whether it makes sense for this object now; refused otherwise.
        form: what has to be filled in.
        is_grave: whether it needs a second thought.
    """

    name: str
    title: Label
    text: Label
    button: Label
    permission: str
    run: Callable[[HttpRequest, M, forms.Form], HttpResponse | None]
    is_offered: Callable[[M], bool] = lambda _: True
    form: type[forms.Form] = forms.Form
    is_grave: bool = False


class Page(ModelAdmin[M]):
    """The page of one model. Deleting is not offered: people are erased as a whole."""

    list_per_page = 50
    list_filter_submit = True
    show_facets = ShowFacets.NEVER
    change_form_outer_after_template = "admin/object_forms.html"
    #: The field whose last characters are the code of the person.
    code_field = ""

    def object_forms(self, request: HttpRequest) -> Sequence[ObjectForm[M]]:
        """Return what can be done to an object of this page."""
        return ()

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Refuse."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[M], search_term: str
    ) -> tuple[models.QuerySet[M], bool]:
        """Find by the code of the person or by the number of the row, and by nothing else."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(self._found(search_term.strip().lower().removeprefix("#"))), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Call the list by what it lists; Django's own title does not inflect in Russian."""
        context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the object with what can be done to it."""
        obj = self.get_object(request, unquote(object_id))
        offered = self._offered(request, obj) if obj else []
        context = {"object_forms": offered, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the object forms."""
        address = path(
            "<path:object_id>/do/<slug:name>/",
            self.admin_site.admin_view(self.object_form_view),
            name=self._url_name("do"),
        )
        return [address, *super().get_urls()]

    def object_form_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Do one thing to one object.

        Raises:
            Http404: there is no such object, or nothing of that name can be done to it.
            PermissionDenied: this member of staff may not, or the object does not allow it now.
        """
        obj = self.get_object(request, unquote(object_id))
        found = [form for form in self.object_forms(request) if form.name == name]
        if obj is None or not found:
            raise Http404
        if not self._may(request, found[0], obj) or not found[0].is_offered(obj):
            raise PermissionDenied
        return self._do(request, found[0], obj) or self._back_to(obj)

    def _do(self, request: HttpRequest, what: ObjectForm[M], obj: M) -> HttpResponse | None:
        if request.method != "POST":
            return None
        form = what.form(request.POST)
        if form.is_valid():
            return what.run(request, obj, form)
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return None

    def _offered(self, request: HttpRequest, obj: M) -> list[dict[str, Any]]:
        address = partial(reverse, f"admin:{self._url_name('do')}")
        return [
            {"what": what, "form": what.form(), "url": address(args=[quote(obj.pk), what.name])}
            for what in self.object_forms(request)
            if self._may(request, what, obj) and what.is_offered(obj)
        ]

    def _may(self, request: HttpRequest, what: ObjectForm[M], obj: M) -> bool:
        allowed = request.user.has_perm(what.permission)
        return allowed and self.has_view_permission(request, obj)

    def _back_to(self, obj: M) -> HttpResponseRedirect:
        return HttpResponseRedirect(
            reverse(f"admin:{self._url_name('change')}", args=[quote(obj.pk)])
        )

    def _url_name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def _found(self, term: str) -> models.Q:
        found = models.Q(pk__in=[])
        if term.isdecimal() and not isinstance(self.opts.pk, models.UUIDField):
            found |= models.Q(pk=int(term))
        if self.code_field and CODE.fullmatch(term):
            text = Cast(self.code_field, models.TextField())
            owners = models.QuerySet(self.model).alias(code_text=text)
            found |= models.Q(pk__in=owners.filter(code_text__endswith=term).values("pk"))
        return found


class ReadOnlyPage(Page[M]):
    """A page on which nothing is typed in."""

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> list[Any]:
        """Show everything as text."""
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Refuse."""
        return False


#: Class of a fieldset whose only field takes the whole width, without a label.
WIDE = "sf-wide"
PERSON_SEARCH_HELP = _("Code of a person, or a number")
