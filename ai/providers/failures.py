"""From what an SDK raises to `ai.errors`, for both SDKs alike.

Nothing of the exception is passed on, neither as text nor as a cause: an SDK quotes the response,
the response may quote the request, and the request is what a person wrote.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx2

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

T = TypeVar("T")

#: Longest wait that a vendor may ask for, in seconds.
LONGEST_WAIT_SECONDS = 30.0

#: What a vendor's own code of an error means, whatever the status says.
_BY_CODE: Mapping[str, type[VendorError]] = {
    "insufficient_quota": SpendLimitError,
    "billing_error": SpendLimitError,
    "billing_hard_limit_reached": SpendLimitError,
    "billing_not_active": SpendLimitError,
    "contract_spend_limit_reached": SpendLimitError,
    "enforced_spend_limit_reached": SpendLimitError,
    "linked_organization_spend_limit_reached": SpendLimitError,
    "linked_organization_billing_unavailable": SpendLimitError,
    "context_length_exceeded": TooLargeError,
    "string_above_max_length": TooLargeError,
    "model_not_found": ModelUnknownError,
    "content_filter": RefusedError,
    "content_policy_violation": RefusedError,
    "invalid_prompt": RefusedError,
    "bio_policy": RefusedError,
    "misalignment_policy_violation": RefusedError,
    "rate_limit_error": RateLimitedError,
    "rate_limit_exceeded": RateLimitedError,
    "api_error": VendorAwayError,
    "overloaded_error": VendorAwayError,
    "server_error": VendorAwayError,
    "timeout_error": VendorAwayError,
}
_BY_STATUS: Mapping[int, type[VendorError]] = {
    401: KeyRefusedError,
    402: SpendLimitError,
    403: KeyRefusedError,
    404: ModelUnknownError,
    408: VendorAwayError,
    409: VendorAwayError,
    413: TooLargeError,
    425: VendorAwayError,
    429: RateLimitedError,
    431: TooLargeError,
    499: VendorAwayError,
}
#: A gateway gave up waiting: what stands behind it may have worked on.
_MAY_HAVE_WORKED = frozenset((408, 499, 502, 504, 520, 522, 524))
_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.UnsupportedProtocol,
)


def ask(call: Callable[[], T]) -> T:
    """Return what `call` returns.

    Raises:
        VendorError: whatever `call` raised, without a trace of what it raised.
    """
    try:
        return call()
    except VendorError:
        raise
    except Exception as error:  # noqa: BLE001 - SDKs let json, pydantic and type errors through
        failure = _failure(error)
    # Outside the block, so that Python links nothing to it.
    raise failure


def of_code(code: object, *, charge: Charge = Charge.UNKNOWN) -> VendorError:
    """Return the error for a code that a response, or a stream under way, gives as its failure."""
    kind = _BY_CODE.get(code, VendorAwayError) if isinstance(code, str) else VendorAwayError
    return _made(kind, "failed in mid-work", charge)


def _failure(error: Exception) -> VendorError:
    response = getattr(error, "response", None)
    if isinstance(response, httpx2.Response):
        return _of_response(response, _codes(error))
    broken = _transport_error(error)
    if broken is not None:
        return _of_transport(broken)
    codes = _codes(error)
    return of_code(codes[0] if codes else None)


def _of_response(response: httpx2.Response, codes: tuple[str, ...]) -> VendorError:
    status = response.status_code
    kind = next((_BY_CODE[code] for code in codes if code in _BY_CODE), None)
    if kind is None:
        kind = _BY_STATUS.get(status) or _by_hundred(status)
    what = f"status {status}"
    if kind is RateLimitedError:
        return RateLimitedError(what, seconds=_wait(response.headers))
    unsure = status in _MAY_HAVE_WORKED or response.is_success
    return _made(kind, what, Charge.UNKNOWN if unsure else Charge.NOTHING)


def _by_hundred(status: int) -> type[VendorError]:
    is_ours = 300 <= status < 500  # noqa: PLR2004 - the hundreds of HTTP
    return RequestRejectedError if is_ours else VendorAwayError


def _of_transport(error: httpx2.TransportError) -> VendorError:
    charge = Charge.NOTHING if isinstance(error, _NEVER_SENT) else Charge.UNKNOWN
    if isinstance(error, httpx2.TimeoutException):
        return VendorTooSlowError("deadline", charge=charge)
    return VendorAwayError("no connection" if charge is Charge.NOTHING else "cut", charge=charge)


def _transport_error(error: BaseException | None) -> httpx2.TransportError | None:
    while error is not None:
        if isinstance(error, httpx2.TransportError):
            return error
        error = error.__cause__
    return None


def _codes(error: Exception) -> tuple[str, ...]:
    """Return the vendor's codes for an error, the most telling first."""
    said = (getattr(error, name, None) for name in ("error_code", "code", "type"))
    return tuple(code for code in said if isinstance(code, str))


def _wait(headers: Mapping[str, Any]) -> float | None:
    """Return how many seconds to wait; None where the vendor says none, or a date."""
    try:
        seconds = float(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    # Not a number is more than nothing and less than nothing; the order of the two decides.
    return max(0.0, min(LONGEST_WAIT_SECONDS, seconds))


def _made(kind: type[VendorError], what: str, charge: Charge) -> VendorError:
    if kind is RateLimitedError:
        error: VendorError = RateLimitedError(what)
        error.charge = charge
        return error
    return kind(what, charge=charge)
