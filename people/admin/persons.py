"""People as staff see them: a code and numbers, never words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.overview import Card, Figure, show_card
from core.staff_columns import (
    column,
    flag,
    hidden_column,
    words_column,
    words_filter,
)
from core.staff_pages import Label
from people.models import Consent, CrisisCase, Person
from people.person_figures import PersonFigure, all_rows, person_figures, show_figure
from people.staff_words import ADDRESS_FORMS, LANGUAGES, STATE_COLOURS, STATES
from people.words_page import ReadOnlyWordsPage

CODE = column("code", _("code"), lambda person: person.code, order="id")
LANGUAGE = words_column("language", _("language"), LANGUAGES)
STATE = words_column("state", _("state"), STATES, STATE_COLOURS)


def _figures(person: Person) -> Any:
    """Return every count of the person with a link to the rows."""
    rows = (
        (
            reverse(figure.page),
            person.code,
            figure.label,
            getattr(person, figure.name),
        )
        for figure in person_figures()
    )
    items = format_html_join(
        "", '<li><a href="{}?q={}" class="text-link">{}: <b>{}</b></a></li>', rows
    )
    return format_html('<ul class="sf-figures">{}</ul>', items)


@admin.register(Person)
class PersonAdmin(ReadOnlyWordsPage[Person]):
    """Persons, found by code, date and numbers."""

    code_field = "id"
    search_fields = ("pk",)
    search_help_text = _("Code of a person")
    ordering = ("-created_at",)
    date_hierarchy = "created_at"
    list_filter = (
        words_filter("language", _("language"), LANGUAGES),
        words_filter("state", _("state"), STATES),
    )
    fields = (
        CODE,
        column("figures", _("what there is"), _figures),
        hidden_column("name", _("name of the person")),
        STATE,
        LANGUAGE,
        words_column("address_form", _("form of address"), ADDRESS_FORMS),
        flag("is_adult", _("says to be an adult")),
        "created_at",
        "last_seen_at",
    )

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Show the person and the counts that the apps want listed."""
        counts = [column(one.name, one.label) for one in person_figures() if one.is_listed]
        return [CODE, LANGUAGE, STATE, *counts, "created_at", "last_seen_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """Add the counts."""
        counts = {figure.name: figure.count for figure in person_figures()}
        return super().get_queryset(request).annotate(**counts)

    def owner_of(self, obj: Person) -> UUID:
        """Return the person."""
        return obj.pk

    def words_of(self, obj: Person) -> Iterable[tuple[Label, str]]:
        """Return the name."""
        yield _("name of the person"), obj.name or ""


show_figure(
    PersonFigure(
        "consent_count", _("consents"), all_rows(Consent), "admin:people_consent_changelist"
    )
)
show_figure(
    PersonFigure(
        "crisis_count",
        _("crisis cases"),
        all_rows(CrisisCase),
        "admin:people_crisiscase_changelist",
    )
)
show_card(
    "people",
    Card(
        title=_("People"),
        permission="people.view_person",
        link="admin:people_person_changelist",
        read=lambda: Figure(Person.objects.count()),
        rank=1,
    ),
)
