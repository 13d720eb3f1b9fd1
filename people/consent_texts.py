"""What a person agrees to, word for word, in both languages. Pure.

A change of any text needs a new `VERSION`: a consent keeps the version and the hash of what was
shown.
"""

import hashlib

from core.vocabulary import Language
from people.choices import Purpose

VERSION = "2026-11.2"

_TEXTS: dict[Purpose, dict[Language, str]] = {
    Purpose.PROFILE: {
        Language.RU: (
            "Прежде чем начать, честно:\n"
            "• ваши ответы сохраняются, и из них складывается портрет;\n"
            "• видите их вы; сотрудники — только с вашего согласия или ради вашей безопасности,"
            " и каждый такой просмотр записывается;\n"
            "• всё хранится зашифрованным: забрать — /export, стереть — /delete;\n"
            "• я программа, не психолог и не врач: диагнозов не ставлю, не лечу и могу ошибаться.\n"
            "Всё остальное я спрошу отдельно. Разговор — для людей от 18 лет."
        ),
        Language.EN: (
            "Before we begin, plainly:\n"
            "• your answers are stored, and a portrait grows out of them;\n"
            "• you see them; staff only with your consent or for your safety, and every such look"
            " is written down;\n"
            "• everything is kept encrypted: /export to take it, /delete to erase it;\n"
            "• I am a program, not a psychologist or a doctor: I do not diagnose or treat, and I"
            " may be wrong.\n"
            "Anything else I will ask separately. This is for people aged 18 and over."
        ),
    },
    Purpose.AI_VENDORS: {
        Language.RU: (
            "Чтобы понять ответ глубже, я могу отправлять его текст, без имени и контактов,"
            " внешней модели ИИ. Без согласия текст никуда не уходит."
        ),
        Language.EN: (
            "To understand an answer more deeply I can send its text, without your name and"
            " contacts, to an outside AI model. Without your consent no text leaves."
        ),
    },
    Purpose.COACH_MEMORY: {
        Language.RU: (
            "Можно мне в разговоре вспоминать прежние ответы? Тогда я смогу опираться на уже"
            " сказанное. Можно и без этого: буду видеть только портрет."
        ),
        Language.EN: (
            "May I recall your earlier answers while we talk? Then I can build on your own words."
            " It also works without: I will see only the portrait."
        ),
    },
    Purpose.HUMAN_REVIEW: {
        Language.RU: (
            "Психологи могут читать отдельные ответы, чтобы делать вопросы и выводы лучше."
            " Каждый просмотр записывается, и о нём можно узнать."
        ),
        Language.EN: (
            "Psychologists may read single answers to improve questions and conclusions."
            " Every look is written down, and you can ask about it."
        ),
    },
    Purpose.STATISTICS: {
        Language.RU: "Обезличенные числа (не слова) могут входить в общую статистику.",
        Language.EN: "Anonymous numbers, never words, may be part of overall statistics.",
    },
    Purpose.MESSAGES_FIRST: {
        Language.RU: "Я могу иногда писать первым: не чаще раза в день и только в удобные часы.",
        Language.EN: "I may sometimes write first: once a day at most, and only at your hours.",
    },
}


def consent_text(purpose: Purpose, language: Language) -> str:
    """Return what the person is asked to agree to."""
    return _TEXTS[purpose][language]


def consent_hash(purpose: Purpose, language: Language) -> str:
    """Return the SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(consent_text(purpose, language).encode()).hexdigest()
