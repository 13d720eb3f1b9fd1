"""A vendor that is none: it reads what models are sent, and bills what it would have cost.

The form is filled in by the local analyser, so what comes back is no sign of any model's quality.
Its bill is an estimate: tokens at the rates below, which are of the size that vendors' tokenizers
show on such texts and were not measured here.
"""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from ai.choices import Vendor
from ai.contracts import DeepRequest
from ai.errors import RequestRejectedError
from ai.local.analyser import LocalAnalyser
from ai.providers.base import M, Moderation, Produced, Prompt, Terms, TextStream, Vector
from ai.usage import Usage
from core.vocabulary import Domain, Language

CHARACTERS_PER_TOKEN = {True: 2.4, False: 4.2}
#: A model that thinks writes more than the form; the lowest effort is taken.
FORM_TOKENS = 90
_ANSWER = re.compile(r"<answer-(\w+)[^>]*>\n(.*)\n</answer-\1>", re.DOTALL)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LOCAL = LocalAnalyser()


class StandIn:
    """One vendor; every call succeeds."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor

    def structured(self, prompt: Prompt, shape: type[M], terms: Terms) -> Produced[M]:
        """Fill in the form for the answer that stands in the prompt."""
        filled = shape.model_validate(_form(prompt))
        sent = prompt.system + "".join(turn.text for turn in prompt.turns)
        usage = Usage(input_tokens=_tokens(sent), output_tokens=FORM_TOKENS + _written(filled))
        return Produced(filled, usage, terms.model)

    def stream(self, prompt: Prompt, terms: Terms) -> TextStream:
        """Refuse."""
        raise RequestRejectedError

    def embed(
        self, texts: Sequence[str], terms: Terms, *, dimensions: int = 512
    ) -> Produced[tuple[Vector, ...]]:
        """Refuse."""
        raise RequestRejectedError

    def moderate(self, text: str, terms: Terms) -> Produced[Moderation]:
        """Refuse."""
        raise RequestRejectedError

    def model_names(self, *, deadline_seconds: float = 10.0) -> tuple[str, ...]:
        """Return nothing: no model is behind it."""
        return ()


def _form(prompt: Prompt) -> dict[str, object]:
    found = _ANSWER.search(prompt.turns[-1].text)
    text = found[2] if found else ""
    language = Language.RU if _CYRILLIC.search(text) else Language.EN
    request = DeepRequest(
        text=text,
        language_hint=language,
        question_text="",
        question_domain=Domain.EVERYDAY,
    )
    reading = _LOCAL.read_deeply(request).reading
    return {
        "sentiment": reading.sentiment,
        "sentiment_score": reading.sentiment_score,
        "quality": reading.quality,
        "traits": [
            {
                "trait": trait.trait,
                "value": trait.value,
                "confidence": 0.5,
                "quote": trait.quote,
            }
            for trait in reading.traits
        ],
        "patterns": [],
        "insight": reading.insight,
        "insight_quote": reading.insight_quote,
        "crisis_level": reading.crisis_level,
    }


def _tokens(text: str) -> int:
    share = len(_CYRILLIC.findall(text)) / max(1, len(text))
    return round(len(text) / CHARACTERS_PER_TOKEN[share > 0.3])  # noqa: PLR2004 - most of it


def _written(filled: BaseModel) -> int:
    return _tokens(filled.model_dump_json())
