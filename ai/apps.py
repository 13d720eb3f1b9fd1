"""Connects the ai room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AiConfig(AppConfig):
    """One router to every analyser, the offline one last."""

    name = "ai"
    verbose_name = _("AI")
