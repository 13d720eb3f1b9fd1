"""Staff pages of profiles: intervals of the traits, how they changed, and what they rest on."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, hidden_column, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, WIDE, Label, ReadOnlyPage, Words
from people.person_figures import PersonFigure, all_rows, show_figure
from people.staff_words import DOMAINS, TRAITS, person_column
from people.words_page import ReadOnlyWordsPage
from profiles.choices import Category
from profiles.models import Observation, PersonalityProfile, TraitHistory
from profiles.selectors import TraitLine, portrait_of

CATEGORIES: Words = {
    Category.BIG_FIVE: _("broad trait"),
    Category.CORE_DYNAMIC: _("core dynamic"),
    Category.ADAPTIVE: _("adaptive trait"),
}
HISTORY_SHOWN = 30


def _percent(value: float) -> int:
    return round(value * 100)


def _bar(line: TraitLine) -> dict[str, Any]:
    return {
        "name": TRAITS[line.trait],
        "value": _percent(line.value),
        "low": _percent(line.low),
        "high": _percent(line.high),
        "width": max(1, _percent(line.high) - _percent(line.low)),
        "observations": line.observations,
        "is_known": line.is_known,
    }


def _portrait(profile: PersonalityProfile) -> Any:
    """Return the nine traits as they are believed now, each as an interval on a bar."""
    portrait = portrait_of(profile.person_id)
    bars = [_bar(line) for line in portrait.lines] if portrait else []
    return render_to_string("admin/profiles/portrait.html", {"bars": bars})


def _affinities(profile: PersonalityProfile) -> Any:
    rows = profile.affinities.order_by("-value")
    bars = [(DOMAINS[row.name], _percent(row.value), row.answers) for row in rows]
    return render_to_string("admin/profiles/affinities.html", {"bars": bars})


def _history(profile: PersonalityProfile) -> Any:
    """Return the newest changes, newest first."""
    rows = TraitHistory.objects.filter(person_id=profile.person_id).order_by("-pk")
    changes = [
        {
            "at": row.changed_at,
            "name": TRAITS.get(row.name, row.name),
            "old": _shown(row.old_value),
            "new": _shown(row.new_value),
            "answer": reverse("admin:onboarding_answer_change", args=[row.answer_id]),
            "answer_id": row.answer_id,
        }
        for row in rows[:HISTORY_SHOWN]
    ]
    return render_to_string("admin/profiles/history.html", {"changes": changes})


def _shown(value: float | None) -> int | None:
    return None if value is None else _percent(value)


def _wide(name: str, read: Callable[[PersonalityProfile], Any]) -> Any:
    return {"classes": [WIDE], "fields": (column(name, "", read),)}


@admin.register(PersonalityProfile)
class PersonalityProfileAdmin(ReadOnlyWordsPage[PersonalityProfile]):
    """Portraits. The quotes they rest on are hidden."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-updated_at",)
    date_hierarchy = "updated_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        "version",
        "answers",
        "created_at",
        "updated_at",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    (person_column(), "answers"),
                    ("version", "created_at"),
                    "updated_at",
                    hidden_column("words", _("quotes it rests on")),
                )
            },
        ),
        (_("Traits, with their 95-percent intervals"), _wide("bars", _portrait)),
        (_("How readily the person speaks of"), _wide("domains", _affinities)),
        (_("The latest changes"), _wide("history", _history)),
    )

    def owner_of(self, obj: PersonalityProfile) -> UUID:
        """Return whose portrait it is."""
        return obj.person_id

    def words_of(self, obj: PersonalityProfile) -> Iterable[tuple[Label, str]]:
        """Return every quote with the trait it speaks of."""
        rows = Observation.objects.filter(person_id=obj.person_id).order_by("trait", "observed_at")
        for row in rows:
            yield TRAITS[row.trait], row.quote


@admin.register(TraitHistory)
class TraitHistoryAdmin(ReadOnlyPage[TraitHistory]):
    """Every change of every trait; the table refuses to be rewritten."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "changed_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        words_column("name", _("trait"), TRAITS),
        column("old", _("before"), lambda row: _shown(row.old_value), order="old_value"),
        column("new", _("after"), lambda row: _shown(row.new_value), order="new_value"),
        "changed_at",
    )
    list_filter = (
        words_filter("name", _("trait"), TRAITS),
        words_filter("category", _("category"), CATEGORIES),
    )
    fields = (
        person_column(),
        words_column("name", _("trait"), TRAITS),
        words_column("category", _("category"), CATEGORIES),
        ("old_value", "old_variance"),
        ("new_value", "new_variance"),
        ("answer_id", "analysis_id"),
        "changed_at",
    )


show_figure(
    PersonFigure(
        "profile_count",
        _("profile"),
        all_rows(PersonalityProfile),
        "admin:profiles_personalityprofile_changelist",
    )
)
