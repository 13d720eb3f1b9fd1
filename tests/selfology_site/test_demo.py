"""The demo fills an installation through the real services, once."""

import random
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ai.contracts import AnswerRequest
from ai.router import read_instantly
from core.clock import pretend_now, utc_now
from core.crisis import assess
from core.vocabulary import Domain, Language
from events.choices import DeliveryStatus
from events.models import Delivery, OutboxEvent
from onboarding.choices import Outcome, SessionStatus
from onboarding.models import Answer, AskedQuestion, QuestionStatistics, Session
from onboarding.services.bank import bank_load
from people.choices import CaseStatus
from people.erasure import person_erase
from people.models import CrisisCase, Person
from profiles.models import PersonalityProfile, TraitHistory
from profiles.selectors import profile_mismatches
from selfology_site.demo import fill
from selfology_site.demo.answers import Temperament, answer_bank
from selfology_site.demo.cast import CAST, more_people
from selfology_site.demo.fill import DAYS, people_fill, people_filled
from selfology_site.demo.talks import CRISIS_WORDS
from selfology_site.management.commands import demo

pytestmark = pytest.mark.django_db

BY_NAME = {member.name: member for member in CAST}


@pytest.fixture
def bank() -> None:
    bank_load()


@pytest.mark.usefixtures("bank")
def test_people_live_through_two_weeks_of_talks(data_dir: Path) -> None:
    members = [BY_NAME["Соня"], BY_NAME["Tom"]]

    assert people_fill(data_dir, members, seed=1) == 2

    now = utc_now()
    moments = list(Answer.objects.values_list("submitted_at", flat=True))
    assert len(moments) > 10
    assert now - timedelta(days=DAYS) < min(moments) < max(moments) <= now
    assert {person.name for person in Person.objects.all()} == {"Соня", "Tom"}
    assert AskedQuestion.objects.filter(outcome=Outcome.SKIPPED).exists()
    assert Session.objects.filter(status=SessionStatus.TIMED_OUT).count() == 1


@pytest.mark.usefixtures("bank")
def test_portraits_are_what_the_observations_lead_to(data_dir: Path) -> None:
    people_fill(data_dir, [BY_NAME["Соня"]], seed=1)

    profile = PersonalityProfile.objects.get()
    assert profile_mismatches(profile.person_id) == ()
    history = TraitHistory.objects.order_by("changed_at")
    assert history.first().changed_at < utc_now() - timedelta(days=2)  # type: ignore[union-attr]  # there is one


@pytest.mark.usefixtures("bank")
def test_nothing_is_left_to_do_but_one_dead_letter(data_dir: Path) -> None:
    people_fill(data_dir, [BY_NAME["Соня"]], seed=1)

    left = Delivery.objects.exclude(status=DeliveryStatus.DONE)
    assert [delivery.last_error for delivery in left] == [fill.DEAD_ERROR]
    assert OutboxEvent.objects.exists()


@pytest.mark.usefixtures("bank")
def test_a_crisis_is_heard_and_closed(data_dir: Path) -> None:
    people_fill(data_dir, [BY_NAME["Grace"]], seed=1)

    case = CrisisCase.objects.get()
    assert (case.level, case.status) == (2, CaseStatus.CLOSED)


@pytest.mark.usefixtures("bank")
def test_people_who_were_filled_are_known_again_until_they_are_erased(data_dir: Path) -> None:
    people_fill(data_dir, [BY_NAME["Соня"]], seed=1)
    assert len(people_filled(data_dir)) == 1

    people_fill(data_dir, [BY_NAME["Tom"]], seed=2)
    assert len(people_filled(data_dir)) == 2

    person_erase(people_filled(data_dir)[0])
    assert len(people_filled(data_dir)) == 1


def test_a_second_run_says_that_they_are_already_here(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "CAST", CAST[:1])
    first, second, more = StringIO(), StringIO(), StringIO()

    call_command("demo", stdout=first)
    answers = Answer.objects.count()
    call_command("demo", stdout=second)

    assert "1 synthetic people lived two weeks" in first.getvalue()
    assert "already here" in second.getvalue()
    assert Answer.objects.count() == answers > 0
    assert QuestionStatistics.objects.exists()

    call_command("demo", "--more", stdout=more)
    assert Person.objects.count() == 2
    assert Answer.objects.count() > answers


def test_production_refuses_synthetic_people(settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("demo")

    assert not Person.objects.exists()


@pytest.mark.parametrize("language", Language)
def test_the_answers_cover_every_manner_and_domain_and_are_all_different(
    language: Language,
) -> None:
    texts = answer_bank(language)

    assert set(texts) == set(Temperament)
    assert all(set(answers) == set(Domain) for answers in texts.values())
    assert len({text for answers in texts.values() for text in answers.values()}) == 72


@pytest.mark.parametrize("language", Language)
def test_no_answer_sounds_like_a_crisis_to_the_guard(language: Language) -> None:
    texts = [text for answers in answer_bank(language).values() for text in answers.values()]

    assert [text for text in texts if assess(text).level > 1] == []


@pytest.mark.parametrize("language", Language)
def test_every_answer_can_be_read_at_once(language: Language) -> None:
    readings = [
        read_instantly(_request(text, domain, language)).reading.reflection
        for answers in answer_bank(language).values()
        for domain, text in answers.items()
    ]

    assert all(readings)


def test_people_added_later_have_names_of_their_own() -> None:
    names = [member.name for member in more_people(random.Random(1), 12)]  # noqa: S311 - no secret

    assert len(set(names)) == 12
    assert not {member.name for member in CAST} & set(names)


def _request(text: str, domain: Domain, language: Language) -> AnswerRequest:
    return AnswerRequest(
        text=text, language_hint=language, question_text="?", question_domain=domain
    )


@pytest.mark.parametrize("language", Language)
def test_the_words_of_the_crisis_are_heard_at_level_two(language: Language) -> None:
    assert assess(CRISIS_WORDS[language]).level == 2


def test_the_clock_pretends_only_where_it_was_asked_to() -> None:
    moment = utc_now() - timedelta(days=3)

    with pretend_now(moment):
        assert utc_now() == moment

    assert utc_now() > moment + timedelta(days=2)
