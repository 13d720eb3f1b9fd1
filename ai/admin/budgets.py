"""What may be spent, and how much of it is."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ai.admin.words_fields import WordsPage
from ai.choices import BudgetScope
from ai.models import AiBudget
from ai.selectors import BudgetState, budget_states
from ai.staff_words import CALL_PURPOSES, SCOPES, UNKNOWN, per_cent, usd
from core.staff_columns import column, words_column
from core.typed_unfold import ModelForm

CENT = Decimal("0.01")


class BudgetForm(ModelForm[AiBudget]):
    """A budget; amounts without the zeros that the ledger needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = self.initial.get("limit_usd")
        if limit is not None:
            self.initial["limit_usd"] = _short(limit)

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse."""
        data = super().clean() or self.cleaned_data
        if (data.get("limit_usd") or 0) < 0:
            self.add_error("limit_usd", _("A limit is not negative; 0 allows no call."))
        soft = data.get("soft_share")
        if soft is not None and not 0 < soft <= 1:
            self.add_error("soft_share", _("More than 0 and at most 1."))
        if "scope" in data:
            self._compare(data["scope"], data.get("purpose", ""))
        return data

    def _compare(self, scope: str, purpose: str) -> None:
        is_of_purpose = scope == BudgetScope.PURPOSE_DAY
        if is_of_purpose and not purpose:
            self.add_error("purpose", _("Say for which purpose."))
        if purpose and not is_of_purpose:
            self.add_error("purpose", _("Only a budget of one purpose has a purpose."))


def _short(amount: Decimal) -> Decimal:
    short = amount.normalize()
    return short if short != short.quantize(CENT) else short.quantize(CENT)


@admin.register(AiBudget)
class AiBudgetAdmin(WordsPage[AiBudget]):
    """Limits: near one, cheaper models are asked; at it, the local analyser answers."""

    form = BudgetForm
    words_of_fields = {"scope": SCOPES, "purpose": CALL_PURPOSES}
    list_before_template = "admin/ai/budgets.html"
    list_display = (
        words_column("scope", _("scope"), SCOPES),
        words_column("purpose", _("purpose"), CALL_PURPOSES),
        column("limit", _("limit"), lambda row: usd(row.limit_usd), order="limit_usd"),
        column("now", _("spent and reserved now"), lambda row: _bar(_state(row))),
        column(
            "soft",
            _("cheaper models from"),
            lambda row: per_cent(float(row.soft_share)),
            order="soft_share",
        ),
    )
    fields = (("scope", "purpose"), ("limit_usd", "soft_share"))

    def get_readonly_fields(self, request: HttpRequest, obj: AiBudget | None = None) -> list[Any]:
        """Keep what a budget is for; another one is another row."""
        return [SCOPE, PURPOSE, NOW] if obj else []

    def get_fields(self, request: HttpRequest, obj: AiBudget | None = None) -> list[Any]:
        """Show what is spent once there is a budget."""
        amounts = ("limit_usd", "soft_share")
        return [(SCOPE, PURPOSE), NOW, amounts] if obj else [("scope", "purpose"), amounts]

    def has_delete_permission(self, request: HttpRequest, obj: AiBudget | None = None) -> bool:
        """Let those lift a limit who may."""
        return request.user.has_perm("ai.delete_aibudget")


SCOPE = words_column("scope", _("scope"), SCOPES)
PURPOSE = words_column("purpose", _("purpose"), {**CALL_PURPOSES, "": UNKNOWN})
NOW = column("now", _("spent and reserved now"), lambda row: _bar(_state(row)))


def budget_rows() -> list[dict[str, Any]]:
    """Return every budget as `admin/ai/money.html` shows it."""
    return [{"name": budget_name(state), "bar": _bar(state)} for state in budget_states()]


def budget_name(state: BudgetState) -> str | Promise:
    """Return what the budget is for, in words."""
    scope = SCOPES[state.scope]
    return f"{scope}: {CALL_PURPOSES[state.purpose]}" if state.purpose else scope


def _state(row: AiBudget) -> BudgetState:
    found = {(state.scope.value, state.purpose or ""): state for state in budget_states()}
    return found[row.scope, row.purpose]


def _bar(state: BudgetState) -> SafeString:
    share = float(state.share)
    context = {
        "used": usd(state.settled_usd + state.reserved_usd),
        "limit": usd(state.limit_usd),
        "reserved": usd(state.reserved_usd) if state.reserved_usd else "",
        "share": per_cent(share),
        "width": min(100, round(100 * share)),
        "soft": round(100 * float(state.soft_share)),
        "is_near": share >= state.soft_share,
        "is_of_person": state.scope is BudgetScope.PERSON_DAY,
        "people": state.counters,
    }
    return render_to_string("admin/ai/budget_bar.html", context)
