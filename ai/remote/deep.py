"""The deep reading by a model. Pure."""

from collections.abc import Iterable

from ai.choices import CallPurpose, EgressKind
from ai.contracts import DeepReading, DeepRequest, TraitReading
from ai.evidence import grounded
from ai.local.language import detect
from ai.prompts import PromptName, prompt
from ai.providers.base import Prompt, Turn
from ai.remote.history import Earlier
from ai.remote.marks import Marks, Mask, literal
from ai.remote.numbers import (
    LARGEST_Z,
    LEAST_CONFIDENCE,
    MOST_TRAITS,
    Clamp,
    variance,
)
from ai.remote.screening import Screen
from ai.remote.shapes import SaidDeeply, SaidPattern, SaidTrait
from ai.remote.work import ADDRESSES, Finished, Work
from core.crisis.assessment import assess
from core.crisis.levels import CrisisLevel
from core.vocabulary import Trait

#: Thinking included.
MOST_OUTPUT_TOKENS = 6_000
#: Characters of an answer that are read.
LONGEST_ANSWER = 12_000
LONGEST_INSIGHT = 400
LONGEST_PATTERN = 250
MOST_PATTERNS = 2
#: A pattern is seen in at least so many earlier answers.
LEAST_EARLIER = 2
#: A model may write larger numbers; they are clamped, and counted.
_SCALE_END = 3.0


def deep_work(request: DeepRequest) -> Work[SaidDeeply, DeepReading]:
    """Make a deep reading ready for a model."""
    deep = _Deep(request)
    kinds = {EgressKind.ANSWER, EgressKind.QUESTION}
    return Work(
        purpose=CallPurpose.DEEP_ANALYSIS,
        shape=SaidDeeply,
        version=deep.prompt.version,
        max_output_tokens=MOST_OUTPUT_TOKENS,
        kinds=frozenset(kinds | ({EgressKind.HISTORY} if deep.earlier else set())),
        masked=deep.mask.counts,
        prompt=deep.ask,
        finish=deep.finish,
    )


class _Deep:
    """One deep reading."""

    def __init__(self, request: DeepRequest) -> None:
        self._request = request
        self._text = request.text[:LONGEST_ANSWER]
        self._language = detect(self._text, request.language_hint)
        self.prompt = prompt(PromptName.DEEP, self._language)
        self.mask = Mask(request.names)
        self._answer = self.mask(self._text)
        self._question = self.mask(request.question_text)
        self.earlier = Earlier(self._text, request.history, self.mask)
        self._screen = Screen(self._language, self._text, self.prompt.system)

    def ask(self) -> Prompt:
        """Return the prompt, with new marks."""
        marks = Marks()
        blocks = [
            *self.earlier.blocks(marks),
            marks.block("question", self._question, self._request.question_domain),
            marks.block("answer", self._answer),
        ]
        turn = self.prompt.turn.substitute(
            mark=marks.ending,
            address=ADDRESSES[self._language][self._request.address],
            targets=", ".join(self._request.targets) or "–",
            data="\n\n".join(blocks),
        )
        return Prompt(self.prompt.system, (Turn(is_model=False, text=turn),))

    def finish(self, said: SaidDeeply) -> Finished[DeepReading]:
        """Return the reading: numbers clamped, quotes literal, words screened."""
        clamp = Clamp()
        quoted = [item for item in said.traits if self.mask.undo(item.quote).strip()]
        level = max(assess(self._request.text).level, clamp.level(said.crisis_level, 0, 3))
        # In a crisis a hypothesis about the person is out of place, so nothing but facts is kept.
        is_calm = level < CrisisLevel.PASSIVE
        reading, dropped = grounded(
            DeepReading(
                language=self._language,
                sentiment=said.sentiment,
                sentiment_score=clamp(said.sentiment_score, -1.0, 1.0),
                quality=clamp(said.quality, 0.0, 1.0),
                insight=self._said(said.insight, LONGEST_INSIGHT) if is_calm else "",
                insight_quote=self._quote(said.insight_quote) if is_calm else "",
                traits=tuple(self._traits(quoted, clamp)) if is_calm else (),
                patterns=self._patterns(said.patterns) if is_calm else (),
                crisis_level=level,
            ),
            self._request.text,
        )
        counted = reading.model_copy(update={"traits": _most_certain(reading.traits)})
        return Finished(counted, dropped + len(said.traits) - len(quoted), clamp.count)

    def _said(self, text: str, limit: int) -> str:
        return self._screen.passed(self.mask.undo(text), limit)

    def _quote(self, quote: str) -> str:
        """Return the words of the text that are meant; what is not in it stays as it is."""
        restored = self.mask.undo(quote)
        return literal(restored, self._text) or restored

    def _traits(self, traits: Iterable[SaidTrait], clamp: Clamp) -> Iterable[TraitReading]:
        for item in traits:
            confidence = clamp(item.confidence, 0.0, 1.0)
            # Clamped twice: beyond the scale is a fault of the model, beyond LARGEST_Z is not.
            value = clamp(item.value, -_SCALE_END, _SCALE_END)
            if confidence >= LEAST_CONFIDENCE:
                yield TraitReading(
                    trait=item.trait,
                    value=max(-LARGEST_Z, min(LARGEST_Z, value)),
                    variance=variance(confidence, is_aimed=item.trait in self._request.targets),
                    quote=self._quote(item.quote),
                )

    def _patterns(self, patterns: Iterable[SaidPattern]) -> tuple[str, ...]:
        shown = (
            self._said(item.text, LONGEST_PATTERN)
            for item in patterns
            if len(self.earlier.ids(item.earlier)) >= LEAST_EARLIER
        )
        return tuple(dict.fromkeys(text for text in shown if text))[:MOST_PATTERNS]


def _most_certain(traits: Iterable[TraitReading]) -> tuple[TraitReading, ...]:
    """Return the most certain reading of each trait, MOST_TRAITS of them at most."""
    by_trait: dict[Trait, TraitReading] = {}
    for item in sorted(traits, key=lambda item: item.variance):
        by_trait.setdefault(item.trait, item)
    return tuple(by_trait.values())[:MOST_TRAITS]
