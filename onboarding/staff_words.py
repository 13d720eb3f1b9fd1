"""Codes of onboarding in words, for staff pages."""

from django.utils.translation import gettext_lazy as _

from core.portrait_words import SignatureField
from core.staff_columns import Colours
from core.staff_pages import Label, Words
from onboarding.bank.records import AnswerForm, FollowUpReason, ProvenanceKind
from onboarding.care import CareRule
from onboarding.choices import (
    DecisionKind,
    EndReason,
    Energy,
    Outcome,
    QuestionStatus,
    ReviewKind,
    SafetyFlag,
    SessionStatus,
    Stage,
    TranslationStatus,
    TrustLevel,
)

ENERGIES: Words = {
    Energy.OPENING: _("opening"),
    Energy.NEUTRAL: _("neutral"),
    Energy.PROCESSING: _("takes effort"),
    Energy.HEAVY: _("heavy"),
    Energy.HEALING: _("gives strength"),
}
ENERGY_COLOURS: Colours = {
    Energy.OPENING: "info",
    Energy.PROCESSING: "warning",
    Energy.HEAVY: "danger",
    Energy.HEALING: "success",
}
TRUST_LEVELS: dict[int, Label] = {
    TrustLevel.STRANGER: _("stranger"),
    TrustLevel.ACQUAINTANCE: _("acquaintance"),
    TrustLevel.FRIEND: _("friend"),
    TrustLevel.CONFIDANT: _("confidant"),
    TrustLevel.SOUL_MATE: _("soul mate"),
}
#: The same by the names that bank files have.
TRUST_NAMES: Words = {level.name: TRUST_LEVELS[level] for level in TrustLevel}
STAGES: Words = {
    Stage.ENTRY: _("entry"),
    Stage.EXPLORATION: _("exploration"),
    Stage.DEEPENING: _("deepening"),
    Stage.BALANCING: _("balancing"),
}
SESSION_STATUSES: Words = {
    SessionStatus.ACTIVE: _("under way"),
    SessionStatus.PAUSED: _("session paused"),
    SessionStatus.COMPLETED: _("completed"),
    SessionStatus.TIMED_OUT: _("fell asleep"),
    SessionStatus.ABANDONED: _("abandoned"),
}
SESSION_COLOURS: Colours = {
    SessionStatus.ACTIVE: "primary",
    SessionStatus.PAUSED: "warning",
    SessionStatus.COMPLETED: "success",
}
END_REASONS: Words = {
    EndReason.PLANNED: _("as planned"),
    EndReason.FATIGUE: _("signs of fatigue"),
    EndReason.NOTHING_ELIGIBLE: _("nothing more may be asked"),
    EndReason.PERSON: _("the person had enough"),
    EndReason.CRISIS: _("crisis"),
    EndReason.TIMEOUT: _("silence"),
}
OUTCOMES: Words = {
    Outcome.OPEN: _("waits for an answer"),
    Outcome.ANSWERED: _("answered"),
    Outcome.SKIPPED: _("skipped"),
    Outcome.REPLACED: _("replaced by another"),
    Outcome.POSTPONED: _("put off by the person"),
    Outcome.EXPIRED: _("left unanswered"),
}
OUTCOME_COLOURS: Colours = {
    Outcome.OPEN: "primary",
    Outcome.ANSWERED: "success",
    Outcome.SKIPPED: "warning",
}
QUESTION_STATUSES: Words = {
    QuestionStatus.DRAFT: _("draft"),
    QuestionStatus.IN_REVIEW: _("in review"),
    QuestionStatus.PILOT: _("pilot"),
    QuestionStatus.PUBLISHED: _("published"),
    QuestionStatus.SUSPENDED: _("suspended"),
    QuestionStatus.RETIRED: _("retired"),
}
QUESTION_COLOURS: Colours = {
    QuestionStatus.PUBLISHED: "success",
    QuestionStatus.PILOT: "info",
    QuestionStatus.SUSPENDED: "danger",
}
REVIEW_KINDS: Words = {
    ReviewKind.FOUNDING: _("founding review, not yet reviewed by a psychologist"),
    ReviewKind.PSYCHOLOGIST: _("reviewed by a psychologist"),
}
REVIEW_COLOURS: Colours = {ReviewKind.FOUNDING: "warning", ReviewKind.PSYCHOLOGIST: "success"}
#: Who has read a question, as its record names them.
READERS: Words = {
    "founding-author": _("one of the founders"),
    "founding-reviewer": _("a founder who reviews"),
    "founding-second-reviewer": _("a second founder who reviews"),
    "staff": _("member of staff"),
    "clinician": _("clinician"),
}
#: For the list, where the long form does not fit.
REVIEW_KINDS_SHORT: Words = {
    ReviewKind.FOUNDING: _("no psychologist yet"),
    ReviewKind.PSYCHOLOGIST: _("psychologist"),
}
TRANSLATIONS: Words = {
    TranslationStatus.SOURCE: _("original"),
    TranslationStatus.MACHINE_DRAFT: _("machine draft"),
    TranslationStatus.TRANSLATED: _("translated"),
    TranslationStatus.BACK_TRANSLATED: _("translated back"),
    TranslationStatus.APPROVED: _("approved"),
}
TRANSLATION_COLOURS: Colours = {
    TranslationStatus.SOURCE: "success",
    TranslationStatus.APPROVED: "success",
    TranslationStatus.MACHINE_DRAFT: "warning",
    TranslationStatus.TRANSLATED: "warning",
    TranslationStatus.BACK_TRANSLATED: "warning",
}
DECISIONS: Words = {
    DecisionKind.WRITTEN: _("written"),
    DecisionKind.SUBMITTED: _("submitted for review"),
    DecisionKind.WITHDRAWN: _("taken back from review"),
    DecisionKind.CHANGES_REQUESTED: _("changes requested"),
    DecisionKind.APPROVED: _("approved of it"),
    DecisionKind.PILOTED: _("sent into the pilot"),
    DecisionKind.PUBLISHED: _("published"),
    DecisionKind.SUSPENDED: _("suspended"),
    DecisionKind.RETIRED: _("retired"),
    DecisionKind.ROLLED_BACK: _("brought back"),
    DecisionKind.TRANSLATED: _("text changed"),
    DecisionKind.TRANSLATION_APPROVED: _("text approved"),
    DecisionKind.TRANSLATION_WITHDRAWN: _("approval of the text taken back"),
}
DECISION_COLOURS: Colours = {
    DecisionKind.APPROVED: "success",
    DecisionKind.TRANSLATION_APPROVED: "success",
    DecisionKind.PUBLISHED: "success",
    DecisionKind.ROLLED_BACK: "success",
    DecisionKind.PILOTED: "info",
    DecisionKind.SUBMITTED: "info",
    DecisionKind.CHANGES_REQUESTED: "warning",
    DecisionKind.SUSPENDED: "danger",
}
SIGNATURE_FIELDS: Words = {
    SignatureField.THINKING_STYLE: _("style of thinking"),
    SignatureField.DECISION_PATTERN: _("way of deciding"),
    SignatureField.ENERGY_RHYTHM: _("rhythm of energy"),
    SignatureField.LEARNING_EDGE: _("where they grow now"),
    SignatureField.LOVE_LANGUAGE: _("how care shows"),
    SignatureField.STRESS_RESPONSE: _("response to stress"),
}
ANSWER_FORMS: Words = {
    AnswerForm.FREE_TEXT: _("in own words"),
    AnswerForm.VOICE_OR_TEXT: _("by voice or in writing"),
    AnswerForm.LIKERT5: _("a scale of five"),
    AnswerForm.CHOICE: _("a choice"),
}
FOLLOW_UP_REASONS: Words = {
    FollowUpReason.SHORT_ANSWER: _("a short answer"),
    FollowUpReason.STRONG_NEGATIVE: _("strong unpleasant feeling"),
    FollowUpReason.STRONG_POSITIVE: _("strong pleasant feeling"),
    FollowUpReason.CONTRADICTION: _("a contradiction"),
    FollowUpReason.AMBIVALENCE: _("two minds about it"),
    FollowUpReason.NEW_TOPIC: _("a new topic"),
}
PROVENANCE_KINDS: Words = {
    ProvenanceKind.ORIGINAL: _("written here"),
    ProvenanceKind.ADAPTED: _("adapted"),
    ProvenanceKind.PUBLIC_DOMAIN: _("public domain"),
    ProvenanceKind.LICENSED: _("under a licence"),
}
FLAGS: Words = {
    SafetyFlag.SELF_HARM_ADJACENT: _("near self-harm"),
    SafetyFlag.TRAUMA: _("trauma"),
    SafetyFlag.ABUSE: _("abuse"),
    SafetyFlag.GRIEF: _("grief"),
    SafetyFlag.SEXUALITY: _("sexuality"),
    SafetyFlag.SUBSTANCE: _("substances"),
    SafetyFlag.EATING: _("eating"),
    SafetyFlag.RELIGION: _("religion"),
    SafetyFlag.POLITICS: _("politics"),
    SafetyFlag.HEALTH: _("health"),
    SafetyFlag.FAMILY_CONFLICT: _("family conflict"),
    SafetyFlag.SHAME: _("shame"),
    SafetyFlag.NONE: _("nothing sensitive"),
}
CARE_RULES: Words = {
    CareRule.LANGUAGE: _("not in the language of the person"),
    CareRule.TOPIC_OPEN: _("the person closed this topic"),
    CareRule.NOT_REFUSED: _("the person does not want this question"),
    CareRule.NOT_REPEATED: _("already asked"),
    CareRule.NOT_AFTER: _("does not go after an earlier question"),
    CareRule.TRUSTED: _("needs more trust"),
    CareRule.OPTED_IN: _("heavy topics are not allowed by the person"),
    CareRule.DOMAIN_VARIED: _("the topic was just asked about"),
    CareRule.HEALING_OWED: _("something that gives strength is due first"),
    CareRule.RESOURCE_WHEN_TIRED: _("the person is tired"),
    CareRule.RESOURCE_LAST: _("the last question gives strength"),
    CareRule.FIRST_ANSWERS_GENTLE: _("too deep for the first answers"),
    CareRule.SESSION_OPENS_LIGHT: _("a session opens lightly"),
    CareRule.STAGE_OPEN: _("not for this part of the talk"),
    CareRule.HEAVY_NOT_BLOCKED: _("heavy topics rest after distress"),
    CareRule.HEAVY_REVIEWED: _("heavy, not reviewed by a psychologist"),
    CareRule.HEAVY_WHEN_DEEPENING: _("heavy, only when going deeper"),
    CareRule.HEAVY_NOT_AFTER_HEAVY: _("heavy after heavy"),
    CareRule.HEAVY_NOT_EARLY: _("heavy too early"),
    CareRule.HEAVY_NOT_LAST: _("heavy at the end"),
    CareRule.HEAVY_TWICE_AT_MOST: _("enough heavy ones in this session"),
    CareRule.HEAVY_COOLED_DOWN: _("too soon after the last heavy one"),
    CareRule.HEAVY_CAN_BE_HEALED: _("nothing that gives strength could follow"),
}
