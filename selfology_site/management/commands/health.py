"""Say how the installation is."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.health import Health, Report, examine, worst
from selfology_site.health import as_json

EXIT_CODES = {Health.HEALTHY: 0, Health.DEGRADED: 1, Health.UNHEALTHY: 2}


class Command(BaseCommand):
    """Run every health check. Exit code 0 healthy, 1 degraded, 2 unhealthy."""

    help = "Check every part. Exit code 0 healthy, 1 degraded, 2 unhealthy."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let machines read it too."""
        parser.add_argument("--json", action="store_true", help="print what /readyz answers")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a table, or JSON."""
        reports = examine()
        text = json.dumps(as_json(reports), indent=2) if options["json"] else table(reports)
        self.stdout.write(text)
        sys.exit(EXIT_CODES[worst(reports)])


def table(reports: Mapping[str, Report]) -> str:
    """Return one line a part, and one for the whole."""
    rows = [(name, report.health.value, str(report)) for name, report in reports.items()]
    rows.append(("all", worst(reports).value, ""))
    width = max(len(name) for name, *_ in rows)
    lines = [f"{name:{width}}  {health:9}  {reason}" for name, health, reason in rows]
    return "\n".join(line.rstrip() for line in lines)
