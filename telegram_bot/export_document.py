"""Everything we hold of a person, as a document that explains itself in their language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from core.vocabulary import Domain, Trait
from people.erasure import person_export
from people.selectors import PersonRef, person_get
from telegram_bot.texts import say_to
from telegram_bot.texts.codes import ABOUT, CODES


def export_document(person_id: UUID) -> dict[str, Any]:
    """Return the export, led by what its parts, fields and codes mean.

    Raises:
        NotFoundError: there is no such person (any more).
    """
    person = person_get(person_id)
    exported = person_export(person_id)
    found = set(_strings(exported))
    texts = {text for _, text in found}
    about = {name: words for name, words in ABOUT[person.language].items() if name in texts}
    return {"about": about, "codes": _meanings(person, found), **exported}


def _meanings(person: PersonRef, found: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return the words for the codes that occur, by field."""
    known = _codes(person)
    meanings: dict[str, dict[str, str]] = {}
    for field, code in sorted(found):
        if code in known.get(field, {}):
            meanings.setdefault(field, {})[code] = known[field][code]
    return meanings


def _codes(person: PersonRef) -> dict[str, Mapping[str, str]]:
    traits = {trait.value: _word(person, f"trait_{trait}") for trait in Trait}
    domains = {domain.value: _word(person, f"domain_{domain}") for domain in Domain}
    return {
        **CODES[person.language],
        "trait": traits,
        "variances": traits,
        "name": {**traits, **domains},
        "closed_domains": domains,
    }


def _word(person: PersonRef, key: str) -> str:
    return say_to(key, person.language, person.address_form)


def _strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a document with the field it stands in; keys stand in their parent's."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, field)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield field, key
            yield from _strings(one, key)
