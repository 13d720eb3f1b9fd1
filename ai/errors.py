"""What can go wrong between us and an AI vendor, whoever the vendor is. Pure.

No error carries words of a request or of a response in its text: texts of errors end in logs.
"""

from enum import StrEnum
from typing import ClassVar

from ai.usage import Usage
from core.errors import PermanentError, SelfologyError, TransientError


class Charge(StrEnum):
    """What a call that failed has cost."""

    #: The vendor did no work that it bills.
    NOTHING = "nothing"
    #: The response said what was used.
    REPORTED = "reported"
    #: The vendor may have worked and did not say how much: the whole reservation is booked.
    UNKNOWN = "unknown"


class VendorError(SelfologyError):
    """A vendor did not give what was asked for.

    Attributes:
        usage: what the response said was used, or None.
        charge: what the failed call has cost.
    """

    code: ClassVar[str] = "vendor_failed"

    def __init__(
        self, what: str = "", *, usage: Usage | None = None, charge: Charge | None = None
    ) -> None:
        super().__init__(what)
        self.usage = usage
        reported = Charge.NOTHING if usage is None else Charge.REPORTED
        self.charge = reported if charge is None else charge


class VendorAwayError(VendorError, TransientError):
    """No connection, a cut one, or the vendor says that it is in trouble: 408, 409, 5xx, 529."""

    code = "vendor_away"


class VendorTooSlowError(VendorAwayError):
    """The deadline passed before the whole response was there."""

    code = "vendor_too_slow"


class BrokenProviderError(VendorError, TransientError):
    """A provider raised what it should have turned into one of the others: a fault of ours."""

    code = "vendor_broken"

    def __init__(self, what: str = "") -> None:
        super().__init__(what, charge=Charge.UNKNOWN)


class RateLimitedError(VendorError, TransientError):
    """The vendor asks us to wait.

    Attributes:
        seconds: how long, capped by the provider; None where the vendor did not say.
    """

    code = "vendor_rate_limited"

    def __init__(self, what: str = "", *, seconds: float | None = None) -> None:
        super().__init__(what)
        self.seconds = seconds


class SpendLimitError(VendorError, PermanentError):
    """The account is out of money or at its limit: 402, insufficient quota, spend limits."""

    code = "vendor_spend_limit"


class KeyRefusedError(VendorError, PermanentError):
    """The key is unknown or may not do this: 401, 403."""

    code = "vendor_key_refused"


class ModelUnknownError(VendorError, PermanentError):
    """The vendor does not serve this model (any more): 404."""

    code = "vendor_model_unknown"


class RequestRejectedError(VendorError, PermanentError):
    """The vendor calls the request wrong: 400, 422 and what else is in the fours."""

    code = "vendor_request_rejected"


class TooLargeError(VendorError, PermanentError):
    """The request is larger than the vendor or the model takes: 413, context exceeded."""

    code = "vendor_too_large"


class RefusedError(VendorError, PermanentError):
    """The model declined to answer this text; asking it again gives the same."""

    code = "vendor_refused"


class TruncatedError(VendorError, PermanentError):
    """The output ended at the limit of tokens before it was whole."""

    code = "vendor_truncated"


class InvalidOutputError(VendorError, TransientError):
    """The output is empty, no JSON, or not of the shape that was asked for.

    Attributes:
        output: what the model wrote, for the one attempt at a repair; never logged or stored.
        complaint: which fields are wrong and why, without their values.
    """

    code = "vendor_invalid_output"

    def __init__(self, complaint: str, *, output: str = "", usage: Usage | None = None) -> None:
        super().__init__("the output is not what was asked for", usage=usage)
        self.complaint = complaint
        self.output = output
