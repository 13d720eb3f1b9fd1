"""Codes of the ai room in words, and amounts of money, for staff pages."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ai.choices import (
    BudgetScope,
    CallPurpose,
    Effort,
    EgressKind,
    ModelKind,
    Outcome,
    Tier,
    Vendor,
    WhyLocal,
)
from ai.spend_selectors import DIED
from core.staff_columns import Colours
from core.staff_pages import Words

#: Names of their own, in every language.
VENDORS: Words = {Vendor.ANTHROPIC: "Anthropic", Vendor.OPENAI: "OpenAI"}
TIERS: Words = {
    Tier.SIMPLE: _("simple"),
    Tier.MEDIUM: _("medium"),
    Tier.COMPLEX: _("complex"),
}
TIER_COLOURS: Colours = {Tier.SIMPLE: "success", Tier.MEDIUM: "info", Tier.COMPLEX: "warning"}
EFFORTS: Words = {
    Effort.NONE: _("does not think first"),
    Effort.LOW: _("little"),
    Effort.MEDIUM: _("moderately"),
    Effort.HIGH: _("much"),
}
MODEL_KINDS: Words = {
    ModelKind.TEXT: _("writes text"),
    ModelKind.EMBEDDING: _("makes vectors"),
    ModelKind.MODERATION: _("looks for harm"),
}
OUTCOMES: Words = {
    Outcome.STARTED: _("going on or died"),
    Outcome.COMPLETED: _("succeeded"),
    Outcome.REPAIRED: _("repaired at the second try"),
    Outcome.DISCARDED: _("thrown away: the permission was taken back"),
    Outcome.FAILED: _("failed"),
}
OUTCOME_COLOURS: Colours = {
    Outcome.STARTED: "warning",
    Outcome.COMPLETED: "success",
    Outcome.REPAIRED: "info",
    Outcome.DISCARDED: "warning",
    Outcome.FAILED: "danger",
}
CALL_PURPOSES: Words = {
    CallPurpose.INSTANT_ANALYSIS: _("instant reflection"),
    CallPurpose.DEEP_ANALYSIS: _("deep analysis"),
    CallPurpose.COACH_REPLY: _("reply of the coach"),
    CallPurpose.EMBEDDING: _("vectors"),
    CallPurpose.MODERATION: _("search for harm"),
    CallPurpose.EVALUATION: _("trial of a model"),
}
EGRESS_KINDS: Words = {
    EgressKind.ANSWER: _("the answer"),
    EgressKind.QUESTION: _("the question"),
    EgressKind.HISTORY: _("earlier answers"),
    EgressKind.CONVERSATION: _("the conversation"),
    EgressKind.PROFILE: _("numbers of the portrait"),
    EgressKind.OUTPUT: _("the model's own output"),
}
SCOPES: Words = {
    BudgetScope.PERSON_DAY: _("each person, a day"),
    BudgetScope.PURPOSE_DAY: _("one purpose, a day"),
    BudgetScope.WORKSPACE_DAY: _("everything, a day"),
    BudgetScope.WORKSPACE_MONTH: _("everything, a month"),
}
WHY_LOCAL: Words = {
    WhyLocal.NOT_LOCAL: _("read by a vendor's model"),
    WhyLocal.NO_PERMIT: _("the person lets nothing out"),
    WhyLocal.NO_KEY: _("no key or no model"),
    WhyLocal.BUDGET: _("the budget was spent"),
    WhyLocal.VENDORS_FAILED: _("every model failed"),
    WhyLocal.WITHDRAWN: _("the permission was taken back"),
    WhyLocal.CRISIS: _("a crisis: people, not models"),
}
#: Codes of `ai.errors` and of the ledger; others are shown as they are.
ERRORS: Words = {
    DIED: _("the process died"),
    "vendor_failed": _("the vendor gave nothing"),
    "vendor_away": _("vendor away"),
    "vendor_too_slow": _("too slow"),
    "vendor_broken": _("a fault of ours"),
    "vendor_rate_limited": _("too many calls for the vendor"),
    "vendor_spend_limit": _("the account has no money"),
    "vendor_key_refused": _("key refused"),
    "vendor_model_unknown": _("model unknown"),
    "vendor_request_rejected": _("request rejected"),
    "vendor_too_large": _("too long"),
    "vendor_refused": _("the model declined"),
    "vendor_truncated": _("cut off at its limit"),
    "vendor_invalid_output": _("not of the wanted form"),
    "ai_withdrawn": _("the permission was taken back"),
    "ai_time_is_up": _("no time left"),
}
UNKNOWN = "–"
#: No line breaks between a number and its unit.
SPACE = "\N{NO-BREAK SPACE}"
#: From here on, hundredths of a dollar are fine enough.
ONE, CENT = Decimal(1), Decimal("0.01")
#: Below it, tenths of a per cent are told.
FINE_PER_CENT = 10


def usd(amount: Decimal) -> str:
    """Return an amount with its currency, parts of a cent to a hundredth of one."""
    size = abs(amount)
    if 0 < size < CENT**2:
        return f"<{SPACE}{number_format(CENT**2, decimal_pos=4)}{SPACE}$"
    places = 2 if size >= ONE or size == size.quantize(CENT) else 4
    sign = "–" if amount < 0 else ""
    return f"{sign}{number_format(size, decimal_pos=places, force_grouping=True)}{SPACE}$"


def price(amount: Decimal | None) -> str:
    """Return a price for a million tokens, without zeros that say nothing."""
    if amount is None:
        return UNKNOWN
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{number_format(amount, decimal_pos=places)}{SPACE}$"


def per_cent(share: float) -> str:
    """Return a share of 0 to 1 in per cent."""
    value = 100 * share
    if 0 < abs(value) < FINE_PER_CENT:
        return f"{number_format(round(value, 1), decimal_pos=1)}{SPACE}%"
    return f"{round(value)}{SPACE}%"
