"""What may be told about an error."""

import pytest

from core.errors import (
    NotFoundError,
    PermanentError,
    SelfologyError,
    TransientError,
    error_code,
    is_permanent,
)


def _subclasses(kind: type[SelfologyError]) -> set[type[SelfologyError]]:
    return {kind, *(sub for child in kind.__subclasses__() for sub in _subclasses(child))}


def test_our_errors_are_known_by_their_code() -> None:
    assert error_code(NotFoundError()) == "not_found"


def test_of_other_errors_only_the_class_is_told() -> None:
    assert error_code(ValueError("words of a person")) == "ValueError"


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (PermanentError(), True),
        (NotFoundError(), True),
        (TransientError(), False),
        (SelfologyError(), False),
        (ValueError(), False),
    ],
)
def test_only_permanent_errors_make_a_retry_pointless(
    error: Exception,
    answer: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert is_permanent(error) is answer


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in _subclasses(SelfologyError)]
    assert len(codes) == len(set(codes))
