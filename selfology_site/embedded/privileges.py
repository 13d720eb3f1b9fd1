"""PostgreSQL refuses to run as root, so root runs it as somebody who may do nothing."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from selfology_site.embedded.errors import EmbeddedError

#: The one power that is left: reading and writing under directories that only root may enter.
#: `no_setuid_fixup` keeps it in access(2) too, by which PostgreSQL looks for its own programs.
KEEP_FILE_ACCESS = (
    "--clear-groups",
    "--inh-caps",
    "+dac_override",
    "--ambient-caps",
    "+dac_override",
    "--securebits",
    "+no_setuid_fixup",
)


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL, and the words before a command that make it so."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        """Give a new directory to this account.

        Raises:
            EmbeddedError: This root has not the usual powers of root.
        """
        if self.uid is None or self.gid is None:
            return
        try:
            os.chown(path, self.uid, self.gid)
        except OSError as error:
            raise EmbeddedError(_powerless(error.strerror)) from error


def postgres_account(pgdata: Path) -> Account:
    """Return the account for a data directory: its owner, or nobody when root makes a new one.

    Raises:
        EmbeddedError: We are root and cannot become anybody else.
    """
    if os.geteuid() != 0:
        return Account()
    if (setpriv := shutil.which("setpriv")) is None:
        raise EmbeddedError(_powerless("setpriv, a part of util-linux, is missing"))
    uid, gid = _owner(pgdata)
    identity = ("--reuid", str(uid), "--regid", str(gid))
    return Account((setpriv, *identity, *KEEP_FILE_ACCESS, "--"), uid, gid)


def _owner(pgdata: Path) -> tuple[int, int]:
    if pgdata.exists() and (status := pgdata.stat()).st_uid != 0:
        return status.st_uid, status.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _powerless(why: str | None) -> str:
    return (
        f"PostgreSQL does not run as root, and this root cannot become another user: {why}. "
        "Run as an ordinary user, or set DATABASE_URL to a server that already runs."
    )
