"""A question as the person will see it, before anybody is asked. Pure.

What a question looks like is the gateway's to say: it gives its rendering to `render_with` when
staff pages are loaded, so that a preview and a real question come from the same lines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.vocabulary import Language
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.choices import Energy
from onboarding.steps import Ask
from people.choices import AddressForm

#: The place in a session that a preview pretends.
NUMBER, TOTAL = 3, 6


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: its words as Telegram HTML, which is escaped, and the labels of its buttons."""

    html: str
    buttons: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What people of one language and form of address see, message after message."""

    language: Language
    form: AddressForm
    screens: tuple[Screen, ...]


Render = Callable[[Ask, Language, AddressForm], Sequence[Screen]]
_renders: list[Render] = []


def render_with(render: Render) -> None:
    """Let every preview look as `render` makes it: what is sent of one question, in order."""
    _renders[:] = [render]


def preview(record: QuestionRecord) -> tuple[Preview, ...]:
    """Return the question as it looks: «вы» and «ты» in Russian, then English, where texts are."""
    return tuple(
        Preview(language, form, tuple(_rendered(record, language, form)))
        for language, form in _audiences(record)
    )


def _audiences(record: QuestionRecord) -> Iterator[tuple[Language, AddressForm]]:
    for language in Language:
        if language in record.texts:
            yield language, AddressForm.VY
            if record.texts[language].familiar_text:
                yield language, AddressForm.TY


def _rendered(record: QuestionRecord, language: Language, form: AddressForm) -> Iterator[Screen]:
    step = _step(record, record.texts[language], language)
    for render in _renders:
        yield from render(step, language, form)


def _step(record: QuestionRecord, wording: QuestionText, language: Language) -> Ask:
    return Ask(
        asked_id=0,
        session_id=0,
        number=NUMBER,
        total=TOTAL,
        text=wording.text,
        hint=wording.hint,
        language=language,
        familiar_text=wording.familiar_text,
        familiar_hint=wording.familiar_hint,
        is_heavy=record.energy is Energy.HEAVY,
    )
