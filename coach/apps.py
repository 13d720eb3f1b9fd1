"""Connects the coach."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoachConfig(AppConfig):
    """Names the app."""

    name = "coach"
    verbose_name = _("Coach")
