"""Connects the portrait."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.health import register_check


class ProfilesConfig(AppConfig):
    """Registers the health of the vector index."""

    name = "profiles"
    verbose_name = _("Profiles")

    def ready(self) -> None:
        """Register the check."""
        from profiles.health import vectors_health  # noqa: PLC0415 - models exist only now

        register_check("vectors", vectors_health)
