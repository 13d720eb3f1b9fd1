"""Logging: one JSON line an event, on standard error, without personal text."""

from typing import Any

import structlog

from core.tracing import add_trace_ids

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    add_trace_ids,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_config(level: str) -> dict[str, Any]:
    """Return the dictConfig that renders structlog and standard loggers alike."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": _json_formatter()},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Their INFO lines carry URLs with the bot token and job arguments.
        "loggers": {
            name: {"level": "WARNING"}
            for name in (
                "httpx",
                "httpcore",
                "telegram",
                "rq.worker",
                "qdrant_client",
                "uvicorn",
                "pymorphy3",
            )
        },
    }


def _json_formatter() -> dict[str, Any]:
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _drop_exception_text,
            _keep_first_line,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }


def _drop_exception_text(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Keep where an exception came from and its class, never its message: it may quote a person."""
    info = entry.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        entry["error"] = type(error).__name__
        entry["at"] = _frames(error)
    return entry


def _keep_first_line(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Cut a message at its first line: what follows is a traceback, or quotes an exception."""
    entry["event"] = str(entry["event"]).partition("\n")[0]
    return entry


def _frames(error: BaseException) -> list[str]:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-12:]
