"""A server that speaks both vendors' APIs, fails in every way it is told, and keeps a journal."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, count, cycle, repeat
from threading import Lock, Thread
from typing import Any, ClassVar

from ai.usage import Usage
from tests.ai.providers.speakers import Claude, Gpt

#: Ways to fail that pass by themselves. Statuses, or names.
PASSING = (
    *("500", "529", "broken", "foreign", "408", "429"),
    *("cut", "drip", "empty", "refused", "413", "truncated"),
)
#: What each model but the smallest fails with: twice in passing, then for good, so that it is not
#: asked any more and another kind is left for the next one.
SCRIPTS = {
    "claude-haiku-5-5": ("413", "truncated", "401"),
    "claude-sonnet-5-5": ("refused", "empty", "402"),
    "gpt-6.1-sol": ("cut", "drip", "403"),
    "claude-opus-5-5": ("408", "429", "404"),
}
LASTING = tuple(script[-1] for script in SCRIPTS.values())
DRIP_SECONDS = 2.0
RETRY_AFTER = "600"
#: Each stands in one of the answers that the simulated people give.
QUOTES = ("на коллегу", "планирую заранее", "вместе с сестрой", "долго боялся")
QUOTES_EN = ("angry yesterday", "plan everything ahead", "with my sister", "was afraid")
TRAITS = ("neuroticism", "conscientiousness", "extraversion", "resilience")


@dataclass(frozen=True)
class Entry:
    """One request and what became of it.

    Attributes:
        failure: how it was failed; empty for a whole answer.
        usage: what was billed, different for every request; None where nothing was said of it.
    """

    model: str
    failure: str
    usage: Usage | None


@dataclass
class VendorServer:
    """Both vendors at one address of this machine."""

    journal: list[Entry] = field(default_factory=list)
    is_failing: bool = True
    lock: Lock = field(default_factory=Lock)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    scripts: dict[str, Iterator[str]] = field(default_factory=dict)
    port: int = 0

    @property
    def settings(self) -> dict[str, str]:
        """What the environment of a product must say to use this server."""
        url = f"http://127.0.0.1:{self.port}"
        return {
            "OPENAI_API_KEY": "sk-of-nobody",
            "OPENAI_BASE_URL": f"{url}/v1",
            "OPENAI_API": "responses",
            "ANTHROPIC_API_KEY": "sk-of-nobody",
            "ANTHROPIC_BASE_URL": url,
        }

    def next_failure(self, model: str) -> str:
        """Return how the next request for a model fails; empty when it does not."""
        if not self.is_failing:
            return ""
        return next(self.scripts.setdefault(model, _script(model)))

    def note(self, model: str, failure: str, usage: Usage | None) -> None:
        """Write into the journal."""
        with self.lock:
            self.journal.append(Entry(model, failure, usage))


def _script(model: str) -> Iterator[str]:
    if model not in SCRIPTS:
        return cycle(PASSING)
    *passing, lasting = SCRIPTS[model]
    return chain(passing, repeat(lasting))


@contextmanager
def vendor_server() -> Iterator[VendorServer]:
    """Serve for the block."""
    server = VendorServer()
    handler = type("Bound", (_Handler,), {"server_state": server})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    server.port = http.server_address[1]
    Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request, answered or failed."""

    server_state: ClassVar[VendorServer]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer, or fail as it is the turn."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        vendor = "anthropic" if self.path.endswith("/messages") else "openai"
        state = self.server_state
        with state.lock:
            failure, number = state.next_failure(asked["model"]), next(state.numbers)
        said = _said(vendor, asked, failure, number)
        state.note(asked["model"], failure, said.usage)
        with suppress(OSError):
            self._send(said, failure)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _send(self, said: "_Said", failure: str) -> None:
        self.send_response(said.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(said.body)))
        if failure == "429":
            self.send_header("retry-after", RETRY_AFTER)
        self.end_headers()
        if failure == "cut":
            self.wfile.write(said.body[: len(said.body) // 2])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if failure == "drip":
            for byte in said.body:
                self.wfile.write(bytes([byte]))
                time.sleep(DRIP_SECONDS)
        self.wfile.write(said.body)


@dataclass(frozen=True)
class _Said:
    status: int
    body: bytes
    usage: Usage | None


def _said(vendor: str, asked: dict[str, Any], failure: str, number: int) -> _Said:
    speaker = Claude() if vendor == "anthropic" else Gpt()
    if failure.isdigit():
        body = json.dumps(speaker.error("no", "x")).encode()
        return _Said(int(failure), body, None)
    if failure == "broken":
        return _Said(200, b'{"id": "x", "outp', None)
    usage = Usage(1_000 + number, number, 3, 200 + number, 5)
    answer = _counted(vendor, _whole(speaker, asked, failure), usage)
    is_told = failure not in ("cut", "drip")
    return _Said(200, json.dumps(answer).encode(), usage if is_told else None)


def _whole(speaker: Claude | Gpt, asked: dict[str, Any], failure: str) -> dict[str, Any]:
    form = json.dumps(_form(json.dumps(asked, ensure_ascii=False), failure), ensure_ascii=False)
    if failure == "truncated":
        return speaker.truncated(form[: len(form) // 2])
    if failure == "refused":
        return speaker.refused()
    return speaker.whole("" if failure == "empty" else form)


def _form(asked: str, failure: str) -> dict[str, Any]:
    """Return what a willing model fills in; in a language nobody asked for where that is wished."""
    if '"reflection"' in asked:
        return {"reflection": "Это звучит как что-то важное."}
    if '"used_earlier"' in asked:
        return {"reply": "Слышу вас.", "used_earlier": [], "crisis_level": 0}
    foreign = "Es klingt so, als ob Ihnen Ruhe wichtig wäre und Sie gern draußen sind."
    quotes = [*zip(TRAITS, QUOTES, strict=True), *zip(TRAITS, QUOTES_EN, strict=True)]
    return {
        "sentiment": "neutral",
        "sentiment_score": 0.2,
        "quality": 0.6,
        "traits": [
            {"trait": trait, "value": 0.8, "confidence": 0.5, "quote": quote}
            for trait, quote in quotes
        ],
        "patterns": [],
        "insight": foreign if failure == "foreign" else "",
        "insight_quote": QUOTES[0] if failure == "foreign" else "",
        "crisis_level": 0,
    }


def _counted(vendor: str, answer: dict[str, Any], usage: Usage) -> dict[str, Any]:
    if vendor == "anthropic":
        told: dict[str, Any] = {
            "input_tokens": usage.input_tokens,
            "cache_read_input_tokens": usage.cached_tokens,
            "cache_creation_input_tokens": usage.cache_write_tokens,
            "output_tokens": usage.output_tokens,
            "output_tokens_details": {"thinking_tokens": usage.reasoning_tokens},
        }
        return {**answer, "usage": told}
    read = usage.input_tokens + usage.cached_tokens + usage.cache_write_tokens
    details = {"cached_tokens": usage.cached_tokens, "cache_write_tokens": usage.cache_write_tokens}
    told = {
        "input_tokens": read,
        "input_tokens_details": details,
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
        "total_tokens": read + usage.output_tokens,
    }
    return {**answer, "usage": told}
