"""A text is given as it is written, and its usage at the end."""

import pytest

from ai.errors import (
    Charge,
    InvalidOutputError,
    RefusedError,
    TruncatedError,
    VendorAwayError,
    VendorError,
)
from ai.providers.base import TextStream
from tests.ai.providers.speakers import PROMPT, TERMS, USAGE, Speaker, answering, streaming

PIECES = ["Тише", " едешь", " — ", "дальше"]


def read(stream: TextStream) -> tuple[list[str], VendorError]:
    """Return the pieces of a stream that fails, and how it fails."""
    pieces: list[str] = []
    with pytest.raises(VendorError) as caught:
        pieces.extend(iter(stream))
    return pieces, caught.value


def test_the_pieces_come_in_order_and_the_usage_last(speaker: Speaker) -> None:
    stream = streaming(speaker, speaker.told(PIECES)).stream(PROMPT, TERMS)

    pieces = iter(stream)
    assert [next(pieces), stream.usage] == [PIECES[0], None]
    assert (list(pieces), stream.usage) == (PIECES[1:], USAGE)


def test_a_stream_that_is_cut_is_away_and_may_have_cost_anything(speaker: Speaker) -> None:
    told = speaker.told(PIECES)[:3]
    pieces, error = read(streaming(speaker, told).stream(PROMPT, TERMS))

    assert pieces == PIECES[: len(pieces)] != []
    assert (type(error), error.charge, error.usage) == (VendorAwayError, Charge.UNKNOWN, None)


def test_a_trouble_of_the_vendor_in_mid_stream_is_away(speaker: Speaker) -> None:
    pieces, error = read(streaming(speaker, speaker.told_error(PIECES)).stream(PROMPT, TERMS))

    assert pieces == PIECES
    assert (type(error), error.charge) == (VendorAwayError, Charge.UNKNOWN)


def test_a_stream_of_broken_json_is_away(speaker: Speaker) -> None:
    broken = [*speaker.told(PIECES)[:2], b'event: message_delta\ndata: {"type": "mess\n\n']
    _, error = read(streaming(speaker, broken).stream(PROMPT, TERMS))

    assert (type(error), error.charge) == (VendorAwayError, Charge.UNKNOWN)


def test_a_model_that_is_stopped_has_given_what_it_wrote(speaker: Speaker) -> None:
    pieces, error = read(streaming(speaker, speaker.told_truncated(PIECES)).stream(PROMPT, TERMS))

    assert pieces == PIECES
    assert (type(error), error.usage, error.charge) == (TruncatedError, USAGE, Charge.REPORTED)


def test_a_model_that_declines_in_mid_stream_has_refused(speaker: Speaker) -> None:
    _, error = read(streaming(speaker, speaker.told_refused(PIECES)).stream(PROMPT, TERMS))

    assert (type(error), error.usage, error.charge) == (RefusedError, USAGE, Charge.REPORTED)


@pytest.mark.parametrize("pieces", [[], ["", " "]])
def test_a_stream_without_text_is_an_empty_output(speaker: Speaker, pieces: list[str]) -> None:
    _, error = read(streaming(speaker, speaker.told(pieces)).stream(PROMPT, TERMS))

    assert (type(error), error.usage) == (InvalidOutputError, USAGE)


def test_a_stream_that_cannot_begin_says_so_at_once(speaker: Speaker) -> None:
    provider = answering(speaker, speaker.error("no", "x"), 529)

    with pytest.raises(VendorAwayError) as caught:
        provider.stream(PROMPT, TERMS)
    assert caught.value.charge is Charge.NOTHING


def test_a_reader_may_leave(speaker: Speaker) -> None:
    stream = streaming(speaker, speaker.told(PIECES)).stream(PROMPT, TERMS)
    next(iter(stream))
    stream.close()

    assert stream.usage is None
