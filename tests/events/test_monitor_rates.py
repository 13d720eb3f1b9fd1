"""Events a second, counted anew only where they may still change."""

from hypothesis import given
from hypothesis import strategies as st

from events.monitor.rates import OPEN_SLOTS, SLOT_SECONDS, SLOTS, Rates

NOW = 1_000_000.0


def counted(moments: list[float], since: float) -> list[tuple[int, int]]:
    """Return what PostgreSQL would count of these moments."""
    slots = [int(moment // SLOT_SECONDS) for moment in moments if moment >= since]
    return [(slot, slots.count(slot)) for slot in sorted(set(slots))]


def take(rates: Rates, moments: list[float], now: float) -> None:
    """Let `rates` count what has happened by `now`."""
    happened = [moment for moment in moments if moment <= now]
    rates.absorb(counted(happened, rates.since(now)), now)


def test_at_first_the_whole_span_is_counted() -> None:
    rates = Rates()

    assert rates.since(NOW) == NOW - SLOTS * SLOT_SECONDS
    assert rates.series(NOW) == [0.0] * SLOTS


def test_afterwards_only_what_may_still_change_is_counted() -> None:
    rates = Rates()
    rates.absorb([], NOW)

    assert rates.since(NOW) == NOW - OPEN_SLOTS * SLOT_SECONDS


def test_after_a_long_pause_nothing_older_than_the_span_is_counted() -> None:
    rates = Rates()
    rates.absorb([], NOW)
    later = NOW + 10_000

    assert rates.since(later) == later - SLOTS * SLOT_SECONDS


def test_the_slot_that_is_not_over_is_not_shown() -> None:
    rates = Rates()
    rates.absorb(counted([NOW + 1, NOW - 1, NOW - 2], rates.since(NOW)), NOW + 2)

    assert rates.series(NOW + 2)[-1] == 2 / SLOT_SECONDS
    assert sum(rates.series(NOW + 2)) == 2 / SLOT_SECONDS


@given(
    st.lists(st.floats(0, 400), max_size=60),
    st.lists(st.floats(0.5, 20), min_size=1, max_size=40),
)
def test_counting_bit_by_bit_says_the_same_as_counting_everything(
    offsets: list[float], pauses: list[float]
) -> None:
    moments = [NOW + offset for offset in offsets]
    bit_by_bit, at_once, now = Rates(), Rates(), NOW
    for pause in pauses:
        now += pause
        take(bit_by_bit, moments, now)
    take(at_once, moments, now)

    assert bit_by_bit.series(now) == at_once.series(now)
