"""Every fact the product publishes: its name, version, priority and payload. Pure.

A payload carries ids, numbers and codes, never personal text.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Unpack
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

CODE = r"^[a-z_]{1,40}$"


class Priority(IntEnum):
    """How urgently the handlers of an event should run; also names its queue."""

    CRITICAL = 0
    HIGH = 1
    NORMAL = 2
    LOW = 3

    @property
    def queue(self) -> str:
        """Return the name of the queue for this priority."""
        return self.name.lower()


_registered: dict[str, type["DomainEvent"]] = {}
EVENT_TYPES: Mapping[str, type["DomainEvent"]] = MappingProxyType(_registered)


class DomainEvent(BaseModel):
    """A fact. Subclasses are registered under their `name`; those without one only share fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    version: ClassVar[int]
    priority: ClassVar[Priority]

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        priority: Priority = Priority.LOW,
        version: int = 1,
        **kwargs: Unpack[ConfigDict],
    ) -> None:
        """Register the event under its wire name."""
        super().__init_subclass__(**kwargs)
        cls.name, cls.version, cls.priority = name, version, priority
        if name in _registered:
            message = f"Two events are called {name}."
            raise TypeError(message)
        if name:
            _registered[name] = cls

    @property
    def stream(self) -> str:
        """Return the stream within which order is kept.

        Raises:
            NotImplementedError: the event does not say what it is about.
        """
        raise NotImplementedError


class PersonEvent(DomainEvent):
    """A fact about one person."""

    person_id: UUID

    @property
    def stream(self) -> str:
        """Return the person's stream."""
        return str(self.person_id)


class CommandExecuted(PersonEvent, name="command.executed", priority=Priority.LOW):
    """A person used a command of the bot."""

    command: str = Field(pattern=r"^[a-z_]{1,32}$")
    update_id: int


class MessageReceived(PersonEvent, name="user.message.received", priority=Priority.LOW):
    """A person sent a message; `kind` is text, sticker, photo, voice and so on."""

    kind: str = Field(pattern=r"^[a-z_]{1,32}$")
    length: int = Field(ge=0)
    update_id: int


class CallbackReceived(PersonEvent, name="user.callback.received", priority=Priority.LOW):
    """A person pressed a button."""

    action: str = Field(pattern=r"^[a-z_]{1,32}$")
    update_id: int


class OnboardingInitiated(PersonEvent, name="user.onboarding.initiated", priority=Priority.HIGH):
    """A person agreed to begin: adult, with the required consent."""


class ConsentGiven(PersonEvent, name="consent.given", priority=Priority.HIGH):
    """A person agreed to one purpose."""

    purpose: str
    consent_id: int


class ConsentWithdrawn(PersonEvent, name="consent.withdrawn", priority=Priority.HIGH):
    """A person took back their consent to one purpose."""

    purpose: str
    consent_id: int


class SessionCreated(PersonEvent, name="session.created", priority=Priority.NORMAL):
    """A session of questions was opened."""

    session_id: int


class UserSessionStarted(PersonEvent, name="user.session.started", priority=Priority.LOW):
    """A person sat down to answer: a session was opened, or taken up again."""

    session_id: int


class SessionUpdated(PersonEvent, name="session.updated", priority=Priority.LOW):
    """A session changed its status."""

    session_id: int
    status: str


class SessionTimedOut(PersonEvent, name="session.timed_out", priority=Priority.LOW):
    """Nothing happened in a session for too long; it can be resumed."""

    session_id: int


class SessionCompleted(PersonEvent, name="session.completed", priority=Priority.NORMAL):
    """A session came to its end."""

    session_id: int
    answers: int = Field(ge=0)
    reason: str


class SessionAnalyticsUpdated(
    PersonEvent, name="session.analytics.updated", priority=Priority.LOW, version=2
):
    """What a session amounted to when it ended or fell asleep.

    `asked` counts questions, `answered` and `skipped` what became of them; `completion` is answered
    of planned, 0 to 1; `seconds` is from the first to the last sign of the person; `energies` is
    what its questions took or gave, in order, and empty in those that were told before version 2.
    """

    session_id: int
    asked: int = Field(ge=0)
    answered: int = Field(ge=0)
    skipped: int = Field(ge=0)
    completion: float = Field(ge=0, le=1)
    seconds: int = Field(ge=0)
    energies: tuple[Annotated[str, Field(pattern=r"^[A-Z]{1,16}$")], ...]


class QuestionSelected(PersonEvent, name="question.selected", priority=Priority.LOW):
    """A question was chosen and is being asked."""

    session_id: int
    asked_id: int
    question_code: str
    stage: str


class QuestionSimulationRequested(
    DomainEvent, name="question.simulation.requested", priority=Priority.LOW
):
    """Staff want to see how synthetic people fare with proposed questions. About nobody."""

    run_id: int

    @property
    def stream(self) -> str:
        """Return the run's own stream: runs do not wait for each other."""
        return f"run {self.run_id}"


class AnswerSubmitted(PersonEvent, name="user.answer.submitted", priority=Priority.NORMAL):
    """An answer was saved. `supersedes` is the answer it replaces, if it is a correction."""

    answer_id: int
    asked_id: int
    session_id: int
    supersedes: int | None = None


class InstantAnalysisCompleted(
    PersonEvent, name="analysis.instant.completed", priority=Priority.LOW
):
    """The first reading of an answer, made inside the turn."""

    answer_id: int
    analysis_id: int
    sentiment: str
    quality: float = Field(ge=0, le=1)


class AnalysisCompleted(PersonEvent, name="analysis.completed", priority=Priority.NORMAL):
    """The deep reading of an answer is stored."""

    answer_id: int
    analysis_id: int


class RereadingRequested(PersonEvent, name="analysis.rereading.requested", priority=Priority.LOW):
    """An answer is to be read in depth once more: a model is back, or staff chose one for it.

    `model_id` and `staff_id` say which model staff chose, and who; null where nobody did.
    """

    answer_id: int
    model_id: int | None = None
    staff_id: int | None = None


class TraitExtracted(PersonEvent, name="trait.extracted", priority=Priority.HIGH):
    """What one answer says about traits; one event per answer, with all the ids."""

    answer_id: int
    analysis_id: int
    trait_ids: tuple[int, ...]


class ProfileCreated(PersonEvent, name="profile.created", priority=Priority.NORMAL):
    """The first observation of a person gave them a profile."""

    profile_id: int


class ProfileUpdated(PersonEvent, name="profile.updated", priority=Priority.HIGH):
    """A profile was recomputed. `variances` are those of the nine traits, in z squared."""

    profile_id: int
    profile_version: int
    answer_id: int | None
    variances: tuple[float, ...] = Field(min_length=9, max_length=9)


class TraitEvolutionDetected(
    PersonEvent, name="trait.evolution.detected", priority=Priority.NORMAL
):
    """A trait moved by more than noise. `change` is new minus old, on the scale 0 to 1."""

    trait: str = Field(pattern=CODE)
    pattern: str = Field(pattern=CODE)
    change: float = Field(ge=-1, le=1)
    strength: float = Field(ge=0, le=1)
    history_id: int


class TraitPatternIdentified(PersonEvent, name="trait.pattern.identified", priority=Priority.LOW):
    """How a trait behaves over time was classified anew; `days` is the span that was looked at."""

    trait: str = Field(pattern=CODE)
    pattern: str = Field(pattern=CODE)
    strength: float = Field(ge=0, le=1)
    days: int = Field(ge=1)


class InsightGenerated(PersonEvent, name="insight.generated", priority=Priority.LOW):
    """A hypothesis about a person, with its evidence, is stored for them to see."""

    insight_id: int


class CoachMessageReceived(PersonEvent, name="coach.message.received", priority=Priority.HIGH):
    """A person wrote to the coach and waits for a reply."""

    message_id: int


class MessageSendRequested(PersonEvent, name="message.send.requested", priority=Priority.CRITICAL):
    """Background work wants to say something; `template` names the text, `object_id` its object."""

    template: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    object_id: int | None = None


class StateChangeRequested(PersonEvent, name="state.change.requested", priority=Priority.CRITICAL):
    """Background work wants the dialogue in another state."""

    state: str


class CrisisDetected(PersonEvent, name="crisis.detected", priority=Priority.CRITICAL, version=2):
    """A case was opened or raised to `level` 2 or 3, by the guard or by a deep reading.

    `answer_id` is the answer in which a reading saw it.
    """

    case_id: int
    level: int = Field(ge=1, le=3)
    source: Literal["message", "reading"]
    answer_id: int | None = None


class PersonErased(PersonEvent, name="person.erased", priority=Priority.CRITICAL):
    """A person had everything erased; what lies outside PostgreSQL must follow."""
