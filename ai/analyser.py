"""What an analyser gives, whoever it is. Pure."""

from dataclasses import dataclass
from typing import Generic, TypeVar

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Completion(Generic[R_co]):
    """What was answered, and with which model and prompt."""

    reading: R_co
    model: str
    prompt_version: str
