import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from core.vocabulary import Trait
from people.erasure import person_erase
from people.models import Person
from profiles import personal_data
from profiles.models import TraitHistory
from tests.analysis.readings import QUOTE, trait
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db


def test_a_person_gets_their_portrait_with_its_evidence_and_history(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    text = json.dumps(personal_data.export(talk.person.pk), cls=DjangoJSONEncoder)

    exported = json.loads(text)
    assert [row["name"] for row in exported["profile"]["traits"]] == ["openness"]
    assert [row["quote"] for row in exported["observations"]] == [QUOTE]
    assert [row["old_value"] for row in exported["history"]] == [None]


def test_a_person_without_a_profile_gets_an_empty_part(talk: Talk) -> None:
    assert personal_data.export(talk.person.pk) == {
        "profile": None,
        "observations": [],
        "history": [],
        "edits": [],
    }


def test_a_person_with_a_history_can_be_erased_whole(talk: Talk) -> None:
    talk.tell_three()

    person_erase(talk.person.pk)

    assert not TraitHistory.objects.exists()
    assert not Person.objects.exists()
