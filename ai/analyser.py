"""What a link of the router's chain is. Pure."""

from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from ai.contracts import (
    AnswerRequest,
    CoachReply,
    CoachRequest,
    DeepReading,
    DeepRequest,
    InstantReading,
)
from core.errors import TransientError

R_co = TypeVar("R_co", covariant=True)


class LinkFailedError(TransientError):
    """A link could not answer; carries no words of a person. The next link is asked."""

    code: ClassVar[str] = "ai_link_failed"


@dataclass(frozen=True, slots=True)
class Completion(Generic[R_co]):
    """What a link answered, and with which model and prompt."""

    reading: R_co
    model: str
    prompt_version: str


class Analyser(Protocol):
    """One analyser behind the router.

    A link that cannot answer raises LinkFailedError, whose text names the kind of
    failure and nothing of the request.
    """

    @property
    def name(self) -> str:
        """Name that is stored with every reading."""

    @property
    def is_offline(self) -> bool:
        """Whether the text stays inside the installation."""

    def read_instantly(self, request: AnswerRequest) -> Completion[InstantReading]:
        """Read an answer within the turn."""

    def read_deeply(self, request: DeepRequest) -> Completion[DeepReading]:
        """Read an answer with the time it takes."""

    def reply_as_coach(self, request: CoachRequest) -> Completion[CoachReply]:
        """Answer a message to the coach."""
