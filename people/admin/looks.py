"""Who opened whose words, when and why."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.staff_columns import column
from core.staff_pages import PERSON_SEARCH_HELP, ReadOnlyPage
from people.models import PersonalTextView
from people.staff_words import person_column

REASON = column("reason", _("reason"), lambda look: look.reason)


@admin.register(PersonalTextView)
class PersonalTextViewAdmin(ReadOnlyPage[PersonalTextView]):
    """The log of looks; nobody can change it here."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-pk",)
    date_hierarchy = "viewed_at"
    list_display = (column("id", _("number")), "staff", person_column(), "subject", "viewed_at")
    list_filter = ("staff",)
    list_select_related = ("staff",)
    fields = ("staff", person_column(), "subject", REASON, "viewed_at")
