"""Words of onboarding shared by the tables and the pure modules. Pure."""

from enum import IntEnum, StrEnum


class Energy(StrEnum):
    """What answering a question takes from a person, or gives back (HEALING)."""

    OPENING = "OPENING"
    NEUTRAL = "NEUTRAL"
    PROCESSING = "PROCESSING"
    HEAVY = "HEAVY"
    HEALING = "HEALING"


class TrustLevel(IntEnum):
    """How near a person has let the conversation come; compared with `<=`."""

    STRANGER = 0
    ACQUAINTANCE = 1
    FRIEND = 2
    CONFIDANT = 3
    SOUL_MATE = 4


class Stage(StrEnum):
    """The part of a conversation in which a question may be asked."""

    ENTRY = "ENTRY"
    EXPLORATION = "EXPLORATION"
    DEEPENING = "DEEPENING"
    BALANCING = "BALANCING"


class SessionStatus(StrEnum):
    """The life of one sitting."""

    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    TIMED_OUT = "timed_out"
    ABANDONED = "abandoned"


class EndReason(StrEnum):
    """Why a session ended."""

    PLANNED = "planned"
    FATIGUE = "fatigue"
    NOTHING_ELIGIBLE = "nothing_eligible"
    PERSON = "person"
    CRISIS = "crisis"
    TIMEOUT = "timeout"


class Outcome(StrEnum):
    """What became of an asked question."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    REPLACED = "replaced"
    #: «Не сейчас»: it may come back after some time.
    POSTPONED = "postponed"
    EXPIRED = "expired"


class QuestionStatus(StrEnum):
    """Where a question is on its way through curation."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PILOT = "pilot"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RETIRED = "retired"


class ReviewKind(StrEnum):
    """Who has read a question before people see it."""

    FOUNDING = "founding"
    PSYCHOLOGIST = "psychologist"


class TranslationStatus(StrEnum):
    """How far the text of one language has come."""

    SOURCE = "source"
    MACHINE_DRAFT = "machine_draft"
    TRANSLATED = "translated"
    BACK_TRANSLATED = "back_translated"
    APPROVED = "approved"


#: Texts with one of these statuses are shown to people; others wait for a reader.
ASKABLE_TRANSLATIONS: frozenset[TranslationStatus] = frozenset(
    {TranslationStatus.SOURCE, TranslationStatus.APPROVED}
)


class SafetyFlag(StrEnum):
    """A sensitive matter that a question touches."""

    SELF_HARM_ADJACENT = "self_harm_adjacent"
    TRAUMA = "trauma"
    ABUSE = "abuse"
    GRIEF = "grief"
    SEXUALITY = "sexuality"
    SUBSTANCE = "substance"
    EATING = "eating"
    RELIGION = "religion"
    POLITICS = "politics"
    HEALTH = "health"
    FAMILY_CONFLICT = "family_conflict"
    SHAME = "shame"
    NONE = "none"


class DecisionKind(StrEnum):
    """What somebody did with a version of a question, or with one of its translations."""

    WRITTEN = "written"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    PILOTED = "piloted"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    ROLLED_BACK = "rolled_back"
    TRANSLATED = "translated"
    TRANSLATION_APPROVED = "translation_approved"
    TRANSLATION_WITHDRAWN = "translation_withdrawn"
