"""`bootstrap.py` on checkouts of its own, with a wheel made here: no registry is asked."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def wheel(directory: Path, name: str) -> str:
    """Write a wheel of an empty module and return the requirement for it."""
    info = f"{name}-1.0.dist-info"
    file = directory / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return f"./{file.name}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    directory = tmp_path / "мой checkout"
    directory.mkdir()
    shutil.copy(REPOSITORY / "bootstrap.py", directory)
    (directory / "requirements.txt").write_text(wheel(directory, "base"))
    (directory / "requirements-embedded.txt").write_text(wheel(directory, "servers"))
    return directory


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH of our own: what a test puts there and the plain tools."""
    directory = tmp_path / "programs"
    directory.mkdir()
    return directory


@pytest.fixture
def run(checkout: Path, programs: Path) -> Run:
    """Run bootstrap with some arguments; nothing is downloaded."""

    def start(
        *arguments: str, python: str = sys.executable, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own script
            [python, "bootstrap.py", *arguments],
            cwd=checkout,
            env={
                "PATH": f"{programs}:/usr/bin:/bin",
                "HOME": str(programs),
                "PIP_NO_INDEX": "1",
                "UV_NO_INDEX": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return start


@pytest.fixture
def uv(programs: Path) -> None:
    (programs / "uv").symlink_to(Path(sys.prefix) / "bin" / "uv")


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def can_import(checkout: Path, name: str) -> bool:
    python = checkout / ".venv" / "bin" / "python"
    return subprocess.run([python, "-c", f"import {name}"], check=False).returncode == 0  # noqa: S603 - ours


@pytest.mark.usefixtures("uv")
def test_uv_installs_what_is_asked_for_once(run: Run, checkout: Path) -> None:
    first = run()
    assert first.returncode == 0, first.stderr
    assert "installing requirements.txt" in first.stderr
    assert "failed" not in first.stderr
    assert can_import(checkout, "base")
    assert not can_import(checkout, "servers")

    assert "installing" not in run().stderr
    assert "requirements-embedded.txt" in run("--embedded").stderr
    assert can_import(checkout, "servers")
    assert run("--embedded").stderr == run().stderr == ""


@pytest.mark.usefixtures("uv")
def test_changed_pins_are_installed_again(run: Run, checkout: Path) -> None:
    run()
    (checkout / "requirements.txt").write_text(wheel(checkout, "other"))

    assert "installing" in run().stderr

    assert can_import(checkout, "other")


@pytest.mark.usefixtures("uv")
def test_a_broken_environment_is_made_anew(run: Run, checkout: Path) -> None:
    run()
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")

    result = run()

    assert result.returncode == 0
    assert "failed" not in result.stderr
    assert can_import(checkout, "base")


def test_pip_installs_where_uv_cannot(run: Run, checkout: Path, programs: Path) -> None:
    script(programs / "uv", "#!/bin/sh\nexit 1\n")

    result = run()

    assert result.returncode == 0, result.stderr
    assert "trying another way" in result.stderr
    assert can_import(checkout, "base")


def test_a_python_without_ensurepip_uses_its_own_pip(
    run: Run, checkout: Path, tmp_path: Path
) -> None:
    own = tmp_path / "with pip"
    venv.create(own, with_pip=True)
    script(tmp_path / "broken" / "ensurepip.py", "raise ImportError\n")

    result = run(python=str(own / "bin" / "python"), PYTHONPATH=str(tmp_path / "broken"))

    assert result.returncode == 0, result.stderr
    assert can_import(checkout, "base")


def test_a_python_without_ensurepip_and_pip_says_what_to_install(run: Run, tmp_path: Path) -> None:
    script(tmp_path / "broken" / "ensurepip.py", "raise ImportError\n")
    script(tmp_path / "broken" / "pip.py", "raise ImportError\n")

    result = run(PYTHONPATH=str(tmp_path / "broken"))

    assert result.returncode == 1
    assert "apt install python3-venv" in result.stderr


@pytest.mark.usefixtures("uv")
def test_a_package_that_cannot_be_had_is_told(run: Run, checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("./nothing-1.0-py3-none-any.whl\n")

    result = run()

    assert result.returncode == 1
    assert "nothing-1.0" in result.stderr
    assert not (checkout / ".venv" / "installed.json").exists()


#: Pretends to be an old interpreter: answers with a version and runs the script as that version.
OLD = """#!{python}
import runpy, sys
sys.version_info = (3, 9, 1, "final", 0)
sys.executable = {old!r}
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def old_python(programs: Path) -> str:
    old = str(programs / "python3")
    script(programs / "python3", OLD.format(python=sys.executable, old=old))
    return old


@pytest.mark.usefixtures("uv")
def test_an_old_python_hands_over_to_a_newer_one(
    run: Run, checkout: Path, programs: Path, old_python: str
) -> None:
    script(programs / "python3.13", "#!/bin/sh\nexit 127\n")  # a shim with nothing behind it
    (programs / "python3.12").symlink_to(sys.executable)

    result = run(python=old_python)

    assert result.returncode == 0, result.stderr
    assert can_import(checkout, "base")


def test_an_old_python_alone_is_refused(run: Run, programs: Path, old_python: str) -> None:
    for number in (11, 12, 13):
        script(programs / f"python3.{number}", "#!/bin/sh\nexit 127\n")

    result = run(python=old_python)

    assert result.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in result.stderr


@pytest.mark.usefixtures("uv")
def test_catalogues_are_compiled_when_they_change(run: Run, checkout: Path) -> None:
    source = checkout / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        'msgid "Hello"\nmsgstr "Здравствуйте"\n'
    )
    packages = next(path for path in sys.path if path.endswith("site-packages"))

    assert run(PYTHONPATH=packages).stderr.count("installing") == 1

    compiled = source.with_suffix(".mo")
    assert "Здравствуйте".encode() in compiled.read_bytes()
    written = compiled.stat().st_mtime_ns
    run(PYTHONPATH=packages)
    assert compiled.stat().st_mtime_ns == written
    os.utime(source, (written, written))
    compiled.write_bytes(b"")
    os.utime(compiled, (1, 1))
    run(PYTHONPATH=packages)
    assert compiled.read_bytes()


def test_the_stamp_knows_the_python_it_is_for(checkout: Path, run: Run, uv: None) -> None:
    run()
    stamp = checkout / ".venv" / "installed.json"
    content = json.loads(stamp.read_text())

    assert content.keys() == {"requirements.txt"}
    stamp.write_text(json.dumps({"requirements.txt": "of another Python"}))
    assert "installing" in run().stderr
    assert json.loads(stamp.read_text()) == content
