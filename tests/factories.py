"""Rows for tests, one factory per model; always `XFactory.create()`."""

from factory.declarations import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from core.vocabulary import Domain, Language
from onboarding.choices import (
    Energy,
    Outcome,
    QuestionStatus,
    ReviewKind,
    SessionStatus,
    Stage,
    TranslationStatus,
    TrustLevel,
)
from onboarding.models import Answer, AskedQuestion, Question, QuestionText, Session
from people.choices import DialogueState
from people.models import Person


class PersonFactory(DjangoModelFactory[Person]):
    """Somebody who has begun and has nothing open."""

    class Meta:
        model = Person

    language = Language.RU.value
    state = DialogueState.IDLE.value


class QuestionFactory(DjangoModelFactory[Question]):
    """A light question that anybody may be asked, as bank files bring it; it has no text yet."""

    class Meta:
        model = Question

    code = Sequence("q-test-{:04d}".format)
    version = 1
    status = QuestionStatus.PUBLISHED.value
    domain = Domain.WORK.value
    depth = 1
    energy = Energy.OPENING.value
    min_trust = TrustLevel.STRANGER.value
    stages = [Stage.ENTRY.value]
    safety_flags: list[str] = []
    requires_opt_in = False
    provenance = {"kind": "original", "licence": "project", "author": "tests"}
    is_from_files = True
    review = {"kind": "founding", "author": "founder", "reviewers": ["reader", "second-reader"]}
    review_kind = ReviewKind.FOUNDING.value


class QuestionTextFactory(DjangoModelFactory[QuestionText]):
    """What a question asks, in Russian."""

    class Meta:
        model = QuestionText

    question = SubFactory(QuestionFactory)
    language = Language.RU.value
    text = "Что сегодня дало вам сил?"
    status = TranslationStatus.SOURCE.value


class SessionFactory(DjangoModelFactory[Session]):
    """A session under way."""

    class Meta:
        model = Session

    person = SubFactory(PersonFactory)
    status = SessionStatus.ACTIVE.value
    target_questions = 5


class AskedQuestionFactory(DjangoModelFactory[AskedQuestion]):
    """A question put to a person in their session, with its text."""

    class Meta:
        model = AskedQuestion

    session = SubFactory(SessionFactory)
    person = SelfAttribute("session.person")
    question = LazyAttribute(lambda _: QuestionTextFactory.create().question)
    language = Language.RU.value
    stage = Stage.ENTRY.value
    outcome = Outcome.OPEN.value


class AnswerFactory(DjangoModelFactory[Answer]):
    """An answer; it leaves its question open, as only a service closes it."""

    class Meta:
        model = Answer

    asked = SubFactory(AskedQuestionFactory)
    person = SelfAttribute("asked.person")
    text = "Утренняя прогулка у реки."
    length = LazyAttribute(lambda answer: len(answer.text))
    source_update_id = Sequence(lambda number: number + 1)
