from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.vocabulary import Trait
from onboarding.models import Answer
from profiles.models import BigFiveTrait
from profiles.vectors import store
from tests.analysis.readings import trait
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_sound_profiles_are_verified(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    assert "is the replay" in run("profiles", "verify")


def test_a_profile_that_is_not_its_replay_fails_the_command_and_is_named(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    BigFiveTrait.objects.update(mean=0.1)
    out = StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("profiles", "verify", stdout=out)

    assert failure.value.returncode == 1
    assert out.getvalue() == f"{talk.person.code}: BigFiveTrait\n"


def test_rebuilding_one_person_leaves_the_others(talk: Talk) -> None:
    other = Talk()
    for somebody in (talk, other):
        somebody.tell(trait(Trait.OPENNESS))
    BigFiveTrait.objects.update(mean=0.1)

    assert run("profiles", "rebuild", "--person", talk.person.code) == (
        f"{talk.person.code}: version 2\n"
    )

    with pytest.raises(CommandError, match="1 profiles"):
        run("profiles", "verify")


def test_an_unknown_code_is_said_to_be_unknown(talk: Talk) -> None:
    with pytest.raises(CommandError, match="Nobody"):
        run("profiles", "verify", "--person", "FFFFFFFF")


@pytest.mark.usefixtures("index")
def test_the_index_is_built_again_from_the_answers(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    with pytest.raises(CommandError, match="1 answers are missing"):
        run("vectors", "verify")

    assert run("vectors", "rebuild") == "1 answers are in the index.\n"

    assert "exactly the 1 answers" in run("vectors", "verify")


@pytest.mark.usefixtures("index")
def test_a_vector_of_a_corrected_answer_is_reported(talk: Talk) -> None:
    event = talk.tell(trait(Trait.OPENNESS))
    run("vectors", "rebuild")
    talk.correct(Answer.objects.get(pk=event.answer_id))

    with pytest.raises(CommandError, match="0 answers are missing, 1 are stale"):
        run("vectors", "verify")


@pytest.mark.usefixtures("index")
def test_only_answers_of_people_who_agreed_are_put_into_the_index(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    other = Talk()
    other.tell(trait(Trait.OPENNESS))
    other.disagree()

    assert run("vectors", "rebuild") == "1 answers are in the index.\n"

    assert store.count(talk.person.pk) == 1
    assert "exactly the 1 answers" in run("vectors", "verify")


@pytest.mark.usefixtures("index")
def test_vectors_of_somebody_who_does_not_agree_are_reported(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))
    run("vectors", "rebuild")
    talk.disagree()

    with pytest.raises(CommandError, match="0 answers are missing, 1 are stale"):
        run("vectors", "verify")


@pytest.mark.usefixtures("away")
def test_without_the_server_the_command_fails() -> None:
    with pytest.raises(CommandError, match="does not answer"):
        run("vectors", "rebuild")
