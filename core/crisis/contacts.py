"""Where a person can turn: the contacts shipped with the code, for when nothing else works.

They come from public sources and nobody has called them yet, so every one is unverified. The
contacts that staff edit and verify live in the database and are passed to the texts instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Contact:
    """A place where a human answers.

    Attributes:
        name: What to call it, in ``language``.
        phone: Number as it is dialled; empty when there is only a site.
        url: Site; empty when there is only a number.
        hours: When it answers, in ``language``; empty when unknown.
        country: ISO 3166 code, ``EU``, or empty for everywhere.
        language: Language of ``name`` and ``hours``.
        is_emergency: Whether it sends help at once.
        is_verified: Whether a human has checked it.
    """

    name: str
    phone: str
    url: str
    hours: str
    country: str
    language: Language
    is_emergency: bool
    is_verified: bool


def _contact(
    language: Language, name: str, country: str, *, phone: str = "", url: str = ""
) -> Contact:
    return Contact(
        name=name,
        phone=phone,
        url=url,
        hours="",
        country=country,
        language=language,
        is_emergency=False,
        is_verified=False,
    )


def _emergency(language: Language, name: str, country: str, phone: str) -> Contact:
    return Contact(
        name=name,
        phone=phone,
        url="",
        hours="",
        country=country,
        language=language,
        is_emergency=True,
        is_verified=False,
    )


# Numbers of lines for children and teenagers, without the prefix of the country.
_CHILDREN_LINES = frozenset({"8002000122"})
_LOCAL_DIGITS = 10

_BUNDLED: dict[Language, tuple[Contact, ...]] = {
    Language.RU: (
        _emergency(Language.RU, "Экстренная служба", "RU", "112"),
        _contact(Language.RU, "Психологи МЧС России", "RU", phone="+7 495 989-50-50"),
        _contact(
            Language.RU,
            "Телефон доверия для детей, подростков и родителей",
            "RU",
            phone="8-800-2000-122",
        ),
        _contact(Language.RU, "Линии помощи в других странах", "", url="https://findahelpline.com"),
    ),
    Language.EN: (
        _emergency(Language.EN, "Emergency, Europe", "EU", "112"),
        _emergency(Language.EN, "Emergency, United States", "US", "911"),
        _contact(Language.EN, "Suicide and crisis lifeline, United States", "US", phone="988"),
        _contact(Language.EN, "Emotional support, Europe", "EU", phone="116 123"),
        _contact(Language.EN, "Help lines in other countries", "", url="https://findahelpline.com"),
    ),
}


def bundled_contacts(language: Language) -> tuple[Contact, ...]:
    """Return the contacts shipped with the code, emergency numbers first, none verified."""
    return _BUNDLED[language]


def adults_first(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return the contacts with the lines for children after all others, otherwise as given."""
    return tuple(sorted(contacts, key=_is_for_children))


def minors_first(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return the contacts with the lines for children before all others, otherwise as given."""
    return tuple(sorted(contacts, key=_is_for_children, reverse=True))


def _is_for_children(contact: Contact) -> bool:
    digits = "".join(filter(str.isdigit, contact.phone))
    return digits[-_LOCAL_DIGITS:] in _CHILDREN_LINES
