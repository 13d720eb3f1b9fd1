"""Words that every room uses with one meaning: languages, traits, life domains. Pure."""

from enum import StrEnum


class Language(StrEnum):
    """A language the product speaks."""

    RU = "ru"
    EN = "en"


class Trait(StrEnum):
    """A dimension estimated for every person, in population standard deviations (z)."""

    OPENNESS = "openness"
    CONSCIENTIOUSNESS = "conscientiousness"
    EXTRAVERSION = "extraversion"
    AGREEABLENESS = "agreeableness"
    NEUROTICISM = "neuroticism"
    SELF_AWARENESS = "self_awareness"
    EMOTIONAL_REGULATION = "emotional_regulation"
    MOTIVATION = "motivation"
    RESILIENCE = "resilience"


BIG_FIVE: tuple[Trait, ...] = (
    Trait.OPENNESS,
    Trait.CONSCIENTIOUSNESS,
    Trait.EXTRAVERSION,
    Trait.AGREEABLENESS,
    Trait.NEUROTICISM,
)
CORE_DYNAMICS: tuple[Trait, ...] = (
    Trait.SELF_AWARENESS,
    Trait.EMOTIONAL_REGULATION,
    Trait.MOTIVATION,
    Trait.RESILIENCE,
)
TRAITS: tuple[Trait, ...] = BIG_FIVE + CORE_DYNAMICS


class Domain(StrEnum):
    """A domain of life that a question is about."""

    IDENTITY = "identity"
    EMOTIONS = "emotions"
    RELATIONSHIPS = "relationships"
    FAMILY = "family"
    WORK = "work"
    CREATIVITY = "creativity"
    VALUES = "values"
    BODY = "body"
    SPIRITUALITY = "spirituality"
    PAST = "past"
    FUTURE = "future"
    EVERYDAY = "everyday"
