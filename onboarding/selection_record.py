"""What is stored with an asked question: enough to make the same choice again, to the bit. Pure.

A record holds the person's moment with one exception: of what was asked before it keeps only what
may change later, the outcomes and the lengths of the answers, and the id of the last one. Code,
domain, energy, time and session of a past question are columns that never change, of rows that live
exactly as long as the record; written out, they would let the records of one person grow with the
square of what they were asked (140 kB each after 2,000 questions, where it is 12 kB now).

JSON numbers travel unchanged: a float is written with the digits that name it and no other, and
PostgreSQL keeps the digits of `jsonb` numbers as they are.
"""

import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from core.errors import PermanentError
from core.vocabulary import Domain
from onboarding.choices import Energy, Outcome
from onboarding.mix_state import Asked, MixState
from onboarding.published_bank import Bank
from onboarding.reasons import reasons
from onboarding.smart_mix import Choice, choose

FORMAT = "selfology.selection/1"
#: Named anew with every change of the rules or the score; the same name promises the same bits.
POLICY = "smart-mix/2"

Policy = Callable[[Bank, MixState, random.Random], Choice | None]
#: The policies whose choices can be made again.
POLICIES: Mapping[str, Policy] = MappingProxyType({POLICY: choose})

_STATE = TypeAdapter(MixState)
_LETTERS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.OPEN: "o",
        Outcome.ANSWERED: "a",
        Outcome.SKIPPED: "s",
        Outcome.REPLACED: "r",
        Outcome.EXPIRED: "e",
        Outcome.POSTPONED: "p",
    }
)
_OUTCOMES: Mapping[str, Outcome] = MappingProxyType({v: k for k, v in _LETTERS.items()})


class NotReplayableError(PermanentError):
    """The choice cannot be made again."""

    code = "selection_not_replayable"
    reason: ClassVar[str]

    def __init__(self) -> None:
        """Say why."""
        super().__init__(self.reason)


class OldFormatError(NotReplayableError):
    """The record was written before the state was kept with it."""

    code = "selection_of_older_format"
    reason = "its record has an older format, without the state of that moment"


class PolicyGoneError(NotReplayableError):
    """The record was written by a policy that this code no longer has."""

    code = "selection_policy_gone"
    reason = "this code no longer has the policy that chose it"


class RecordBrokenError(NotReplayableError):
    """The record is not what was written."""

    code = "selection_record_broken"
    reason = "its record is not complete"


class HistoryGoneError(NotReplayableError):
    """What was asked before is not there as it was."""

    code = "selection_history_gone"
    reason = "what was asked before it is no longer there as it was"


@dataclass(frozen=True, slots=True)
class Past:
    """What never changes of a question that was asked earlier."""

    asked_id: int
    code: str
    domain: Domain
    energy: Energy
    at: datetime
    session_id: Hashable


@dataclass(frozen=True, slots=True)
class Drawn:
    """A choice with what it was drawn from.

    Attributes:
        last_asked_id: the row of the last question in `state.asked`; 0 before the first.
    """

    choice: Choice
    state: MixState
    bank_version: str
    seed: int
    last_asked_id: int


def written(drawn: Drawn) -> dict[str, Any]:
    """Return the record of a choice, as JSON."""
    choice, state = drawn.choice, drawn.state
    return {
        "format": FORMAT,
        "policy": POLICY,
        "bank": drawn.bank_version,
        "seed": drawn.seed,
        "state": _STATE.dump_python(state, mode="json", exclude={"asked"}),
        "history": {
            "last": drawn.last_asked_id,
            "outcomes": "".join(_LETTERS[past.outcome] for past in state.asked),
            "lengths": [past.length for past in state.asked],
        },
        "reasons": [reason.value for reason in reasons(choice, state)],
        **outcome_of(choice),
    }


def outcome_of(choice: Choice) -> dict[str, Any]:
    """Return the part of a record that a replay must give again."""
    return {
        "stage": choice.stage.value,
        "score": choice.score,
        "top": [list(candidate) for candidate in choice.top],
        "removed": {rule.value: count for rule, count in choice.removed.items()},
    }


def is_replayable(record: Mapping[str, Any]) -> bool:
    """Return whether the record holds the state of its moment."""
    return record.get("format") == FORMAT


def policy_of(record: Mapping[str, Any]) -> Policy:
    """Return what made the choice.

    Raises:
        OldFormatError: the record does not hold its state.
        PolicyGoneError: this code no longer has the policy.
    """
    if not is_replayable(record):
        raise OldFormatError
    if record["policy"] not in POLICIES:
        raise PolicyGoneError
    return POLICIES[record["policy"]]


def state_of(record: Mapping[str, Any], past: Iterable[Past]) -> MixState:
    """Return the moment of a record.

    `past` is all that the person was asked up to the row that the record names, oldest first.

    Raises:
        RecordBrokenError: the record lacks something.
        HistoryGoneError: `past` is not what was asked then.
    """
    try:
        return replace(_STATE.validate_python(record["state"]), asked=_asked(record, list(past)))
    except (KeyError, ValidationError):
        raise RecordBrokenError from None


def chosen_again(record: Mapping[str, Any], bank: Bank, past: Iterable[Past]) -> Choice | None:
    """Return what the policy of the record chooses at its moment, from the bank of that time.

    Raises:
        NotReplayableError: the record, or what it refers to, is not there as it was.
    """
    policy = policy_of(record)
    return policy(bank, state_of(record, past), random.Random(record["seed"]))  # noqa: S311 - variety, not secrecy


def differences(record: Mapping[str, Any], code: str, choice: Choice | None) -> tuple[str, ...]:
    """Return what a replay gave otherwise than it was; `code` is the question that was asked."""
    if choice is None:
        return ("question",)
    again = outcome_of(choice)
    names = [name for name, value in again.items() if record.get(name) != value]
    return tuple(names if choice.question.code == code else ["question", *names])


def _asked(record: Mapping[str, Any], past: Sequence[Past]) -> tuple[Asked, ...]:
    history = record["history"]
    outcomes, lengths = history["outcomes"], history["lengths"]
    last = past[-1].asked_id if past else 0
    if not len(past) == len(outcomes) == len(lengths) or last != history["last"]:
        raise HistoryGoneError
    return tuple(
        Asked(
            code=row.code,
            domain=row.domain,
            energy=row.energy,
            at=row.at,
            session_id=row.session_id,
            outcome=_OUTCOMES[letter],
            length=length,
        )
        for row, letter, length in zip(past, outcomes, lengths, strict=True)
    )
