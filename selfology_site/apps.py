"""Connects the composition root."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfologySiteConfig(AppConfig):
    """Registers the checks of this installation."""

    name = "selfology_site"
    verbose_name = _("Selfology")

    def ready(self) -> None:
        """Register health checks."""
        from selfology_site.health import register_checks  # noqa: PLC0415 - models exist only now

        register_checks()
