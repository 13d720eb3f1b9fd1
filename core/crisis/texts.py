"""The fixed words of the guard: Telegram HTML, written by people, never generated.

None of them asks how, argues, diagnoses or promises more than the program can keep.
"""

import html
from collections.abc import Iterable, Iterator, Sequence

from core.crisis.contacts import Contact, bundled_contacts
from core.crisis.levels import CrisisLevel
from core.crisis.words import SafetyButtons, Words, words_for
from core.vocabulary import Language

#: Telegram counts a message in UTF-16 code units; a text must leave room for a question.
LONGEST_TEXT = 1500
_LONGEST_FIELD = 80
_LONGEST_PHONE = 30


def fixed_text(
    level: CrisisLevel, language: Language, contacts: Sequence[Contact], *, familiar: bool = False
) -> str:
    """Return the message for a level: resources first at levels 2 and 3.

    The emergency number leads while no other contact is verified; as soon as one is, verified
    contacts lead and the emergency number follows. Without contacts, or with none that can be
    dialled or opened, the bundled ones are used, so a text never comes without a way out.

    Args:
        level: Level of the message; `CrisisLevel.NONE` is answered like distress, because a
            guard must not fail on a wrong argument.
        language: Language of the text.
        contacts: Contacts of the person's country, in the order they should be shown.
        familiar: Whether the person chose «ты».

    Returns:
        Telegram HTML of at most `LONGEST_TEXT` UTF-16 units. At level 3 the caller adds
        `safety_question` with its buttons.
    """
    words = words_for(language, familiar=familiar)
    if level <= CrisisLevel.DISTRESS:
        return _fitted("", words.distress, _lines(language, contacts), "")
    body = words.active if level is CrisisLevel.ACTIVE else words.passive
    usable = _usable(language, contacts)
    emergency = _emergency_sentence(words, usable)
    people = [contact for contact in usable if not contact.is_emergency]
    verified = [contact for contact in people if contact.is_verified]
    if verified:
        return _fitted("", words.verified, map(_line, verified), f"{emergency}\n\n{body}")
    if not people:
        return f"<b>{emergency}</b>\n\n{body}"
    tail = f"{words.unverified}\n\n{body}"
    return _fitted(f"<b>{emergency}</b>\n", words.people, map(_line, people), tail)


def safety_question(language: Language, *, familiar: bool = False) -> str:
    """Return the one question of level 3."""
    return words_for(language, familiar=familiar).question


def safety_buttons(language: Language) -> SafetyButtons:
    """Return the labels under the safety question."""
    return words_for(language, familiar=False).buttons


def still_here_text(
    language: Language, contacts: Sequence[Contact], *, familiar: bool = False
) -> str:
    """Return the reply to whatever comes while a crisis pauses the conversation."""
    words = words_for(language, familiar=familiar)
    return _fitted("", words.still_here, _lines(language, contacts), "")


def grounding_text(language: Language, *, familiar: bool = False) -> str:
    """Return the short message for someone who leaves right after a heavy question."""
    words = words_for(language, familiar=familiar)
    return words.grounding.format(numbers=_numbers(words, bundled_contacts(language)))


def _usable(language: Language, contacts: Sequence[Contact]) -> list[Contact]:
    """Keep what can be dialled or opened, and never lose the emergency number."""
    bundled = bundled_contacts(language)
    usable = [contact for contact in contacts if _is_dialled(contact) or contact.url.strip()]
    if not usable:
        return list(bundled)
    if any(contact.is_emergency and _is_dialled(contact) for contact in usable):
        return usable
    return [contact for contact in bundled if contact.is_emergency] + usable


def _is_dialled(contact: Contact) -> bool:
    return any(character.isdigit() for character in contact.phone)


def _emergency_sentence(words: Words, contacts: Sequence[Contact]) -> str:
    return words.emergency.format(numbers=_numbers(words, contacts))


def _numbers(words: Words, contacts: Sequence[Contact]) -> str:
    emergency = [c for c in contacts if c.is_emergency and _is_dialled(c)][:3]
    if len(emergency) == 1:
        return _short(emergency[0].phone, _LONGEST_PHONE)
    return words.joining.join(
        f"{_short(c.phone, _LONGEST_PHONE)} ({_short(c.country or c.name, _LONGEST_PHONE)})"
        for c in emergency
    )


def _lines(language: Language, contacts: Sequence[Contact]) -> Iterator[str]:
    usable = _usable(language, contacts)
    yield from map(_line, sorted(usable, key=lambda contact: not contact.is_emergency))


def _line(contact: Contact) -> str:
    ways = [_short(contact.phone, _LONGEST_PHONE), _short(contact.url, _LONGEST_FIELD)]
    hours = _short(contact.hours, _LONGEST_FIELD)
    line = f"• {_short(contact.name, _LONGEST_FIELD)}: {', '.join(way for way in ways if way)}"
    return f"{line} ({hours})" if hours else line


def _short(text: str, most: int) -> str:
    """Return a field of a contact as one escaped line of at most ``most`` characters."""
    return html.escape(" ".join(text.split())[:most], quote=False)


def _fitted(lead: str, intro: str, lines: Iterable[str], tail: str) -> str:
    """Join the parts, leaving out the last contacts that would not fit."""
    ending = f"\n\n{tail}" if tail else ""
    text = f"{lead}{intro}"
    for line in lines:
        longer = f"{text}\n{line}"
        if _units(longer) + _units(ending) > LONGEST_TEXT:
            break
        text = longer
    return text + ending


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
