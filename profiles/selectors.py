"""What other rooms may read of profiles."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from ai.contracts import PortraitLine
from analysis.selectors import analysed_answers
from core.clock import utc_now
from core.vocabulary import BIG_FIVE, CORE_DYNAMICS, TRAITS, Domain, Trait
from profiles.choices import EditKind
from profiles.edits import Edit, Standing, standing
from profiles.models import (
    BigFiveTrait,
    CoreDynamic,
    DomainAffinity,
    Observation,
    PersonalityProfile,
    ProfileEdit,
)
from profiles.replay import Belief, Figures, Observed, affinities, figures, load, replay
from profiles.vectors import store

#: Quotes shown per trait.
EVIDENCE_LIMIT = 2
FIGURE_NAMES = tuple(field.name for field in fields(Figures))
TRAIT_TABLES: tuple[tuple[type[BigFiveTrait | CoreDynamic], tuple[Trait, ...]], ...] = (
    (BigFiveTrait, BIG_FIVE),
    (CoreDynamic, CORE_DYNAMICS),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The person's own words behind a statement, and when they wrote them."""

    answer_id: int
    quote: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TraitLine:
    """One trait as it may be shown.

    Attributes:
        value: On the scale 0..1, with `low` and `high` of its 95 % interval as of now: how
            consistent the texts are.
        person_value: With `person_low` and `person_high`: how far that can be the person.
        observations: How many answers speak of it.
        is_known: Whether there is enough to say something. If not, the numbers are mostly those of
            people in general: say "not enough yet" and show none of them.
        is_confirmed: Whether the person said "that is me".
        evidence: The strongest quotes that count, strongest first.
    """

    trait: Trait
    value: float
    low: float
    high: float
    person_value: float
    person_low: float
    person_high: float
    observations: int
    is_known: bool
    is_confirmed: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """The portrait of a person: all nine traits, known or not, but for those they hide.

    Attributes:
        lines: What the person pinned first, else in the order TRAITS.
        hidden: Traits that the person wants nobody to see.
        answers: How many answers speak of any trait.
        is_offline: Whether only the local analyser has read them.
        affinities: How readily the person speaks of a domain, 0..1, where anything is known.
    """

    version: int
    lines: tuple[TraitLine, ...]
    hidden: tuple[Trait, ...]
    answers: int
    is_offline: bool
    affinities: dict[Domain, float]
    updated_at: datetime


def portrait_of(person_id: UUID) -> Portrait | None:
    """Return the portrait as it is believed now; None when no answer spoke of a trait yet."""
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        return None
    said = standing_of(person_id)
    observations = [
        row
        for row in Observation.objects.filter(person_id=person_id)
        if said.counts(row.trait, row.answer_id, row.observed_at)
    ]
    now = load(profile.state).aged(utc_now())
    shown = sorted(set(TRAITS) - said.hidden, key=lambda trait: _place(trait, said))
    known = figures(now)
    return Portrait(
        version=profile.version,
        lines=tuple(_line(trait, known[trait], observations, said) for trait in shown),
        hidden=tuple(trait for trait in TRAITS if trait in said.hidden),
        answers=profile.answers,
        is_offline=all(row.is_offline for row in observations),
        affinities={Domain(row.name): row.value for row in profile.affinities.order_by("name")},
        updated_at=profile.updated_at,
    )


def coach_portrait(person_id: UUID) -> tuple[PortraitLine, ...]:
    """Return what the coach may lean on: the traits of which enough is known."""
    portrait = portrait_of(person_id)
    return tuple(
        PortraitLine(
            trait=line.trait,
            value=line.value,
            low=line.low,
            high=line.high,
            observations=line.observations,
        )
        for line in (portrait.lines if portrait else ())
        if line.is_known
    )


def similar_answers(person_id: UUID, text: str, limit: int) -> list[tuple[int, float]]:
    """Return the person's answers nearest to a text: (answer id, cosine), nearest first.

    Empty when the vector index is away: whoever asks must do without. The index may lag behind a
    correction or an erasure, so look up what comes back.
    """
    return store.search(person_id, text, limit)


def observed_of(person_id: UUID) -> tuple[Observed, ...]:
    """Return what counts of a person, without the words: the person's own word considered."""
    rows = Observation.objects.filter(person_id=person_id).values_list(
        "answer_id", "trait", "value", "variance", "observed_at"
    )
    said = standing_of(person_id)
    return tuple(
        Observed(answer_id, Trait(trait), value, variance, at)
        for answer_id, trait, value, variance, at in rows
        if said.counts(trait, answer_id, at)
    )


def standing_of(person_id: UUID) -> Standing:
    """Return what follows from everything said of a person's portrait."""
    rows = ProfileEdit.objects.filter(person_id=person_id).values_list(
        "pk", "kind", "name", "answer_id", "made_at"
    )
    return standing(
        Edit(number, EditKind(kind), name, answer_id, at)
        for number, kind, name, answer_id, at in rows
    )


def observed_people(code: str | None = None) -> tuple[UUID, ...]:
    """Return everybody with observations or a profile; only the one with this code, if given."""
    people: set[UUID] = set()
    for rows in (Observation.objects.all(), PersonalityProfile.objects.all()):
        texts = rows.annotate(person_text=Cast("person_id", TextField()))
        found = texts.filter(person_text__endswith=code.lower()) if code else texts
        people.update(found.values_list("person_id", flat=True))
    return tuple(sorted(people))


def profile_mismatches(person_id: UUID) -> tuple[str, ...]:
    """Replay the observations and compare to the last bit.

    Returns:
        Names of the models in which the stored profile is not what its observations lead to.
    """
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        return (PersonalityProfile.__name__,)
    return tuple(_mismatches(profile, replay(observed_of(person_id))))


def stored_figures(
    table: type[BigFiveTrait | CoreDynamic], profile: PersonalityProfile
) -> dict[str, Figures]:
    """Return the rows of one table of traits by their names."""
    rows = table.objects.filter(profile=profile)
    return {row.name: Figures(*(getattr(row, name) for name in FIGURE_NAMES)) for row in rows}


def wanted_figures(belief: Belief, traits: tuple[Trait, ...]) -> dict[str, Figures]:
    """Return the rows that a table of traits should have: one for each that was observed."""
    known = figures(belief)
    return {trait.value: known[trait] for trait in traits if known[trait].observations}


def wanted_affinities(person_id: UUID) -> dict[str, tuple[float, int]]:
    """Return the affinities (value, answers) that the person's analysed answers lead to."""
    answers = analysed_answers(person_id)
    found = affinities((answer.domain, answer.quality) for answer in answers)
    return {domain.value: affinity for domain, affinity in found.items()}


def stored_affinities(profile: PersonalityProfile) -> dict[str, tuple[float, int]]:
    """Return the stored affinities (value, answers) by domain."""
    return {row.name: (row.value, row.answers) for row in profile.affinities.all()}


def _mismatches(profile: PersonalityProfile, belief: Belief) -> Iterator[str]:
    if load(profile.state) != belief:
        yield PersonalityProfile.__name__
    for table, traits in TRAIT_TABLES:
        if stored_figures(table, profile) != wanted_figures(belief, traits):
            yield table.__name__
    if stored_affinities(profile) != wanted_affinities(profile.person_id):
        yield DomainAffinity.__name__


def _place(trait: Trait, said: Standing) -> tuple[bool, int]:
    return trait not in said.pinned, TRAITS.index(trait)


def _line(
    trait: Trait, shown: Figures, observations: list[Observation], said: Standing
) -> TraitLine:
    return TraitLine(
        trait=trait,
        value=shown.value,
        low=shown.low,
        high=shown.high,
        person_value=shown.person_value,
        person_low=shown.person_low,
        person_high=shown.person_high,
        observations=shown.observations,
        is_known=shown.is_known,
        is_confirmed=trait in said.confirmed,
        evidence=_evidence([row for row in observations if row.trait == trait]),
    )


def _evidence(rows: list[Observation]) -> tuple[Evidence, ...]:
    """Return the most certain observations; of equally certain ones the newest."""
    newest_first = sorted(rows, key=lambda row: row.observed_at, reverse=True)
    strongest = sorted(newest_first, key=lambda row: row.variance)[:EVIDENCE_LIMIT]
    return tuple(Evidence(row.answer_id, row.quote, row.observed_at) for row in strongest)
