"""Columns and filters of staff pages: values with names, words in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, Words
from core.typed_unfold import DropdownFilter, ModelAdmin

#: A callable of a row. Django takes it in `fields` as well, of which its stubs know nothing.
Column = Any
#: Colours of `badge`: info, success, warning, danger, primary; empty for grey.
Colours = Mapping[str, str]
HIDDEN = _("hidden")


def column(
    name: str,
    label: Label,
    read: Callable[[Any], Any] | None = None,
    *,
    order: str | None = None,
) -> Column:
    """Return a column called `label` with the attribute `name`, or with what `read` returns.

    Args:
        name: of the attribute; also names the column in the page.
        label: what staff read above it.
        read: what to show of a row, where it is not the attribute itself.
        order: the field to sort by; `name` where nothing is read, none otherwise.
    """

    def show(row: Any) -> Any:
        value = read(row) if read else getattr(row, name)
        return _moment(value) if isinstance(value, datetime) else value

    show.__name__ = name
    show.short_description = label  # type: ignore[attr-defined]  # how Django is told
    if order or not read:
        show.admin_order_field = order or name  # type: ignore[attr-defined]  # how Django is told
    return show


def _moment(value: datetime) -> str:
    return date_format(localtime(value), "DATETIME_FORMAT")


def flag(name: str, label: Label) -> Column:
    """Return a column of yes and no."""
    show = column(name, label)
    show.boolean = True
    return show


def words_column(name: str, label: Label, words: Words, colours: Colours | None = None) -> Column:
    """Return a column of codes shown in words, as coloured badges where `colours` are given."""

    def read(row: Any) -> Any:
        value = getattr(row, name)
        text = words.get(value, value)
        return text if colours is None or value == "" else badge(text, colours.get(value, ""))

    return column(name, label, read, order=name)


def hidden_column(name: str, label: Label) -> Column:
    """Return a column that stands for personal words."""
    return column(name, label, lambda _row: hidden())


def hidden() -> SafeString:
    """Return what stands for personal words."""
    return format_html('<span class="italic text-subtle">{}</span>', HIDDEN)


def badge(text: Label, colour: str = "") -> SafeString:
    """Return a small label."""
    return render_to_string("unfold/helpers/label.html", {"text": text, "type": colour})


def link(url: str, text: Any) -> SafeString:
    """Return a link."""
    return format_html('<a href="{}" class="text-link">{}</a>', url, text)


def words_filter(name: str, label: Label, words: Words) -> type[DropdownFilter]:
    """Return a filter by a code, offered in words."""

    class WordsFilter(DropdownFilter):
        title = label  # type: ignore[assignment]  # Django translates it when it is shown
        parameter_name = name

        def lookups(
            self, request: HttpRequest, model_admin: ModelAdmin[Any]
        ) -> Iterable[tuple[str, Any]]:
            return words.items()

        def queryset(
            self, request: HttpRequest, queryset: models.QuerySet[Any]
        ) -> models.QuerySet[Any]:
            return queryset.filter(**{name: self.value()}) if self.value() else queryset

    return WordsFilter


def yes_no_filter(name: str, label: Label) -> type[DropdownFilter]:
    """Return a filter by a flag."""
    return words_filter(name, label, {"True": _("yes"), "False": _("no")})
