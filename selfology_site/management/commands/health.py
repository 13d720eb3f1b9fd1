"""Say how the installation is."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from core.health import Health, examine, worst

EXIT_CODES = {Health.HEALTHY: 0, Health.DEGRADED: 1, Health.UNHEALTHY: 2}


class Command(BaseCommand):
    """Run every health check. Exit code 0 healthy, 1 degraded, 2 unhealthy."""

    help = "Check every part. Exit code 0 healthy, 1 degraded, 2 unhealthy."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print one line a part."""
        reports = examine()
        for name, report in reports.items():
            self.stdout.write(f"{report.health:9} {name}  {report.reason}")
        sys.exit(EXIT_CODES[worst(reports)])
