"""Our providers and the vendors' SDKs against a server that neither of us wrote."""

from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import add

import pytest

from ai.errors import (
    Charge,
    InvalidOutputError,
    KeyRefusedError,
    ModelUnknownError,
    RateLimitedError,
    RefusedError,
    RequestRejectedError,
    SpendLimitError,
    TooLargeError,
    TruncatedError,
    VendorAwayError,
    VendorError,
    VendorTooSlowError,
)
from ai.providers.base import Prompt, Provider, Terms, Turn
from ai.usage import Usage
from tests.ai.providers.speakers import TERMS, Mood, Moods
from tests.vendors.mock import VendorMock

pytestmark = pytest.mark.vendors

STORY = "Once upon a time there was a tree that nobody had asked anything."
HASTY = Terms("model-1", None, max_output_tokens=500, deadline_seconds=2.0)


def prompt(words: str) -> Prompt:
    return Prompt(system="Read with care.", turns=(Turn(is_model=False, text=words),))


def filled(provider: Provider, words: str = "fill it in", terms: Terms = TERMS) -> Usage:
    return provider.structured(prompt(words), Moods, terms).usage


def told(provider: Provider, words: str, terms: Terms = TERMS) -> str:
    return "".join(provider.stream(prompt(words), terms))


def test_a_shape_is_filled_in(provider: Provider, mock: VendorMock) -> None:
    produced = provider.structured(prompt("fill it in"), Moods, TERMS)

    assert produced.value == Moods(moods=[Mood(name="calm", value=0.5)])
    assert produced.usage == mock.billed() == Usage(input_tokens=37, output_tokens=11)
    assert produced.served_by == "model-1"


def test_a_text_is_told_piece_by_piece(provider: Provider, mock: VendorMock) -> None:
    stream = provider.stream(prompt("tell a story"), TERMS)
    pieces = list(stream)

    assert ("".join(pieces), len(pieces) > 1) == (STORY, True)
    assert stream.usage == mock.billed() == Usage(input_tokens=41, output_tokens=17)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("talk at length", TruncatedError),
        ("chat with me", InvalidOutputError),
        ("give me a word for a number", InvalidOutputError),
        ("say nothing", InvalidOutputError),
    ],
)
def test_a_useless_output_costs_what_the_server_billed(
    provider: Provider, mock: VendorMock, words: str, kind: type[VendorError]
) -> None:
    with pytest.raises(kind) as caught:
        filled(provider, words)

    assert (caught.value.usage, caught.value.charge) == (mock.billed(), Charge.REPORTED)


def test_claude_declines(claude: Provider, mock: VendorMock) -> None:
    with pytest.raises(RefusedError) as caught:
        filled(claude, "decline as Claude does")

    assert caught.value.usage == mock.billed()


def test_a_filter_declines(chat: Provider, mock: VendorMock) -> None:
    with pytest.raises(RefusedError) as caught:
        filled(chat, "decline as a filter does")

    assert caught.value.usage == mock.billed()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("status 400", RequestRejectedError),
        ("status 401", KeyRefusedError),
        ("status 402", SpendLimitError),
        ("status 403", KeyRefusedError),
        ("status 404", ModelUnknownError),
        ("status 408", VendorAwayError),
        ("status 413", TooLargeError),
        ("status 429", RateLimitedError),
        ("out of money", SpendLimitError),
        ("status 500", VendorAwayError),
        ("status 503", VendorAwayError),
        ("status 529", VendorAwayError),
    ],
)
def test_a_status_is_an_error_of_ours_and_nothing_is_tried_twice(
    provider: Provider, mock: VendorMock, words: str, kind: type[VendorError]
) -> None:
    with pytest.raises(VendorError) as caught:
        filled(provider, words)

    assert type(caught.value) is kind
    assert len(mock.journal()) == 1


@pytest.mark.parametrize("words", ["hang up", "garble it"])
def test_a_response_that_cannot_be_read_may_have_cost_anything(
    provider: Provider, words: str
) -> None:
    with pytest.raises(VendorAwayError) as caught:
        filled(provider, words)
    assert caught.value.charge is Charge.UNKNOWN

    with pytest.raises(VendorAwayError) as caught:
        told(provider, words)
    assert caught.value.charge is Charge.UNKNOWN


def test_a_story_that_breaks_off_is_told_so_far(provider: Provider) -> None:
    pieces: list[str] = []
    stream = provider.stream(prompt("break off a story"), TERMS)

    with pytest.raises(VendorAwayError) as caught:
        pieces.extend(iter(stream))
    assert STORY.startswith("".join(pieces))
    assert (stream.usage, caught.value.charge) == (None, Charge.UNKNOWN)


def test_a_slow_server_is_left_at_the_deadline(provider: Provider) -> None:
    with pytest.raises(VendorTooSlowError):
        filled(provider, "take your time", HASTY)


def test_a_dripping_server_is_left_at_the_deadline(provider: Provider) -> None:
    pieces: list[str] = []
    # What the SDK loads for its first stream is not the server's time.
    told(provider, "tell a story")

    with pytest.raises(VendorTooSlowError):
        pieces.extend(iter(provider.stream(prompt("drip"), HASTY)))
    assert pieces != []


def test_many_calls_at_once_are_counted_to_the_token(
    claude: Provider, gpt: Provider, chat: Provider, mock: VendorMock
) -> None:
    with ThreadPoolExecutor(max_workers=12) as threads:
        usages = list(threads.map(filled, [claude, gpt, chat] * 40))

    assert len(mock.journal()) == 120
    assert reduce(add, usages) == mock.billed()


def test_texts_become_unit_vectors(gpt: Provider) -> None:
    vectors = gpt.embed(["embed this", "embed that"], TERMS).value

    assert [len(vector) for vector in vectors] == [512, 512]
    assert vectors[0][0] == pytest.approx(0.6)
    assert vectors[0][-1] == pytest.approx(0.8)


def test_a_harmless_text_is_not_flagged(gpt: Provider) -> None:
    assert gpt.moderate("a tree", TERMS).value.is_flagged is False


def test_the_server_tells_its_models(provider: Provider) -> None:
    assert "gpt-4o" in provider.model_names()


def test_the_server_saw_no_key_in_a_body(provider: Provider, mock: VendorMock) -> None:
    filled(provider)

    assert "sk-never-to-be-seen" not in str(mock.journal())
