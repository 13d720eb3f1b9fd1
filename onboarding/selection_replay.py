"""Making a stored choice again, from the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from core.errors import NotFoundError
from core.vocabulary import Domain
from onboarding.bank_selectors import PublishedBank, bank_as_of
from onboarding.choices import Energy
from onboarding.mix_state import MixState
from onboarding.models import AskedQuestion
from onboarding.selection_record import (
    NotReplayableError,
    Past,
    chosen_again,
    differences,
    policy_of,
    state_of,
)


class BankGoneError(NotReplayableError):
    """The bank of that time cannot be had again."""

    code = "selection_bank_gone"
    reason = "the bank of that time is not kept"


@dataclass(frozen=True, slots=True)
class Replay:
    """A choice that was made again.

    Attributes:
        differs: the parts that came out otherwise; empty when it is the same to the bit.
    """

    asked_id: int
    differs: tuple[str, ...]


def replay(asked_id: int) -> Replay:
    """Make the choice of an asked question again and compare it with what was stored.

    Raises:
        NotFoundError: nothing was asked under this number, or the person was erased.
        NotReplayableError: it cannot be made again; the error says why.
    """
    asked = _asked(asked_id)
    policy_of(asked.selection)
    then = _bank_of(asked)
    again = chosen_again(asked.selection, then.bank, _past(asked))
    differs = differences(asked.selection, asked.question.code, again)
    is_same_version = then.ids.get(asked.question.code) == asked.question_id
    return Replay(asked_id, differs if is_same_version else (*differs, "version"))


def moment_of(asked: AskedQuestion) -> MixState:
    """Return the moment at which a question was chosen.

    Raises:
        NotReplayableError: its record does not tell.
    """
    policy_of(asked.selection)
    return state_of(asked.selection, _past(asked))


def _asked(asked_id: int) -> AskedQuestion:
    asked = AskedQuestion.objects.select_related("question").filter(pk=asked_id).first()
    if asked is None:
        raise NotFoundError
    return asked


def _bank_of(asked: AskedQuestion) -> PublishedBank:
    try:
        return bank_as_of(asked.selection["bank"])
    except (KeyError, NotFoundError):
        raise BankGoneError from None


def _past(asked: AskedQuestion) -> Iterable[Past]:
    rows = (
        AskedQuestion.objects.filter(person_id=asked.person_id, pk__lt=asked.pk)
        .order_by("pk")
        .values_list(
            "pk",
            F("question__code"),
            F("question__domain"),
            F("question__energy"),
            "asked_at",
            "session_id",
        )
    )
    for pk, code, domain, energy, at, session_id in rows:
        yield Past(pk, code, Domain(domain), Energy(energy), at, session_id)
