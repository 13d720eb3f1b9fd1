"""A reply before it is stored, and the check that it may be said. Pure."""

from dataclasses import dataclass

from ai.local.wording import is_clean
from core.crisis import CrisisLevel, assess
from core.vocabulary import Language

BUNDLED = "bundled"
BUNDLED_VERSION = "2026-11"

#: Said instead of a reply that may not be said: no advice, no claim about the person.
_INSTEAD: dict[Language, dict[str, str]] = {
    Language.RU: {
        "vy": (
            "Слышу, что это для вас важно. Не хочу отвечать наспех: расскажите, пожалуйста, что"
            " в этом сейчас самое главное?"
        ),
        "ty": (
            "Слышу, что это для тебя важно. Не хочу отвечать наспех: расскажи, пожалуйста, что"
            " в этом сейчас самое главное?"
        ),
    },
    Language.EN: dict.fromkeys(
        ("vy", "ty"),
        "I can hear that this matters to you, and I would rather not answer in a hurry. What"
        " feels most important about it right now?",
    ),
}


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A reply of the coach, and where it came from.

    Attributes:
        crisis_level: what a model saw in the message it replies to; from 2 on nothing is replied.
    """

    text: str
    provider: str
    model: str
    prompt_version: str
    is_offline: bool
    used_answer_ids: tuple[int, ...] = ()
    crisis_level: int = 0


def is_safe(text: str) -> bool:
    """Tell whether the coach may say `text`: no crisis talk, no clinical or rude words."""
    return bool(text.strip()) and assess(text).level < CrisisLevel.PASSIVE and is_clean(text)


def safe(draft: Draft, language: Language, address: str) -> Draft:
    """Return `draft`, or a bundled reply in its place when it may not be said."""
    return draft if is_safe(draft.text) else bundled(language, address)


def bundled(language: Language, address: str) -> Draft:
    """Return the reply that is always at hand. `address` is "vy" or "ty"."""
    return Draft(
        text=_INSTEAD[language][address],
        provider=BUNDLED,
        model="",
        prompt_version=BUNDLED_VERSION,
        is_offline=True,
    )
