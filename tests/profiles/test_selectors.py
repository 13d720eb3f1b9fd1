import pytest
import time_machine

from core.vocabulary import TRAITS, Domain, Trait
from profiles.selectors import Portrait, TraitLine, coach_portrait, observed_people, portrait_of
from tests.analysis.readings import QUOTE, trait
from tests.profiles.conftest import START, Talk

pytestmark = pytest.mark.django_db


def portrait(talk: Talk) -> Portrait:
    """Return the portrait of the person, who has one."""
    found = portrait_of(talk.person.pk)
    assert found is not None
    return found


def line(talk: Talk, name: Trait) -> TraitLine:
    """Return one line of the portrait."""
    return portrait(talk).lines[TRAITS.index(name)]


def test_a_person_who_said_nothing_has_no_portrait(talk: Talk) -> None:
    assert portrait_of(talk.person.pk) is None
    assert coach_portrait(talk.person.pk) == ()


def test_a_portrait_shows_all_nine_traits_and_says_of_which_too_little_is_known(
    talk: Talk,
) -> None:
    talk.tell_three(Trait.OPENNESS)

    lines = portrait(talk).lines
    assert [one.trait for one in lines] == list(TRAITS)
    assert [one.trait for one in lines if one.is_known] == [Trait.OPENNESS]


def test_two_answers_are_not_enough_yet(talk: Talk) -> None:
    for _ in range(2):
        talk.tell(trait(Trait.OPENNESS))

    assert not line(talk, Trait.OPENNESS).is_known


def test_three_vague_answers_are_not_enough_either(talk: Talk) -> None:
    for _ in range(3):
        talk.tell(trait(Trait.OPENNESS, variance=8.0))

    assert not line(talk, Trait.OPENNESS).is_known


def test_every_statement_can_show_the_words_it_leans_on(talk: Talk) -> None:
    event = talk.tell(trait(Trait.OPENNESS))

    (evidence,) = line(talk, Trait.OPENNESS).evidence
    assert (evidence.answer_id, evidence.quote) == (event.answer_id, QUOTE)
    assert evidence.at.date() == START.date().replace(day=2)


def test_the_strongest_evidence_comes_first_and_no_more_than_two(talk: Talk) -> None:
    events = [talk.tell(trait(Trait.OPENNESS, variance=noise)) for noise in (2.0, 0.5, 1.0)]

    shown = [one.answer_id for one in line(talk, Trait.OPENNESS).evidence]
    assert shown == [events[1].answer_id, events[2].answer_id]


def test_a_portrait_says_whether_only_the_local_analyser_has_read_the_answers(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS), is_offline=True)
    assert portrait(talk).is_offline

    talk.tell(trait(Trait.OPENNESS), is_offline=False)

    assert not portrait(talk).is_offline


def test_what_is_known_of_a_person_grows_vaguer_with_the_years(talk: Talk) -> None:
    talk.tell_three(Trait.RESILIENCE)
    with time_machine.travel(START.replace(month=4), tick=False):
        soon = line(talk, Trait.RESILIENCE)
    with time_machine.travel(START.replace(year=2029), tick=False):
        late = line(talk, Trait.RESILIENCE)

    assert late.high - late.low > soon.high - soon.low
    assert (soon.is_known, late.is_known) == (True, False)


def test_the_coach_hears_of_known_traits_alone(talk: Talk) -> None:
    talk.tell_three(Trait.OPENNESS)
    talk.tell(trait(Trait.EXTRAVERSION))

    (known,) = coach_portrait(talk.person.pk)

    assert (known.trait, known.observations) == (Trait.OPENNESS, 3)
    assert known.low < known.value < known.high


def test_a_portrait_knows_the_domains_a_person_speaks_of(talk: Talk) -> None:
    talk.tell(trait(Trait.OPENNESS))

    assert list(portrait(talk).affinities) == [Domain.WORK]


def test_a_person_is_found_by_their_code(talk: Talk) -> None:
    Talk().tell(trait(Trait.OPENNESS))
    talk.tell(trait(Trait.OPENNESS))

    assert observed_people(talk.person.code) == (talk.person.pk,)
    assert len(observed_people()) == 2
