"""Budgets hold, also when many call at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.db.models import Sum

from ai.budgets import BudgetSpentError, CounterKey, Limit, counters_of
from ai.choices import BudgetScope, CallPurpose, Outcome
from ai.errors import Charge
from ai.models import AiBudget, AiCall, AiSpend
from ai.selectors import budget_states, spending
from ai.services import Reservation, call_reserve, call_settle
from people.erasure import person_erase
from people.models import Person
from tests.ai.money import attempt, counted, model, only_budget, reserved, settled, today
from tests.factories import PersonFactory
from tests.waiting import until

WORKERS = 50
DEEP = CallPurpose.DEEP_ANALYSIS


def at_once(work: Callable[[int], object], workers: int = WORKERS) -> list[object]:
    """Run `work` for the numbers below `workers`, each on a connection of its own."""
    barrier = Barrier(workers)

    def one(number: int) -> object:
        try:
            barrier.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(workers)))


def tried(tokens: int, person_id: UUID | None = None) -> Reservation | None:
    """Return a reservation, or None where a budget is spent."""
    try:
        return reserved(tokens, person_id)
    except BudgetSpentError:
        return None


def test_a_call_moves_its_counters_in_one_order() -> None:
    person_id, day = UUID(int=7), datetime(2026, 3, 9, tzinfo=UTC).date()

    assert counters_of(DEEP, person_id, day) == (
        CounterKey(BudgetScope.PERSON_DAY, day, person_id=person_id),
        CounterKey(BudgetScope.PURPOSE_DAY, day, purpose=DEEP),
        CounterKey(BudgetScope.WORKSPACE_DAY, day),
        CounterKey(BudgetScope.WORKSPACE_MONTH, day.replace(day=1)),
    )


def test_a_call_about_nobody_falls_under_no_budget_of_persons() -> None:
    scopes = [key.scope for key in counters_of(DEEP, None, datetime(2026, 3, 9, tzinfo=UTC).date())]

    assert BudgetScope.PERSON_DAY not in scopes


@pytest.mark.parametrize(("usd", "is_allowed"), [("0", False), ("1", True), ("0.99", False)])
def test_a_limit_allows_up_to_itself_and_a_limit_of_0_nothing(usd: str, is_allowed: bool) -> None:  # noqa: FBT001 - a row of the table
    assert Limit(Decimal(usd), Decimal(1)).allows(Decimal(1)) is is_allowed


@pytest.mark.django_db
@pytest.mark.parametrize("scope", list(BudgetScope))
def test_at_its_limit_every_budget_refuses_and_nothing_is_written(scope: BudgetScope) -> None:
    purpose = DEEP if scope is BudgetScope.PURPOSE_DAY else None
    only_budget(scope, 1_000, purpose)
    person = PersonFactory.create()
    reserved(1_000, person.pk)

    with pytest.raises(BudgetSpentError) as refused:
        reserved(1, person.pk)

    assert refused.value.scope is scope
    assert AiCall.objects.count() == 1
    assert today() == (1_000, 0)


@pytest.mark.django_db
def test_the_first_call_of_a_period_is_held_to_the_limit_too() -> None:
    only_budget(BudgetScope.WORKSPACE_DAY, 999)

    with pytest.raises(BudgetSpentError):
        reserved(1_000)
    assert not AiSpend.objects.exists()


@pytest.mark.django_db
def test_a_budget_of_0_allows_not_even_what_is_free() -> None:
    only_budget(BudgetScope.WORKSPACE_DAY, 0)

    with pytest.raises(BudgetSpentError):
        reserved(0)


@pytest.mark.django_db
def test_without_a_budget_nothing_is_limited_but_everything_counted() -> None:
    AiBudget.objects.all().delete()

    assert not reserved(900_000_000).is_near_limit
    assert today() == (900_000_000, 0)


@pytest.mark.django_db
def test_a_purpose_has_a_budget_of_its_own() -> None:
    only_budget(BudgetScope.PURPOSE_DAY, 1_000, CallPurpose.COACH_REPLY)

    assert reserved(5_000).usd == Decimal("0.005")
    with pytest.raises(BudgetSpentError):
        call_reserve(attempt(1_001, purpose=CallPurpose.COACH_REPLY))


@pytest.mark.django_db
def test_one_person_at_their_limit_leaves_the_others_alone() -> None:
    only_budget(BudgetScope.PERSON_DAY, 1_000)
    mine, other = PersonFactory.create().pk, PersonFactory.create().pk
    reserved(1_000, mine)

    assert tried(1_000, mine) is None
    assert tried(1_000, other) is not None


@pytest.mark.django_db
def test_from_the_soft_share_on_a_caller_is_told_to_go_cheaper() -> None:
    only_budget(BudgetScope.WORKSPACE_DAY, 1_000)

    assert [reserved(tokens).is_near_limit for tokens in (799, 1, 100)] == [False, True, True]


@pytest.mark.django_db
def test_before_a_call_one_can_ask_how_near_the_limit_is() -> None:
    only_budget(BudgetScope.WORKSPACE_DAY, 1_000)
    asked = [spending(DEEP, None)]
    for tokens in (800, 200):
        settled(reserved(tokens), tokens)
        asked.append(spending(DEEP, None))

    assert [one.is_near for one in asked] == [False, True, True]
    assert [one.is_spent for one in asked] == [False, False, True]


@pytest.mark.django_db
def test_what_is_given_back_can_be_spent_again() -> None:
    only_budget(BudgetScope.WORKSPACE_DAY, 1_000)
    call_settle(reserved(1_000), Outcome.FAILED, None, Charge.NOTHING)

    assert tried(1_000) is not None


@pytest.mark.django_db
def test_a_day_begins_at_midnight_of_utc_and_a_month_on_its_first() -> None:
    model()
    keys = [
        (BudgetScope.WORKSPACE_DAY, "2026-03-31"),
        (BudgetScope.WORKSPACE_DAY, "2026-04-01"),
        (BudgetScope.WORKSPACE_MONTH, "2026-03-01"),
        (BudgetScope.WORKSPACE_MONTH, "2026-04-01"),
    ]
    with time_machine.travel("2026-03-31T23:59:59+00:00", tick=False):
        late = reserved(100)
    with time_machine.travel("2026-04-01T00:00:00+00:00", tick=False):
        reserved(10)
        # Settled on the next day, and still a call of the day on which it began.
        settled(late, 70)

    counters = [CounterKey(scope, datetime.fromisoformat(day).date()) for scope, day in keys]
    assert [counted(key) for key in counters] == [(0, 70), (10, 0), (0, 70), (10, 0)]


@pytest.mark.django_db
def test_the_state_of_a_budget_is_that_of_its_fullest_counter() -> None:
    only_budget(BudgetScope.PERSON_DAY, 1_000)
    for tokens in (100, 300, 200):
        reserved(tokens, PersonFactory.create().pk)

    [state] = budget_states()

    assert (state.reserved_usd, state.counters) == (Decimal("0.0003"), 3)
    assert state.share == Decimal("0.3")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scope", [BudgetScope.WORKSPACE_DAY, BudgetScope.PERSON_DAY])
def test_fifty_workers_at_once_spend_not_a_token_too_much(scope: BudgetScope) -> None:
    model()
    only_budget(scope, 17_500)
    person_id = PersonFactory.create().pk

    given = at_once(lambda _number: tried(1_000, person_id))

    assert sum(one is not None for one in given) == 17
    assert AiCall.objects.count() == 17
    assert today() == (17_000, 0)


@pytest.mark.django_db(transaction=True)
def test_counters_equal_the_ledger_after_fifty_workers_reserved_and_settled() -> None:
    model()
    only_budget(BudgetScope.WORKSPACE_DAY, 30_000)
    people = [PersonFactory.create().pk for _ in range(5)]

    def work(number: int) -> None:
        for turn in range(4):
            reservation = tried(1_000, people[(number + turn) % 5])
            if reservation is not None:
                settled(reservation, 100 + number)

    at_once(work)

    total = AiCall.objects.aggregate(usd=Sum("usd"))["usd"]
    assert 0 < total <= Decimal("0.03")
    for scope in BudgetScope:
        sums = AiSpend.objects.filter(scope=scope).aggregate(
            settled=Sum("settled_usd"), reserved=Sum("reserved_usd")
        )
        assert sums == {"settled": total, "reserved": 0}


@pytest.mark.django_db(transaction=True)
def test_people_may_be_erased_while_calls_about_them_begin_and_end() -> None:
    model()
    AiBudget.objects.all().delete()
    people = [PersonFactory.create().pk for _ in range(10)]

    def work(number: int) -> None:
        person_id = people[number % 10]
        if number >= 20:
            person_erase(person_id)
            return
        reservation = reserved(1_000, person_id)
        settled(reservation, 10)

    failures = at_once(lambda number: _failure(work, number), workers=30)

    # A call about somebody who is gone already fails on their absence, and on nothing else.
    assert set(failures) <= {None, "NotFoundError"}
    assert not AiSpend.objects.filter(scope=BudgetScope.PERSON_DAY).exists()
    assert not AiCall.objects.filter(person__isnull=False).exists()
    assert today() == (0, 10 * AiCall.objects.count())


@pytest.mark.django_db(transaction=True)
def test_a_call_that_waits_for_its_person_holds_no_counter_meanwhile() -> None:
    model()
    AiBudget.objects.all().delete()
    person = PersonFactory.create()
    settled(reserved(1_000, person.pk), 10)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Person.objects.locked().get(pk=person.pk)
            waits = pool.submit(_reserved_elsewhere, person.pk)
            until(_somebody_waits)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            freely_moved = AiSpend.objects.update(period="2020-01-01")
        waits.result()

    assert freely_moved == len(BudgetScope)
    assert today() == (1_000, 0)


def _reserved_elsewhere(person_id: UUID) -> None:
    try:
        reserved(1_000, person_id)
    finally:
        connections.close_all()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def _failure(work: Callable[[int], None], number: int) -> str | None:
    try:
        work(number)
    except Exception as error:  # noqa: BLE001 - which it was is what the test asks
        return type(error).__name__
    return None
