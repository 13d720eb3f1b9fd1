"""Choice fields that offer words for codes."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.http import HttpRequest

from core.staff_pages import Page, Words

M = TypeVar("M", bound=models.Model)


class WordsPage(Page[M]):
    """A page on which codes are chosen by their words."""

    #: The words of each field that holds a code.
    words_of_fields: Mapping[str, Words] = {}

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        """Offer the words, and nothing where the field may be empty."""
        nothing = [("", "–")] if db_field.blank else []
        words = self.words_of_fields[db_field.name].items()
        kwargs["choices"] = [*nothing, *words]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
