"""Connects the core."""

from django.apps import AppConfig

from core.breaker.health import breakers_health
from core.health import register_check
from core.process import before_work
from core.tracing import prepare_tracing


class CoreConfig(AppConfig):
    """Tools every app stands on."""

    name = "core"

    def ready(self) -> None:
        """Have what exports traces loaded before a process forks; register the check."""
        before_work(prepare_tracing)
        register_check("breakers", breakers_health)
