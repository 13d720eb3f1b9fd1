"""What a person agrees to, word for word, in both languages. Pure.

A change of any text needs a new `VERSION`: a consent keeps the version and the hash of what was
shown, and which AI vendors it named.
"""

import hashlib
from collections.abc import Sequence

from core.vocabulary import Language
from people.choices import Purpose

VERSION = "2026-11.3"

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
            "Чтобы понимать глубже, я могу отправлять внешней модели ИИ ({vendors}) ваши ответы и"
            " слова из разговора, а с ними, если нужно, прежние ответы и числа портрета. Имена,"
            " телефоны, почту и адреса я перед этим закрываю, но поручиться за каждое не могу."
            " Дальше действуют правила этой компании. Без согласия текст никуда не уходит, отозвать"
            " его можно в любой момент: /settings."
        ),
        Language.EN: (
            "To understand more deeply I can send your answers and what you say in our talks to an"
            " outside AI model ({vendors}), and with them, where needed, earlier answers and the"
            " numbers of your portrait. Names, phone numbers, e-mails and addresses are covered up"
            " first, though I cannot vouch for every one. From there on that company's rules apply."
            " Without your consent no text leaves, and you can take it back at any time: /settings."
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


def consent_text(purpose: Purpose, language: Language, vendors: Sequence[str] = ()) -> str:
    """Return what the person is asked to agree to.

    Args:
        purpose: what for.
        language: of the text.
        vendors: the AI vendors it names; only the consent to them names any.
    """
    return _TEXTS[purpose][language].format(vendors=", ".join(vendors))


def consent_hash(purpose: Purpose, language: Language, vendors: Sequence[str] = ()) -> str:
    """Return the SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(consent_text(purpose, language, vendors).encode()).hexdigest()
