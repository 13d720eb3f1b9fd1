"""All writes of profiles."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from analysis.selectors import AnalysedAnswer, ExtractedTraitRef, analysed_answers, traits_of
from core.clock import utc_now
from core.errors import NotFoundError
from core.vocabulary import Trait
from events.catalogue import TraitExtracted
from onboarding.selectors import AnswerRef, answer_get
from people.services import person_lock
from profiles import signals
from profiles.choices import EVIDENCE_EDITS, EditKind, category_of
from profiles.errors import WordRefusedError
from profiles.models import (
    AdaptiveTrait,
    BigFiveTrait,
    CoreDynamic,
    DomainAffinity,
    Observation,
    PersonalityProfile,
    ProfileEdit,
    TraitHistory,
)
from profiles.replay import Belief, Figures, dump, figures, load, replay, usable_variance
from profiles.selectors import (
    FIGURE_NAMES,
    TRAIT_TABLES,
    observed_of,
    stored_affinities,
    stored_figures,
    wanted_affinities,
    wanted_figures,
)

#: A smaller change of a number is no change.
SMALLEST_CHANGE = 1e-9


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a portrait.

    Attributes:
        kind: what.
        trait: of which trait.
        answer_id: of the evidence of which answer; only for VETO and RESTORE, and needed there.
        comment: why, in the words of who said it.

    Raises:
        WordRefusedError: an answer is given where a statement is meant, or the other way round.
    """

    kind: EditKind
    trait: Trait
    answer_id: int | None = None
    comment: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if (self.kind in EVIDENCE_EDITS) is (self.answer_id is None):
            raise WordRefusedError


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a profile change: the analysis of an answer, or a word on the portrait."""

    person_id: UUID
    answer_id: int | None = None
    analysis_id: int | None = None
    edit_id: int | None = None


@transaction.atomic
def profile_fold(event: TraitExtracted) -> int | None:
    """Let an answer count in the profile of its person; the same event twice changes nothing.

    1. Lock the person; drop observations of readings that no longer count.
    2. Observe what the reading says, if it still counts.
    3. Where anything changed, replay all observations and write the profile and its history.

    Returns:
        The new version of the profile, or None when nothing changed.

    Raises:
        NotFoundError: the person or the answer does not exist (any more).
    """
    person_lock(event.person_id)
    counting = analysed_answers(event.person_id)
    touched = _drop_outdated(event.person_id, counting) | _observe(event, counting)
    if not touched:
        return None
    before = PersonalityProfile.objects.filter(person_id=event.person_id).first()
    profile, belief = _write(event.person_id)
    cause = Cause(event.person_id, answer_id=event.answer_id, analysis_id=event.analysis_id)
    _write_history(cause, touched, before, belief)
    if before is None:
        signals.profile_created.send(
            sender=PersonalityProfile, person_id=event.person_id, profile_id=profile.pk
        )
    _announce(profile, belief, event.answer_id)
    return profile.version


@transaction.atomic
def profile_rebuild(person_id: UUID) -> int:
    """Write the profile anew from its observations and announce it; return its version.

    History is left alone: a rebuild is no change of the person.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    person_lock(person_id)
    profile, belief = _write(person_id)
    _announce(profile, belief, None)
    return profile.version


@transaction.atomic
def profile_edit(person_id: UUID, word: Word, *, staff_id: int | None = None) -> int:
    """Let a word on the portrait count from now on; return the version of the profile after it.

    1. Lock the person; what is spoken of must exist.
    2. Keep the word, and replay the profile with it.
    3. Note how the trait moved; announce the profile.

    Args:
        person_id: whose portrait.
        word: what was said of what.
        staff_id: the member of staff who said it; None means the person.

    Raises:
        NotFoundError: the person has no profile, or the answer says nothing of that trait.
    """
    person_lock(person_id)
    before = _spoken_of(person_id, word)
    edit = ProfileEdit.objects.create(
        person_id=person_id,
        kind=word.kind,
        name=word.trait,
        answer_id=word.answer_id,
        staff_id=staff_id,
        comment=word.comment or None,
    )
    profile, belief = _write(person_id)
    _write_history(Cause(person_id, edit_id=edit.pk), {word.trait}, before, belief)
    _announce(profile, belief, None)
    return profile.version


def _spoken_of(person_id: UUID, word: Word) -> PersonalityProfile:
    """Return the profile as it is before the word."""
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        raise NotFoundError
    if word.answer_id is not None and not _is_observed(person_id, word.trait, word.answer_id):
        raise NotFoundError
    return profile


def _is_observed(person_id: UUID, trait: Trait, answer_id: int) -> bool:
    return Observation.objects.filter(
        person_id=person_id, answer_id=answer_id, trait=trait
    ).exists()


@transaction.atomic
def affinities_refresh(person_id: UUID) -> None:
    """Weigh the domains anew; without a profile there is nothing to weigh them for.

    Raises:
        NotFoundError: the person does not exist (any more).
    """
    person_lock(person_id)
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    if profile is not None:
        _write_affinities(profile, utc_now())


@transaction.atomic
def profile_erase(person_id: UUID) -> None:
    """Delete everything of a person, history included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('selfology.erasing', 'on', true)")
        TraitHistory.objects.filter(person_id=person_id).delete()
        ProfileEdit.objects.filter(person_id=person_id).delete()
        cursor.execute("SELECT set_config('selfology.erasing', 'off', true)")
    Observation.objects.filter(person_id=person_id).delete()
    for table in (BigFiveTrait, CoreDynamic, AdaptiveTrait, DomainAffinity):
        table.objects.filter(profile__person_id=person_id).delete()
    PersonalityProfile.objects.filter(person_id=person_id).delete()


def _drop_outdated(person_id: UUID, counting: tuple[AnalysedAnswer, ...]) -> set[Trait]:
    """Drop what a better reading or a correction replaced; return the traits it spoke of."""
    outdated = Observation.objects.filter(person_id=person_id).exclude(
        analysis_id__in=[answer.analysis_id for answer in counting]
    )
    traits = {Trait(name) for name in outdated.values_list("trait", flat=True)}
    outdated.delete()
    return traits


def _observe(event: TraitExtracted, counting: tuple[AnalysedAnswer, ...]) -> set[Trait]:
    """Store what is not stored yet of the reading; return the traits it speaks of."""
    answer = answer_get(event.answer_id)
    analysed = {one.analysis_id: one for one in counting}.get(event.analysis_id)
    if analysed is None or not answer.is_current:
        return set()
    stored = Observation.objects.filter(answer_id=answer.id, analysis_id=analysed.analysis_id)
    known = set(stored.values_list("extracted_trait_id", flat=True))
    missing = [trait for trait in traits_of(event.analysis_id) if trait.id not in known]
    Observation.objects.bulk_create(_observation(answer, analysed, trait) for trait in missing)
    return {trait.trait for trait in missing}


def _observation(
    answer: AnswerRef, analysed: AnalysedAnswer, trait: ExtractedTraitRef
) -> Observation:
    return Observation(
        person_id=answer.person_id,
        answer_id=answer.id,
        trait=trait.trait,
        value=trait.value,
        variance=usable_variance(trait.variance),
        quote=trait.quote,
        extracted_trait_id=trait.id,
        analysis_id=analysed.analysis_id,
        provider=analysed.provider,
        prompt_version=analysed.prompt_version,
        is_offline=analysed.is_offline,
        observed_at=answer.submitted_at,
    )


def _write(person_id: UUID) -> tuple[PersonalityProfile, Belief]:
    """Replay the observations and write profile, traits and affinities."""
    observed, now = observed_of(person_id), utc_now()
    belief = replay(observed)
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        profile = PersonalityProfile(person_id=person_id, created_at=now)
    profile.version += 1
    profile.state = dump(belief)
    profile.answers = len({one.answer_id for one in observed})
    profile.updated_at = max(now, profile.created_at)
    profile.save()
    for table, traits in TRAIT_TABLES:
        _write_traits(table, profile, wanted_figures(belief, traits))
    _write_affinities(profile, now)
    return profile, belief


def _write_traits(
    table: type[BigFiveTrait | CoreDynamic],
    profile: PersonalityProfile,
    wanted: dict[str, Figures],
) -> None:
    table.objects.filter(profile=profile).exclude(name__in=wanted).delete()
    stored = stored_figures(table, profile)
    changed: list[Any] = [
        table(profile=profile, name=name, updated_at=profile.updated_at, **asdict(new))
        for name, new in wanted.items()
        if stored.get(name) != new
    ]
    table.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["profile", "name"],
        update_fields=[*FIGURE_NAMES, "updated_at"],
    )


def _write_affinities(profile: PersonalityProfile, now: datetime) -> None:
    wanted = wanted_affinities(profile.person_id)
    profile.affinities.exclude(name__in=wanted).delete()
    stored = stored_affinities(profile)
    DomainAffinity.objects.bulk_create(
        [
            DomainAffinity(profile=profile, name=name, value=value, answers=answers, updated_at=now)
            for name, (value, answers) in wanted.items()
            if stored.get(name) != (value, answers)
        ],
        update_conflicts=True,
        unique_fields=["profile", "name"],
        update_fields=["value", "answers", "updated_at"],
    )


def _write_history(
    cause: Cause, touched: set[Trait], before: PersonalityProfile | None, after: Belief
) -> None:
    """Note the change of every trait of which an observation came or went.

    Traits that moved only because they are correlated with those are not noted: nothing was said
    of them.
    """
    old = figures(load(before.state)) if before else {}
    new = figures(after)
    changes = (_change(cause, trait, old.get(trait), new[trait]) for trait in sorted(touched))
    TraitHistory.objects.bulk_create(filter(None, changes), ignore_conflicts=True)


def _change(cause: Cause, trait: Trait, old: Figures | None, new: Figures) -> TraitHistory | None:
    was, now = _if_observed(old), _if_observed(new)
    if was == now or (was and now and _is_small(was, now)):
        return None
    return TraitHistory(
        person_id=cause.person_id,
        category=category_of(trait),
        name=trait,
        old_value=was.value if was else None,
        new_value=now.value if now else None,
        old_variance=was.variance if was else None,
        new_variance=now.variance if now else None,
        answer_id=cause.answer_id,
        analysis_id=cause.analysis_id,
        edit_id=cause.edit_id,
    )


def _if_observed(known: Figures | None) -> Figures | None:
    return known if known and known.observations else None


def _is_small(was: Figures, now: Figures) -> bool:
    return max(abs(was.mean - now.mean), abs(was.variance - now.variance)) <= SMALLEST_CHANGE


def _announce(profile: PersonalityProfile, belief: Belief, answer_id: int | None) -> None:
    signals.profile_updated.send(
        sender=PersonalityProfile,
        person_id=profile.person_id,
        profile_id=profile.pk,
        profile_version=profile.version,
        answer_id=answer_id,
        variances=belief.texts.variances,
    )
