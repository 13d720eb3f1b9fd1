"""Connects the event backbone."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.health import register_check


class EventsConfig(AppConfig):
    """Finds every app's handlers and receivers, and registers the health of the backlog."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Register the check; import every app's `handlers.py` and `receivers.py`, to register."""
        from events.health import backlog_health  # noqa: PLC0415 - models exist only now

        register_check("backlog", backlog_health)
        autodiscover_modules("handlers")
        autodiscover_modules("receivers")
