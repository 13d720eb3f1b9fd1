"""Connects analysis."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    """Names the app."""

    name = "analysis"
    verbose_name = _("Analysis")
