"""Crisis cases: the queue of those who may need a human."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.overview import Card, Figure, show_card
from core.staff_columns import badge, column, words_column, words_filter
from core.staff_pages import PERSON_SEARCH_HELP, ObjectForm, ReadOnlyPage, Words
from people.choices import CaseStatus
from people.crisis import crisis_close
from people.models import CrisisCase
from people.staff_words import CASE_COLOURS, CASE_STATUSES, STATES, person_column

LEVELS: Words = {"2": _("2: thoughts of death"), "3": _("3: acute danger")}
LEVEL = column(
    "level",
    _("level"),
    lambda case: badge(LEVELS[str(case.level)], "danger" if case.level == 3 else "warning"),  # noqa: PLR2004 - the highest level
    order="level",
)
STATUS = words_column("status", _("status"), CASE_STATUSES, CASE_COLOURS)


@admin.register(CrisisCase)
class CrisisCaseAdmin(ReadOnlyPage[CrisisCase]):
    """Open cases first, the gravest and the oldest of them at the top."""

    code_field = "person_id"
    search_fields = ("pk",)
    search_help_text = PERSON_SEARCH_HELP
    ordering = ("-status", "-level", "opened_at")
    list_display = (column("id", _("number")), person_column(), LEVEL, STATUS, "opened_at")
    list_filter = (
        words_filter("status", _("status"), CASE_STATUSES),
        words_filter("level", _("level"), LEVELS),
    )
    fields = (
        person_column(),
        LEVEL,
        STATUS,
        column("signals", _("what was heard"), lambda case: ", ".join(case.signals)),
        words_column("state_before", _("what the person was doing"), STATES),
        "opened_at",
        "closed_at",
    )

    def object_forms(self, request: HttpRequest) -> list[ObjectForm[CrisisCase]]:
        """Offer to close an open case."""
        return [
            ObjectForm(
                name="close",
                title=_("Close the case"),
                text=_(
                    "Nothing is asked of this person while the case is open. Close it when a "
                    "human has made sure that they are safe; they then go on when they want to."
                ),
                button=_("Close the case"),
                permission="people.change_crisiscase",
                run=self._close,
                is_offered=lambda case: case.status == CaseStatus.OPEN,
                is_grave=True,
            )
        ]

    def _close(self, request: HttpRequest, case: CrisisCase, _form: forms.Form) -> None:
        crisis_close(case.person_id)
        self.log_change(request, case, "closed")
        messages.success(request, _("The case is closed."))


def _open_cases() -> Figure:
    count = CrisisCase.objects.filter(status=CaseStatus.OPEN).count()
    return Figure(count, is_alarming=count > 0)


show_card(
    "crises",
    Card(
        title=_("Open crisis cases"),
        permission="people.view_crisiscase",
        link="admin:people_crisiscase_changelist",
        query="?status=open",
        read=_open_cases,
        rank=3,
    ),
)
