"""Whatever people and staff do meanwhile, a stored choice is made again to the bit."""

import random
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import utc_now
from core.errors import NotFoundError
from core.vocabulary import TRAITS, Domain, Language
from onboarding.choices import Outcome, QuestionStatus
from onboarding.models import Answer, AskedQuestion, BankVersion, Question
from onboarding.personal_data import erase
from onboarding.selection_record import HistoryGoneError, OldFormatError, PolicyGoneError
from onboarding.selection_replay import BankGoneError, moment_of, replay
from onboarding.services import (
    answer_correct,
    answer_submit,
    care_note_distress,
    domain_close,
    domain_open,
    heavy_opt_in_set,
    question_close_topic,
    question_postpone,
    question_refuse,
    question_replace,
    question_skip,
    selection_state_set,
    session_open,
    session_pause,
    session_tire,
    trust_lower,
)
from onboarding.services.bank import bank_load, bank_renew
from onboarding.steps import Ask
from people.models import Person
from tests.factories import PersonFactory
from tests.onboarding.conftest import RU, answer, begin

pytestmark = pytest.mark.django_db
STEPS = 25


class Dialogue:
    """Somebody who talks, changes their mind and goes away, while staff change the bank."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - repeatable chance is the point, not secrecy
        self.person = PersonFactory.create()
        self.updates = self.person.pk.int % 2**40
        self.language = RU
        self.profiles = 0

    def live(self) -> None:
        acts: list[Callable[[], object]] = [
            *[self.do_answer] * 8,
            self.do_skip,
            self.do_replace,
            self.do_steer,
            self.do_steer,
            self.do_correct,
            self.do_look_away,
            self.do_wish,
            self.learn,
            self.curate,
        ]
        with time_machine.travel(utc_now(), tick=True) as clock:
            for _ in range(STEPS):
                clock.shift(timedelta(minutes=self.rng.choice([1, 1, 1, 40, 3000])))
                self.open = session_open(self.person.pk, self.language)
                self.rng.choice(acts)()

    @property
    def update_id(self) -> int:
        self.updates += 1
        return self.updates

    def words(self) -> str:
        return "река " * self.rng.randint(1, 200)

    def asked_id(self) -> int:
        return self.open.asked_id if isinstance(self.open, Ask) else 0

    def do_answer(self) -> None:
        number = self.update_id
        answer_submit(
            self.person.pk, self.words(), self.language, update_id=number, message_id=number
        )

    def do_correct(self) -> None:
        last = Answer.objects.filter(person=self.person).order_by("-pk").first()
        message_id = (last and last.source_message_id) or 0
        answer_correct(
            self.person.pk, self.words(), update_id=self.update_id, message_id=message_id
        )

    def do_skip(self) -> None:
        question_skip(self.person.pk, self.asked_id(), self.language)

    def do_replace(self) -> None:
        question_replace(self.person.pk, self.asked_id(), self.language)

    def do_steer(self) -> None:
        steer = self.rng.choice(
            [question_postpone, question_refuse, question_close_topic, session_tire]
        )
        steer(self.person.pk, self.asked_id(), self.language)

    def do_look_away(self) -> None:
        session_pause(self.person.pk)
        self.language = self.rng.choice(list(Language))

    def do_wish(self) -> None:
        heavy_opt_in_set(self.person.pk, allowed=self.rng.random() < 0.8)
        wishes: list[Callable[[], object]] = [
            lambda: domain_close(self.person.pk, self.rng.choice(list(Domain))),
            lambda: domain_open(self.person.pk, self.rng.choice(list(Domain))),
            lambda: trust_lower(self.person.pk),
            lambda: care_note_distress(self.person.pk),
        ]
        self.rng.choice(wishes)()

    def learn(self) -> None:
        variances = [self.rng.random() for _ in TRAITS]
        self.profiles += 1
        selection_state_set(self.person.pk, variances=variances, profile_version=self.profiles)

    def curate(self) -> None:
        """Suspend some questions; let others be read by a psychologist, or lose a translation."""
        before = BankVersion.objects.latest("pk").members or []
        suspended, read, single = (self.rng.sample(before, 8) for _ in range(3))
        Question.objects.filter(pk__in=[row[0] for row in suspended]).update(
            status=QuestionStatus.SUSPENDED
        )
        bank_renew()
        members = [
            [pk, languages[-1:] if row in single else languages, is_unread and row not in read]
            for row in BankVersion.objects.latest("pk").members or []
            for pk, languages, is_unread in [row]
        ]
        BankVersion.objects.create(label="curated", members=members)


@pytest.fixture
def founding_bank(db: None) -> None:
    """Load the bank that ships."""
    bank_load()


@pytest.fixture
def talked(founding_bank: None, person: Person) -> int:
    """Let a person answer three questions; return the number of the second one."""
    begin(person)
    for number in range(1, 4):
        answer(person, number)
    return numbers(person)[1]


def numbers(person: Person) -> list[int]:
    rows = AskedQuestion.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def run(*words: str) -> str:
    out = StringIO()
    call_command("replay_selection", *words, stdout=out)
    return out.getvalue()


@given(seed=st.integers(0, 10**6))
@settings(
    max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_every_choice_of_a_talk_is_made_again_whatever_happened_after_it(
    founding_bank: None, seed: int
) -> None:
    dialogue = Dialogue(seed)
    dialogue.live()

    replays = {number: replay(number).differs for number in numbers(dialogue.person)}

    assert len(replays) >= STEPS // 2
    assert set(replays.values()) == {()}


def test_the_moment_is_told_as_it_was_before_an_answer_was_corrected(
    person: Person, talked: int
) -> None:
    last = AskedQuestion.objects.latest("pk")
    before = moment_of(last)
    answer_correct(person.pk, "Совсем другое и гораздо длиннее.", update_id=9, message_id=1003)

    assert moment_of(last) == before
    assert before.asked[-1].length == len("Гуляли у реки.")
    assert replay(last.pk).differs == ()


def test_a_tampered_record_comes_out_otherwise(talked: int) -> None:
    row = AskedQuestion.objects.get(pk=talked)
    row.selection["score"] += 1e-15
    row.selection["state"]["trust"] = 0.9
    row.save()

    assert {"score", "removed"} <= set(replay(talked).differs)


def test_another_version_of_the_question_is_not_the_same(talked: int) -> None:
    row = AskedQuestion.objects.get(pk=talked)
    columns = {
        field.attname: getattr(row.question, field.attname)
        for field in Question._meta.concrete_fields
        if not field.primary_key
    }
    row.question = Question.objects.create(**{**columns, "version": 99, "status": "retired"})
    row.save()

    assert replay(talked).differs == ("version",)


def test_what_is_gone_is_named(person: Person, talked: int) -> None:
    row = AskedQuestion.objects.get(pk=talked)
    AskedQuestion.objects.filter(pk=talked).update(selection={"policy": "smart-mix/1"})
    with pytest.raises(OldFormatError):
        replay(talked)
    AskedQuestion.objects.filter(pk=talked).update(selection={**row.selection, "policy": "x/1"})
    with pytest.raises(PolicyGoneError):
        replay(talked)
    AskedQuestion.objects.filter(pk=talked).update(selection=row.selection)
    Answer.objects.filter(person=person).delete()
    AskedQuestion.objects.filter(pk=numbers(person)[0]).delete()
    with pytest.raises(HistoryGoneError):
        replay(talked)
    BankVersion.objects.update(members=None)
    with pytest.raises(BankGoneError):
        replay(talked)


def test_nothing_is_left_to_replay_of_an_erased_person(person: Person, talked: int) -> None:
    erase(person.pk)

    with pytest.raises(NotFoundError):
        replay(talked)
    with pytest.raises(CommandError):
        run(str(talked))


def test_the_command_says_ok_for_each_choice(person: Person, talked: int) -> None:
    said = run(*map(str, numbers(person)))

    assert said.splitlines() == [
        *(f"#{number} ok" for number in numbers(person)),
        "4 ok, 0 different, 0 not replayable",
    ]
    assert run("--last", "2").splitlines()[-1] == "2 ok, 0 different, 0 not replayable"


def test_the_command_counts_old_records_and_fails_only_for_what_differs(talked: int) -> None:
    AskedQuestion.objects.filter(pk=talked).update(selection={"policy": "smart-mix/1"})
    said = run("--all")
    first = AskedQuestion.objects.order_by("pk")[0]
    AskedQuestion.objects.filter(pk=first.pk).update(selection={**first.selection, "seed": 1})
    AskedQuestion.objects.filter(pk=first.pk).update(
        selection={**first.selection, "score": first.selection["score"] * 2}
    )

    assert f"#{talked} not replayable: its record has an older format" in said
    assert said.splitlines()[-1] == "3 ok, 0 different, 1 not replayable"
    with pytest.raises(CommandError, match="not every choice"):
        run("--all")


@pytest.mark.parametrize("words", [(), ("abc",), ("--last", "1", "--all"), ("99999999",)])
def test_the_command_refuses_what_it_cannot_do(founding_bank: None, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*words)


def test_the_outcome_that_was_left_open_is_not_part_of_the_past(
    person: Person, talked: int
) -> None:
    last = AskedQuestion.objects.latest("pk")

    assert last.outcome == Outcome.OPEN
    assert {past.outcome for past in moment_of(last).asked} == {Outcome.ANSWERED}
