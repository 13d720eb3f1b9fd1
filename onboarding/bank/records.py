"""What one question of the bank is, as it travels in files. Pure."""

import hashlib
import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from core.portrait_words import SignatureField
from core.vocabulary import Domain, Language, Trait
from onboarding.choices import (
    Energy,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    Stage,
    TranslationStatus,
    TrustLevel,
)


def _trust_level(value: Any) -> Any:
    return TrustLevel[value] if isinstance(value, str) else value


#: A number in the product, a name in files.
NamedTrustLevel = Annotated[
    TrustLevel,
    BeforeValidator(_trust_level),
    PlainSerializer(lambda level: level.name, return_type=str, when_used="json"),
]

#: What the people who curate decide about a question without making it another question.
CURATION_FIELDS: dict[str, Any] = {
    "version": True,
    "status": True,
    "review": True,
    "texts": {"__all__": {"status", "translator", "reviewer"}},
}


class AnswerForm(StrEnum):
    """How a person answers."""

    FREE_TEXT = "free_text"
    VOICE_OR_TEXT = "voice_or_text"
    LIKERT5 = "likert5"
    CHOICE = "choice"


class FollowUpReason(StrEnum):
    """What in an answer makes another question the natural next one."""

    SHORT_ANSWER = "short_answer"
    STRONG_NEGATIVE = "strong_negative"
    STRONG_POSITIVE = "strong_positive"
    CONTRADICTION = "contradiction"
    AMBIVALENCE = "ambivalence"
    NEW_TOPIC = "new_topic"


class ProvenanceKind(StrEnum):
    """Where the wording comes from."""

    ORIGINAL = "original"
    ADAPTED = "adapted"
    PUBLIC_DOMAIN = "public_domain"
    LICENSED = "licensed"


class Part(BaseModel):
    """A frozen piece of a bank file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(Part):
    """A trait an answer says something about.

    Attributes:
        information: 1 / noise variance of one answer, in population standard deviations; (0, 2].
        information_n: number of answers that `information` was estimated from, 0 for a guess.
        best_range: (low, high) trait values in z where the question tells people apart best.
    """

    trait: Trait
    facet: str = ""
    information: float
    information_n: int = 0
    best_range: tuple[float, float] | None = None


class Answer(Part):
    """What answer is expected; `min_chars` and `expected_seconds` are None where nobody knows."""

    form: AnswerForm = AnswerForm.FREE_TEXT
    min_chars: int | None = None
    expected_seconds: int | None = None
    options: tuple[str, ...] = ()


class Safety(Part):
    """What must be true before this question is put to anybody.

    Attributes:
        min_age: years, 18 or more.
        requires_opt_in: only for people who allowed heavy topics.
        skip_text_required: the wording itself must say that skipping is fine.
        cooldown_days: days before another question with the same flags.
    """

    flags: tuple[SafetyFlag, ...]
    min_age: int
    requires_opt_in: bool
    skip_text_required: bool = False
    cooldown_days: int = 0


class FollowUp(Part):
    """The question to ask next when the answer calls for it."""

    when: FollowUpReason
    code: str


class QuestionText(Part):
    """The wording in one language.

    Attributes:
        familiar_text: the same question to a person addressed with «ты»; Russian only.
        familiar_hint: the same for the hint.
    """

    text: str
    hint: str = ""
    familiar_text: str = ""
    familiar_hint: str = ""
    examples: tuple[str, ...] = ()
    status: TranslationStatus
    translator: str = ""
    reviewer: str = ""


class Provenance(Part):
    """Whose words these are and under which licence."""

    kind: ProvenanceKind
    source: str = ""
    licence: str
    author: str = ""


class Review(Part):
    """Who answers for the question; names are roles, never people."""

    kind: ReviewKind
    author: str = ""
    reviewers: tuple[str, ...] = ()
    approved_at: datetime | None = None
    notes: str = ""


class QuestionRecord(Part):
    """One version of one question.

    Attributes:
        depth: 1 a fact of today, 2 typical behaviour, 3 an inner reason or feeling, 4 a formative
            event, conflict or shame, 5 identity, meaning, mortality.
        targets: one to three traits, the first is what the question is for.
        never_after: codes this question must not directly follow.
        repeatable_after_days: 30 or more; None is never.
    """

    code: str
    version: int
    status: QuestionStatus
    domain: Domain
    secondary_domains: tuple[Domain, ...] = ()
    depth: int
    energy: Energy
    min_trust: NamedTrustLevel
    stages: tuple[Stage, ...]
    targets: tuple[Target, ...]
    signature_targets: tuple[SignatureField, ...] = ()
    answer: Answer = Answer()
    safety: Safety
    follow_ups: tuple[FollowUp, ...] = ()
    never_after: tuple[str, ...] = ()
    repeatable_after_days: int | None = None
    texts: dict[Language, QuestionText]
    provenance: Provenance
    review: Review | None = None

    def content_hash(self) -> str:
        """Return 64 hex digits that change with what is asked and how it is chosen.

        Version, status, review and the state of translations are left out: they are decisions
        about the question. Defaults are left out too, so a key added to the format later does not
        change the hash of a question that lacks it.
        """
        content = self.model_dump(mode="json", exclude=CURATION_FIELDS, exclude_defaults=True)
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def with_status(self, status: QuestionStatus) -> Self:
        """Return the same question in another state of curation."""
        return self.model_copy(update={"status": status})


class BankFile(Part):
    """A whole file: the questions of one domain."""

    format: Literal["selfology.question-bank/1"]
    bank_version: str
    default_language: Language
    questions: tuple[QuestionRecord, ...]
