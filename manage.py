#!/usr/bin/env python
"""Django's command line, with the embedded stack up before a command that needs servers."""

import os
import sys

#: Commands that need no server; everything else finds the stack running.
SERVERLESS = frozenset(
    {"help", "collectstatic", "makemessages", "compilemessages", "sandbox", "version"}
)


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfology_site.settings")
    from django.conf import settings  # noqa: PLC0415 - needs the line above
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the same

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if settings.STACK is not None and command not in SERVERLESS:
        settings.STACK.ensure()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
