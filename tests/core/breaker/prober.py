"""A process that asks for admission when told so, and holds it until told to end.

Says `ready`; then for every line it reads asks once and says what came of it; a call that was
admitted ends well with the next line.
"""

import sys
from pathlib import Path

import structlog
from django.conf import settings

from core.breaker import Breaker, BreakerOpenError


def main() -> None:
    """Answer line by line."""
    settings.configure(REDIS_URL=sys.argv[1], METRICS_DIR=Path(sys.argv[3]))
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    breaker = Breaker(sys.argv[2])
    _say("ready")
    for _ in sys.stdin:
        try:
            with breaker.guard():
                _say("admitted")
                sys.stdin.readline()
        except BreakerOpenError:
            _say("refused")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
