"""What the page says that its script puts together, in the reader's language."""

from django.utils.translation import gettext as _

from core.breaker import Phase
from events.staff_words import STATUSES


def page_words() -> dict[str, dict[str, str]]:
    """Return the words by what they are about."""
    return {
        "state": {
            "waiting": _("connecting…"),
            "live": _("live"),
            "lost": _("connection lost, trying again…"),
            "away": _("PostgreSQL does not answer"),
            "refused": _("you are no longer logged in, or may not watch"),
        },
        "status": {code: str(word) for code, word in STATUSES.items()},
        "phase": {
            Phase.CLOSED.value: _("lets calls through"),
            Phase.OPEN.value: _("holds calls back"),
            Phase.HALF_OPEN.value: _("tries one call"),
        },
        "say": {
            "alive": _("alive"),
            "silent": _("silent"),
            "unknown": _("unknown"),
            "workers": _("workers"),
            "failures": _("failures in a row"),
            "probe": _("next probe in"),
            "path": _("path of the answer"),
            "second": _("s"),
            "minute": _("min"),
            "hour": _("h"),
            "day": _("d"),
        },
    }
