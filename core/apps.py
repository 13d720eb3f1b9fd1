"""Connects the core."""

from django.apps import AppConfig

from core.process import before_work
from core.tracing import prepare_tracing


class CoreConfig(AppConfig):
    """Tools every app stands on."""

    name = "core"

    def ready(self) -> None:
        """Have what exports traces loaded before a process takes up work, or forks."""
        before_work(prepare_tracing)
