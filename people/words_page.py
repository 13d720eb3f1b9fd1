"""Staff pages of objects with personal words: hidden, opened for a reason, every time noted."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, ObjectForm, Page, ReadOnlyPage
from core.typed_unfold import TextInput
from people.personal_text import look_note, words_may_be_opened

M = TypeVar("M", bound=models.Model)
VIEW_WORDS = "people.view_personal_text"


class ReasonForm(forms.Form):
    """Why the words must be read."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Written down with your name. The person may ask about it."),
        min_length=5,  # a shorter one says nothing to whoever asks about the look later
        max_length=300,
        widget=TextInput,
    )


class WordsPage(Page[M]):
    """Adds the way to the words. Subclasses say whose they are and which."""

    def owner_of(self, obj: M) -> UUID:
        """Return the person whose words they are."""
        raise NotImplementedError

    def words_of(self, obj: M) -> Iterable[tuple[Label, str]]:
        """Return the words with their names."""
        raise NotImplementedError

    def object_forms(self, request: HttpRequest) -> Sequence[ObjectForm[M]]:
        """Offer to open the words."""
        return [*super().object_forms(request), self._form()]

    def _form(self) -> ObjectForm[M]:
        return ObjectForm(
            name="words",
            title=_("Personal words"),
            text=_(
                "They are hidden. You can open them because this person agreed to human review, "
                "or because there was a crisis in the last 30 days."
            ),
            button=_("Open and write it down"),
            permission=VIEW_WORDS,
            run=self._open,
            is_offered=lambda obj: words_may_be_opened(self.owner_of(obj)),
            form=ReasonForm,
        )

    def _open(self, request: HttpRequest, obj: M, form: forms.Form) -> HttpResponse:
        """Note the look, then show the words once; nothing keeps a copy."""
        if isinstance(request.user, AnonymousUser):
            raise PermissionDenied
        look_note(
            request.user.pk,
            self.owner_of(obj),
            subject=f"{self.opts.label} {obj.pk}",
            reason=form.cleaned_data["reason"],
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.opts.verbose_name} {obj}",
            "opts": self.opts,
            "original": obj,
            "words": [(label, text) for label, text in self.words_of(obj) if text],
        }
        response = TemplateResponse(request, "admin/words.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response


class ReadOnlyWordsPage(WordsPage[M], ReadOnlyPage[M]):
    """A page with personal words on which nothing is typed in."""
