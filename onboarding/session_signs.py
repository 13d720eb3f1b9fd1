"""What a session shows of tiredness, read from the questions and times of one person. Pure.

A night of sleep undoes what the evening cost: only what lies behind the last rest counts. An answer
that took longer than ten minutes says nothing of speed; somebody had dinner, or went to bed.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from onboarding.choices import Outcome
from onboarding.fatigue import FatigueSignals
from onboarding.mix_state import Asked

REST = timedelta(hours=3)
SAT_DOWN_TO_IT = timedelta(minutes=10)
HABIT_ANSWERS = 20
#: Fewer answers are no habit of speed: of the first few, some are always a surprise.
HABIT_OF_SPEED_FROM = 5
#: Characters that stand for reading a question and thinking about it.
READING_CHARACTERS = 100
LEFT = (Outcome.SKIPPED, Outcome.POSTPONED)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person's history as tiredness sees it.

    Attributes:
        asked: everything ever asked, oldest first.
        closed_at: when the question of each code was answered or left.
        tired_said_at: when the person last said in this session that they are tired.
    """

    asked: Sequence[Asked]
    closed_at: Mapping[str, datetime]
    session_id: Hashable
    now: datetime
    tired_said_at: datetime | None = None

    def signals(self) -> FatigueSignals:
        """Return what is seen of the running session since the last rest."""
        here = self._since_rest()
        answered = [past for past in here if past.length]
        before = [
            past for past in self.asked if past.session_id != self.session_id and past.length
        ][-HABIT_ANSWERS:]
        habit = self._paces(before)
        return FatigueSignals(
            energies=tuple(past.energy for past in here),
            lengths=tuple(past.length for past in answered),
            usual_length=median(past.length for past in before) if before else None,
            skips=sum(past.outcome in LEFT for past in here),
            paces=self._paces(answered),
            usual_pace=median(habit) if len(habit) >= HABIT_OF_SPEED_FROM else None,
            said_tired=self._said_tired(here),
        )

    def _since_rest(self) -> list[Asked]:
        """Return the closed questions of the session behind which no rest lies, oldest first."""
        found: list[Asked] = []
        later = self.now
        for past in reversed(self.asked):
            closed = self.closed_at.get(past.code)
            if past.session_id != self.session_id or past.outcome is Outcome.OPEN or not closed:
                continue
            if later - closed >= REST:
                break
            found.append(past)
            later = closed
        return found[::-1]

    def _said_tired(self, here: Sequence[Asked]) -> bool:
        if self.tired_said_at is None:
            return False
        begun = min((self.closed_at[past.code] for past in here), default=self.now)
        return self.tired_said_at >= min(begun, self.now - REST)

    def _paces(self, answered: Sequence[Asked]) -> tuple[float, ...]:
        """Return seconds per character, of answers for which somebody sat down; oldest first."""
        taken = (
            (past, self.closed_at[past.code] - past.at)
            for past in answered
            if past.code in self.closed_at
        )
        return tuple(
            took.total_seconds() / (past.length + READING_CHARACTERS)
            for past, took in taken
            if timedelta(0) <= took <= SAT_DOWN_TO_IT
        )
