"""The page about events says what the code does."""

from tests.events.event_page import PAGE, page


def test_the_page_about_events_is_up_to_date() -> None:
    """Fails when an event, a publisher or a handler changed: run `tests.events.write_page`."""
    assert PAGE.read_text(encoding="utf-8") == page()
