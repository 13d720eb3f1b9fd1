"""Connects the portrait."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.health import register_check
from core.process import before_work


class ProfilesConfig(AppConfig):
    """Registers the health of the vector index and what it takes to work with it."""

    name = "profiles"
    verbose_name = _("Profiles")

    def ready(self) -> None:
        """Register the check and the loading."""
        from profiles.health import vectors_health  # noqa: PLC0415 - models exist only now
        from profiles.vectors.client import warm_up  # noqa: PLC0415 - slow to import

        register_check("vectors", vectors_health)
        before_work(warm_up)
