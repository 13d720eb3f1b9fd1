"""OpenAI, and every server that speaks its API, through its SDK."""

from collections.abc import Sequence
from math import fsum, isfinite, sqrt

import httpx2
from openai import OpenAI
from openai.types import CreateEmbeddingResponse, ModerationCreateResponse

from ai.choices import OpenAIApi, Vendor
from ai.providers import openai_chat, openai_responses
from ai.providers.base import M, Moderation, Produced, Prompt, Terms, TextStream, Vector
from ai.providers.deadline import client, whole_call
from ai.providers.failures import ask
from ai.providers.quiet import quieten
from ai.providers.streams import EventStream
from ai.providers.tokens import count
from ai.providers.written import Written, filled, invalid
from ai.usage import Usage

PUBLIC_URL = "https://api.openai.com/v1"

_NO_VECTORS = "not one vector of the size for each text"


class OpenAIProvider:
    """GPT models, or whatever stands behind another address."""

    vendor = Vendor.OPENAI

    def __init__(
        self,
        key: str,
        base_url: str | None = None,
        *,
        api: OpenAIApi | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is sent.

        Args:
            key: Of the account that pays.
            base_url: Of another server with this API, with `/v1`.
            api: Which one it is; by default responses at the public service and chat elsewhere.
            transport: What to send through instead of the network.
        """
        quieten("openai")
        address = base_url or PUBLIC_URL
        self.api = api or _usual_api(address)
        self._client = OpenAI(
            api_key=key,
            base_url=address,
            max_retries=0,
            http_client=client(transport),
        )
        # The SDK imports a part of itself when it is first looked at.
        self._parts = (self._client.responses, self._client.chat.completions)

    def close(self) -> None:
        """Let the connections go; the provider is of no use any more."""
        self._client.close()

    def structured(self, prompt: Prompt, shape: type[M], terms: Terms) -> Produced[M]:
        """Have a model fill in `shape`."""
        write = openai_chat.write if self.api is OpenAIApi.CHAT else openai_responses.write
        return filled(shape, ask(lambda: write(self._client, prompt, terms, shape)))

    def stream(self, prompt: Prompt, terms: Terms) -> TextStream:
        """Have a model write text."""
        if self.api is OpenAIApi.CHAT:
            chunks = ask(lambda: openai_chat.stream(self._client, prompt, terms))
            return EventStream(chunks, openai_chat.tell)
        events = ask(lambda: openai_responses.stream(self._client, prompt, terms))
        return EventStream(events, openai_responses.tell)

    def embed(
        self, texts: Sequence[str], terms: Terms, *, dimensions: int = 512
    ) -> Produced[tuple[Vector, ...]]:
        """Return one unit vector for each text; no text may be empty."""
        if not texts:
            return Produced((), Usage(), terms.model)
        response = ask(
            lambda: self._client.embeddings.create(
                model=terms.model,
                input=list(texts),
                dimensions=dimensions,
                timeout=whole_call(terms.deadline_seconds),
            )
        )
        vectors = ask(lambda: _vectors(response))
        usage = Usage(input_tokens=count(response.usage, "prompt_tokens"))
        if [len(vector) for vector in vectors] != [dimensions] * len(texts):
            raise invalid(_NO_VECTORS, Written("", usage, ""))
        return Produced(vectors, usage, response.model or "")

    def moderate(self, text: str, terms: Terms) -> Produced[Moderation]:
        """Ask for an opinion on harm, which costs nothing."""
        response = ask(
            lambda: self._client.moderations.create(
                model=terms.model, input=text, timeout=whole_call(terms.deadline_seconds)
            )
        )
        return Produced(ask(lambda: _opinion(response)), Usage(), response.model or "")

    def model_names(self, *, deadline_seconds: float = 10.0) -> tuple[str, ...]:
        """Return the models that the key can reach."""
        page = ask(lambda: self._client.models.list(timeout=whole_call(deadline_seconds)))
        return ask(lambda: tuple(model.id for model in page.data))


def _usual_api(address: str) -> OpenAIApi:
    is_theirs = httpx2.URL(address).host.endswith(httpx2.URL(PUBLIC_URL).host)
    return OpenAIApi.RESPONSES if is_theirs else OpenAIApi.CHAT


def _vectors(response: CreateEmbeddingResponse) -> tuple[Vector, ...]:
    ordered = sorted(response.data, key=lambda item: item.index)
    return tuple(_unit(item.embedding) for item in ordered)


def _unit(vector: Sequence[float]) -> Vector:
    """Return a vector scaled to length 1; an empty one where it has no length."""
    length = sqrt(fsum(part * part for part in vector))
    return tuple(part / length for part in vector) if length and isfinite(length) else ()


def _opinion(response: ModerationCreateResponse) -> Moderation:
    result = response.results[0]
    return Moderation(
        self_harm=_score(result.category_scores, "self_harm"),
        self_harm_intent=_score(result.category_scores, "self_harm_intent"),
        is_flagged=result.flagged is True,
    )


def _score(scores: object, name: str) -> float:
    """Return a score; 0 where another server's answer has none."""
    value = getattr(scores, name, None)
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0
