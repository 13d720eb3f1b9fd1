"""Connects the event backbone."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Finds every app's handlers and receivers."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Import `handlers.py` and `receivers.py` of every app, so that they register."""
        autodiscover_modules("handlers")
        autodiscover_modules("receivers")
