"""What the house promises about its code: small, complete, and silent about people."""

import ast
import re
from collections.abc import Iterator, Set
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from statistics import median

import pytest
from django.apps import apps
from django.urls import get_resolver

from core.sealed.fields import SealedField
from events.registry import HANDLERS
from selfology_site.env import BASE_DIR, Env
from tests.architecture.sources import (
    Function,
    calls,
    files_of_tests,
    functions,
    modules,
    source_files,
)

LONGEST_MODULE = 400
MEDIAN_FUNCTION = 7
LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
#: Turns whatever it is given into text, and so may quote a person.
SPEAKING = frozenset({"str", "repr", "format", "join", "ascii", "decode"})
#: Names that stand for words of a person, besides those of the sealed fields.
WORDS = frozenset(
    {"html", "words", "incoming", "raw", "answer", "message", "caption", "first_name"}
)
#: A sealed field is called so, and so are tasks, links and files.
NOT_ALWAYS_WORDS = frozenset({"name"})


def test_no_module_is_long() -> None:
    with_code = {path: path.read_text() for path in source_files()}
    # Phrase lists are data: they are as long as the language is rich.
    long = [
        f"{path.relative_to(BASE_DIR)}"
        for path, text in with_code.items()
        if len(text.splitlines()) > LONGEST_MODULE and any(functions(ast.parse(text)))
    ]

    assert long == []


def test_functions_are_small() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for tree in modules().values()
        for node in functions(tree)
        if node.end_lineno
    ]

    assert median(lengths) <= MEDIAN_FUNCTION


def test_every_index_names_its_reader() -> None:
    silent = [
        f"{path.relative_to(BASE_DIR)}:{number}"
        for path in source_files()
        for number in _silent_indexes(path.read_text().splitlines())
    ]

    assert silent == []


def _silent_indexes(lines: list[str]) -> Iterator[int]:
    for number, line in enumerate(lines):
        if re.match(r"\s*models\.Index\(", line):
            above = takewhile(lambda text: text.strip().startswith("#"), reversed(lines[:number]))
            if "read by:" not in " ".join(above):
                yield number + 1


def test_every_test_has_an_assertion() -> None:
    vacuous = [
        f"{path.relative_to(BASE_DIR)}::{node.name}"
        for path in files_of_tests()
        for node in _without_assertion(ast.parse(path.read_text()))
    ]

    assert vacuous == []


#: Calls that are assertions: pytest's, and Playwright's.
ASSERTING = frozenset({"raises", "warns", "expect"})


def _without_assertion(tree: ast.Module) -> Iterator[Function]:
    asserting = {node.name for node in functions(tree) if _asserts(node, ASSERTING)}
    for node in functions(tree):
        if node.name.startswith("test_") and not _asserts(node, asserting | ASSERTING):
            yield node


def _asserts(node: ast.AST, helpers: Set[str]) -> bool:
    has_assert = any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
    called = {name for call in calls(node) for name in _names(call.func)}
    return has_assert or not called.isdisjoint(helpers)


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the last name of every part of what is called."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name | ast.Attribute):
            yield _last_name(part)


def test_every_handler_is_an_importable_function_of_its_app() -> None:
    assert HANDLERS
    for name, handler in HANDLERS.items():
        app, _, function = name.partition(".")
        assert getattr(import_module(f"{app}.handlers"), function) is handler.run


def test_every_setting_has_a_line_in_the_example() -> None:
    example = (BASE_DIR / ".env.example").read_text()

    named = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))

    assert named == {name.upper() for name in Env.model_fields}


def test_make_help_lists_every_target() -> None:
    makefile = (BASE_DIR / "Makefile").read_text()
    rules = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert rules == explained == set(phony.split())


def test_every_address_leads_to_a_view() -> None:
    paths = [str(pattern.pattern) for pattern in get_resolver().url_patterns]

    assert {"livez", "readyz", "telegram/webhook/"} <= set(paths)


def test_no_module_asks_the_standard_library_for_the_time() -> None:
    asking = [
        name
        for name, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in {"datetime.now", "datetime.utcnow", "timezone.now"}
        and name != "core.clock"
    ]

    assert asking == []


def sealed_names() -> set[str]:
    """Return the names of all fields that hold personal words."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    return {field.name for field in fields if isinstance(field, SealedField)} - NOT_ALWAYS_WORDS


def test_no_log_line_is_given_words() -> None:
    forbidden = sealed_names() | WORDS
    telling = [
        f"{name}:{call.lineno} {ast.unparse(value)}"
        for name, tree in modules().items()
        for call in _log_calls(tree)
        for value in _logged(call)
        if _may_speak(value, forbidden)
    ]

    assert telling == []


@pytest.mark.parametrize(
    "line",
    [
        "log.info('said', text=answer.text)",
        "log.info('said', text=incoming.text)",
        "log.info(f'said {text}')",
        "log.info('said', why=f'{error}')",
        "log.info('said', why=str(error))",
        "log.info('said', why=error)",
        "log.info('said', name=person.name)",
        "logger.warning('said %s', message.text)",
        "log.info('said', **fields)",
    ],
)
def test_a_log_line_with_words_would_be_seen(line: str) -> None:
    [call] = _log_calls(ast.parse(line))

    assert any(_may_speak(value, sealed_names() | WORDS) for value in _logged(call))


@pytest.mark.parametrize(
    "line",
    [
        "log.info('done', count=len(texts), message=message.id)",
        "log.warning('failed', error=type(error).__name__, code=error_code(error), exc_info=error)",
        "log.info('done', task=task.name)",
    ],
)
def test_a_log_line_with_numbers_and_codes_is_fine(line: str) -> None:
    [call] = _log_calls(ast.parse(line))

    assert not any(_may_speak(value, sealed_names() | WORDS) for value in _logged(call))


def _log_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for call in calls(tree):
        function = call.func
        is_level = isinstance(function, ast.Attribute) and function.attr in LEVELS
        if is_level and ast.unparse(function.value) in {"log", "logger", "logging"}:  # type: ignore[attr-defined]
            yield call


def _logged(call: ast.Call) -> Iterator[ast.expr]:
    """Yield everything that a log call may render; an `exc_info` loses its text on the way."""
    yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg != "exc_info")


def _may_speak(value: ast.expr, forbidden: set[str]) -> bool:
    """Return whether a value may carry words: built text, an exception, or a name for words."""
    if isinstance(value, ast.Subscript):
        return _may_speak(value.value, forbidden)
    if isinstance(value, ast.Constant):
        return False
    if isinstance(value, ast.Call):
        return _last_name(value.func) in SPEAKING or not isinstance(value.func, ast.Name)
    if not isinstance(value, ast.Name | ast.Attribute):
        return True
    last = _last_name(value)
    return last in forbidden | {"error", "fields"} or ast.unparse(value) == "person.name"


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def test_the_tests_find_the_sources() -> None:
    assert Path(BASE_DIR / "telegram_bot" / "turns.py") in source_files()
    assert Path(__file__) in files_of_tests()
