"""Where the embedded servers keep their things."""

import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from selfology_site.embedded.errors import EmbeddedError

#: Longest socket path in bytes: sun_path holds 108 on Linux and 104 on macOS.
MAX_SOCKET_PATH = 100
#: redis-py splits `CLIENT INFO` at spaces, PostgreSQL splits its directory list at commas.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


class Server(StrEnum):
    """The servers the product needs; each can be embedded on its own."""

    POSTGRES = "postgres"
    REDIS = "redis"
    VECTORS = "vectors"


@dataclass(frozen=True)
class Layout:
    """Paths of one stack. Creating the object touches nothing."""

    data_dir: Path

    @property
    def run_dir(self) -> Path:
        """Directory of the sockets: inside the data directory, or in /tmp for long or odd paths."""
        inside = self.data_dir / "run"
        is_short = len(os.fsencode(inside / LONGEST_SOCKET_NAME)) <= MAX_SOCKET_PATH
        if is_short and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        return _temporary_root() / f"selfology-{os.getuid()}-{digest}"

    @property
    def log_dir(self) -> Path:
        """Directory of the servers' own logs."""
        return self.data_dir / "log"

    @property
    def stack_lock(self) -> Path:
        """Held exclusively while servers are being started or stopped."""
        return self.data_dir / "stack.lock"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the stack."""
        return self.data_dir / "users.lock"

    def server_dir(self, server: Server) -> Path:
        """Return the directory of a server's data."""
        return self.data_dir / server

    def process_lock(self, server: Server) -> Path:
        """Return the file that a living server keeps locked and that holds its process id."""
        return self.data_dir / f"{server}.lock"

    def log_file(self, server: Server) -> Path:
        """Return the file a server logs to."""
        return self.log_dir / f"{server}.log"

    def create(self) -> None:
        """Make the directories.

        Raises:
            EmbeddedError: The place belongs to somebody else or cannot be written.
        """
        try:
            for directory in (self.data_dir, self.run_dir, self.log_dir):
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = (
                f"The data directory {self.data_dir} cannot be used: {error.strerror}. "
                "Set SELFOLOGY_DATA_DIR to a directory you may write to."
            )
            raise EmbeddedError(message) from error
        self._refuse_foreign()

    def _refuse_foreign(self) -> None:
        """Refuse files of another user: /tmp is open to anyone, and root leaves its own behind."""
        for path in self._must_be_ours():
            status = path.lstat()
            if status.st_uid != os.geteuid() or stat.S_ISLNK(status.st_mode):
                message = (
                    f"{path} belongs to user id {status.st_uid} or is a link, and this process "
                    f"runs as user id {os.geteuid()}. Run as the user who made it, change its "
                    "owner, or set SELFOLOGY_DATA_DIR to a directory of your own."
                )
                raise EmbeddedError(message)

    def _must_be_ours(self) -> list[Path]:
        """Root may use anybody's data directory, but no socket directory laid out in /tmp."""
        outside = [self.run_dir] if self.run_dir.parent != self.data_dir else []
        if os.geteuid() == 0:
            return outside
        return [*outside, *self.data_dir.iterdir()]


def _temporary_root() -> Path:
    """Return the shortest common place for sockets; $TMPDIR itself is too long on macOS."""
    root = Path("/tmp")  # noqa: S108 - the directory made inside is 0700 and its owner is checked
    return root if root.is_dir() else Path(tempfile.gettempdir())
