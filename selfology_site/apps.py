"""Connects the composition root."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SelfologySiteConfig(AppConfig):
    """Registers the checks of this installation."""

    name = "selfology_site"
    verbose_name = _("Selfology")

    def ready(self) -> None:
        """Register health checks, and let every migration end with the roles in place."""
        from selfology_site.health import register_checks  # noqa: PLC0415 - models exist only now
        from selfology_site.roles import set_roles  # noqa: PLC0415 - models exist only now

        register_checks()
        # The last app with tables: by its turn every app has its permissions.
        post_migrate.connect(set_roles, sender=apps.get_app_config("telegram_bot"))
