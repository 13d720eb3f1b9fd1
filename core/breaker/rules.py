"""The rules of a circuit breaker. Pure; `rules.lua` says the same to Redis.

Times are milliseconds since 1970, spans are milliseconds.
"""

from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

#: Beyond it doubling changes nothing under any sensible `longest_open_ms`.
MOST_DOUBLINGS = 20


class Phase(StrEnum):
    """What a breaker does with a call."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Outcome(StrEnum):
    """How a guarded call ended. An excluded end says nothing about the dependency."""

    SUCCESS = "success"
    FAILURE = "failure"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Rules:
    """When a breaker opens, and for how long.

    Attributes:
        threshold: failures in a row that open it, at least 1.
        open_ms: how long it stays open at first; doubled with every probe that fails.
        longest_open_ms: where the doubling ends.
        probe_ms: longer than any guarded call. A probe that is not heard of for so long has died,
            and another may go.
        recheck_ms: how long whoever is refused because of a running probe should wait.
        forget_ms: failures further apart are not in a row; after so long a silence it is closed.
    """

    threshold: int = 5
    open_ms: int = 60_000
    longest_open_ms: int = 900_000
    probe_ms: int = 60_000
    recheck_ms: int = 1_000
    forget_ms: int = 3_600_000


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered of a breaker.

    Attributes:
        failures: how many in a row.
        opens: how often in a row it opened; 0 means closed.
        since_ms: when it opened first, or closed again; 0 is unknown.
        open_until_ms: when a probe may go.
        probe_until_ms: until when the running probe is waited for; 0 when none runs.
        ticket: number of the present round. A call begun in an earlier round changes nothing.
        touched_ms: when anything changed last.
    """

    failures: int = 0
    opens: int = 0
    since_ms: int = 0
    open_until_ms: int = 0
    probe_until_ms: int = 0
    ticket: int = 0
    touched_ms: int = 0

    @classmethod
    def unpack(cls, packed: str) -> "State":
        """Return the state that `pack` wrote; that of a new breaker for an empty text."""
        return cls(*map(int, packed.split()))

    def pack(self) -> str:
        """Return the numbers, separated by spaces."""
        return " ".join(map(str, astuple(self)))

    def phase(self, now: int) -> Phase:
        """Return the phase at `now`."""
        if not self.opens:
            return Phase.CLOSED
        return Phase.OPEN if now < self.open_until_ms else Phase.HALF_OPEN


@dataclass(frozen=True, slots=True)
class Settlement:
    """The end of a call: the ticket it was admitted with, and how it ended."""

    ticket: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Move:
    """One step: the state before and after, and how long whoever asked has to wait (0: go)."""

    before: State
    after: State
    wait_ms: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A breaker as the monitor shows it.

    Attributes:
        failures: in a row.
        opens: how often in a row it opened.
        since: when it opened first, or closed again; None when that was never.
        next_probe: when a probe may go; None while closed.
    """

    name: str
    phase: Phase
    failures: int
    opens: int
    since: datetime | None
    next_probe: datetime | None

    @classmethod
    def of(cls, name: str, state: State, now: int) -> "Snapshot":
        """Return what `state` looks like at `now`."""
        return cls(
            name=name,
            phase=state.phase(now),
            failures=state.failures,
            opens=state.opens,
            since=_moment(state.since_ms),
            next_probe=_moment(max(state.open_until_ms, state.probe_until_ms)),
        )


def step(state: State, carried: State, rules: Rules, now: int, end: Settlement | None) -> Move:
    """Ask for admission, or settle the `end` of a call.

    Args:
        state: what is remembered.
        carried: what the asking process remembers by itself. If that is still open for longer, it
            holds: the shared memory was away or was lost.
        rules: of this breaker.
        now: the present.
        end: how an admitted call ended; None asks for admission.
    """
    before = _recalled(state, carried, rules, now)
    if end is None:
        return _admit(before, rules, now)
    return Move(before, _settle(before, rules, now, end))


def _recalled(state: State, carried: State, rules: Rules, now: int) -> State:
    if carried.open_until_ms > max(now, state.open_until_ms):
        state = carried
    last = max(state.touched_ms, state.open_until_ms, state.probe_until_ms)
    return State(ticket=state.ticket) if now >= last + rules.forget_ms else state


def _admit(state: State, rules: Rules, now: int) -> Move:
    probing = min(state.probe_until_ms - now, rules.recheck_ms)
    wait = max(state.open_until_ms - now, probing)
    if not state.opens:
        return Move(state, state)
    if wait > 0:
        return Move(state, state, wait)
    probe = replace(
        state, probe_until_ms=now + rules.probe_ms, ticket=state.ticket + 1, touched_ms=now
    )
    return Move(state, probe)


def _settle(state: State, rules: Rules, now: int, end: Settlement) -> State:
    if end.ticket != state.ticket:
        return state
    match end.outcome:
        case Outcome.EXCLUDED:
            return replace(state, probe_until_ms=0)
        case Outcome.SUCCESS:
            return _succeeded(state, now)
        case Outcome.FAILURE:
            return _failed(state, rules, now)


def _succeeded(state: State, now: int) -> State:
    if not state.failures:
        return state
    since = now if state.opens else state.since_ms
    return State(since_ms=since, ticket=state.ticket, touched_ms=now)


def _failed(state: State, rules: Rules, now: int) -> State:
    failed = replace(state, failures=state.failures + 1, touched_ms=now)
    if not state.opens and failed.failures < rules.threshold:
        return failed
    span = min(rules.open_ms << min(state.opens, MOST_DOUBLINGS), rules.longest_open_ms)
    return replace(
        failed,
        opens=state.opens + 1,
        since_ms=state.since_ms if state.opens else now,
        open_until_ms=now + span,
        probe_until_ms=0,
        ticket=state.ticket + 1,
    )


def _moment(milliseconds: int) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
