"""A better reflection by a small and quick model. Pure."""

from ai.choices import CallPurpose, EgressKind
from ai.contracts import REFLECTION_LIMIT, AnswerRequest, InstantReading
from ai.prompts import PromptName, prompt
from ai.providers.base import Prompt, Turn
from ai.remote.marks import Marks, Mask
from ai.remote.screening import Screen
from ai.remote.shapes import SaidInstantly
from ai.remote.work import ADDRESSES, Finished, Work

MOST_OUTPUT_TOKENS = 400
#: Characters of an answer that are read: there is no time for more.
LONGEST_ANSWER = 3_000


def instant_work(request: AnswerRequest, local: InstantReading) -> Work[SaidInstantly, str | None]:
    """Make the improvement of a reflection ready for a model.

    Its result is None where the local reflection is to stay.
    """
    better = _Better(request, local)
    return Work(
        purpose=CallPurpose.INSTANT_ANALYSIS,
        shape=SaidInstantly,
        version=better.prompt.version,
        max_output_tokens=MOST_OUTPUT_TOKENS,
        kinds=frozenset((EgressKind.ANSWER, EgressKind.QUESTION)),
        masked=better.mask.counts,
        prompt=better.ask,
        finish=better.finish,
    )


class _Better:
    """One reflection that may become better."""

    def __init__(self, request: AnswerRequest, local: InstantReading) -> None:
        self._request, self._language = request, local.language
        self.prompt = prompt(PromptName.INSTANT, self._language)
        self.mask = Mask(request.names)
        self._answer = self.mask(request.text[:LONGEST_ANSWER])
        self._question = self.mask(request.question_text)
        self._ready = self.mask(local.reflection)
        self._screen = Screen(self._language, request.text, self.prompt.system)

    def ask(self) -> Prompt:
        """Return the prompt, with new marks."""
        marks = Marks()
        blocks = [
            marks.block("question", self._question),
            marks.block("answer", self._answer),
            marks.block("ready", self._ready),
        ]
        turn = self.prompt.turn.substitute(
            mark=marks.ending,
            address=ADDRESSES[self._language][self._request.address],
            limit=REFLECTION_LIMIT,
            data="\n\n".join(blocks),
        )
        return Prompt(self.prompt.system, (Turn(is_model=False, text=turn),))

    def finish(self, said: SaidInstantly) -> Finished[str | None]:
        """Return the reflection, or None where it may not be said or asks something."""
        text = self._screen.passed(self.mask.undo(said.reflection), REFLECTION_LIMIT)
        # A question of its own would stand before the next question.
        return Finished(text if text and "?" not in text else None)
