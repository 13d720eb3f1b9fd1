"""The look and the sidebar of the staff site.

Settings import `UNFOLD` from here, before any app is loaded: nothing of the apps is imported.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _allowed(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


def _item(title: str | Promise, icon: str, model: str) -> dict[str, Any]:
    """Return a line of the sidebar for the list of `model`, as `app.model`."""
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": _allowed(f"{app}.view_{name}"),
    }


def _is_in_lab(request: HttpRequest) -> bool:
    """Return whether a page is of the lab; the queue below its address has a line of its own."""
    lab, queue = reverse("admin:onboarding_question_changelist"), reverse(QUEUE)
    return request.path.startswith(lab) and not request.path.startswith(queue)


QUEUE = "admin:onboarding_question_review"
NAVIGATION: list[dict[str, Any]] = [
    {
        "title": "",
        "items": [
            {
                "title": _("Overview"),
                "icon": "space_dashboard",
                "link": reverse_lazy("admin:index"),
            },
            {
                "title": _("Health"),
                "icon": "monitor_heart",
                "link": reverse_lazy("admin:health"),
                "permission": _allowed("events.view_delivery"),
            },
            {
                "title": _("Monitor"),
                "icon": "sensors",
                "link": reverse_lazy("admin:monitor"),
                "permission": _allowed("events.view_delivery"),
            },
        ],
    },
    {
        "title": _("People"),
        "separator": True,
        "items": [
            _item(_("Persons"), "person", "people.person"),
            _item(_("Crisis cases"), "emergency_home", "people.crisiscase"),
            _item(_("Crisis contacts"), "call", "people.crisiscontact"),
            _item(_("Consents"), "handshake", "people.consent"),
        ],
    },
    {
        "title": _("Talks"),
        "separator": True,
        "items": [
            _item(_("Sessions"), "forum", "onboarding.session"),
            _item(_("Answers"), "chat_bubble", "onboarding.answer"),
            _item(_("Analyses"), "psychology", "analysis.analysis"),
            _item(_("Failed analyses"), "error", "analysis.analysisfailure"),
            _item(_("Profiles"), "account_circle", "profiles.personalityprofile"),
            _item(_("History of traits"), "timeline", "profiles.traithistory"),
            _item(_("Conversations"), "support_agent", "coach.conversation"),
            _item(_("Care"), "spa", "onboarding.carestate"),
        ],
    },
    {
        "title": _("Questions"),
        "separator": True,
        "items": [
            {
                **_item(_("Question lab"), "quiz", "onboarding.question"),
                "active": _is_in_lab,
            },
            {
                "title": _("My review queue"),
                "icon": "rate_review",
                "link": reverse_lazy(QUEUE),
                "permission": _allowed("onboarding.review_question"),
            },
            _item(_("Statistics of the bank"), "bar_chart", "onboarding.questionstatistics"),
            _item(_("Simulations"), "science", "onboarding.simulationrun"),
            _item(_("Bank versions"), "inventory_2", "onboarding.bankversion"),
            _item(_("Import and export"), "import_export", "onboarding.bankimport"),
        ],
    },
    {
        "title": _("AI"),
        "separator": True,
        "items": [
            {
                "title": _("AI money"),
                "icon": "payments",
                "link": reverse_lazy("admin:money"),
                "permission": _allowed("ai.view_aicall"),
            },
            _item(_("Calls to models"), "receipt_long", "ai.aicall"),
            _item(_("Budgets"), "savings", "ai.aibudget"),
            _item(_("Models and prices"), "sell", "ai.aimodel"),
            _item(_("Who is asked first"), "account_tree", "ai.aitierplace"),
            _item(_("Trials of analysers"), "science", "analysis.evaluationrun"),
        ],
    },
    {
        "title": _("Machinery"),
        "separator": True,
        "collapsible": True,
        "items": [
            _item(_("Deliveries"), "local_shipping", "events.delivery"),
            _item(_("Events"), "bolt", "events.outboxevent"),
            _item(_("Inbound updates"), "call_received", "telegram_bot.inboundupdate"),
            _item(_("Outgoing messages"), "call_made", "telegram_bot.outgoingmessage"),
            _item(_("Chats"), "send", "telegram_bot.account"),
        ],
    },
    {
        "title": _("Staff"),
        "separator": True,
        "collapsible": True,
        "items": [
            _item(_("Members of staff"), "badge", "people.staffuser"),
            _item(_("Roles"), "groups", "auth.group"),
            _item(_("Looks at personal words"), "visibility", "people.personaltextview"),
        ],
    },
]

#: A calm green instead of unfold's purple.
PRIMARY = {
    "50": "oklch(97.5% .014 175)",
    "100": "oklch(94.5% .035 175)",
    "200": "oklch(89.5% .065 176)",
    "300": "oklch(82.5% .095 178)",
    "400": "oklch(74% .11 181)",
    "500": "oklch(63% .105 184)",
    "600": "oklch(52.5% .09 186)",
    "700": "oklch(45% .075 188)",
    "800": "oklch(38.5% .06 190)",
    "900": "oklch(34% .05 192)",
    "950": "oklch(25% .04 194)",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Selfology",
    "SITE_HEADER": "Selfology",
    "SITE_SUBHEADER": _("for those who look after it"),
    "SITE_URL": None,
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: static("selfology/icon.svg"),
        }
    ],
    "SITE_SYMBOL": "self_improvement",
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": reverse_lazy("admin:set_language")},
    "BORDER_RADIUS": "8px",
    "COLORS": {"primary": PRIMARY},
    "STYLES": [lambda _request: static("selfology/admin.css")],
    "DASHBOARD_CALLBACK": "selfology_site.staff_overview.dashboard",
    "SIDEBAR": {"show_search": False, "navigation": NAVIGATION},
}
