"""An embedded PostgreSQL that listens on a unix socket only."""

import os
import re
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from selfology_site.embedded.binaries import postgres_bin_dir
from selfology_site.embedded.errors import EmbeddedError
from selfology_site.embedded.layout import Layout, Server
from selfology_site.embedded.privileges import Account, postgres_account
from selfology_site.embedded.process import server_environment
from selfology_site.embedded.server import EmbeddedServer

DATABASE = "selfology"
SUPERUSER = "postgres"
PORT = 5432  # names the socket file; nothing listens on a network port
CONNECT_SECONDS = 3
BUILTIN_LOCALE_SINCE = 17
#: Failing statements and the details of errors hold what people wrote, so they stay unlogged.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class PostgresServer(EmbeddedServer):
    """PostgreSQL, 15 or newer."""

    name = Server.POSTGRES
    stop_signal = signal.SIGINT  # a "fast" shutdown: transactions are rolled back, not waited for
    stop_seconds = 60

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._socket = layout.run_dir / f".s.PGSQL.{PORT}"

    @property
    def url(self) -> str:
        """Address of the product's database."""
        host = quote(str(self.layout.run_dir), safe="")
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={host}"

    def answers(self) -> bool:
        """Whether a PostgreSQL answers that works on our data directory."""
        try:
            with self._connect() as connection:
                row = connection.execute("SELECT current_setting('data_directory')").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and os.path.realpath(row[0]) == os.path.realpath(self.dir)

    def is_reachable(self) -> bool:
        """Whether the socket exists."""
        return self._socket.exists()

    def ensure(self) -> None:
        """Start PostgreSQL unless it answers, and create the product's database."""
        super().ensure()
        with self._connect() as connection:
            query = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def start(self) -> None:
        """Make the cluster if there is none and start its server."""
        self._refuse_other_version()
        self._create_cluster()
        self._drop_stale_pid_file()
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        argv = [*self._argv("postgres"), "-D", str(self.dir), "-k", str(self.layout.run_dir)]
        argv += ["-p", str(PORT), *options]
        self.process.start(argv, server_environment())

    @cached_property
    def _bin_dir(self) -> Path:
        return postgres_bin_dir()

    @property
    def _account(self) -> Account:
        return postgres_account(self.dir)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.layout.run_dir),
            port=PORT,
            user=SUPERUSER,
            dbname=SUPERUSER,
            connect_timeout=CONNECT_SECONDS,
            autocommit=True,
        )

    def _argv(self, program: str) -> list[str]:
        return [*self._account.prefix, str(self._bin_dir / program)]

    def _major_version(self) -> int:
        output = self._run([str(self._bin_dir / "postgres"), "--version"])
        match = re.search(r"\(PostgreSQL\) (\d+)", output)
        if match is None:
            message = f"{self._bin_dir / 'postgres'} does not tell its version: {output.strip()!r}"
            raise EmbeddedError(message)
        return int(match[1])

    def _refuse_other_version(self) -> None:
        """PostgreSQL cannot open the data of another major version; say so before it fails."""
        noted = self.dir / "PG_VERSION"
        if not noted.exists():
            return
        made_by, have = int(noted.read_text()), self._major_version()
        if made_by != have:
            message = (
                f"The data in {self.dir} was made by PostgreSQL {made_by}, and the one found in "
                f"{self._bin_dir} is {have}. Set SELFOLOGY_PG_BIN to the programs of version "
                f"{made_by}, or move {self.dir} away to begin with an empty database."
            )
            raise EmbeddedError(message)

    def _create_cluster(self) -> None:
        """Build a cluster aside and rename it, so that a killed initdb leaves nothing half made."""
        if (self.dir / "PG_VERSION").exists():
            return
        options = ["-U", SUPERUSER, "-E", "UTF8", "-A", "trust", "--no-instructions"]
        options += self._locale_options()
        aside = self.dir.with_suffix(".new")
        for leftover in (self.dir, aside):
            shutil.rmtree(leftover, ignore_errors=True)
        aside.mkdir(mode=0o700)
        self._account.own(aside)
        self._run([*self._argv("initdb"), "-D", str(aside), *options])
        aside.rename(self.dir)

    def _locale_options(self) -> list[str]:
        """Order by code point, but know the letter case of Cyrillic, whatever the machine has."""
        if self._major_version() >= BUILTIN_LOCALE_SINCE:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]

    def _drop_stale_pid_file(self) -> None:
        """Remove what a killed postmaster left.

        PostgreSQL refuses to start when the number in the file belongs to a zombie or was given
        to another program. Ours is dead: nobody holds its lock. One that somebody started by hand
        on this directory is still kept out by PostgreSQL's own shared-memory check.
        """
        (self.dir / "postmaster.pid").unlink(missing_ok=True)

    def _run(self, argv: list[str]) -> str:
        result = subprocess.run(  # noqa: S603 - our own arguments
            argv,
            cwd="/",
            env=server_environment(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if result.returncode != 0:
            message = f"{argv[0]} failed:\n{(result.stderr or result.stdout).strip()}"
            raise EmbeddedError(message)
        return result.stdout
