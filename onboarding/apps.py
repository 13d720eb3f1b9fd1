"""Connects onboarding."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnboardingConfig(AppConfig):
    """Names the app."""

    name = "onboarding"
    verbose_name = _("Questions and talks")
