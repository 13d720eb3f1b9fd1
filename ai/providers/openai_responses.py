"""How OpenAI's own service is spoken to: its Responses API."""

from typing import Any

from openai import Omit, OpenAI, Stream, omit, pydantic_function_tool
from openai.types.responses import (
    EasyInputMessageParam,
    Response,
    ResponseStreamEvent,
    ResponseTextConfigParam,
)
from pydantic import BaseModel

from ai.errors import Charge, VendorAwayError, VendorError
from ai.providers.base import Prompt, Terms
from ai.providers.deadline import whole_call
from ai.providers.failures import of_code
from ai.providers.streams import Tale
from ai.providers.tokens import count
from ai.providers.written import Ending, Written
from ai.usage import Usage


def write(sdk: OpenAI, prompt: Prompt, terms: Terms, shape: type[BaseModel]) -> Written:
    """Have a model fill in `shape`."""
    return _written(sdk.responses.create(**_request(prompt, terms), text=_text(shape)))


def stream(sdk: OpenAI, prompt: Prompt, terms: Terms) -> Stream[ResponseStreamEvent]:
    """Have a model write text."""
    events: Stream[ResponseStreamEvent] = sdk.responses.create(
        **_request(prompt, terms), stream=True
    )
    return events


def tell(event: ResponseStreamEvent, tale: Tale) -> str:
    """Take one event into the tale."""
    match event.type:
        case "response.output_text.delta":
            return event.delta or ""
        case "response.refusal.delta":
            tale.ending = Ending.REFUSED
        case "response.completed" | "response.incomplete" | "response.failed":
            written = _written(event.response)
            tale.is_over = True
            tale.usage = written.usage
            if written.ending is not Ending.WHOLE:
                tale.ending = written.ending
        case "error":
            raise of_code(event.code)
    return ""


def _request(prompt: Prompt, terms: Terms) -> dict[str, Any]:
    turns: list[EasyInputMessageParam] = [
        {"role": "assistant" if turn.is_model else "user", "content": turn.text}
        for turn in prompt.turns
    ]
    return {
        "model": terms.model,
        "instructions": prompt.system,
        "input": turns,
        "max_output_tokens": terms.max_output_tokens,
        # Without it the service keeps a person's words for a month.
        "store": False,
        "safety_identifier": terms.person_hash or omit,
        "reasoning": _reasoning(terms),
        "timeout": whole_call(terms.deadline_seconds),
    }


def _reasoning(terms: Terms) -> dict[str, str] | Omit:
    return omit if terms.effort is None else {"effort": terms.effort.value}


def _text(shape: type[BaseModel]) -> ResponseTextConfigParam:
    return {
        "format": {
            "type": "json_schema",
            "name": shape.__name__,
            "strict": True,
            "schema": schema_of(shape),
        }
    }


def schema_of(shape: type[BaseModel]) -> dict[str, object]:
    """Return the JSON schema of a shape as the strict mode wants it."""
    return pydantic_function_tool(shape)["function"]["parameters"]


def _written(response: Response) -> Written:
    usage = _usage(response.usage)
    if response.status not in {"completed", "incomplete", None}:
        raise _unfinished(response, usage)
    pieces = [
        piece
        for item in response.output or ()
        if item.type == "message" and item.phase != "commentary"
        for piece in item.content or ()
    ]
    return Written(
        text="".join(piece.text for piece in pieces if piece.type == "output_text"),
        usage=usage,
        served_by=response.model or "",
        ending=_ending(response, is_refused=any(piece.type == "refusal" for piece in pieces)),
    )


def _ending(response: Response, *, is_refused: bool) -> Ending:
    if is_refused:
        return Ending.REFUSED
    if response.status != "incomplete":
        return Ending.WHOLE
    why = response.incomplete_details
    is_filtered = why is not None and why.reason == "content_filter"
    return Ending.REFUSED if is_filtered else Ending.TRUNCATED


def _unfinished(response: Response, usage: Usage | None) -> VendorError:
    if response.status != "failed":
        return VendorAwayError("unfinished", usage=usage)
    charge = Charge.UNKNOWN if usage is None else Charge.REPORTED
    failure = of_code(getattr(response.error, "code", None), charge=charge)
    failure.usage = usage
    return failure


def _usage(said: Any) -> Usage | None:
    """Return the usage as one of ours: the vendor counts cached tokens as input too."""
    if said is None:
        return None
    details = getattr(said, "input_tokens_details", None)
    cached = count(details, "cached_tokens")
    fresh = count(details, "cache_write_tokens")
    return Usage(
        input_tokens=max(0, count(said, "input_tokens") - cached - fresh),
        cached_tokens=cached,
        cache_write_tokens=fresh,
        output_tokens=count(said, "output_tokens"),
        reasoning_tokens=count(getattr(said, "output_tokens_details", None), "reasoning_tokens"),
    )
