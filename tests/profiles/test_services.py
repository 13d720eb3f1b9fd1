from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.errors import NotFoundError
from core.vocabulary import TRAITS, Domain, Trait
from events.catalogue import TraitExtracted
from events.models import OutboxEvent
from onboarding.measurement import PRIOR
from profiles.models import (
    BigFiveTrait,
    CoreDynamic,
    DomainAffinity,
    Observation,
    PersonalityProfile,
    TraitHistory,
)
from profiles.replay import Belief, load, replay
from profiles.selectors import observed_of, profile_mismatches
from profiles.services import affinities_refresh, profile_fold, profile_rebuild
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db


def payloads(name: str) -> list[dict[str, Any]]:
    """Return what was published under this name, oldest first."""
    rows = OutboxEvent.objects.filter(name=name).order_by("pk")
    return list(rows.values_list("payload", flat=True))


def test_the_first_observation_gives_a_person_a_profile(talk: Talk) -> None:
    event = talk.tell(trait(Trait.OPENNESS, 1.0), trait(Trait.RESILIENCE, -1.0))

    profile = PersonalityProfile.objects.get()
    assert (profile.person_id, profile.version, profile.answers) == (talk.person.pk, 1, 1)
    assert BigFiveTrait.objects.get().name == Trait.OPENNESS
    assert CoreDynamic.objects.get().name == Trait.RESILIENCE
    assert payloads("profile.created") == [
        {"person_id": str(talk.person.pk), "profile_id": profile.pk}
    ]
    (updated,) = payloads("profile.updated")
    assert (updated["answer_id"], updated["profile_version"]) == (event.answer_id, 1)


def test_the_event_carries_the_variances_in_the_order_of_the_traits(talk: Talk) -> None:
    talk.tell(trait(Trait.RESILIENCE))

    (updated,) = payloads("profile.updated")
    state = load(PersonalityProfile.objects.get().state)
    assert tuple(updated["variances"]) == state.texts.variances
    assert min(updated["variances"]) == updated["variances"][TRAITS.index(Trait.RESILIENCE)]


def test_the_same_event_twice_changes_nothing(talk: Talk) -> None:
    event = talk.tell(trait(Trait.OPENNESS))

    assert profile_fold(event) is None

    assert PersonalityProfile.objects.get().version == 1
    assert Observation.objects.count() == TraitHistory.objects.count() == 1
    assert len(payloads("profile.updated")) == 1


def test_an_old_event_that_comes_again_late_changes_nothing(talk: Talk) -> None:
    first = talk.tell(trait(Trait.OPENNESS))
    talk.tell(trait(Trait.OPENNESS, -1.0))

    assert profile_fold(first) is None


def test_a_better_reading_replaces_what_the_answer_said(talk: Talk) -> None:
    answer = talk.answer()
    readings = [
        talk.read(answer, trait(Trait.OPENNESS, 1.0), trait(Trait.MOTIVATION)),
        talk.read(answer, trait(Trait.OPENNESS, -2.0), prompt="deep/2"),
    ]

    folded = [profile_fold(event) for event in readings if event]

    assert folded == [None, 1]
    observation = Observation.objects.get()
    assert (observation.value, observation.prompt_version) == (-2.0, "deep/2")
    assert not CoreDynamic.objects.exists()


def test_a_correction_takes_back_what_the_former_answer_said(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    former = talk.answer()
    event = talk.read(former, trait(Trait.EXTRAVERSION), trait(Trait.OPENNESS))
    assert event is not None
    profile_fold(event)

    correction = talk.read(talk.correct(former), trait(Trait.OPENNESS, -1.0))
    assert correction is not None
    profile_fold(correction)

    assert not BigFiveTrait.objects.filter(name=Trait.EXTRAVERSION).exists()
    assert former.pk not in Observation.objects.values_list("answer_id", flat=True)
    assert profile_mismatches(talk.person.pk) == ()


def test_a_correction_that_leaves_nothing_leaves_a_profile_of_which_nothing_is_known(
    talk: Talk,
) -> None:
    former = talk.answer()
    event = talk.read(former, trait(Trait.EXTRAVERSION))
    assert event is not None
    profile_fold(event)

    correction = talk.read(talk.correct(former))
    assert correction is not None
    profile_fold(correction)

    profile = PersonalityProfile.objects.get()
    assert load(profile.state) == Belief(PRIOR.state(), PRIOR.state())
    assert (profile.answers, profile.version) == (0, 2)
    assert not BigFiveTrait.objects.exists()
    assert TraitHistory.objects.latest("pk").new_value is None


def test_an_answer_corrected_before_it_was_counted_does_not_count(talk: Talk) -> None:
    former = talk.answer()
    event = talk.read(former, trait(Trait.EXTRAVERSION))
    assert event is not None
    talk.correct(former)

    assert profile_fold(event) is None

    assert not Observation.objects.exists()


def test_nobody_gets_a_profile_by_an_event_about_somebody_erased() -> None:
    event = TraitExtracted(person_id=uuid4(), answer_id=1, analysis_id=1, trait_ids=(1,))

    with pytest.raises(NotFoundError):
        profile_fold(event)


def test_history_tells_of_each_change_what_was_before_and_after(talk: Talk) -> None:
    events = [talk.tell(trait(Trait.OPENNESS, value)) for value in (1.0, -1.0)]

    first, second = TraitHistory.objects.order_by("pk")
    assert (first.old_value, first.old_variance) == (None, None)
    assert (second.old_value, second.old_variance) == (first.new_value, first.new_variance)
    assert second.new_value == BigFiveTrait.objects.get().value
    assert (second.answer_id, second.analysis_id) == (events[1].answer_id, events[1].analysis_id)
    assert (second.category, second.name) == ("big_five", "openness")


def test_history_is_silent_about_traits_that_moved_with_their_relatives(talk: Talk) -> None:
    talk.tell(trait(Trait.RESILIENCE))
    before = BigFiveTrait.objects.count()

    talk.tell(trait(Trait.NEUROTICISM, 2.0))

    assert before == 0
    names = list(TraitHistory.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["resilience", "neuroticism"]


def test_rows_of_relatives_move_with_the_trait_that_was_read(talk: Talk) -> None:
    talk.tell(trait(Trait.RESILIENCE))
    before = CoreDynamic.objects.get()

    talk.tell(trait(Trait.NEUROTICISM, 2.0))

    after = CoreDynamic.objects.get()
    assert after.mean < before.mean
    assert (after.pk, after.observations) == (before.pk, 1)


def test_domains_are_weighed_by_number_and_quality_of_the_answers(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    affinity = DomainAffinity.objects.get()
    assert (affinity.name, affinity.answers) == (Domain.WORK, 1)
    assert affinity.value == pytest.approx(0.56)


def test_an_answer_that_says_nothing_of_traits_counts_for_its_domain(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    talk.read(talk.answer())

    affinities_refresh(talk.person.pk)

    assert DomainAffinity.objects.get().answers == 2
    assert profile_mismatches(talk.person.pk) == ()


def test_domains_of_a_person_without_a_profile_are_not_weighed(talk: Talk) -> None:
    talk.read(talk.answer())

    affinities_refresh(talk.person.pk)

    assert not DomainAffinity.objects.exists()


def test_a_profile_that_was_tampered_with_is_noticed_and_rebuilt(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS), trait(Trait.RESILIENCE))
    BigFiveTrait.objects.update(mean=0.123)
    CoreDynamic.objects.all().delete()
    assert profile_mismatches(talk.person.pk) == ("BigFiveTrait", "CoreDynamic")

    profile_rebuild(talk.person.pk)

    assert profile_mismatches(talk.person.pk) == ()
    assert payloads("profile.updated")[-1]["answer_id"] is None
    assert TraitHistory.objects.count() == 2


def test_a_lost_profile_is_built_again_from_its_observations(talk: Talk) -> None:
    talk.tell_three()
    state = PersonalityProfile.objects.get().state
    PersonalityProfile.objects.all().delete()
    assert profile_mismatches(talk.person.pk) == ("PersonalityProfile",)

    profile_rebuild(talk.person.pk)

    assert PersonalityProfile.objects.get().state == state


readings = st.lists(
    st.dictionaries(st.sampled_from(Trait), st.floats(-3, 3), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


class ReplayTests(TestCase):
    """Sequences of answers on the real database, each rolled back."""

    @hypothesis_settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
    @given(readings)
    def test_a_profile_that_grew_answer_by_answer_is_its_replay_to_the_last_bit(
        self, answers: list[dict[Trait, float]]
    ) -> None:
        talk = Talk()
        for answer in answers:
            talk.tell(*(trait(name, value) for name, value in answer.items()))

        stored = PersonalityProfile.objects.get(person=talk.person)
        assert load(stored.state) == replay(observed_of(talk.person.pk))
        assert profile_mismatches(talk.person.pk) == ()
