"""What the guard answers: a level, a language and the codes of the signals."""

from dataclasses import dataclass
from enum import IntEnum

from core.vocabulary import Language


class CrisisLevel(IntEnum):
    """How grave a message is; a higher value always wins."""

    #: Nothing that the guard knows.
    NONE = 0
    #: Hopeless, exhausted: acknowledge, go easier, no heavy questions.
    DISTRESS = 1
    #: Passive ideation, history of self-harm, abuse, another person in danger.
    PASSIVE = 2
    #: Wish to die now, plan, means, farewell, an act under way, present violence.
    ACTIVE = 3


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement about one message.

    Attributes:
        level: The highest level found in any sentence.
        language: The language to answer in.
        signals: Sorted codes of everything at level 1 or above, such as ``ru.plan.means``;
            never words of the person, so they may be stored and counted.
    """

    level: CrisisLevel
    language: Language
    signals: tuple[str, ...]
