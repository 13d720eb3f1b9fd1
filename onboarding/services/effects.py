"""What came of an asked question beside its answer: noted once, for the statistics of questions."""

from collections.abc import Sequence
from uuid import UUID

from onboarding.choices import Outcome
from onboarding.measurement import PRIOR
from onboarding.models import Answer, AskedEffect, AskedQuestion, SelectionState
from onboarding.question_statistics import information_gained


def crisis_note(person_id: UUID, level: int) -> None:
    """Note a sign of distress (1) or of a crisis (2, 3) at the question that waits for an answer.

    Outside a talk there is none.
    """
    _note_crisis(_open_question(person_id), level)


def crisis_note_in(answer_id: int, level: int) -> None:
    """Note a sign that a reading saw in an answer, at the question of this answer."""
    _note_crisis(_asked_of(answer_id), level)


def information_note(
    person_id: UUID, answer_id: int, *, variances: Sequence[float], profile_version: int
) -> None:
    """Note how much surer an answer made the portrait, in nats; to be called before it is copied.

    A later reading of the same answer changes nothing: the portrait knew it already. Neither does a
    portrait whose predecessor was never copied, as there is nothing to compare it with.
    """
    before = _variances_before(person_id, profile_version)
    asked_id = _asked_of(answer_id)
    if before is None or asked_id is None:
        return
    effect, _ = AskedEffect.objects.get_or_create(asked_id=asked_id)
    if effect.information is None:
        effect.information = information_gained(before, variances)
        effect.save(update_fields=["information"])


def _note_crisis(asked_id: int | None, level: int) -> None:
    """The gravest sign stays."""
    if asked_id is None:
        return
    effect, _ = AskedEffect.objects.get_or_create(asked_id=asked_id)
    if effect.crisis_level < level:
        effect.crisis_level = level
        effect.save(update_fields=["crisis_level"])


def _variances_before(person_id: UUID, profile_version: int) -> Sequence[float] | None:
    copy = SelectionState.objects.filter(person_id=person_id).first()
    if copy is None:
        return PRIOR.state().variances if profile_version == 1 else None
    return copy.variances if copy.profile_version == profile_version - 1 else None


def _asked_of(answer_id: int) -> int | None:
    return Answer.objects.filter(pk=answer_id).values_list("asked_id", flat=True).first()


def _open_question(person_id: UUID) -> int | None:
    waiting = AskedQuestion.objects.filter(person_id=person_id, outcome=Outcome.OPEN)
    return waiting.values_list("pk", flat=True).first()
