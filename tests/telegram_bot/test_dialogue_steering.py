"""Not now, not this topic, never this, tired, enough: as buttons and in words."""

from datetime import timedelta

import pytest

from core.clock import utc_now
from core.vocabulary import Domain, Language
from onboarding.choices import Energy, Outcome, SessionStatus, TrustLevel
from onboarding.models import Answer, AskedQuestion, CareState, Session
from people.choices import DialogueState
from telegram_bot.limits import inbound_limiter
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.factories import QuestionFactory, QuestionTextFactory
from tests.telegram_bot.talker import Said, Talker

LANGUAGES = ["ru", "en"]


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


@pytest.fixture(params=LANGUAGES)
def asked(request: pytest.FixtureRequest, newcomer: Talker, stranger: Talker, bank: None) -> Talker:
    """Return somebody of each language with the first question before them."""
    talker = newcomer if request.param == "ru" else stranger
    talker.begin()
    return talker


def texts(talker: Talker) -> dict[str, str]:
    """Return what the bot says in the person's language."""
    return dict(RUSSIAN if talker.language_code == "ru" else ENGLISH)


def words(talker: Talker, russian: str, english: str) -> str:
    """Return one of two wordings."""
    return russian if talker.language_code == "ru" else english


def actions(talker: Talker) -> list[str]:
    """Return what the new buttons under the pressed message do."""
    return [button.press.action for row in talker.results[-1].keyboard for button in row]


def wish(talker: Talker, action: str) -> Said | None:
    """Press a button of the menu under the open question."""
    question = talker.open_question
    assert question is not None
    talker.press_data(f"v1:q:{question.pk}:more")
    return talker.press_data(f"v1:q:{question.pk}:{action}")


def care(talker: Talker) -> CareState:
    return CareState.objects.get(person=talker.person)


def outcomes() -> list[str]:
    """Return what became of the questions, oldest first."""
    return list(AskedQuestion.objects.order_by("pk").values_list("outcome", flat=True))


def heavy_before(talker: Talker) -> None:
    """Let the person have answered something heavy just before the open question."""
    heavy = QuestionFactory.create(
        energy=Energy.HEAVY, depth=4, min_trust=TrustLevel.FRIEND, requires_opt_in=True
    )
    language = talker.person.language
    QuestionTextFactory.create(question=heavy, language=language)
    strength = QuestionFactory.create(energy=Energy.HEALING)
    QuestionTextFactory.create(question=strength, language=language)
    rows = AskedQuestion.objects.order_by("pk")
    rows.filter(outcome=Outcome.ANSWERED).update(question=heavy)
    rows.filter(outcome=Outcome.OPEN).update(question=strength)


def test_more_opens_a_menu_in_place_and_back_closes_it(asked: Talker) -> None:
    question = asked.messages()[-1]

    said = asked.press("more", question)
    menu = actions(asked)
    asked.press_data(question.data[0].replace("skip", "back"))

    assert said is None
    assert menu == ["put_off", "not_topic", "never", "back"]
    assert actions(asked) == question.actions
    assert asked.results[-1].retire_keyboard is not None
    assert asked.state is DialogueState.ASKING


def test_not_now_puts_the_question_off(asked: Talker) -> None:
    said = wish(asked, "put_off")

    assert html(said).startswith(texts(asked)["put_off"])
    assert outcomes() == [Outcome.POSTPONED, Outcome.OPEN]
    assert asked.results[-1].retire_keyboard is not None
    assert asked.results[-1].keyboard == ()


def test_not_this_topic_closes_it_and_names_the_way_back(asked: Talker) -> None:
    question = asked.open_question
    assert question is not None
    domain = question.question.domain

    said = html(wish(asked, "not_topic"))

    assert texts(asked)[f"domain_{domain}"] in said.partition("\n\n")[0]
    assert "/settings" in said
    assert care(asked).closed_domains == [domain]


def test_never_this_is_remembered(asked: Talker) -> None:
    question = asked.open_question
    assert question is not None

    said = wish(asked, "never")

    assert html(said).startswith(texts(asked)["never_again"])
    assert care(asked).never_codes == [question.question.code]


@pytest.mark.parametrize("action", ["more", "back", "put_off", "not_topic", "never"])
@pytest.mark.parametrize("number", [0, 2**62])
def test_a_forged_or_stale_wish_changes_nothing(talker: Talker, action: str, number: int) -> None:
    assert talker.press_data(f"v1:q:{number}:{action}") is None

    assert talker.toast == RUSSIAN["stale"]
    assert outcomes() == [Outcome.OPEN]
    assert not CareState.objects.exclude(closed_domains=[], never_codes=[]).exists()


@pytest.mark.parametrize(
    ("russian", "english", "outcome"),
    [
        ("не сейчас", "not now", Outcome.POSTPONED),
        ("больше не спрашивай об этом", "don't ask me about this again", Outcome.SKIPPED),
        ("больше не задавайте этот вопрос", "never ask me this again", Outcome.SKIPPED),
    ],
)
def test_wishes_are_heard_in_words(
    asked: Talker, russian: str, english: str, outcome: Outcome
) -> None:
    asked.write(words(asked, russian, english))

    assert outcomes() == [outcome, Outcome.OPEN]
    assert not Answer.objects.exists()


def test_who_is_tired_of_questions_is_offered_an_end(asked: Talker) -> None:
    asked.answer()

    offer = asked.write(words(asked, "я устала отвечать", "I'm tired of these questions"))

    assert html(offer) == texts(asked)["tired_heard"]
    assert offer is not None
    assert offer.actions == ["enough", "ready"]
    assert Answer.objects.count() == 1


def test_who_says_in_an_answer_that_they_are_tired_is_offered_an_end_too(asked: Talker) -> None:
    offer = asked.write(words(asked, "Гуляли у реки. Устала.", "We walked. I'm tired."))

    reflection, _, rest = html(offer).partition("\n\n")
    assert reflection
    assert rest == texts(asked)["tired_heard"]
    assert Answer.objects.count() == 1


def test_enough_in_words_ends_the_talk_kindly(asked: Talker) -> None:
    asked.answer()

    end = asked.write(words(asked, "на сегодня хватит", "that's enough for today"))

    assert html(end).startswith(texts(asked)["end_person"])
    assert asked.state is DialogueState.IDLE
    assert Session.objects.get().status == SessionStatus.COMPLETED


def test_enough_between_talks_is_no_message_for_the_coach(asked: Talker) -> None:
    asked.press("questions", asked.end())
    asked.write(words(asked, "на сегодня хватит", "that's enough for today"))

    said = asked.write(words(asked, "Всё, хватит", "that's enough for today"))

    assert html(said) == texts(asked)["nothing_to_pause"]
    assert asked.state is DialogueState.IDLE


def test_enough_is_heard_at_the_offer_of_a_rest_too(asked: Talker) -> None:
    asked.write(words(asked, "я устала отвечать", "I'm tired of these questions"))

    end = asked.write(words(asked, "Давай закончим", "Let's stop here"))

    assert html(end).startswith(texts(asked)["end_person"])


def test_whoever_goes_right_after_a_heavy_question_is_not_sent_away_bare(asked: Talker) -> None:
    asked.answer()
    heavy_before(asked)

    paused = html(asked.press("pause"))
    asked.press("questions")
    ended = html(asked.write(words(asked, "Хватит на сегодня", "Enough for today")))

    assert texts(asked)["grounding"] in paused
    assert texts(asked)["grounding"] in ended


def test_whoever_met_something_that_gives_strength_since_needs_none(asked: Talker) -> None:
    asked.answer()
    heavy_before(asked)
    asked.answer()

    assert html(asked.write("/pause")) == texts(asked)["paused"]


def test_hours_later_nobody_is_reminded_of_it(asked: Talker) -> None:
    asked.answer()
    heavy_before(asked)
    AskedQuestion.objects.update(asked_at=utc_now() - timedelta(hours=4))

    assert html(asked.write("/pause")) == texts(asked)["paused"]


def test_the_topics_are_closed_and_opened_in_place(asked: Talker) -> None:
    asked.write("/settings")
    page = asked.press("topics")
    assert page is not None

    asked.press("family", page)
    closed, shown = care(asked).closed_domains, asked.results[-1].keyboard
    toast = asked.toast
    asked.press("family", page)

    assert page.actions == [*Domain, "settings"]
    assert closed == [Domain.FAMILY]
    assert [b.label[0] for row in shown for b in row if b.press.action == "family"] == ["✕"]
    assert texts(asked)["domain_family"] in toast
    assert care(asked).closed_domains == []


def test_whoever_closed_everything_is_told_so_and_led_to_the_topics(asked: Talker) -> None:
    asked.write("/settings")
    page = asked.press("topics")
    for domain in Domain:
        inbound_limiter().forget(asked.chat_id)
        asked.press(domain, page)
    toast = asked.toast

    end = asked.write("/start")

    assert toast == texts(asked)["topics_all_closed"]
    assert html(end) == texts(asked)["end_all_closed"]
    assert end is not None
    assert end.actions == ["topics", "profile", "coach"]
    asked.press("topics", end)
    asked.press("family")
    assert asked.write("/start") is not None
    assert asked.state is DialogueState.ASKING


def test_where_some_topics_are_closed_and_nothing_fits_another_one_is_offered(
    newcomer: Talker,
) -> None:
    newcomer.begin()
    CareState.objects.filter(person=newcomer.person).update(closed_domains=[Domain.FAMILY])

    end = newcomer.press("questions")

    assert html(end).startswith(RUSSIAN["end_closed"])
    assert end is not None
    assert end.actions == ["topics", "profile", "coach"]


def test_refused_questions_can_be_brought_back(asked: Talker) -> None:
    wish(asked, "never")
    asked.write("/settings")
    page = asked.press("topics")
    assert page is not None

    asked.press("restore", page)

    assert page.actions[-2:] == ["restore", "settings"]
    assert asked.toast == texts(asked)["restored"]
    assert care(asked).never_codes == []
    assert "restore" not in actions(asked)


@pytest.mark.parametrize("action", ["nothing", "restored"])
def test_a_forged_topic_does_nothing(talker: Talker, action: str) -> None:
    assert talker.press_data(f"v1:topics:0:{action}") is None
    assert talker.toast == ""


def test_a_person_may_keep_more_distance_and_no_button_brings_it_nearer(asked: Talker) -> None:
    CareState.objects.filter(person=asked.person).update(trust=0.4)
    asked.write("/settings")

    before = asked.press("distance")
    after = asked.press("farther", before)
    asked.press("farther", after)
    nearest = asked.press("distance", asked.press("settings"))

    assert texts(asked)["distance_friend"] in html(before)
    assert before is not None
    assert before.actions == ["farther", "settings"]
    assert html(after) == (
        f"{texts(asked)['distance_acquaintance']}\n\n{texts(asked)['stepped_back']}"
    )
    assert nearest is not None
    assert nearest.actions == ["settings"]
    assert care(asked).trust == 0.0


def test_nobody_steps_back_behind_a_first_meeting(talker: Talker) -> None:
    said = talker.press_data("v1:settings:0:farther")

    assert html(said).startswith(RUSSIAN["distance_stranger"])


def test_heavy_topics_are_explained_when_they_are_allowed(asked: Talker) -> None:
    asked.write("/settings")

    allowed = asked.press("heavy")
    taken_back = asked.press("heavy", allowed)

    assert html(allowed) == texts(asked)["heavy_allowed"]
    assert html(taken_back) == texts(asked)["saved"]


@pytest.mark.parametrize("way", ["skip", "another", "put_off", "not_topic", "never"])
def test_whoever_only_steers_is_let_go_kindly(asked: Talker, way: str) -> None:
    said: Said | None = None
    steps = 0
    while asked.state is not DialogueState.IDLE and steps < 60:
        inbound_limiter().forget(asked.chat_id)
        open_now = asked.open_question
        assert open_now is not None
        said = asked.press_data(f"v1:q:{open_now.pk}:{way}")
        steps += 1

    assert asked.state is DialogueState.IDLE
    assert texts(asked)["end_noticed_nothing"] in html(said)
    assert Language(asked.person.language)
