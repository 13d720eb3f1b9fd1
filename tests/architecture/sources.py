"""The product's own source files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from selfology_site.env import BASE_DIR

PACKAGES = (
    "core",
    "events",
    "people",
    "ai",
    "onboarding",
    "analysis",
    "profiles",
    "coach",
    "telegram_bot",
    "selfology_site",
)
APPS = PACKAGES[:-1]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of the product but migrations, parsed, by its dotted name."""
    return {_dotted(path): ast.parse(path.read_text()) for path in source_files()}


def source_files() -> list[Path]:
    """Return every source file of the product but migrations."""
    files = (path for package in PACKAGES for path in (BASE_DIR / package).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


def files_of_tests() -> list[Path]:
    """Return every file with tests."""
    return sorted((BASE_DIR / "tests").rglob("test_*.py"))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method in `tree`."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in `tree`."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _dotted(path: Path) -> str:
    parts = path.relative_to(BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
