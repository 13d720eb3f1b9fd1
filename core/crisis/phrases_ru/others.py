"""Russian signals: another person in danger."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, gap
from core.crisis.phrases_ru.words import HARM_ONESELF, LIVING_SOMEHOW

_DISTRESS = CrisisLevel.DISTRESS
_PASSIVE = CrisisLevel.PASSIVE
_OTHER = Kind.OTHER

OTHERS: tuple[Phrase, ...] = (
    Phrase(
        "ru.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:хочет|хотят|собирается|собираются|грозит\w*|угрожает|обещает"
            r"|думает|пытается|решил[аи]?|пробует|готовится|планирует|говорит о"
            rf"|пишет о|намекает на){gap(4)} (?:умереть|сдохнуть|{HARM_ONESELF}"
            r"|самоубийств\w+|суицид\w*|смерти)\b"
        ),
    ),
    Phrase(
        "ru.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:не (?:хочет|может|хотят|видит смысла|собирается)(?: больше"
            rf"| дальше)* жить)\b{LIVING_SOMEHOW}"
        ),
    ),
    Phrase(
        "ru.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:наглотает\w*|убьет себя|себя убьет|покончит с собой|повесится"
            r"|вскроется|режет себя|себя режет|спрыгнет с|выпрыгнет из|выпилится"
            r"|кончает с собой|пытал[аи]?с[яь]? (?:покончить|убить себя))\b"
        ),
    ),
    Phrase(
        "ru.other.lost",
        _DISTRESS,
        _OTHER,
        (
            r"\b(?:покончил[аи]? (?:с собой|с жизнью|жизнь)|повесил(?:ся|ась)"
            r"|застрелил(?:ся|ась)|выбросил(?:ся|ась) из|наложил[аи]? на себя руки"
            r"|убил[аи]? себя|совершил[аи]? (?:самоубийство|суицид))\b"
        ),
    ),
)
