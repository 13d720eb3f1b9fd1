"""What children print, written to files that stay small."""

import threading
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import IO

from selfology_site.embedded.log_files import MAX_BYTES, rotate

LAST_LINES = 5


class LogPump:
    """Copies the lines of one child, over all its restarts, into one rotating file."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._last: deque[bytes] = deque(maxlen=LAST_LINES)
        self._lock = threading.Lock()

    def follow(self, output: IO[bytes]) -> None:
        """Copy `output` in the background until its last writer closes it."""
        threading.Thread(
            target=self._copy, args=(output,), name=f"log of {self.path.stem}", daemon=True
        ).start()

    def last_lines(self) -> str:
        """Return what the child said last."""
        return b"".join(self._last).decode(errors="replace").rstrip()

    def _copy(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self._last.append(line)
                # a full disk must not stop the child, which would block on a full pipe
                with suppress(OSError), self._lock:
                    rotate(self.path, self._max_bytes)
                    with self.path.open("ab") as file:
                        file.write(line)
