"""How many questions a session is planned for: five to seven, by how the last one went. Pure.

Six is the rule. In the simulation of the selection model sessions of five keep more people and
sessions of six lose little of what is learned, so the length follows the person: one more after a
talk in which everything was answered, five after one that was too long for them.
"""

from dataclasses import dataclass

from onboarding.choices import EndReason

SHORTEST, USUAL, LONGEST = 5, 6, 7
#: Ends that say that the talk was too long, or came at a bad time.
TOO_LONG = frozenset({EndReason.FATIGUE, EndReason.PERSON, EndReason.CRISIS, EndReason.TIMEOUT})


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The person's last session.

    Attributes:
        planned: questions it was planned for.
        answered: questions answered in it.
        is_weary: the person said that they were tired.
    """

    end_reason: EndReason
    planned: int
    answered: int
    is_weary: bool = False


def planned_questions(last: LastTalk | None) -> int:
    """Return the planned length of the next session; `last` is None for the first one ever."""
    if last is None:
        return USUAL
    if last.is_weary or last.end_reason in TOO_LONG:
        return SHORTEST
    was_gladly_answered = last.end_reason is EndReason.PLANNED and last.answered >= last.planned
    return min(LONGEST, last.planned + 1) if was_gladly_answered else USUAL
