#!/usr/bin/env python
"""Django's command line, with the embedded stack up before a command that needs servers."""

import os
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfology_site.embedded import EmbeddedStack

#: Commands that need no server, or start them on their own terms; everything else finds the stack
#: running.
SERVERLESS = frozenset(
    {"help", "collectstatic", "makemessages", "compilemessages", "runstack", "sandbox", "version"}
)
#: Commands that begin while servers are still being started: a message of somebody in danger is
#: answered also where PostgreSQL cannot start.
IMPATIENT = frozenset({"runbot"})
RETRY_SECONDS = 5.0


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfology_site.settings")
    from django.conf import settings  # noqa: PLC0415 - needs the line above
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the same

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if settings.STACK is not None and command not in SERVERLESS:
        _start_servers(settings.STACK, command)
    execute_from_command_line(sys.argv)


def _start_servers(stack: "EmbeddedStack", command: str) -> None:
    if command in IMPATIENT:
        Thread(target=_keep_starting, args=(stack,), name="servers", daemon=True).start()
    else:
        stack.ensure()


def _keep_starting(stack: "EmbeddedStack") -> None:
    from selfology_site.embedded import EmbeddedError  # noqa: PLC0415 - as above

    while True:
        try:
            stack.ensure()
        except EmbeddedError as error:
            sys.stderr.write(f"{error}\n")
            time.sleep(RETRY_SECONDS)
        else:
            return


if __name__ == "__main__":
    main()
