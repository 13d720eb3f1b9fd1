"""Anthropic, through its SDK's Messages API."""

from collections.abc import Sequence
from typing import Any

import httpx2
from anthropic import Anthropic, Omit, omit, transform_schema
from anthropic.types import (
    Message,
    MessageParam,
    OutputConfigParam,
    RawMessageStreamEvent,
    ThinkingConfigParam,
)
from pydantic import BaseModel

from ai.choices import Effort, Vendor
from ai.errors import RequestRejectedError
from ai.providers.base import M, Moderation, Produced, Prompt, Terms, TextStream, Turn, Vector
from ai.providers.deadline import client, whole_call
from ai.providers.failures import ask
from ai.providers.quiet import quieten
from ai.providers.streams import EventStream, Tale
from ai.providers.tokens import count
from ai.providers.written import Ending, Written, filled
from ai.usage import Usage

PUBLIC_URL = "https://api.anthropic.com"
#: More models than a key can reach.
MODELS_PAGE = 1000

_ABSENT = "this vendor has none"
_ENDINGS = {
    "refusal": Ending.REFUSED,
    "max_tokens": Ending.TRUNCATED,
    "model_context_window_exceeded": Ending.TRUNCATED,
}


class AnthropicProvider:
    """Claude models."""

    vendor = Vendor.ANTHROPIC

    def __init__(
        self,
        key: str,
        base_url: str | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is sent.

        Args:
            key: Of the account that pays.
            base_url: Of another server with this API, without `/v1`.
            transport: What to send through instead of the network.
        """
        quieten("anthropic")
        self._client = Anthropic(
            api_key=key,
            base_url=base_url or PUBLIC_URL,
            max_retries=0,
            open_telemetry=False,
            http_client=client(transport),
        )
        # The SDK imports a part of itself when it is first looked at.
        self._messages = self._client.messages

    def close(self) -> None:
        """Let the connections go; the provider is of no use any more."""
        self._client.close()

    def structured(self, prompt: Prompt, shape: type[M], terms: Terms) -> Produced[M]:
        """Have a model fill in `shape`."""
        message = ask(
            lambda: self._messages.create(
                **_request(prompt, terms), output_config=_config(terms, shape)
            )
        )
        return filled(shape, ask(lambda: _written(message)))

    def stream(self, prompt: Prompt, terms: Terms) -> TextStream:
        """Have a model write text."""
        events = ask(
            lambda: self._messages.create(
                **_request(prompt, terms), output_config=_config(terms), stream=True
            )
        )
        return EventStream(events, _tell)

    def embed(
        self, texts: Sequence[str], terms: Terms, *, dimensions: int = 512
    ) -> Produced[tuple[Vector, ...]]:
        """Refuse: this vendor has no embeddings."""
        raise RequestRejectedError(_ABSENT)

    def moderate(self, text: str, terms: Terms) -> Produced[Moderation]:
        """Refuse: this vendor has no moderation."""
        raise RequestRejectedError(_ABSENT)

    def model_names(self, *, deadline_seconds: float = 10.0) -> tuple[str, ...]:
        """Return the models that the key can reach, newest first."""
        page = ask(
            lambda: self._client.models.list(
                limit=MODELS_PAGE, timeout=whole_call(deadline_seconds)
            )
        )
        return ask(lambda: tuple(model.id for model in page.data))


def _request(prompt: Prompt, terms: Terms) -> dict[str, Any]:
    return {
        "model": terms.model,
        "max_tokens": terms.max_output_tokens,
        "system": prompt.system,
        "messages": [_message(turn) for turn in prompt.turns],
        "metadata": {"user_id": terms.person_hash} if terms.person_hash else omit,
        "thinking": _thinking(terms.effort),
        "timeout": whole_call(terms.deadline_seconds),
    }


def _message(turn: Turn) -> MessageParam:
    if turn.is_model:
        return {"role": "assistant", "content": turn.text}
    return {"role": "user", "content": turn.text}


def _thinking(effort: Effort | None) -> ThinkingConfigParam | Omit:
    # Thinking cannot be turned off; between tools, of which we have none, is the least there is.
    return {"type": "between_tools"} if effort is Effort.NONE else omit


def _config(terms: Terms, shape: type[BaseModel] | None = None) -> OutputConfigParam | Omit:
    config: OutputConfigParam = {}
    match terms.effort:
        case Effort.NONE | Effort.LOW:
            config["effort"] = "low"
        case Effort.MEDIUM:
            config["effort"] = "medium"
        case Effort.HIGH:
            config["effort"] = "high"
    if shape is not None:
        config["format"] = {"type": "json_schema", "schema": transform_schema(shape)}
    return config or omit


def _written(message: Message) -> Written:
    return Written(
        text="".join(block.text for block in message.content or () if block.type == "text"),
        usage=_usage(message.usage),
        served_by=message.model or "",
        ending=_ENDINGS.get(message.stop_reason or "", Ending.WHOLE),
    )


def _tell(event: RawMessageStreamEvent, tale: Tale) -> str:
    """Take one event into the tale; the usage of the last one counts all of the call."""
    match event.type:
        case "message_start":
            tale.usage = _usage(event.message.usage)
        case "content_block_delta" if event.delta.type == "text_delta":
            return event.delta.text or ""
        case "message_delta":
            tale.ending = _ENDINGS.get(event.delta.stop_reason or "", Ending.WHOLE)
            tale.usage = _usage(event.usage, before=tale.usage)
        case "message_stop":
            tale.is_over = True
    return ""


def _usage(said: Any, *, before: Usage | None = None) -> Usage | None:
    """Return the usage as one of ours; what a later event leaves out stands as it was."""
    if said is None:
        return before
    known = before or Usage()
    return Usage(
        input_tokens=count(said, "input_tokens", known.input_tokens),
        cached_tokens=count(said, "cache_read_input_tokens", known.cached_tokens),
        cache_write_tokens=count(said, "cache_creation_input_tokens", known.cache_write_tokens),
        output_tokens=count(said, "output_tokens", known.output_tokens),
        reasoning_tokens=count(
            getattr(said, "output_tokens_details", None), "thinking_tokens", known.reasoning_tokens
        ),
    )
