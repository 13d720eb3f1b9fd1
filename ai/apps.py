"""Connects the analysers."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from ai.local.analyser import warm_up
from ai.providers import configured
from core.health import register_check
from core.process import before_work


class AiConfig(AppConfig):
    """Has dictionaries loaded before a process takes up its work, and the price list watched."""

    name = "ai"
    verbose_name = _("AI")

    def ready(self) -> None:
        """Register the loading and the checks."""
        from ai.checks import check_price_list  # noqa: PLC0415 - models exist only now
        from ai.health import price_list_health  # noqa: PLC0415 - models exist only now

        before_work(warm_up)
        before_work(configured.warm_up)
        register(check_price_list, Tags.database)
        register_check("ai_models", price_list_health)
