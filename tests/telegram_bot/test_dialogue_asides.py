"""What is said beside a question is met kindly; the question stays open and nothing is stored."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from core.clock import utc_now
from onboarding.choices import Outcome, SessionStatus
from onboarding.models import Answer, AskedQuestion, Session
from onboarding.services import sessions_time_out
from people.choices import AddressForm, DialogueState
from people.models import Person
from people.selectors import person_name
from people.services import name_set
from telegram_bot.dialogue.asides import _REMARKS
from telegram_bot.remarks import Remark
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.telegram_bot.talker import Said, Talker

ASIDES = [
    ("привет", "hello", "greeted"),
    ("продолжим", "let's continue", "where_we_stopped"),
    ("ываыва", "asdf", "not_understood"),
    ("...", ".", "not_understood"),
    ("не понимаю вопрос", "what do you mean?", "question_unclear"),
    ("ты кто?", "are you a human?", "about_me"),
    ("что ты делаешь с моими ответами?", "what do you do with my answers?", "about_answers"),
]
GREETINGS = [("привет", "hi"), ("Здравствуйте, это снова я", "hello again"), ("дальше", "next")]
LANGUAGES = ["ru", "en"]
Texts = Mapping[str, str]


def html(said: Said | None) -> str:
    """Return the text of something that must have been said."""
    assert said is not None
    return said.html


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return each language in turn."""
    return str(request.param)


@pytest.fixture
def texts(language: str) -> Texts:
    """Return what the bot says in this language."""
    return RUSSIAN if language == "ru" else ENGLISH


@pytest.fixture
def asked(language: str, newcomer: Talker, stranger: Talker, bank: None) -> Talker:
    """Return somebody with the first question before them."""
    talker = newcomer if language == "ru" else stranger
    talker.begin()
    return talker


@pytest.fixture
def unnamed(language: str, newcomer: Talker, stranger: Talker, bank: None) -> Talker:
    """Return somebody who is asked what to call them."""
    talker = newcomer if language == "ru" else stranger
    talker.write("/start")
    talker.press("begin")
    talker.press("agree")
    return talker


def in_language(language: str, russian: str, english: str) -> str:
    """Return one of two wordings."""
    return {"ru": russian, "en": english}[language]


def wording(talker: Talker) -> str:
    """Return the words of the open question."""
    question = talker.open_question
    assert question is not None
    return question.question.texts.get(language=question.language).text


def sleep(talker: Talker) -> None:
    """Let a day pass over the open question."""
    yesterday = utc_now() - timedelta(days=1)
    Person.objects.filter(pk=talker.person.pk).update(last_seen_at=yesterday)
    Session.objects.update(last_activity_at=yesterday)
    assert sessions_time_out() == 1


@pytest.mark.parametrize(("russian", "english", "key"), ASIDES)
def test_an_aside_is_met_and_the_question_stays(
    asked: Talker, texts: Texts, language: str, russian: str, english: str, key: str
) -> None:
    before = asked.open_question

    said = asked.write(in_language(language, russian, english))

    assert html(said).startswith(f"{texts[key]}\n\n")
    assert wording(asked) in html(said)
    assert said is not None
    assert said.actions == ["skip", "another", "pause", "why", "more"]
    assert asked.open_question == before
    assert asked.state is DialogueState.ASKING
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("russian", "english"),
    [("не хочу отвечать", "I'd rather not say"), ("пропусти", "skip this question")],
)
def test_a_refusal_is_a_kind_skip(
    asked: Talker, texts: Texts, language: str, russian: str, english: str
) -> None:
    said = asked.write(in_language(language, russian, english))

    assert html(said).startswith(texts["left_alone"])
    assert outcomes() == [Outcome.SKIPPED, Outcome.OPEN]
    assert not Answer.objects.exists()


def outcomes() -> list[str]:
    """Return what became of the questions, oldest first."""
    return list(AskedQuestion.objects.order_by("pk").values_list("outcome", flat=True))


def test_next_is_a_skip_without_a_word(asked: Talker, language: str) -> None:
    said = asked.write(in_language(language, "дальше", "next"))

    assert html(said).startswith(in_language(language, "Вопрос 2", "Question 2"))
    assert outcomes() == [Outcome.SKIPPED, Outcome.OPEN]


def test_another_question_may_be_asked_for_in_words(asked: Talker, language: str) -> None:
    said = asked.write(in_language(language, "другой вопрос", "another question"))

    assert html(said).startswith(in_language(language, "Вопрос 1", "Question 1"))
    assert outcomes() == [Outcome.REPLACED, Outcome.OPEN]


def test_a_pause_may_be_asked_for_in_words(asked: Talker, texts: Texts, language: str) -> None:
    said = asked.write(in_language(language, "пока хватит", "enough for now"))

    assert html(said) == texts["paused"]
    assert asked.state is DialogueState.PAUSED


@pytest.mark.parametrize(("russian", "english"), GREETINGS)
def test_who_comes_back_the_next_day_is_greeted_and_asked_again(
    asked: Talker, texts: Texts, language: str, russian: str, english: str
) -> None:
    name_set(asked.person.pk, "Ольга")
    before = asked.open_question
    sleep(asked)

    said = asked.write(in_language(language, russian, english))

    assert html(said).startswith(texts["welcome_back"].format(name=", Ольга"))
    assert wording(asked) in html(said)
    assert asked.open_question == before
    assert Session.objects.get().status == SessionStatus.ACTIVE
    assert not Answer.objects.exists()


def test_a_real_answer_the_next_day_is_kept_with_a_kind_word(
    asked: Talker, texts: Texts, language: str
) -> None:
    name_set(asked.person.pk, "Ольга")
    sleep(asked)

    said = asked.answer()

    assert html(said).startswith(texts["late_answer"].format(name=", Ольга"))
    assert in_language(language, "Вопрос 2", "Question 2") in html(said)
    assert Answer.objects.count() == 1


def test_an_answer_at_once_is_not_called_late(asked: Talker, texts: Texts) -> None:
    late = texts["late_answer"].partition("{")[0]

    assert late not in html(asked.answer())


def test_a_remark_that_sounds_of_distress_is_no_remark(
    asked: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("telegram_bot.dialogue.asides.remark_of", lambda _text: Remark.REFUSAL)
    words = {
        "ru": "Мне очень тяжело, всё бессмысленно, я больше не вижу выхода из этой работы",
        "en": "Everything feels pointless and I see no way out of this job",
    }

    asked.write(words[asked.language_code])

    assert Answer.objects.count() == 1


def test_every_remark_is_met() -> None:
    assert set(_REMARKS) == set(Remark) - {Remark.ANSWER}


def test_a_familiar_person_is_met_in_their_form(newcomer: Talker, bank: None) -> None:
    newcomer.begin(form="ty")

    assert newcomer.person.address_form == AddressForm.TY
    assert html(newcomer.write("...")).startswith(RUSSIAN["not_understood_ty"])


@pytest.mark.parametrize(
    ("russian", "english", "key"),
    [
        ("ты кто?", "who are you?", "about_me"),
        ("зачем ты спрашиваешь?", "why do you ask?", "about_why"),
        (
            "Вчера мы весь вечер гуляли у реки с сестрой",
            "We walked by the river all evening",
            "no_name_yet",
        ),
    ],
)
def test_what_is_no_name_is_not_taken_for_one(
    unnamed: Talker, texts: Texts, language: str, russian: str, english: str, key: str
) -> None:
    said = unnamed.write(in_language(language, russian, english))

    assert html(said) == f"{texts[key]}\n\n{texts['address']}"
    assert person_name(unnamed.person.pk) == ""
    assert unnamed.state is DialogueState.ADDRESS


def test_a_greeting_is_no_name_and_is_returned(
    unnamed: Talker, texts: Texts, language: str
) -> None:
    said = unnamed.write(in_language(language, "Привет!", "Hi!"))

    assert html(said) == f"{texts['hello']}\n\n{texts['address']}"


def test_a_question_is_no_name(unnamed: Talker, texts: Texts, language: str) -> None:
    said = unnamed.write(in_language(language, "А можно без имени?", "Do I have to?"))

    assert html(said) == texts["address"]


def test_who_does_not_want_to_say_their_name_stays_nameless(unnamed: Talker, language: str) -> None:
    unnamed.write(in_language(language, "не хочу говорить", "I'd rather not say"))

    assert unnamed.person.name == ""


def test_distress_at_the_name_is_met_with_kind_words(newcomer: Talker, bank: None) -> None:
    newcomer.write("/start")
    newcomer.press("begin")
    newcomer.press("agree")

    said = newcomer.write("Мне очень тяжело, всё бессмысленно, я больше не вижу выхода")

    assert html(said).endswith(RUSSIAN["address"])
    assert not html(said).startswith(RUSSIAN["address"])
    assert person_name(newcomer.person.pk) == ""
