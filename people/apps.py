"""Connects people."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.health import register_check


class PeopleConfig(AppConfig):
    """Finds every app's declaration of personal data."""

    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Import `personal_data.py` of every app and register the health of the contacts."""
        from people.health import contacts_health  # noqa: PLC0415 - models exist only now

        autodiscover_modules("personal_data")
        register_check("crisis_contacts", contacts_health)
