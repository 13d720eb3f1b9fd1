"""How servers with OpenAI's API are spoken to that know chat completions alone.

Nothing is sent that is not common to all of them: some refuse a request for a field they do not
know. They keep no responses to ask for later, so there is nothing to forbid.
"""

from typing import Any

from openai import OpenAI, Stream, omit
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import BaseModel

from ai.providers.base import Prompt, Terms, Turn
from ai.providers.deadline import whole_call
from ai.providers.openai_responses import schema_of
from ai.providers.streams import Tale
from ai.providers.tokens import count
from ai.providers.written import Ending, Written
from ai.usage import Usage

_ENDINGS = {"length": Ending.TRUNCATED, "content_filter": Ending.REFUSED}


def write(sdk: OpenAI, prompt: Prompt, terms: Terms, shape: type[BaseModel]) -> Written:
    """Have a model fill in `shape`."""
    return _written(
        sdk.chat.completions.create(**_request(prompt, terms), response_format=_format(shape))
    )


def stream(sdk: OpenAI, prompt: Prompt, terms: Terms) -> Stream[ChatCompletionChunk]:
    """Have a model write text."""
    chunks: Stream[ChatCompletionChunk] = sdk.chat.completions.create(
        **_request(prompt, terms), stream=True, stream_options={"include_usage": True}
    )
    return chunks


def tell(chunk: ChatCompletionChunk, tale: Tale) -> str:
    """Take one chunk into the tale; the usage comes in a last one of its own."""
    tale.usage = _usage(chunk.usage) or tale.usage
    if not chunk.choices:
        return ""
    choice = chunk.choices[0]
    if choice.finish_reason is not None:
        tale.is_over = True
        if tale.ending is Ending.WHOLE:
            tale.ending = _ENDINGS.get(choice.finish_reason, Ending.WHOLE)
    if choice.delta.refusal:
        tale.ending = Ending.REFUSED
    return choice.delta.content or ""


def _request(prompt: Prompt, terms: Terms) -> dict[str, Any]:
    return {
        "model": terms.model,
        "messages": [
            {"role": "system", "content": prompt.system},
            *(_message(turn) for turn in prompt.turns),
        ],
        "max_tokens": terms.max_output_tokens,
        "reasoning_effort": omit if terms.effort is None else terms.effort.value,
        "timeout": whole_call(terms.deadline_seconds),
    }


def _message(turn: Turn) -> ChatCompletionMessageParam:
    if turn.is_model:
        return {"role": "assistant", "content": turn.text}
    return {"role": "user", "content": turn.text}


def _format(shape: type[BaseModel]) -> ResponseFormatJSONSchema:
    return {
        "type": "json_schema",
        "json_schema": {"name": shape.__name__, "strict": True, "schema": schema_of(shape)},
    }


def _written(completion: ChatCompletion) -> Written:
    usage, served_by = _usage(completion.usage), completion.model or ""
    if not completion.choices:
        return Written("", usage, served_by)
    choice = completion.choices[0]
    ending = _ENDINGS.get(choice.finish_reason, Ending.WHOLE)
    if choice.message.refusal:
        ending = Ending.REFUSED
    return Written(choice.message.content or "", usage, served_by, ending)


def _usage(said: Any) -> Usage | None:
    """Return the usage as one of ours: the vendor counts cached tokens as input too."""
    if said is None:
        return None
    details = getattr(said, "prompt_tokens_details", None)
    cached = count(details, "cached_tokens")
    fresh = count(details, "cache_write_tokens")
    return Usage(
        input_tokens=max(0, count(said, "prompt_tokens") - cached - fresh),
        cached_tokens=cached,
        cache_write_tokens=fresh,
        output_tokens=count(said, "completion_tokens"),
        reasoning_tokens=count(
            getattr(said, "completion_tokens_details", None), "reasoning_tokens"
        ),
    )
