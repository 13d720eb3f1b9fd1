import asyncio
import gc
import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
import structlog

from core.tracing import trace_headers, traced
from selfology_site.log_config import logging_config

WORD = "Зимородок"


class Lines:
    """What was logged so far, as the product writes it."""

    def __init__(self) -> None:
        self._stream = StringIO()
        config = logging_config("INFO")
        described = config["formatters"]["json"]
        self.handler = logging.StreamHandler(self._stream)
        self.handler.setFormatter(DictConfigurator(config).configure_formatter(described))

    def read(self) -> list[dict[str, Any]]:
        """Return the entries, each of which must be one line of JSON without the word."""
        text = self._stream.getvalue()
        assert WORD not in text
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Return what is logged from now on."""
    root, written = logging.getLogger(), Lines()
    monkeypatch.setattr(root, "level", logging.INFO)
    root.addHandler(written.handler)
    yield written
    root.removeHandler(written.handler)


def fail() -> None:
    raise ValueError(WORD)


def test_an_entry_is_one_line_with_its_facts(lines: Lines) -> None:
    structlog.get_logger("selfology.test").info("told", count=3, who="id")

    [entry] = lines.read()
    assert entry["event"] == "told"
    assert (entry["count"], entry["who"], entry["level"]) == (3, "id", "info")
    assert entry["logger"] == "selfology.test"
    assert str(entry["timestamp"]).endswith("Z")


@pytest.mark.parametrize(
    "tell",
    [structlog.get_logger("ours").warning, logging.getLogger("theirs").warning],
    ids=["ours", "theirs"],
)
def test_every_line_within_a_trace_carries_its_ids(lines: Lines, tell: Callable[..., None]) -> None:
    tell("before")
    with traced("update"):
        _, trace_id, span_id, _ = trace_headers()["traceparent"].split("-")
        tell("within")
    tell("after")

    before, within, after = lines.read()
    assert (within["trace_id"], within["span_id"]) == (trace_id, span_id)
    assert not {"trace_id", "span_id"} & {*before, *after}


def test_of_an_exception_only_its_class_and_place_are_kept(lines: Lines) -> None:
    try:
        fail()
    except ValueError as error:
        structlog.get_logger("selfology.test").warning("failed", exc_info=error)

    [entry] = lines.read()
    assert entry["error"] == "ValueError"
    assert entry["at"][-1].endswith(" fail")
    assert "exc_info" not in entry


def test_exceptions_of_other_libraries_are_kept_as_quiet(lines: Lines) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("somebody.else").exception("it broke")

    [entry] = lines.read()
    assert (entry["event"], entry["error"]) == ("it broke", "ValueError")


def test_of_a_deep_exception_the_last_places_are_kept(lines: Lines) -> None:
    def dig(depth: int) -> None:
        return dig(depth - 1) if depth else fail()

    try:
        dig(50)
    except ValueError as error:
        structlog.get_logger("selfology.test").warning("failed", exc_info=error)

    [entry] = lines.read()
    assert len(entry["at"]) == 12


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_loop_does_not_quote_an_exception_that_nobody_fetched(lines: Lines) -> None:
    async def lose() -> None:
        task = asyncio.create_task(_fail_later())
        await asyncio.sleep(0.01)
        del task
        gc.collect()

    asyncio.run(lose())

    [entry] = lines.read()
    assert entry["event"] == "Task exception was never retrieved"


async def _fail_later() -> None:
    fail()


def test_of_a_message_of_many_lines_the_first_is_kept(lines: Lines) -> None:
    logging.getLogger("rq.worker").error("job failed\nTraceback:\nValueError: %s", WORD)

    [entry] = lines.read()
    assert entry["event"] == "job failed"


@pytest.mark.parametrize("name", ["httpx", "telegram", "rq.worker", "uvicorn"])
def test_libraries_that_log_addresses_and_arguments_are_hushed(lines: Lines, name: str) -> None:
    logging.getLogger(name).info("https://api.telegram.org/bot%s/sendMessage", WORD)

    assert lines.read() == []


def test_russian_is_readable(lines: Lines) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "готово", None, None)

    assert '"готово"' in lines.handler.format(record)
