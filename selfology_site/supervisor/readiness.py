"""Wait until everything answers, and say what does not."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

ASK_SECONDS = 5.0
PAUSE_SECONDS = 0.2
LATE_SECONDS = 60.0
LONGEST_REPORT = 500

#: Loopback is never asked through a proxy.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def announce_when_ready(url: str, ready: Callable[[], None], late: Callable[[str], None]) -> None:
    """Ask `url` in the background: `ready()` at the first 200, `late(report)` after a minute."""
    threading.Thread(target=_wait, args=(url, ready, late), name="readiness", daemon=True).start()


def _wait(url: str, ready: Callable[[], None], late: Callable[[str], None]) -> None:
    late_at = time.monotonic() + LATE_SECONDS
    is_told = False
    while (report := ask(url)) is not None:
        if not is_told and time.monotonic() > late_at:
            is_told = True
            late(report)
        time.sleep(PAUSE_SECONDS)
    ready()


def ask(url: str) -> str | None:
    """Return None when `url` answers 200, otherwise what it says instead."""
    try:
        with _OPENER.open(url, timeout=ASK_SECONDS) as answer:
            return None if answer.status == HTTPStatus.OK else f"status {answer.status}"
    except urllib.error.HTTPError as error:
        with error:
            return parts_down(error.read().decode(errors="replace"))
    except OSError as error:
        return f"no answer yet ({error})"


def parts_down(body: str) -> str:
    """Return the parts of a `/readyz` answer that are not up, with their reasons."""
    try:
        parts = json.loads(body)["parts"]
        down = {name: part for name, part in parts.items() if part["health"] == "unhealthy"}
        return ", ".join(f"{name} ({part.get('reason', '')})" for name, part in down.items())
    except (ValueError, TypeError, KeyError, AttributeError):
        return body[:LONGEST_REPORT]
