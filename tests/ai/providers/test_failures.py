"""Whatever a vendor says instead of an answer becomes one of our errors, and is kept to itself."""

import logging
import traceback
from collections.abc import Callable
from http import HTTPStatus

import httpx2
import pytest

from ai.errors import (
    Charge,
    KeyRefusedError,
    ModelUnknownError,
    RateLimitedError,
    RefusedError,
    RequestRejectedError,
    SpendLimitError,
    TooLargeError,
    VendorAwayError,
    VendorError,
    VendorTooSlowError,
)
from ai.providers.base import Provider
from tests.ai.providers.speakers import (
    KEY,
    PROMPT,
    TERMS,
    WORDS,
    Moods,
    Speaker,
    answering,
    over,
    streaming,
)


def failure(provider: Provider) -> VendorError:
    with pytest.raises(VendorError) as caught:
        provider.structured(PROMPT, Moods, TERMS)
    return caught.value


def failing(error: Exception) -> Callable[[httpx2.Request], httpx2.Response]:
    def handle(_request: httpx2.Request) -> httpx2.Response:
        raise error

    return handle


@pytest.mark.parametrize(
    ("status", "kind", "charge"),
    [
        (307, RequestRejectedError, Charge.NOTHING),
        (400, RequestRejectedError, Charge.NOTHING),
        (401, KeyRefusedError, Charge.NOTHING),
        (402, SpendLimitError, Charge.NOTHING),
        (403, KeyRefusedError, Charge.NOTHING),
        (404, ModelUnknownError, Charge.NOTHING),
        (408, VendorAwayError, Charge.UNKNOWN),
        (409, VendorAwayError, Charge.NOTHING),
        (413, TooLargeError, Charge.NOTHING),
        (422, RequestRejectedError, Charge.NOTHING),
        (429, RateLimitedError, Charge.NOTHING),
        (500, VendorAwayError, Charge.NOTHING),
        (502, VendorAwayError, Charge.UNKNOWN),
        (503, VendorAwayError, Charge.NOTHING),
        (504, VendorAwayError, Charge.UNKNOWN),
        (529, VendorAwayError, Charge.NOTHING),
    ],
)
def test_every_status_is_an_error_of_ours_with_what_it_costs(
    speaker: Speaker, status: int, kind: type[VendorError], charge: Charge
) -> None:
    error = failure(answering(speaker, speaker.error("no", "unheard_of"), status))

    assert (type(error), error.charge) == (kind, charge)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "insufficient_quota", SpendLimitError),
        (429, "enforced_spend_limit_reached", SpendLimitError),
        (429, "contract_spend_limit_reached", SpendLimitError),
        (400, "billing_hard_limit_reached", SpendLimitError),
        (429, "ramp_limit_exceeded", RateLimitedError),
        (400, "context_length_exceeded", TooLargeError),
        (403, "model_not_found", ModelUnknownError),
        (400, "content_filter", RefusedError),
    ],
)
def test_a_code_says_more_than_the_status(
    speaker: Speaker, status: int, code: str, kind: type[VendorError]
) -> None:
    assert type(failure(answering(speaker, speaker.error("no", code), status))) is kind


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("600", 30.0), ("4", 4.0), ("0.5", 0.5), ("-1", 0.0), ("soon", None), ("inf", 30.0)],
)
def test_a_vendor_may_ask_for_half_a_minute_at_most(
    speaker: Speaker, header: str, seconds: float | None
) -> None:
    error = failure(answering(speaker, speaker.error("no", "x"), 429, retry_after=header))

    assert isinstance(error, RateLimitedError)
    assert error.seconds == seconds


def test_nothing_is_tried_twice(speaker: Speaker) -> None:
    asked: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(529, headers={"x-should-retry": "true", "retry-after": "0"})

    failure(over(speaker, handle))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("raised", "kind", "charge"),
    [
        (httpx2.ConnectError(WORDS), VendorAwayError, Charge.NOTHING),
        (httpx2.ConnectTimeout(WORDS), VendorTooSlowError, Charge.NOTHING),
        (httpx2.PoolTimeout(WORDS), VendorTooSlowError, Charge.NOTHING),
        (httpx2.ReadTimeout(WORDS), VendorTooSlowError, Charge.UNKNOWN),
        (httpx2.WriteError(WORDS), VendorAwayError, Charge.UNKNOWN),
        (httpx2.RemoteProtocolError(WORDS), VendorAwayError, Charge.UNKNOWN),
        (ValueError(WORDS), VendorAwayError, Charge.UNKNOWN),
    ],
)
def test_what_was_never_sent_costs_nothing_and_what_was_may_cost(
    speaker: Speaker, raised: Exception, kind: type[VendorError], charge: Charge
) -> None:
    error = failure(over(speaker, failing(raised)))

    assert (type(error), error.charge) == (kind, charge)


@pytest.mark.parametrize("status", [200, 307, 400, 401, 404, 413, 429, 500, 529])
def test_no_word_of_a_person_and_no_key_is_in_an_error_or_in_a_log(
    speaker: Speaker, status: HTTPStatus, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = speaker.whole(f'{{"{WORDS}": "{WORDS}"}}') | speaker.error(f"{WORDS} {KEY}", WORDS)

    error = failure(answering(speaker, body, status, request_id=KEY))

    told = "".join(traceback.format_exception(error)) + repr(error) + caplog.text
    assert "Оксану" not in told
    assert KEY not in told
    assert (error.__cause__, error.__context__) == (None, None)


def test_no_word_of_a_broken_stream_is_in_an_error_or_in_a_log(
    speaker: Speaker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stream = streaming(speaker, speaker.told_error([WORDS])).stream(PROMPT, TERMS)

    with pytest.raises(VendorError) as caught:
        list(stream)

    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert "Оксану" not in told
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
