"""Who handles what."""

from datetime import timedelta

import pytest

from events.catalogue import CallbackReceived, CommandExecuted, Priority
from events.registry import HANDLERS, handlers_of, handles
from tests.events.conftest import Subscribe


@pytest.mark.usefixtures("subscribe")
def test_a_handler_is_named_after_its_app_and_function() -> None:
    @handles(CommandExecuted, timeout=timedelta(seconds=9))
    def note(_event: CommandExecuted) -> None: ...

    handler = HANDLERS["tests.note"]
    assert (handler.run, handler.timeout) == (note, timedelta(seconds=9))
    assert handler.priority is CommandExecuted.priority


@pytest.mark.usefixtures("subscribe")
def test_a_handler_may_set_its_own_priority() -> None:
    @handles(CommandExecuted, priority=Priority.CRITICAL)
    def hurry(_event: CommandExecuted) -> None: ...

    assert HANDLERS["tests.hurry"].priority is Priority.CRITICAL


@pytest.mark.usefixtures("subscribe")
def test_two_handlers_of_one_name_are_refused() -> None:
    def note(_event: object) -> None: ...

    handles(CommandExecuted)(note)
    with pytest.raises(TypeError, match="Two handlers"):
        handles(CallbackReceived)(note)


def test_an_event_knows_its_handlers_in_order(subscribe: Subscribe) -> None:
    def note(_event: object) -> None: ...

    first, second = subscribe(note, name="b"), subscribe(note, name="a")
    assert handlers_of(CommandExecuted) == [first, second]
    assert handlers_of(CallbackReceived) == []
