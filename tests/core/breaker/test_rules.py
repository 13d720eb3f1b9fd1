"""The rules by themselves, and in Redis the same rules."""

from dataclasses import astuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.breaker.memory import _LUA
from core.breaker.rules import Move, Outcome, Phase, Rules, Settlement, State, step
from core.redis import redis_client

RULES = Rules()
START = 1_800_000_000_000
COMPARED = "selfology:breakers:compared"
FAILURE, SUCCESS, EXCLUDED = Outcome.FAILURE, Outcome.SUCCESS, Outcome.EXCLUDED


def admit(state: State, now: int = START) -> Move:
    return step(state, State(), RULES, now, None)


def settle(state: State, outcome: Outcome, now: int = START) -> State:
    return step(state, State(), RULES, now, Settlement(state.ticket, outcome)).after


def opened(times: int = 1) -> State:
    """Return a breaker that opened, and whose probes failed until it has opened so often."""
    state = State()
    for _ in range(RULES.threshold):
        state = settle(state, FAILURE)
    for _ in range(times - 1):
        probe = admit(state, state.open_until_ms).after
        state = settle(probe, FAILURE, state.open_until_ms)
    return state


def test_the_fifth_failure_in_a_row_opens_for_a_minute() -> None:
    state = State()
    for _ in range(4):
        state = settle(state, FAILURE)
    assert state.phase(START) is Phase.CLOSED

    state = settle(state, FAILURE)

    assert state.phase(START) is Phase.OPEN
    assert admit(state).wait_ms == 60_000
    assert admit(state, START + 59_999).wait_ms == 1


def test_a_success_in_between_begins_the_count_anew() -> None:
    state = State()
    for outcome in [FAILURE] * 4 + [SUCCESS] + [FAILURE] * 4:
        state = settle(state, outcome)

    assert state.phase(START) is Phase.CLOSED
    assert state.failures == 4


def test_what_is_excluded_neither_counts_nor_begins_the_count_anew() -> None:
    state = State()
    for outcome in [FAILURE] * 4 + [EXCLUDED] * 9:
        state = settle(state, outcome)
    assert state.phase(START) is Phase.CLOSED

    assert settle(state, FAILURE).phase(START) is Phase.OPEN


def test_failures_an_hour_apart_are_not_in_a_row() -> None:
    state = settle(State(), FAILURE)

    assert settle(state, FAILURE, START + RULES.forget_ms).failures == 1


@pytest.mark.parametrize(
    ("times", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 15), (60, 15)]
)
def test_it_stays_open_twice_as_long_with_every_probe_that_fails(times: int, minutes: int) -> None:
    state = opened(times)

    assert state.open_until_ms - state.touched_ms == minutes * 60_000


def test_only_one_probe_goes_and_the_others_ask_again_in_a_second() -> None:
    state = opened()
    probe = admit(state, state.open_until_ms)

    others = admit(probe.after, state.open_until_ms)

    assert (probe.wait_ms, others.wait_ms) == (0, RULES.recheck_ms)


def test_a_probe_that_succeeds_closes() -> None:
    state = opened(3)
    probe = admit(state, state.open_until_ms).after

    closed = settle(probe, SUCCESS, state.open_until_ms + 5)

    assert closed.phase(state.open_until_ms + 5) is Phase.CLOSED
    assert (closed.failures, closed.since_ms) == (0, state.open_until_ms + 5)
    assert settle(closed, FAILURE).phase(START) is Phase.CLOSED


def test_a_probe_with_an_excluded_end_leaves_its_place_to_the_next() -> None:
    state = opened()
    probe = admit(state, state.open_until_ms).after

    left = settle(probe, EXCLUDED, state.open_until_ms)

    assert left.phase(state.open_until_ms) is Phase.HALF_OPEN
    assert admit(left, state.open_until_ms).wait_ms == 0


def test_a_probe_that_died_leaves_its_place_after_its_lease() -> None:
    state = opened()
    probe = admit(state, state.open_until_ms).after
    lease_ends = probe.probe_until_ms

    assert admit(probe, lease_ends - 1).wait_ms == 1
    assert admit(probe, lease_ends).wait_ms == 0


def test_calls_of_an_earlier_round_change_nothing() -> None:
    state = opened()
    late = Settlement(ticket=0, outcome=SUCCESS)

    assert step(state, State(), RULES, START, late).after == state
    assert step(state, State(), RULES, START, Settlement(0, FAILURE)).after == state


def test_a_shared_memory_that_was_lost_is_taught_what_is_still_open() -> None:
    state = opened()

    assert step(State(), state, RULES, START, None).wait_ms == 60_000
    assert step(State(), state, RULES, state.open_until_ms, None).wait_ms == 0


@given(st.builds(State, *[st.integers(0, START * 2)] * 7))
def test_a_packed_state_is_unpacked_the_same(state: State) -> None:
    assert State.unpack(state.pack()) == state


class CallsOfManyProcesses(RuleBasedStateMachine):
    """Calls begin and end in any order, at any time, and some are never heard of again."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.now = State(), START
        self.running: list[int] = []
        self.probes: dict[int, int] = {}
        self.failures_in_row = 0

    @rule(span=st.sampled_from([1, 999, 30_000, 60_000, 120_000, 900_000]))
    def time_passes(self, span: int) -> None:
        self.now += span

    @rule()
    def a_call_begins(self) -> None:
        phase = self.state.phase(self.now)
        move = admit(self.state, self.now)
        others = [until for until in self.probes.values() if until > self.now]
        self.state = move.after
        assert (move.wait_ms == 0) is (
            phase is Phase.CLOSED or (phase is Phase.HALF_OPEN and not others)
        )
        if not move.wait_ms:
            self.running.append(move.after.ticket)
        if not move.wait_ms and phase is Phase.HALF_OPEN:
            self.probes[move.after.ticket] = self.now + RULES.probe_ms

    @precondition(lambda self: self.running)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome))
    def a_call_ends(self, data: st.DataObject, outcome: Outcome) -> None:
        ticket = data.draw(st.sampled_from(self.running))
        self.running.remove(ticket)
        self.probes.pop(ticket, None)
        before, phase = self.state, self.state.phase(self.now)
        end = Settlement(ticket, outcome)
        self.state = step(self.state, State(), RULES, self.now, end).after
        assert phase is not Phase.OPEN or self.state == before

    @invariant()
    def a_closed_breaker_has_seen_too_few_failures(self) -> None:
        assert (self.state.opens == 0) is (self.state.failures < RULES.threshold)

    @invariant()
    def it_is_never_open_for_longer_than_the_longest(self) -> None:
        assert self.state.open_until_ms <= self.now + RULES.longest_open_ms


TestCallsOfManyProcesses = CallsOfManyProcesses.TestCase

spans = st.sampled_from([0, 1, 1_000, 59_999, 60_000, 61_000, 900_000, 3_600_000, 4_500_000])
tickets = st.sampled_from([0, 0, 0, -1])
ends = st.one_of(st.none(), st.tuples(tickets, st.sampled_from([*Outcome, FAILURE])))
steps = st.lists(st.tuples(spans, ends, st.sampled_from([False, False, True])), min_size=10)


def probing(times: int) -> State:
    state = opened(times)
    return admit(state, state.open_until_ms).after


opens = st.builds(opened, st.integers(1, 6))
probes = st.builds(probing, st.integers(1, 6))


@example(steps=[(0, (0, EXCLUDED), False)], state=probing(1), carried=State())
@given(steps=steps, state=st.one_of(st.just(State()), opens, probes), carried=opens)
def test_redis_and_python_make_the_same_steps(
    steps: list[tuple[int, tuple[int, Outcome] | None, bool]], state: State, carried: State
) -> None:
    redis_client().hset(COMPARED, "name", state.pack())
    now = max(START, state.touched_ms)
    for span, end, carries in steps:
        now += span
        ended = end and Settlement(state.ticket + end[0], end[1])
        known = carried if carries else State()

        expected = step(state, known, RULES, now, ended)

        assert _in_redis(known, now, ended) == expected
        state = expected.after


def _in_redis(known: State, now: int, end: Settlement | None) -> Move:
    told = (end.ticket, end.outcome.value) if end else ("", "")
    arguments = ["name", known.pack(), now, *astuple(RULES), *told]
    wait, before, after = redis_client().eval(_LUA, 1, COMPARED, *arguments)
    return Move(State.unpack(before.decode()), State.unpack(after.decode()), wait)
