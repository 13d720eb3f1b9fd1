"""What the vendors say on the wire, in their own words, each with the same numbers.

Every body here counts 150 tokens read, 40 of them cached and 10 written to the cache, and 30
written, 12 of them reasoning.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Protocol

import httpx2
from pydantic import BaseModel, ConfigDict

from ai.choices import Effort, OpenAIApi
from ai.providers.anthropic_api import AnthropicProvider
from ai.providers.base import Prompt, Provider, Terms, Turn
from ai.providers.openai_api import OpenAIProvider
from ai.usage import Usage

KEY = "sk-never-to-be-seen"
#: A person's words; they may be in the body of a request and nowhere else.
WORDS = "Вчера я накричал на сестру Оксану"
PROMPT = Prompt(system="Read with care.", turns=(Turn(is_model=False, text=WORDS),))
TERMS = Terms("model-1", Effort.LOW, max_output_tokens=500, deadline_seconds=5.0)
USAGE = Usage(100, 40, 10, 30, 12)

Handler = Callable[[httpx2.Request], httpx2.Response]


class Mood(BaseModel):
    """A shape to fill in."""

    model_config = ConfigDict(extra="forbid")

    name: str
    value: float


class Moods(BaseModel):
    """A shape with a list in it."""

    model_config = ConfigDict(extra="forbid")

    moods: list[Mood]


FILLED = '{"moods": [{"name": "calm", "value": 0.5}]}'


class Speaker(Protocol):
    """One way to speak to one vendor."""

    name: ClassVar[str]

    def provider(self, transport: httpx2.BaseTransport | None, url: str | None) -> Provider: ...

    def whole(self, text: str) -> dict[str, Any]: ...

    def truncated(self, text: str) -> dict[str, Any]: ...

    def refused(self) -> dict[str, Any]: ...

    def without_usage(self, text: str) -> dict[str, Any]: ...

    def error(self, message: str, code: str) -> dict[str, Any]: ...

    def told(self, pieces: Sequence[str]) -> list[bytes]: ...

    def told_truncated(self, pieces: Sequence[str]) -> list[bytes]: ...

    def told_refused(self, pieces: Sequence[str]) -> list[bytes]: ...

    def told_error(self, pieces: Sequence[str]) -> list[bytes]: ...


class Claude:
    """Anthropic's Messages API."""

    name: ClassVar[str] = "anthropic"

    def provider(self, transport: httpx2.BaseTransport | None, url: str | None) -> Provider:
        return AnthropicProvider(KEY, url, transport=transport)

    def whole(self, text: str, stop_reason: str = "end_turn") -> dict[str, Any]:
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "model-1-dated",
            "content": [{"type": "text", "text": text}],
            "stop_reason": stop_reason,
            "usage": {
                "input_tokens": 100,
                "cache_read_input_tokens": 40,
                "cache_creation_input_tokens": 10,
                "output_tokens": 30,
                "output_tokens_details": {"thinking_tokens": 12},
            },
        }

    def truncated(self, text: str) -> dict[str, Any]:
        return self.whole(text, "max_tokens")

    def refused(self) -> dict[str, Any]:
        return self.whole("I cannot", "refusal")

    def without_usage(self, text: str) -> dict[str, Any]:
        return {**self.whole(text), "usage": None}

    def error(self, message: str, code: str) -> dict[str, Any]:
        details = {"error_code": code}
        return {"type": "error", "error": {"type": "x", "message": message, "details": details}}

    def told(self, pieces: Sequence[str], stop_reason: str = "end_turn") -> list[bytes]:
        return [*self._begun(pieces), *self._ended(stop_reason)]

    def told_truncated(self, pieces: Sequence[str]) -> list[bytes]:
        return self.told(pieces, "max_tokens")

    def told_refused(self, pieces: Sequence[str]) -> list[bytes]:
        return self.told(pieces, "refusal")

    def told_error(self, pieces: Sequence[str]) -> list[bytes]:
        error = {"type": "overloaded_error", "message": WORDS}
        return [*self._begun(pieces), _event({"type": "error", "error": error})]

    def _begun(self, pieces: Sequence[str]) -> Iterator[bytes]:
        usage = {**self.whole("")["usage"], "output_tokens": 1, "output_tokens_details": None}
        message = {**self.whole(""), "content": [], "stop_reason": None, "usage": usage}
        yield _event({"type": "message_start", "message": message})
        yield _event({"type": "ping"})
        for piece in pieces:
            delta = {"type": "text_delta", "text": piece}
            yield _event({"type": "content_block_delta", "index": 0, "delta": delta})

    def _ended(self, stop_reason: str) -> Iterator[bytes]:
        usage = {"output_tokens": 30, "output_tokens_details": {"thinking_tokens": 12}}
        delta = {"stop_reason": stop_reason}
        yield _event({"type": "message_delta", "delta": delta, "usage": usage})
        yield _event({"type": "message_stop"})


class Gpt:
    """OpenAI's Responses API."""

    name: ClassVar[str] = "responses"

    def provider(self, transport: httpx2.BaseTransport | None, url: str | None) -> Provider:
        return OpenAIProvider(KEY, url, api=OpenAIApi.RESPONSES, transport=transport)

    def whole(self, text: str) -> dict[str, Any]:
        return self._response([{"type": "output_text", "text": text, "annotations": []}])

    def truncated(self, text: str) -> dict[str, Any]:
        why = {"reason": "max_output_tokens"}
        return {**self.whole(text), "status": "incomplete", "incomplete_details": why}

    def refused(self) -> dict[str, Any]:
        return self._response([{"type": "refusal", "refusal": "I cannot"}])

    def without_usage(self, text: str) -> dict[str, Any]:
        return {**self.whole(text), "usage": None}

    def error(self, message: str, code: str) -> dict[str, Any]:
        return {"error": {"message": message, "type": "x", "code": code, "param": None}}

    def told(self, pieces: Sequence[str]) -> list[bytes]:
        return self._told(pieces, "response.completed", self.whole("".join(pieces)))

    def told_truncated(self, pieces: Sequence[str]) -> list[bytes]:
        return self._told(pieces, "response.incomplete", self.truncated("".join(pieces)))

    def told_refused(self, pieces: Sequence[str]) -> list[bytes]:
        return self._told(pieces, "response.completed", self.refused())

    def told_error(self, pieces: Sequence[str]) -> list[bytes]:
        error = {"type": "error", "code": "server_error", "message": WORDS}
        return [*self._pieces(pieces), _event(error)]

    def _response(self, content: list[dict[str, Any]]) -> dict[str, Any]:
        message = {"id": "m", "type": "message", "role": "assistant", "content": content}
        return {
            "id": "resp_1",
            "object": "response",
            "model": "model-1-dated",
            "status": "completed",
            "output": [{"id": "r", "type": "reasoning", "summary": []}, message],
            "usage": {
                "input_tokens": 150,
                "input_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 10},
                "output_tokens": 30,
                "output_tokens_details": {"reasoning_tokens": 12},
                "total_tokens": 180,
            },
        }

    def _told(self, pieces: Sequence[str], last: str, response: dict[str, Any]) -> list[bytes]:
        return [*self._pieces(pieces), _event({"type": last, "response": response})]

    def _pieces(self, pieces: Sequence[str]) -> Iterator[bytes]:
        yield _event({"type": "response.created", "response": self.whole("")})
        for piece in pieces:
            yield _event({"type": "response.output_text.delta", "delta": piece})


class Chat:
    """Chat completions, as other makers' servers have them."""

    name: ClassVar[str] = "chat"

    def provider(self, transport: httpx2.BaseTransport | None, url: str | None) -> Provider:
        return OpenAIProvider(
            KEY, url or "http://model.example/v1", api=OpenAIApi.CHAT, transport=transport
        )

    def whole(self, text: str, finish_reason: str = "stop") -> dict[str, Any]:
        return self._completion({"role": "assistant", "content": text}, finish_reason)

    def truncated(self, text: str) -> dict[str, Any]:
        return self.whole(text, "length")

    def refused(self) -> dict[str, Any]:
        return self._completion({"role": "assistant", "refusal": "I cannot"}, "stop")

    def without_usage(self, text: str) -> dict[str, Any]:
        return {**self.whole(text), "usage": None}

    def error(self, message: str, code: str) -> dict[str, Any]:
        return Gpt().error(message, code)

    def told(self, pieces: Sequence[str], finish_reason: str = "stop") -> list[bytes]:
        last = {"index": 0, "delta": {}, "finish_reason": finish_reason}
        usage = self.whole("")["usage"]
        return [
            *self._pieces(pieces),
            _event({**self._chunk([last]), "usage": None}),
            _event({**self._chunk([]), "usage": usage}),
            b"data: [DONE]\n\n",
        ]

    def told_truncated(self, pieces: Sequence[str]) -> list[bytes]:
        return self.told(pieces, "length")

    def told_refused(self, pieces: Sequence[str]) -> list[bytes]:
        return self.told(pieces, "content_filter")

    def told_error(self, pieces: Sequence[str]) -> list[bytes]:
        error = {"code": "server_error", "message": WORDS}
        return [*self._pieces(pieces), _event({"error": error})]

    def _completion(self, message: dict[str, Any], finish_reason: str) -> dict[str, Any]:
        return {
            "id": "c_1",
            "object": "chat.completion",
            "model": "model-1-dated",
            "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
            "usage": {
                "prompt_tokens": 150,
                "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 10},
                "completion_tokens": 30,
                "completion_tokens_details": {"reasoning_tokens": 12},
                "total_tokens": 180,
            },
        }

    def _pieces(self, pieces: Sequence[str]) -> Iterator[bytes]:
        for piece in pieces:
            choice = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
            yield _event(self._chunk([choice]))

    def _chunk(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": "c_1",
            "object": "chat.completion.chunk",
            "model": "model-1-dated",
            "choices": choices,
        }


SPEAKERS: tuple[Speaker, ...] = (Claude(), Gpt(), Chat())


def over(speaker: Speaker, handler: Handler) -> Provider:
    """Return a provider whose vendor is a function."""
    return speaker.provider(httpx2.MockTransport(handler), None)


def answering(speaker: Speaker, body: object, status: int = 200, **headers: str) -> Provider:
    """Return a provider whose vendor always says the same."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return over(speaker, lambda _: httpx2.Response(status, json=body, headers=named))


def streaming(speaker: Speaker, pieces: Sequence[bytes]) -> Provider:
    """Return a provider whose vendor sends a body piece by piece."""
    headers = {"content-type": "text/event-stream"}
    return over(speaker, lambda _: httpx2.Response(200, content=iter(pieces), headers=headers))


def _event(data: dict[str, Any]) -> bytes:
    name = data.get("type")
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()
