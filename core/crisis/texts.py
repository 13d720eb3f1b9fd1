"""The fixed words of the guard: Telegram HTML, written by people, never generated.

None of them asks how, argues, diagnoses or promises more than the program can keep.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.crisis.contacts import Contact, bundled_contacts
from core.crisis.levels import CrisisLevel
from core.vocabulary import Language

#: Telegram counts a message in UTF-16 code units; a text must leave room for a question.
LONGEST_TEXT = 1500
_LONGEST_FIELD = 80
_LONGEST_PHONE = 30


@dataclass(frozen=True, slots=True)
class SafetyButtons:
    """Labels of the buttons under the safety question."""

    yes: str
    no: str
    contacts: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of one language; ``{…}`` is filled with contacts."""

    emergency: str
    joining: str
    people: str
    verified: str
    unverified: str
    active: str
    passive: str
    distress: str
    still_here: str
    grounding: str
    question: str
    buttons: SafetyButtons


_WORDS: dict[Language, _Words] = {
    Language.RU: _Words(
        emergency=(
            "Если вы можете причинить себе вред или кто-то в опасности, позвоните прямо сейчас: "
            "{numbers}."
        ),
        joining=" или ",
        people="Поговорить с живым человеком можно здесь:",
        verified="Прямо сейчас можно позвонить или написать сюда, там ответит живой человек:",
        unverified=(
            "Мы ещё не успели сами проверить эти контакты. Если не отвечают, звоните в экстренную "
            "службу."
        ),
        active=(
            "То, что вы пишете, очень важно, и вы не обязаны справляться с этим в одиночку. "
            "Если есть кто-то, кому вы доверяете, позовите его к себе или выйдите к людям.\n\n"
            "Я программа и не могу помочь так, как человек. Обычный разговор я ставлю на паузу и "
            "остаюсь здесь: пишите, если хочется."
        ),
        passive=(
            "Спасибо, что написали об этом. Это важно, и с этим не нужно оставаться наедине: "
            "расскажите, пожалуйста, человеку, которому доверяете.\n\n"
            "Я программа и не могу помочь так, как человек. Поставлю разговор на паузу и не буду "
            "задавать вопросов, пока вы сами не вернётесь."
        ),
        distress=(
            "Похоже, сейчас вам правда тяжело. Можно остановиться и передохнуть или взять вопрос "
            "полегче — как вам спокойнее.\n\n"
            "Я программа и не заменю человека. Если станет хуже, поговорите с кем-то близким или "
            "позвоните:"
        ),
        still_here=(
            "Я здесь и читаю вас. Вопросов не задаю. Я программа, а сейчас нужен "
            "человек: позвоните или напишите тому, кому доверяете, или сюда:"
        ),
        grounding=(
            "Вопрос был непростой, и прерваться — хорошее решение. Если хочется, почувствуйте "
            "ступнями пол, медленно выдохните и найдите взглядом пять предметов вокруг. "
            "В следующий раз начнём с чего-нибудь лёгкого. А если станет совсем тяжело, "
            "поговорите с кем-то, кому доверяете, или позвоните: {numbers}."
        ),
        question="Вы сейчас в безопасности?",
        buttons=SafetyButtons(yes="Да, я в безопасности", no="Нет", contacts="Контакты"),
    ),
    Language.EN: _Words(
        emergency="If you might hurt yourself or anyone is in danger, call right now: {numbers}.",
        joining=" or ",
        people="You can talk to a real person here:",
        verified="You can call or write to these right now, and a real person will answer:",
        unverified=(
            "We have not been able to check these ourselves yet. If nobody answers, call the "
            "emergency number."
        ),
        active=(
            "What you wrote matters a great deal, and you do not have to get through it on your "
            "own. If there is someone you trust, ask them to come, or go to where people are.\n\n"
            "I am a program and cannot help the way a person can. Our usual talk is on pause, and "
            "I am staying here: write whenever you like."
        ),
        passive=(
            "Thank you for writing this. It matters, and it is not something to be alone with: "
            "please tell a person you trust.\n\n"
            "I am a program and cannot help the way a person can. I will pause here and ask "
            "nothing until you come back."
        ),
        distress=(
            "It sounds as if things are really hard right now. We can stop for a while, or take "
            "an easier question, whichever feels calmer.\n\n"
            "I am a program and no substitute for a person. If it gets worse, talk to somebody "
            "close to you, or call:"
        ),
        still_here=(
            "I am here and I am reading. I will not ask you anything. I am a program, and this "
            "needs a person: call or write to someone you trust, or here:"
        ),
        grounding=(
            "That was a hard question, and stopping is a good choice. If you like, feel the floor "
            "under your feet, breathe out slowly and find five things around you with your eyes. "
            "Next time we will begin with something light. And if it gets too heavy, talk to "
            "someone you trust, or call: {numbers}."
        ),
        question="Are you safe right now?",
        buttons=SafetyButtons(yes="Yes, I'm safe", no="No", contacts="Contacts"),
    ),
}


def fixed_text(level: CrisisLevel, language: Language, contacts: Sequence[Contact]) -> str:
    """Return the message for a level: resources first at levels 2 and 3.

    The emergency number leads while no other contact is verified; as soon as one is, verified
    contacts lead and the emergency number follows. Without contacts, or with none that can be
    dialled or opened, the bundled ones are used, so a text never comes without a way out.

    Args:
        level: Level of the message; `CrisisLevel.NONE` is answered like distress, because a
            guard must not fail on a wrong argument.
        language: Language of the text.
        contacts: Contacts of the person's country, in the order they should be shown.

    Returns:
        Telegram HTML of at most `LONGEST_TEXT` UTF-16 units. At level 3 the caller adds
        `safety_question` with its buttons.
    """
    words = _WORDS[language]
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


def safety_question(language: Language) -> str:
    """Return the one question of level 3."""
    return _WORDS[language].question


def safety_buttons(language: Language) -> SafetyButtons:
    """Return the labels under the safety question."""
    return _WORDS[language].buttons


def still_here_text(language: Language, contacts: Sequence[Contact]) -> str:
    """Return the reply to whatever comes while a crisis pauses the conversation."""
    return _fitted("", _WORDS[language].still_here, _lines(language, contacts), "")


def grounding_text(language: Language) -> str:
    """Return the short message for someone who leaves right after a heavy question."""
    words = _WORDS[language]
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


def _emergency_sentence(words: _Words, contacts: Sequence[Contact]) -> str:
    return words.emergency.format(numbers=_numbers(words, contacts))


def _numbers(words: _Words, contacts: Sequence[Contact]) -> str:
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
