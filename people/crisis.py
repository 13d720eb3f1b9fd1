"""Crisis cases: everything else stops, and a human can see that it did."""

from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from core.crisis import Assessment
from people import signals
from people.choices import CaseStatus, CrisisSource, DialogueState
from people.models import CrisisCase, Person


@transaction.atomic
def crisis_open(
    person_id: UUID,
    assessment: Assessment,
    source: CrisisSource = "message",
    answer_id: int | None = None,
) -> None:
    """Stop the dialogue and open a case, or raise the level of the open one.

    `answer_id` is the answer in which a reading saw it.

    For somebody who has not agreed to anything yet nothing is stored: they get the help, and no
    trace is kept.
    """
    person = Person.objects.locked().get(pk=person_id)
    if DialogueState(person.state) in (DialogueState.NEW, DialogueState.CONSENT):
        return
    case = CrisisCase.objects.filter(person=person, status=CaseStatus.OPEN).first()
    if case is None:
        case = _open(person, assessment)
    elif assessment.level > case.level:
        _raise(case, assessment)
    else:
        return
    signals.crisis_detected.send(
        CrisisCase,
        person_id=person_id,
        case_id=case.pk,
        level=case.level,
        source=source,
        answer_id=answer_id,
    )


@transaction.atomic
def crisis_close(person_id: UUID) -> None:
    """The person says that they are safe: nothing is asked until they want to go on.

    An introduction that the crisis broke off is still before them.
    """
    case = CrisisCase.objects.filter(person_id=person_id, status=CaseStatus.OPEN).first()
    if case is None:
        return
    case.status, case.closed_at = CaseStatus.CLOSED, utc_now()
    case.save(update_fields=["status", "closed_at"])
    is_new_here = case.state_before == DialogueState.ADDRESS
    state = DialogueState.ADDRESS if is_new_here else DialogueState.IDLE
    Person.objects.filter(pk=person_id, state=DialogueState.CRISIS).update(state=state)


def _open(person: Person, assessment: Assessment) -> CrisisCase:
    case = CrisisCase.objects.create(
        person=person,
        level=assessment.level,
        signals=list(assessment.signals),
        state_before=person.state,
    )
    person.state = DialogueState.CRISIS
    person.save(update_fields=["state"])
    return case


def _raise(case: CrisisCase, assessment: Assessment) -> None:
    case.level = assessment.level
    case.signals = [*case.signals, *assessment.signals]
    case.save(update_fields=["level", "signals"])
