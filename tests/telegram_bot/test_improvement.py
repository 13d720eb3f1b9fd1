"""A small model may say a reflection better, in time or not at all; the message goes anyway."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, connections
from pytest_django import Settings

from ai.choices import Tier
from ai.contracts import AnswerRequest, InstantReading
from ai.models import AiModel, AiTierPlace
from ai.router import Routed
from analysis import reflections
from analysis.choices import Phase
from analysis.models import Analysis
from analysis.selectors import reflection_of
from core.clock import utc_now
from core.egress import Permit
from core.errors import TransientError
from core.vocabulary import Language
from onboarding.models import Answer
from people.choices import DialogueState, Purpose
from people.erasure import person_erase
from people.services import consent_give, consent_withdraw, state_change
from telegram_bot import outgoing
from telegram_bot.choices import OutgoingStatus
from telegram_bot.improvement import improve
from telegram_bot.models import OutgoingMessage
from telegram_bot.outgoing import HELD, claim, let_go, make_way, mark_retry, say_better
from telegram_bot.reply import Held
from tests.ai.money import model
from tests.telegram_bot.talker import ANSWER, Said, Talker

pytestmark = pytest.mark.django_db(transaction=True)

BETTER = "Вечер у реки <с сестрой> & тишина остались с вами."
ESCAPED = "Вечер у реки &lt;с сестрой&gt; &amp; тишина остались с вами."


@dataclass
class Model:
    """A small model: says the same to everybody, and does `meanwhile` while it is asked."""

    words: str | None = BETTER
    meanwhile: Callable[[], object] = lambda: None
    asked: list[AnswerRequest] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def improve(
        self, request: AnswerRequest, local: InstantReading, permit: Permit | None, seconds: float
    ) -> Routed[str] | None:
        """Stand in the place of the router."""
        assert permit is not None
        assert local.reflection
        assert not connection.in_atomic_block
        self.asked.append(request)
        self.seconds.append(seconds)
        self.meanwhile()
        if self.words is None:
            return None
        return Routed(self.words, "openai", "small-1", "instant/7", is_offline=False)


@pytest.fixture
def small(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Model:
    """Have a key, an enabled instant model, and somebody who says things better."""
    settings.OPENAI_API_KEY = "a key"
    place = model("small-1", is_instant=True)
    AiTierPlace.objects.create(model_id=place.id, tier=Tier.SIMPLE, position=90)
    stand_in = Model()
    monkeypatch.setattr(reflections, "improve_reflection", stand_in.improve)
    return stand_in


@pytest.fixture
def agreed(small: Model, talker: Talker) -> Talker:
    """Return somebody with a question before them who lets words go to the vendor."""
    consent_give(talker.person.pk, Purpose.AI_VENDORS, Language.RU)
    return talker


def answered(talker: Talker) -> Held:
    """Answer, and return the message that waits; all before it was sent."""
    OutgoingMessage.objects.update(status=OutgoingStatus.SENT, sent_at=utc_now())
    talker.answer()
    held = talker.results[-1].held
    assert held is not None
    return held


def row(held: Held) -> OutgoingMessage:
    return OutgoingMessage.objects.get(dedupe_key=held.key)


def readings() -> list[tuple[str, bool]]:
    """Return who read at once, oldest first, and whether it counts."""
    rows = Analysis.objects.filter(phase=Phase.INSTANT).order_by("pk")
    return list(rows.values_list("model", "is_current"))


def local_reflection() -> str:
    return str(Analysis.objects.filter(phase=Phase.INSTANT).earliest("pk").reflection)


def rest_of(said: Said) -> str:
    return said.html.partition("\n\n")[2]


def test_better_words_take_the_place_of_the_reflection_alone_and_go_at_once(
    agreed: Talker, small: Model
) -> None:
    held = answered(agreed)
    before = agreed.messages()[-1]
    assert claim() == []

    assert improve(held)

    after = agreed.messages()[-1]
    assert before.html == f"{local_reflection()}\n\n{rest_of(before)}"
    assert after.html == f"{ESCAPED}\n\n{rest_of(before)}"
    assert after.keyboard == before.keyboard
    assert [message.body["html"] for message in claim()] == [after.html]


def test_what_is_kept_is_what_was_shown_and_all_else_of_the_reading_stays(
    agreed: Talker, small: Model
) -> None:
    improve(answered(agreed))

    answer = Answer.objects.get()
    local, shown = Analysis.objects.filter(phase=Phase.INSTANT).order_by("pk")
    assert reflection_of(answer.pk) == BETTER
    assert (local.is_current, shown.is_current) == (False, True)
    assert (shown.provider, shown.model, shown.prompt_version) == ("openai", "small-1", "instant/7")
    kept = ("language", "sentiment", "sentiment_score", "quality", "domain")
    assert [getattr(local, name) for name in kept] == [getattr(shown, name) for name in kept]


def test_the_words_stay_sealed_in_the_row(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    improve(held)

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM telegram_outgoing_messages ORDER BY id DESC LIMIT 1")
        assert "реки".encode() not in bytes(cursor.fetchone()[0])


def test_the_model_is_told_the_name_so_that_it_can_be_masked(
    newcomer: Talker, bank: None, small: Model
) -> None:
    newcomer.write("/start")
    for action in ("begin", "agree", "telegram", "vy"):
        newcomer.press(action)
    consent_give(newcomer.person.pk, Purpose.AI_VENDORS, Language.RU)

    improve(answered(newcomer))

    assert small.asked[0].names == ("Анна",)


def test_nothing_better_lets_the_message_go_at_once_as_it_was(agreed: Talker, small: Model) -> None:
    small.words = None
    held = answered(agreed)
    before = agreed.messages()[-1]

    assert not improve(held)

    assert agreed.messages()[-1] == before
    assert len(claim()) == 1
    assert len(readings()) == 1


@pytest.mark.parametrize(
    "words",
    ["", "   ", "я" * 301, "Похоже на депрессию, обратитесь к врачу.", "Вы хотите умереть."],
)
def test_words_that_may_not_be_said_are_not_said(agreed: Talker, small: Model, words: str) -> None:
    small.words = words

    assert not improve(answered(agreed))
    assert agreed.messages()[-1].html.startswith(local_reflection())


def test_a_failing_model_costs_nothing_and_the_message_goes_at_its_time(
    agreed: Talker, small: Model
) -> None:
    def fail() -> None:
        raise TransientError

    small.meanwhile = fail
    held = answered(agreed)

    assert not improve(held)

    assert row(held).send_after == held.until
    with time_machine.travel(held.until, tick=False):
        assert len(claim()) == 1


def test_without_anybody_to_improve_it_the_message_goes_at_its_time(agreed: Talker) -> None:
    """As after a crash of the process that took the turn: any other sends the row."""
    held = answered(agreed)
    created = row(held).created_at

    assert row(held).send_after - created <= HELD + timedelta(milliseconds=5)
    with time_machine.travel(held.until - timedelta(milliseconds=1), tick=False):
        assert claim() == []
    with time_machine.travel(held.until, tick=False):
        assert len(claim()) == 1


def test_a_job_that_comes_after_the_deadline_asks_nobody(agreed: Talker, small: Model) -> None:
    held = answered(agreed)

    with time_machine.travel(held.until, tick=False):
        assert not improve(held)

    assert small.asked == []
    assert row(held).send_after == held.until


def test_the_model_has_only_the_time_that_is_left(agreed: Talker, small: Model) -> None:
    improve(answered(agreed))

    assert 0 < small.seconds[0] < HELD.total_seconds()


def test_a_model_that_is_late_changes_nothing(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    small.meanwhile = lambda: time.sleep((held.until - utc_now()).total_seconds() + 0.01)

    assert not improve(held)

    assert row(held).send_after == held.until
    assert agreed.messages()[-1].html.startswith(local_reflection())
    assert len(readings()) == 1


def test_a_message_that_was_claimed_or_sent_meanwhile_stays_as_it_went(
    agreed: Talker, small: Model
) -> None:
    held = answered(agreed)
    before = agreed.messages()[-1]

    def send() -> None:
        with time_machine.travel(held.until, tick=False):
            assert len(claim()) == 1

    small.meanwhile = send
    assert not improve(held)
    assert agreed.messages()[-1] == before
    assert row(held).status == OutgoingStatus.SENDING
    assert len(readings()) == 1


def test_of_two_jobs_one_says_better_words(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    together = Barrier(2)
    small.meanwhile = lambda: together.wait(5)
    done: list[bool] = []

    def job() -> None:
        done.append(improve(held))
        connections.close_all()

    jobs = [Thread(target=job) for _ in range(2)]
    for thread in jobs:
        thread.start()
    for thread in jobs:
        thread.join()

    assert sorted(done) == [False, True]
    assert len(readings()) == 2
    assert agreed.messages()[-1].html.startswith(ESCAPED)


def test_a_message_put_off_by_telegram_keeps_its_wait_and_its_words(
    agreed: Talker, small: Model
) -> None:
    held = answered(agreed)
    with time_machine.travel(held.until, tick=False):
        [message] = claim()
        mark_retry(message, timedelta(seconds=30), "retry_after", counts=False)

    assert not say_better(held.key, held.until, BETTER)
    assert not let_go(held.key, held.until)
    assert row(held).send_after > held.until


def test_words_of_somebody_who_took_the_consent_back_meanwhile_are_not_used(
    agreed: Talker, small: Model
) -> None:
    held = answered(agreed)
    small.meanwhile = lambda: consent_withdraw(agreed.person.pk, Purpose.AI_VENDORS)

    assert not improve(held)
    assert agreed.messages()[-1].html.startswith(local_reflection())
    assert len(readings()) == 1


def test_an_answer_corrected_meanwhile_keeps_what_was_said_of_it(
    agreed: Talker, small: Model
) -> None:
    held = answered(agreed)
    written = agreed.last_message_id
    small.meanwhile = lambda: agreed.edit(written, "На самом деле мы гуляли в лесу.")

    assert not improve(held)
    assert row(held).body["html"].startswith(local_reflection())


def test_somebody_erased_meanwhile_gets_nothing(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    small.meanwhile = lambda: person_erase(agreed.person.pk)

    assert not improve(held)
    assert not OutgoingMessage.objects.filter(dedupe_key=held.key).exists()
    assert not Analysis.objects.exists()


def test_in_a_crisis_that_begins_meanwhile_no_model_speaks(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    small.meanwhile = lambda: state_change(agreed.person.pk, DialogueState.CRISIS)

    assert not improve(held)
    assert len(readings()) == 1


def test_a_message_that_made_way_for_help_stays_dropped(agreed: Talker, small: Model) -> None:
    held = answered(agreed)
    small.meanwhile = lambda: make_way(agreed.chat_id)

    assert not improve(held)
    assert row(held).status == OutgoingStatus.DROPPED
    assert len(readings()) == 1


def test_nothing_is_held_back_while_no_model_is_enabled_for_it(agreed: Talker) -> None:
    AiModel.objects.update(is_instant=False)
    agreed.answer()

    assert agreed.results[-1].held is None
    assert len(claim()) == 1


def test_nothing_is_held_back_without_a_key(agreed: Talker, settings: Settings) -> None:
    settings.OPENAI_API_KEY = ""
    agreed.answer()

    assert agreed.results[-1].held is None


def test_nothing_is_held_back_for_somebody_who_did_not_agree(small: Model, talker: Talker) -> None:
    talker.answer()

    assert talker.results[-1].held is None


def test_what_is_said_to_distress_waits_for_nobody(agreed: Talker, small: Model) -> None:
    agreed.write("Мне очень плохо, всё безнадёжно, я так устала от всего этого.")

    assert agreed.results[-1].held is None
    assert small.asked == []


def test_by_seed_no_model_is_asked_at_once() -> None:
    assert not AiModel.objects.filter(is_instant=True).exists()


def test_a_second_answer_is_improved_on_its_own(agreed: Talker, small: Model) -> None:
    improve(answered(agreed))
    small.words = "Снова о тишине."
    second = answered(agreed)

    assert improve(second)
    assert agreed.messages()[-1].html.startswith("Снова о тишине.")
    assert ANSWER["ru"] == small.asked[1].text
    assert outgoing.REFLECTION not in row(second).body
