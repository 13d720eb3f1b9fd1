"""Connects the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Tools every app stands on."""

    name = "core"
