"""The coach's reply by a model. Pure."""

from collections.abc import Iterator

from ai.choices import CallPurpose, EgressKind
from ai.contracts import CoachReply, CoachRequest, PortraitLine
from ai.errors import InvalidOutputError
from ai.local.language import detect
from ai.prompts import PromptName, prompt
from ai.providers.base import Prompt, Turn
from ai.remote.history import Earlier
from ai.remote.marks import Marks, Mask
from ai.remote.numbers import Clamp
from ai.remote.screening import Screen
from ai.remote.shapes import SaidByCoach
from ai.remote.work import ADDRESSES, Finished, Work
from core.crisis.levels import CrisisLevel

#: Thinking included.
MOST_OUTPUT_TOKENS = 4_000
LONGEST_REPLY = 1_200
#: Turns of the talk that go along, and characters of each.
MOST_TURNS = 20
LONGEST_TURN = 1_500


def coach_work(request: CoachRequest) -> Work[SaidByCoach, CoachReply]:
    """Make a reply of the coach ready for a model."""
    talk = _Talk(request)
    kinds = {
        EgressKind.ANSWER: True,
        EgressKind.CONVERSATION: bool(request.history),
        EgressKind.HISTORY: bool(talk.earlier),
        EgressKind.PROFILE: bool(request.portrait),
    }
    return Work(
        purpose=CallPurpose.COACH_REPLY,
        shape=SaidByCoach,
        version=talk.prompt.version,
        max_output_tokens=MOST_OUTPUT_TOKENS,
        kinds=frozenset(kind for kind, leaves in kinds.items() if leaves),
        masked=talk.mask.counts,
        prompt=talk.ask,
        finish=talk.finish,
    )


class _Talk:
    """One message with all that the coach may know.

    What the coach said before is data as well and not a turn of the model: words that once slipped
    through must not speak with its own authority.
    """

    def __init__(self, request: CoachRequest) -> None:
        self._request = request
        self._language = detect(request.message, request.language)
        self.prompt = prompt(PromptName.COACH, self._language)
        self.mask = Mask(request.names)
        self._message = self.mask(request.message)
        self._turns = [
            ("person" if turn.is_person else "coach", self.mask(turn.text[:LONGEST_TURN]))
            for turn in request.history[-MOST_TURNS:]
        ]
        self.earlier = Earlier(request.message, request.earlier, self.mask)
        self._screen = Screen(self._language, self._own(), self.prompt.system)

    def ask(self) -> Prompt:
        """Return the prompt, with new marks."""
        marks = Marks()
        turn = self.prompt.turn.substitute(
            mark=marks.ending,
            address=ADDRESSES[self._language][self._request.address],
            data="\n\n".join(self._blocks(marks)),
        )
        return Prompt(self.prompt.system, (Turn(is_model=False, text=turn),))

    def finish(self, said: SaidByCoach) -> Finished[CoachReply]:
        """Return the reply.

        Raises:
            InvalidOutputError: it may not be said.
        """
        clamp = Clamp()
        level = clamp.level(said.crisis_level, 0, 3)
        text = self._screen.retold(self.mask.undo(said.reply))
        complaints = self._screen.complaints(text, LONGEST_REPLY)
        if complaints and level < CrisisLevel.PASSIVE:
            complaint = f"reply: {', '.join(complaints)}"
            raise InvalidOutputError(complaint)
        reply = CoachReply(
            text="" if complaints else text,
            used_answer_ids=self.earlier.ids(said.used_earlier),
            crisis_level=level,
        )
        return Finished(reply, clamped=clamp.count)

    def _blocks(self, marks: Marks) -> Iterator[str]:
        if self._request.portrait:
            yield marks.block("portrait", "\n".join(map(_line, self._request.portrait)))
        yield from self.earlier.blocks(marks)
        for who, text in self._turns:
            yield marks.block(who, text)
        yield marks.block("message", self._message)

    def _own(self) -> str:
        said = [turn.text for turn in self._request.history if turn.is_person]
        return "\n".join([self._request.message, *said, *(a.text for a in self._request.earlier)])


def _line(line: PortraitLine) -> str:
    return f"{line.trait}: value {line.value:.2f}, low {line.low:.2f}, high {line.high:.2f}"
