"""Connects the composition root."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfologySiteConfig(AppConfig):
    """Names the app."""

    name = "selfology_site"
    verbose_name = _("Selfology")
