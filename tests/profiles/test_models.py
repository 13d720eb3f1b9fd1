import pytest
from django.db import IntegrityError, connection, transaction

from core.vocabulary import Trait
from profiles.models import BigFiveTrait, Observation, PersonalityProfile, TraitHistory
from profiles.services import profile_erase
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db


def test_history_cannot_be_rewritten(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        TraitHistory.objects.update(new_value=0.9)


def test_history_cannot_be_deleted(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        TraitHistory.objects.all().delete()


def test_history_cannot_be_rewritten_even_while_somebody_is_erased(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('selfology.erasing', 'on', true)")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        TraitHistory.objects.update(new_value=0.9)


def test_erasing_a_person_deletes_their_history_and_spares_that_of_others(talk: Talk) -> None:
    other = Talk()
    for somebody in (talk, other):
        somebody.tell(trait(Trait.OPENNESS))

    profile_erase(talk.person.pk)

    left = [other.person.pk]
    assert list(TraitHistory.objects.values_list("person_id", flat=True)) == left
    assert list(Observation.objects.values_list("person_id", flat=True)) == left
    assert list(PersonalityProfile.objects.values_list("person_id", flat=True)) == left


def test_history_is_append_only_again_after_an_erasure_in_the_same_transaction(talk: Talk) -> None:
    other = Talk()
    other.tell(trait(Trait.OPENNESS))

    profile_erase(talk.person.pk)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        TraitHistory.objects.all().delete()


def test_one_analysis_changes_a_trait_once(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    row = TraitHistory.objects.get()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_dynamic_is_no_big_five_trait(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    with pytest.raises(IntegrityError), transaction.atomic():
        BigFiveTrait.objects.update(name=Trait.RESILIENCE)


def test_no_word_lies_open_in_the_tables_of_profiles(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(o::text, '') FROM profiles_observations o"
            " UNION ALL SELECT string_agg(h::text, '') FROM trait_history h"
            " UNION ALL SELECT string_agg(p::text, '') FROM personality_profiles p"
            " UNION ALL SELECT string_agg(e::text, '') FROM event_outbox e"
        )
        dump = "".join(row[0] for row in cursor.fetchall())

    assert "прогулка" not in dump
    assert "прогулка".encode().hex() not in dump
