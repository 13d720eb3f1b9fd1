"""What must not be asked of whom."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, flag
from core.staff_pages import PERSON_SEARCH_HELP, ReadOnlyPage
from onboarding.models import CareState
from people.staff_words import DOMAINS, person_column


def _closed(care: CareState) -> Any:
    return ", ".join(str(DOMAINS.get(name, name)) for name in care.closed_domains)


TRUST = column("trust", _("trust"), lambda care: f"{care.trust:.2f}", order="trust")


@admin.register(CareState)
class CareStateAdmin(ReadOnlyPage[CareState]):
    """Trust, and what rests."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-trust_changed_at",)
    list_display = (
        column("code", _("code"), lambda care: care.person_id.hex[-8:].upper()),
        TRUST,
        flag("heavy_opt_in", _("heavy topics allowed")),
        "heavy_blocked_until",
        flag("healing_owed", _("owed something that gives strength")),
        column("closed", _("closed topics"), _closed),
    )
    fields = (
        person_column(),
        TRUST,
        column("trust_changed_at", _("trust changed")),
        flag("heavy_opt_in", _("heavy topics allowed")),
        "heavy_blocked_until",
        flag("healing_owed", _("owed something that gives strength")),
        column("closed", _("closed topics"), _closed),
        column("never", _("never to be asked again"), lambda care: ", ".join(care.never_codes)),
    )
