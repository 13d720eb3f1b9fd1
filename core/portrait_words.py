"""Closed vocabularies of the portrait beside the nine traits: signature and adaptive traits. Pure.

Codes only. What a code means to a person is said where texts are kept; what it means to an analyser
is said in its prompts and word lists.
"""

from collections.abc import Mapping
from enum import StrEnum


class SignatureField(StrEnum):
    """A field of the unique signature that an answer may say something about."""

    THINKING_STYLE = "thinking_style"
    DECISION_PATTERN = "decision_pattern"
    ENERGY_RHYTHM = "energy_rhythm"
    LEARNING_EDGE = "learning_edge"
    LOVE_LANGUAGE = "love_language"
    STRESS_RESPONSE = "stress_response"


class Aspect(StrEnum):
    """One question that the signature answers with a distribution; some fields have several."""

    THINKING_STYLE = "thinking_style"
    DECISION_PATTERN = "decision_pattern"
    CHRONOTYPE = "chronotype"
    RECHARGE = "recharge"
    PACE = "pace"
    LEARNING_EDGE = "learning_edge"
    CARE_GIVEN = "care_given"
    CARE_RECEIVED = "care_received"
    STRESS_RESPONSE = "stress_response"


FIELD_OF: Mapping[Aspect, SignatureField] = {
    Aspect.THINKING_STYLE: SignatureField.THINKING_STYLE,
    Aspect.DECISION_PATTERN: SignatureField.DECISION_PATTERN,
    Aspect.CHRONOTYPE: SignatureField.ENERGY_RHYTHM,
    Aspect.RECHARGE: SignatureField.ENERGY_RHYTHM,
    Aspect.PACE: SignatureField.ENERGY_RHYTHM,
    Aspect.LEARNING_EDGE: SignatureField.LEARNING_EDGE,
    Aspect.CARE_GIVEN: SignatureField.LOVE_LANGUAGE,
    Aspect.CARE_RECEIVED: SignatureField.LOVE_LANGUAGE,
    Aspect.STRESS_RESPONSE: SignatureField.STRESS_RESPONSE,
}

_CARE = ("words", "time", "deeds", "gifts", "touch", "autonomy_respect")

#: The ways an aspect can be. Decisions: S. G. Scott, R. A. Bruce, "Decision-Making Style" (1995).
#: Care is a profile of weights and never one type: E. A. Impett et al. (2024) found no support for
#: a single primary way.
VOCABULARY: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.THINKING_STYLE: (
        "analytical",
        "intuitive",
        "holistic_systemic",
        "practical_concrete",
        "imaginative_associative",
        "reflective_dialogic",
    ),
    Aspect.DECISION_PATTERN: (
        "rational",
        "intuitive",
        "dependent",
        "avoidant",
        "spontaneous",
        "values_led",
    ),
    Aspect.CHRONOTYPE: ("morning", "day", "evening", "variable"),
    Aspect.RECHARGE: ("solitude", "company", "nature_body", "making_things", "mixed"),
    Aspect.PACE: ("steady", "bursts"),
    Aspect.LEARNING_EDGE: (
        "boundaries",
        "self_trust",
        "asking_for_help",
        "emotional_expression",
        "follow_through",
        "rest",
        "risk_taking",
        "conflict",
        "letting_go",
        "focus",
        "closeness",
        "meaning",
    ),
    Aspect.CARE_GIVEN: _CARE,
    Aspect.CARE_RECEIVED: _CARE,
    Aspect.STRESS_RESPONSE: (
        "problem_solving",
        "seeking_support",
        "reappraisal",
        "withdrawal",
        "avoidance_distraction",
        "rumination",
        "confrontation",
        "freezing",
        "self_soothing_body",
    ),
}


class AdaptiveCode(StrEnum):
    """A curated trait outside the nine. An analyser may propose others; people decide on them."""

    CURIOSITY = "curiosity"
    PERFECTIONISM = "perfectionism"
    NEED_FOR_CONTROL = "need_for_control"
    PLAYFULNESS = "playfulness"
    ASSERTIVENESS = "assertiveness"
    INDEPENDENCE = "independence"
    NEED_FOR_APPROVAL = "need_for_approval"
    SELF_COMPASSION = "self_compassion"
    SELF_CRITICISM = "self_criticism"
    GRATITUDE = "gratitude"
    HOPE = "hope"
    HUMOUR = "humour"
    PATIENCE = "patience"
    COURAGE = "courage"
    EMPATHY = "empathy"
    TRUST_IN_PEOPLE = "trust_in_people"
    HONESTY = "honesty"
    GENEROSITY = "generosity"
    AMBITION = "ambition"
    ORDERLINESS = "orderliness"
    SPONTANEITY = "spontaneity"
    FLEXIBILITY = "flexibility"
    CAUTION = "caution"
    SENSATION_SEEKING = "sensation_seeking"
    AESTHETIC_SENSE = "aesthetic_sense"
    IMAGINATION = "imagination"
    LOVE_OF_LEARNING = "love_of_learning"
    RESPONSIBILITY = "responsibility"
    LOYALTY = "loyalty"
    FORGIVENESS = "forgiveness"
    COMPETITIVENESS = "competitiveness"
    SENSE_OF_MEANING = "sense_of_meaning"
    NOSTALGIA = "nostalgia"
    MINDFULNESS = "mindfulness"
    SELF_EFFICACY = "self_efficacy"
    NEED_FOR_SOLITUDE = "need_for_solitude"
