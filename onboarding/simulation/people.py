"""Synthetic people: who they are, how they answer, what they do besides answering. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from core.vocabulary import Domain, Language
from onboarding.measurement import PRIOR

#: SD of the logarithm of how much a domain yields from a person, and its limit.
AFFINITY_SPREAD = 0.3
MOST_LOG_AFFINITY = 0.6
#: SD of the logarithm of the length of one answer about that person's usual one in the domain.
LENGTH_SPREAD = 0.5
STAMINA_SPREAD = 0.3
#: SD of the logarithm of how fast one answer is written, about the person's own pace.
PACE_SPREAD = 0.3
TIRED_AT_START = 0.2


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person does besides answering, as chances 0..1.

    Attributes:
        skips, replaces, postpones, leaves: Instead of answering a question.
        closes, refuses: With a skip or a replacement: the topic, or this question for ever.
        changes_mind: Before each session, for each of the wishes: opt-in, closed topics, trust
            lowered, language.
        distress: After an answer: nothing heavy for a week, and healing next.
        naps: Hours or days pass over one question.
        says_tired: When they are.
        pauses: Times between two sessions, one of them each time.
    """

    skips: float = 0.0
    replaces: float = 0.0
    postpones: float = 0.0
    leaves: float = 0.0
    closes: float = 0.0
    refuses: float = 0.0
    changes_mind: float = 0.0
    distress: float = 0.0
    naps: float = 0.0
    says_tired: float = 0.0
    pauses: tuple[timedelta, ...] = (timedelta(days=1),)


#: Answers every question of a session a day.
STEADY = Habits()
#: As people are: mostly willing, sometimes not.
USUAL = Habits(
    skips=0.06,
    replaces=0.05,
    postpones=0.02,
    leaves=0.02,
    closes=0.05,
    refuses=0.1,
    changes_mind=0.02,
    distress=0.002,
    naps=0.01,
    says_tired=0.02,
    pauses=(timedelta(hours=6), timedelta(days=1), timedelta(days=1), timedelta(days=4)),
)
#: Everything that makes choosing hard, often.
RESTLESS = Habits(
    skips=0.1,
    replaces=0.1,
    postpones=0.05,
    leaves=0.05,
    closes=0.1,
    refuses=0.2,
    changes_mind=0.08,
    distress=0.01,
    naps=0.05,
    says_tired=0.1,
    pauses=(
        timedelta(minutes=10),
        timedelta(hours=20),
        timedelta(days=1),
        timedelta(days=4),
        timedelta(days=100),
    ),
)
#: Looks at every question and answers none.
SILENT = Habits(skips=1.0)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist.

    Attributes:
        traits: True values in z, order TRAITS.
        affinity: Factor on the information of their answers by domain, about 1.
        usual_length: Characters of a usual answer.
        pace: Seconds a character, with the time to read and think in it.
        stamina: Factor on the cost of every question; 1 is usual.
        trust: Where it stands before the first question, 0..1.
        opted_in: Heavy topics are switched on.
    """

    traits: tuple[float, ...]
    affinity: Mapping[Domain, float]
    usual_length: float
    pace: float
    stamina: float
    trust: float = 0.0
    opted_in: bool = True
    language: Language = Language.RU
    habits: Habits = field(default=STEADY)


def person(rng: np.random.Generator, habits: Habits = STEADY, opt_in: float = 1.0) -> Person:
    """Draw a person; traits come from the product's own prior.

    Args:
        rng: Where chance comes from.
        habits: What they do besides answering.
        opt_in: The share of people who have switched heavy topics on.
    """
    traits = rng.multivariate_normal(np.zeros(len(PRIOR.correlation)), np.array(PRIOR.correlation))
    spread = AFFINITY_SPREAD * rng.standard_normal(len(Domain))
    worth = np.exp(np.clip(spread, -MOST_LOG_AFFINITY, MOST_LOG_AFFINITY))
    return Person(
        traits=tuple(traits.tolist()),
        affinity=dict(zip(Domain, worth.tolist(), strict=True)),
        usual_length=float(120 * np.exp(0.6 * rng.standard_normal())),
        pace=float(0.5 * np.exp(0.4 * rng.standard_normal())),
        stamina=float(np.exp(STAMINA_SPREAD * rng.standard_normal())),
        opted_in=bool(rng.random() < opt_in),
        language=Language.RU if rng.random() < 0.5 else Language.EN,  # noqa: PLR2004 - a fair coin
        habits=habits,
    )
