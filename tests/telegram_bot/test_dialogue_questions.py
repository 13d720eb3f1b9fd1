"""Questions and answers, as a person meets them."""

from datetime import timedelta

import pytest

from core.clock import utc_now
from core.vocabulary import Language
from onboarding.choices import Energy, Outcome, SessionStatus, TrustLevel
from onboarding.models import Answer, AskedQuestion, CareState, Session
from onboarding.services import sessions_time_out
from people.choices import DialogueState
from people.models import Person
from people.services import name_set, state_change
from telegram_bot.dialogue import endings
from telegram_bot.limits import inbound_limiter
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.factories import QuestionFactory, QuestionTextFactory
from tests.telegram_bot.talker import ANSWER, Said, Talker

HEAVY_WORDS = "О какой потере вам трудно говорить? Вопрос можно пропустить."


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


def asked_now(talker: Talker) -> AskedQuestion:
    """Return the open question, which must be there."""
    question = talker.open_question
    assert question is not None
    return question


def be_away(talker: Talker, span: timedelta) -> None:
    """Let the person have written nothing for `span`."""
    Person.objects.filter(pk=talker.person.pk).update(last_seen_at=utc_now() - span)


def fall_asleep(talker: Talker) -> None:
    """Let a day pass over the open question."""
    be_away(talker, timedelta(days=1))
    Session.objects.update(last_activity_at=utc_now() - timedelta(days=1))
    assert sessions_time_out() == 1


def make_heavy(talker: Talker) -> AskedQuestion:
    """Let the open question be a heavy one that was not shown yet."""
    heavy = QuestionFactory.create(
        energy=Energy.HEAVY, depth=4, min_trust=TrustLevel.FRIEND, requires_opt_in=True
    )
    QuestionTextFactory.create(question=heavy, text=HEAVY_WORDS)
    AskedQuestion.objects.filter(pk=asked_now(talker).pk).update(question=heavy)
    return asked_now(talker)


def tire(talker: Talker) -> Said:
    """In a second talk, skip and ask for others until the bot offers a rest."""
    talker.press("questions", talker.end())
    said = [talker.press("skip") for _ in range(3)][-1]
    while said is not None and "enough" not in said.actions:
        inbound_limiter().forget(talker.chat_id)
        said = talker.press("another", said)
    assert said is not None
    return said


def test_an_answer_is_met_with_a_reflection_and_the_next_question(talker: Talker) -> None:
    reply = talker.answer()

    reflection, _, question = html(reply).partition("\n\n")
    assert "сестрой" in reflection
    assert question.startswith("Вопрос 2 · примерно из 6\n●●○○○○")
    assert Answer.objects.get().text == ANSWER["ru"]


def test_a_talk_ends_with_what_was_noticed_and_with_what_gives_strength(talker: Talker) -> None:
    end = talker.end()

    text = html(end)
    assert end is not None
    assert end.actions == ["questions", "profile", "coach"]
    assert RUSSIAN["end_planned"] in text
    assert "(ответов: 6)" in text
    assert "О чём шла речь" in text
    assert "Вы сами назвали то, что даёт силы: «Вчера вечером мы с сестрой" in text
    assert talker.state is DialogueState.IDLE


def test_an_english_talk_ends_in_english(stranger: Talker, bank: None) -> None:
    stranger.begin()

    text = html(stranger.end())

    assert ENGLISH["end_planned"] in text
    assert "You named what gives you strength: “Last night my sister" in text


def test_what_gives_no_strength_is_not_called_a_source_of_it(talker: Talker) -> None:
    end = None
    while talker.state is DialogueState.ASKING:
        end = talker.write("Плевать мне на эти вопросы, одна болтовня")

    assert "Плевать" not in html(end).partition(RUSSIAN["end_planned"])[2]
    assert RUSSIAN["end_resource_default"] in html(end)


def test_another_talk_may_follow_at_once(talker: Talker) -> None:
    talker.press("questions", talker.end())

    assert talker.state is DialogueState.ASKING
    assert Session.objects.count() == 2


def test_skipping_is_not_commented_and_takes_a_place(talker: Talker) -> None:
    reply = talker.press("skip")

    assert html(reply).startswith("Вопрос 2")
    assert list(AskedQuestion.objects.order_by("pk").values_list("outcome", flat=True)) == [
        Outcome.SKIPPED,
        Outcome.OPEN,
    ]


def test_another_question_takes_no_place(talker: Talker) -> None:
    first = asked_now(talker)

    assert html(talker.press("another")).startswith("Вопрос 1")
    assert asked_now(talker).question_id != first.question_id


def test_a_talk_of_skips_ends_without_reproach(talker: Talker) -> None:
    said = talker.messages()[-1]
    while talker.state is not DialogueState.IDLE:
        said = talker.press_data(f"v1:q:{asked_now(talker).pk}:skip") or said

    assert RUSSIAN["end_noticed_nothing"] in said.html
    assert RUSSIAN["end_resource_default"] not in said.html


@pytest.mark.parametrize("action", ["skip", "another", "ready", "enough", "pause", "why"])
@pytest.mark.parametrize("number", [0, 2**62])
def test_a_forged_or_stale_button_touches_nothing(talker: Talker, action: str, number: int) -> None:
    before = asked_now(talker)

    assert talker.press_data(f"v1:q:{number}:{action}") is None

    assert talker.toast == RUSSIAN["stale"]
    assert asked_now(talker) == before
    assert Session.objects.get().status == SessionStatus.ACTIVE


def test_the_button_of_an_answered_question_never_touches_the_next(talker: Talker) -> None:
    first = talker.messages()[-1]
    talker.answer()
    before = asked_now(talker)

    assert talker.press("skip", first) is None
    assert asked_now(talker) == before


@pytest.mark.parametrize("data", ["v1:q:1:dance", "v1:menu:0:dance", "v1:coach:0:dance"])
def test_a_button_that_was_never_there_does_nothing(talker: Talker, data: str) -> None:
    assert talker.press_data(data) is None
    assert talker.state is DialogueState.ASKING


def test_a_button_of_another_version_is_behind_us(talker: Talker) -> None:
    assert talker.press_data("v0:anything") is None
    assert talker.toast == RUSSIAN["stale"]


@pytest.mark.parametrize("text", ["   ", "\n\t"])
def test_an_answer_without_words_is_no_answer(talker: Talker, text: str) -> None:
    assert html(talker.write(text)) == RUSSIAN["empty_answer"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "text", ["🙂", "я" * 4096, "\u202e\u05e9\u05dc\u05d5\u05dd", "<b>&lt;да</b>"]
)
def test_odd_answers_are_answers(talker: Talker, text: str) -> None:
    assert "Вопрос 2" in html(talker.write(text))
    assert Answer.objects.get().text == text


def test_a_pause_keeps_the_place_and_a_button_returns_to_it(talker: Talker) -> None:
    question = asked_now(talker)
    paused = talker.press("pause")
    state = talker.state
    back = talker.press("questions", paused)

    assert html(paused) == RUSSIAN["paused"]
    assert state is DialogueState.PAUSED
    assert html(back).startswith(f"{RUSSIAN['where_we_stopped']}\n\nВопрос 1")
    assert asked_now(talker) == question
    assert talker.state is DialogueState.ASKING


def test_the_pause_button_of_an_earlier_talk_does_not_pause_this_one(talker: Talker) -> None:
    earlier = talker.messages()[-1]
    talker.press("questions", talker.end())

    assert talker.press("pause", earlier) is None

    assert talker.toast == RUSSIAN["stale"]
    assert talker.results[-1].retire_keyboard is not None
    assert talker.state is DialogueState.ASKING
    assert Session.objects.latest("pk").status == SessionStatus.ACTIVE


@pytest.mark.parametrize("command", ["/pause", "/stop"])
def test_a_command_pauses_too(talker: Talker, command: str) -> None:
    assert html(talker.write(command)) == RUSSIAN["paused"]
    assert Session.objects.get().status == SessionStatus.PAUSED


def test_a_text_while_paused_returns_to_the_question_and_is_no_answer(talker: Talker) -> None:
    talker.press("pause")

    back = talker.write("Я вернулась")

    assert html(back).startswith(RUSSIAN["where_we_stopped"])
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "greeting"),
    [(29, "Продолжим с того места"), (31, "С возвращением, Ольга. Продолжим")],
)
def test_only_who_was_away_is_welcomed_back(talker: Talker, minutes: int, greeting: str) -> None:
    name_set(talker.person.pk, "Ольга")
    talker.press("pause")
    be_away(talker, timedelta(minutes=minutes))

    assert html(talker.write("/start")).startswith(greeting)


def test_whatever_a_person_does_they_are_here(talker: Talker) -> None:
    be_away(talker, timedelta(hours=1))
    talker.write("/settings")

    assert html(talker.write("/start")).startswith(RUSSIAN["where_we_stopped"])


def test_there_is_nothing_to_pause_between_talks(talker: Talker) -> None:
    talker.end()

    assert html(talker.write("/pause")) == RUSSIAN["nothing_to_pause"]
    assert talker.state is DialogueState.IDLE


def test_start_puts_the_open_question_again(talker: Talker) -> None:
    question = asked_now(talker)

    back = talker.write("/start")

    assert "Вопрос 1" in html(back)
    assert asked_now(talker) == question


def test_after_a_silence_the_answer_still_counts(talker: Talker) -> None:
    fall_asleep(talker)

    reply = html(talker.answer())

    welcome, reflection, question = reply.split("\n\n", 2)
    assert welcome == RUSSIAN["late_answer"].format(name="")
    assert "сестрой" in reflection
    assert question.startswith("Вопрос 2")
    assert Answer.objects.get().text == ANSWER["ru"]
    assert Session.objects.get().status == SessionStatus.ACTIVE


def test_a_text_without_an_open_question_goes_on_with_the_talk(talker: Talker) -> None:
    talker.end()
    state_change(talker.person.pk, DialogueState.ASKING)

    assert "Вопрос 1" in html(talker.write("Ещё"))
    assert Session.objects.count() == 2


def test_the_last_answer_is_corrected_by_editing_it(talker: Talker) -> None:
    talker.answer()
    message_id = talker.last_message_id

    assert html(talker.edit(message_id, "Нет, это было утром")) == RUSSIAN["corrected"]
    current = Answer.objects.get(is_current=True)
    assert (current.text, current.supersedes_id is not None) == ("Нет, это было утром", True)


def test_an_older_answer_stays_as_it_is(talker: Talker) -> None:
    talker.answer()
    older = talker.last_message_id
    talker.answer()

    assert talker.edit(older, "Иначе") is None
    assert Answer.objects.filter(is_current=True).count() == 2


@pytest.mark.parametrize("text", ["", "  "])
def test_an_edit_without_words_is_ignored(talker: Talker, text: str) -> None:
    talker.answer()

    assert talker.edit(talker.last_message_id, text) is None


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ({"voice": {"file_id": "x"}}, "voice"),
        ({"sticker": {"file_id": "x"}}, "media"),
        ({"photo": [{"file_id": "x"}]}, "media"),
        ({"text": "чужое", "forward_origin": {"type": "user"}}, "forwarded"),
    ],
    ids=["voice", "sticker", "photo", "forwarded"],
)
def test_what_is_not_in_the_persons_own_words_is_no_answer(
    talker: Talker, what: dict[str, object], key: str
) -> None:
    assert html(talker.send(**what)) == RUSSIAN[key]
    assert not Answer.objects.exists()


def test_a_heavy_question_is_announced_before_its_words(talker: Talker) -> None:
    make_heavy(talker)

    gate = talker.write("/start")

    assert RUSSIAN["heavy_gate"] in html(gate)
    assert HEAVY_WORDS not in html(gate)
    assert gate is not None
    assert gate.actions == ["another", "ready"]


def test_who_is_ready_is_shown_the_heavy_question(talker: Talker) -> None:
    make_heavy(talker)
    talker.write("/start")

    shown = talker.press("ready")

    assert HEAVY_WORDS in html(shown)
    talker.answer()
    assert Answer.objects.count() == 1


def test_who_would_rather_not_gets_something_lighter(talker: Talker) -> None:
    heavy = make_heavy(talker)
    talker.write("/start")

    lighter = talker.press("another")

    heavy.refresh_from_db()
    assert heavy.outcome == Outcome.REPLACED
    assert HEAVY_WORDS not in html(lighter)


def test_nobody_answers_a_question_whose_words_were_not_shown(talker: Talker) -> None:
    make_heavy(talker)
    talker.write("/start")

    again = talker.write("Даже не знаю")

    assert RUSSIAN["heavy_gate"] in html(again)
    assert not Answer.objects.exists()


def test_a_tired_person_is_offered_a_rest(talker: Talker) -> None:
    offer = tire(talker)

    assert RUSSIAN["fatigue"] in offer.html
    assert offer.actions == ["enough", "ready"]


def test_enough_ends_the_talk_kindly(talker: Talker) -> None:
    end = talker.press("enough", tire(talker))

    assert html(end).startswith(RUSSIAN["end_person"])
    assert talker.state is DialogueState.IDLE
    assert Session.objects.latest("pk").status == SessionStatus.COMPLETED


def test_one_more_shows_the_question(talker: Talker) -> None:
    shown = talker.press("ready", tire(talker))

    assert "●" in html(shown)
    assert talker.state is DialogueState.ASKING


def test_distress_in_an_answer_is_followed_by_nothing_heavy(talker: Talker) -> None:
    talker.write("Мне очень тяжело, всё бессмысленно, я больше не вижу выхода из этой работы")

    care = CareState.objects.get(person=talker.person)
    assert care.heavy_blocked_until is not None
    assert Answer.objects.count() == 1


def test_with_an_empty_bank_the_talk_ends_kindly(newcomer: Talker) -> None:
    end = newcomer.begin()

    assert html(end).startswith(RUSSIAN["end_nothing"])
    assert newcomer.state is DialogueState.IDLE


def test_a_failing_analyser_costs_the_reflection_and_not_the_answer(
    talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.receivers.instant_analyse", lambda _answer_id: 1 / 0)

    reply = talker.answer()

    assert html(reply).startswith("Вопрос 2")
    assert Answer.objects.count() == 1


def test_every_reason_to_end_has_its_words() -> None:
    assert set(endings._ENDINGS.values()) <= set(RUSSIAN) & set(ENGLISH)


def test_a_question_is_asked_in_the_language_chosen_meanwhile(talker: Talker) -> None:
    talker.write("/language")

    reply = talker.write("I walked by the river")

    assert "Question 2" in html(reply)
    assert asked_now(talker).language == Language.EN
