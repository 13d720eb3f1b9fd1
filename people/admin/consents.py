"""What people agreed to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ReadOnlyPage
from people.models import Consent
from people.staff_words import LANGUAGES, PURPOSES, person_column


@admin.register(Consent)
class ConsentAdmin(ReadOnlyPage[Consent]):
    """Consents; the text shown is known by its version and hash."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "given_at"
    list_display = (
        column("id", _("number")),
        person_column(),
        words_column("purpose", _("purpose"), PURPOSES),
        words_column("language", _("language"), LANGUAGES),
        "text_version",
        "given_at",
        "withdrawn_at",
    )
    list_filter = (words_filter("purpose", _("purpose"), PURPOSES),)
    fields = (
        person_column(),
        words_column("purpose", _("purpose"), PURPOSES),
        words_column("language", _("language"), LANGUAGES),
        "text_version",
        "text_hash",
        "vendors",
        "given_at",
        "withdrawn_at",
    )
