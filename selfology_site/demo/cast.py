"""Who the synthetic people are. Every name is invented. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from core.vocabulary import Language
from people.choices import AddressForm, Purpose
from selfology_site.demo.answers import Temperament

RU, EN = Language.RU, Language.EN
EXPLORER, KEEPER, HEART, WORRIER, ROCK, TIRED = Temperament
VY, TY = AddressForm.VY, AddressForm.TY


@dataclass(frozen=True, slots=True)
class Member:
    """One synthetic person.

    Attributes:
        days: on which of the fourteen days they talk; 13 is today.
        manners: how they answer, the usual manner first.
        later_manners: how they answer in the second week, if they change.
        skips: how often a question is skipped, 0..1.
        agrees: optional purposes they agreed to.
        pauses: whether they break a talk off and come back the next day.
        falls_silent: whether their last talk is never finished.
        was_in_crisis: whether the guard heard them on one of the days.
        coach_lines: what they write to the coach after their second talk.
    """

    name: str
    language: Language
    days: tuple[int, ...]
    manners: tuple[Temperament, ...]
    later_manners: tuple[Temperament, ...] = ()
    form: AddressForm = VY
    skips: float = 0.08
    agrees: tuple[Purpose, ...] = ()
    pauses: bool = False
    falls_silent: bool = False
    was_in_crisis: bool = False
    coach_lines: tuple[str, ...] = ()


CAST: tuple[Member, ...] = (
    Member(
        "Вера",
        RU,
        (0, 3, 6, 10, 13),
        (HEART, KEEPER),
        agrees=(Purpose.HUMAN_REVIEW, Purpose.COACH_MEMORY),
        coach_lines=(
            "Опять не получилось отказать подруге, хотя сил совсем не было.",
            "Наверное, боюсь её обидеть. Но себя жалко тоже.",
        ),
    ),
    Member("Тимур", RU, (0, 2, 5, 8, 11), (EXPLORER, ROCK), form=TY),
    Member("Нина Сергеевна", RU, (1, 4, 8, 12), (KEEPER, HEART), skips=0.2),
    Member(
        "Лев",
        RU,
        (0, 2, 4, 6, 8, 10, 12, 13),
        (TIRED,),
        later_manners=(ROCK, EXPLORER),
        form=TY,
        agrees=(Purpose.HUMAN_REVIEW, Purpose.COACH_MEMORY, Purpose.MESSAGES_FIRST),
        coach_lines=(
            "Кажется, я наконец записался в бассейн. Странно, но рад.",
            "Раньше бы бросил на второй день.",
        ),
    ),
    Member("Аглая", RU, (3, 6, 9, 13), (WORRIER, EXPLORER), pauses=True),
    Member("Матвей", RU, (1, 5, 9, 13), (ROCK, KEEPER)),
    Member("Соня", RU, (7, 9, 11), (EXPLORER, HEART), form=TY, skips=0.35),
    Member(
        "Maya",
        EN,
        (0, 3, 7, 11, 13),
        (EXPLORER, HEART),
        agrees=(Purpose.COACH_MEMORY,),
        coach_lines=(
            "I started drawing again and I am already afraid I will drop it.",
            "I want it to stay a joy, not another task.",
        ),
    ),
    Member("Oliver", EN, (2, 6, 10), (KEEPER, ROCK)),
    Member(
        "Grace",
        EN,
        (1, 4, 8, 12),
        (WORRIER, HEART),
        agrees=(Purpose.HUMAN_REVIEW,),
        was_in_crisis=True,
    ),
    Member("Tom", EN, (6, 9, 12), (TIRED, KEEPER), skips=0.25, falls_silent=True),
    Member("Priya", EN, (2, 5, 9, 13), (HEART, EXPLORER)),
)

_MORE_NAMES = {
    RU: ("Ольга", "Денис", "Марина", "Арсений", "Лида", "Глеб", "Тая", "Платон"),
    EN: ("Hannah", "Felix", "Ruth", "Theo", "Amara", "Jonas", "Iris", "Caleb"),
}
_PAIRS = (
    (EXPLORER, KEEPER),
    (KEEPER, HEART),
    (HEART, EXPLORER),
    (EXPLORER, HEART),
    (KEEPER, EXPLORER),
    (HEART, KEEPER),
)


def more_people(rng: random.Random, count: int) -> Sequence[Member]:
    """Return `count` people who are none of the cast; their manners and days are drawn."""
    names = {language: rng.sample(known, len(known)) for language, known in _MORE_NAMES.items()}
    languages = [(RU, EN)[number % 2] for number in range(count)]
    return [
        _drawn(rng, language, names[language][number // 2 % len(names[language])])
        for number, language in enumerate(languages)
    ]


def _drawn(rng: random.Random, language: Language, name: str) -> Member:
    days = sorted(rng.sample(range(14), rng.randint(3, 5)))
    return Member(
        name=name,
        language=language,
        days=tuple(days),
        manners=rng.choice(_PAIRS),
        skips=rng.choice((0.05, 0.1, 0.2, 0.3)),
    )
