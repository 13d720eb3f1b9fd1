"""Log files that stay small."""

from contextlib import suppress
from pathlib import Path

MAX_BYTES = 10 * 1024 * 1024
KEPT = 3


def rotate(path: Path, max_bytes: int = MAX_BYTES) -> None:
    """Move a file of `max_bytes` or more to `.1`, `.1` to `.2` and so on; the oldest goes.

    A writer that still has the file open goes on writing to the moved one.
    """
    with suppress(FileNotFoundError):
        if path.stat().st_size < max_bytes:
            return
        for number in range(KEPT - 1, 0, -1):
            with suppress(FileNotFoundError):
                _numbered(path, number).replace(_numbered(path, number + 1))
        path.replace(_numbered(path, 1))


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")
