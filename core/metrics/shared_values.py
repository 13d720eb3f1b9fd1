"""Values of metrics that all processes count together, in files that stay few.

The library's own multi-process mode makes files for every process id; a worker that forks for each
job would leave thousands. Here a process takes the first free of a row of slots, held by a file
lock that ends with the process, and goes on counting where the last holder stopped.
"""

import fcntl
import os
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import structlog
from django.conf import settings
from prometheus_client.mmap_dict import MmapedDict, mmap_key

#: Written out at once: a memory-mapped hole that a full disk cannot fill kills the process.
FILE_BYTES = 1 << 17

#: Where files cannot be written, nothing is counted for so long.
PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


class _Numbers(Protocol):
    """What the library's file of numbers does; a number comes with a time that we leave at 0."""

    def read_value(self, key: str) -> tuple[float, float]: ...
    def write_value(self, key: str, value: float, timestamp: float) -> None: ...
    def close(self) -> None: ...


_open: Callable[[str], _Numbers] = MmapedDict


class _Slot:
    """This process's place in the row, and its files by the type of metric."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory = directory
        self._number, self._lock = _first_free(directory)
        self._files: dict[str, _Numbers] = {}

    def file(self, metric_type: str) -> _Numbers:
        """Return the file of a type, with every known value in it: a histogram lacks no bucket."""
        if metric_type not in self._files:
            path = self._directory / f"{metric_type}_{self._number}.db"
            if not path.exists() or path.stat().st_size < FILE_BYTES:
                path.write_bytes(bytes(FILE_BYTES))
            file = self._files[metric_type] = _open(str(path))
            for key in _known_keys[metric_type]:
                file.read_value(key)
        return self._files[metric_type]

    def close(self) -> None:
        """Leave the slot to others."""
        for file in self._files.values():
            file.close()
        os.close(self._lock)


class _Here:
    """What this process holds. Everything in it is made anew after a fork."""

    lock = Lock()
    slot: _Slot | None = None
    paused_until = 0.0


_known_keys: dict[str, list[str]] = defaultdict(list)


class SharedValue:
    """One number of one process, summed up with those of the others when metrics are read.

    No file is opened before something is counted. Counting never fails what is counted: where
    files cannot be written, nothing is counted.
    """

    def __init__(
        self,
        typ: str,
        metric_name: str,
        name: str,
        labelnames: Sequence[str],
        labelvalues: Sequence[str],
        help_text: str,
        **_options: Any,
    ) -> None:
        self._type = typ
        self._key = mmap_key(metric_name, name, list(labelnames), list(labelvalues), help_text)
        with _Here.lock:
            _known_keys[typ].append(self._key)
            if _Here.slot is not None:
                self._read()

    def inc(self, amount: float) -> None:
        """Add `amount`."""
        with _Here.lock:
            if (file := _file(self._type)) is not None:
                value, _ = file.read_value(self._key)
                file.write_value(self._key, value + amount, 0.0)

    def get(self) -> float:
        """Return what this process and those before it in its slot have counted."""
        with _Here.lock:
            return self._read()

    def set_exemplar(self, _exemplar: Any) -> None:
        """Keep no exemplars."""

    def _read(self) -> float:
        file = _file(self._type)
        return float(file.read_value(self._key)[0]) if file is not None else 0.0


def forget_slot() -> None:
    """Give this process's slot up; the next value counted takes one again."""
    with _Here.lock:
        if _Here.slot is not None:
            _Here.slot.close()
        _Here.slot, _Here.paused_until = None, 0.0


def _file(metric_type: str) -> _Numbers | None:
    """Return the file to count in, or None where there can be none now."""
    if time.monotonic() < _Here.paused_until:
        return None
    try:
        if _Here.slot is None:
            _Here.slot = _Slot(settings.METRICS_DIR)
        return _Here.slot.file(metric_type)
    except (OSError, RuntimeError) as error:
        _Here.paused_until = time.monotonic() + PAUSE_SECONDS
        log.warning("metrics_lost", error=type(error).__name__)
        return None


def _first_free(directory: Path) -> tuple[int, int]:
    """Return the number and the open lock of the first slot that nobody holds."""
    for number in count():
        descriptor = os.open(directory / f"{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return number, descriptor
    raise AssertionError  # pragma: no cover - the numbers do not end


def _after_fork() -> None:
    """Leave the parent its slot; a lock that a thread of the parent held is nobody's here."""
    _Here.lock = Lock()
    if _Here.slot is not None:
        _Here.slot.close()
    _Here.slot, _Here.paused_until = None, 0.0


os.register_at_fork(after_in_child=_after_fork)
