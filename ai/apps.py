"""Connects the analysers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ai.local.analyser import warm_up
from core.process import before_work


class AiConfig(AppConfig):
    """Has dictionaries loaded before a process takes up its work."""

    name = "ai"
    verbose_name = _("AI")

    def ready(self) -> None:
        """Register the loading."""
        before_work(warm_up)
