"""One row of everything that staff can see, full of words that nobody may see."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.test import Client

from analysis.choices import Phase
from analysis.models import (
    Analysis,
    AnalysisFailure,
    EvaluationRun,
    EvaluationTrait,
    ExtractedTrait,
)
from coach.choices import Author
from coach.models import Conversation, Message
from core.clock import utc_now
from core.heartbeat import beat
from core.vocabulary import BIG_FIVE, Domain, Language, Trait
from events.catalogue import CommandExecuted
from events.choices import DeliveryStatus
from events.models import Delivery, OutboxEvent
from events.outbox import publish
from onboarding.measurement import PRIOR
from onboarding.models import (
    Answer,
    BankImport,
    BankVersion,
    CareState,
    QuestionStatistics,
    QuestionTarget,
    SimulationRun,
)
from people.choices import AddressForm, CaseStatus, DialogueState, Purpose
from people.models import CrisisCase, CrisisContact, Person, PersonalTextView, StaffUser
from people.services import consent_give
from profiles.choices import Category
from profiles.models import (
    BigFiveTrait,
    DomainAffinity,
    Observation,
    PersonalityProfile,
    TraitHistory,
)
from profiles.replay import Belief, dump
from selfology_site.roles import permissions
from telegram_bot.choices import OutgoingStatus
from telegram_bot.models import Account, InboundUpdate, OutgoingMessage
from tests.ai.ledger_rows import called
from tests.ai.money import price_list_restore
from tests.factories import AnswerFactory, PersonFactory, QuestionTextFactory

#: Stands in every sealed field of the world.
CANARY = "канарейка-в-саду"
REASON = "Проверяю вывод по просьбе человека"


@dataclass(frozen=True)
class World:
    """A person and what there is of them."""

    person: Person
    answer: Answer
    analysis: Analysis
    profile: PersonalityProfile
    conversation: Conversation
    case: CrisisCase
    contact: CrisisContact
    dead: Delivery


def make_world(superuser: StaffUser) -> World:
    """Return a world; the person has agreed to nothing but what is needed to begin."""
    now = utc_now()
    person = PersonFactory.create(
        name=CANARY, address_form=AddressForm.TY, state=DialogueState.IDLE
    )
    consent_give(person.pk, Purpose.PROFILE, Language.RU)
    question = QuestionTextFactory.create().question
    QuestionTarget.objects.create(question=question, trait=Trait.OPENNESS, information=0.3)
    answer = AnswerFactory.create(
        asked__session__person=person, asked__question=question, text=CANARY
    )
    answer.asked.selection = {
        "policy": "smart-mix/1",
        "bank": "1#1",
        "score": 0.1234,
        "top": [["q-1", 0.1234], ["q-2", 0.1]],
        "removed": {"not_repeated": 7, "trusted": 2, "language": 0},
    }
    answer.asked.save()
    BankVersion.objects.create(label="1")
    QuestionStatistics.objects.create(question=question, people=1, exposures=1, flags=["crisis"])
    BankImport.objects.create(staff=superuser, name="bank.json", scope="part", applied_at=now)
    SimulationRun.objects.create(
        proposed=[question.pk], bank="1#1", seed=1, people=1, requested_by=superuser
    )
    CareState.objects.create(person=person, closed_domains=[Domain.FAMILY])
    analysis = _analysis(answer)
    profile = _profile(answer, analysis)
    conversation = Conversation.objects.create(person=person)
    Message.objects.create(
        person=person,
        conversation=conversation,
        author=Author.PERSON,
        text=CANARY,
        source_update_id=7,
    )
    case = CrisisCase.objects.create(
        person=person,
        level=2,
        signals=["en.passive.vanish"],
        state_before=DialogueState.ASKING,
        status=CaseStatus.CLOSED,
        opened_at=now - timedelta(days=90),
        closed_at=now - timedelta(days=90),
    )
    contact = CrisisContact.objects.create(language="ru", country="RU", name="Line", phone="112")
    PersonalTextView.objects.create(staff=superuser, person=person, subject="x", reason=REASON)
    _messages(person)
    price_list_restore()
    called(person_id=person.pk)
    beat("relay")
    return World(person, answer, analysis, profile, conversation, case, contact, _dead(person))


def staff_client(name: str, *, role: str = "", may: str = "") -> Client:
    """Return a browser in which a member of staff with one role or permission is logged in."""
    user = StaffUser.objects.create_user(username=name, password=None, is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    user.user_permissions.set(permissions([may] if may else []))
    client = Client()
    client.force_login(user)
    return client


def _analysis(answer: Answer) -> Analysis:
    analysis = Analysis.objects.create(
        person=answer.person,
        answer=answer,
        phase=Phase.DEEP,
        domain=Domain.WORK,
        language="ru",
        sentiment="neutral",
        sentiment_score=0.0,
        quality=0.5,
        insight=CANARY,
        insight_quote=CANARY,
        patterns=[CANARY],
        provider="local",
        model="local-analyser",
        prompt_version="local/1",
        is_offline=True,
    )
    ExtractedTrait.objects.create(
        person=answer.person,
        analysis=analysis,
        trait=Trait.OPENNESS,
        value=1.0,
        variance=2.0,
        quote=CANARY,
    )
    AnalysisFailure.objects.create(
        person=answer.person, answer=answer, phase=Phase.DEEP, reason="vendor_too_slow"
    )
    _trial()
    return analysis


def _trial() -> None:
    now = utc_now()
    run = EvaluationRun.objects.create(
        provider="local",
        model="local-analyser",
        prompt_version="local/1",
        file_name="answers.jsonl",
        file_hash="0" * 64,
        items=72,
        repeats=3,
        failed=0,
        sentiment_accuracy=0.5,
        cost_usd=Decimal(0),
        seconds_p50=0.005,
        seconds_p95=0.013,
        started_at=now,
        finished_at=now,
    )
    EvaluationTrait.objects.create(
        run=run, trait=Trait.OPENNESS, expected=10, read=3, invented=3, mean_error=0.47
    )


def _profile(answer: Answer, analysis: Analysis) -> PersonalityProfile:
    person = answer.person
    profile = PersonalityProfile.objects.create(
        person=person, version=1, answers=1, state=dump(Belief(PRIOR.state(), PRIOR.state()))
    )
    BigFiveTrait.objects.create(
        profile=profile,
        name=BIG_FIVE[0],
        value=0.6,
        mean=0.3,
        variance=0.4,
        low=0.4,
        high=0.8,
        observations=3,
    )
    DomainAffinity.objects.create(profile=profile, name=Domain.WORK, value=0.6, answers=2)
    Observation.objects.create(
        person=person,
        answer=answer,
        trait=Trait.OPENNESS,
        value=1.0,
        variance=2.0,
        quote=CANARY,
        extracted_trait_id=1,
        analysis_id=analysis.pk,
        provider="local",
        prompt_version="local/1",
        is_offline=True,
        observed_at=answer.submitted_at,
    )
    TraitHistory.objects.create(
        person=person,
        category=Category.BIG_FIVE,
        name=Trait.OPENNESS,
        new_value=0.6,
        new_variance=0.4,
        answer_id=answer.pk,
        analysis_id=analysis.pk,
    )
    return profile


def _messages(person: Person) -> None:
    Account.objects.create(chat_id=77, person=person)
    InboundUpdate.objects.create(update_id=5, chat_id=77, payload={"text": CANARY})
    OutgoingMessage.objects.create(
        person=person,
        chat_id=77,
        body={"html": CANARY},
        dedupe_key="k",
        status=OutgoingStatus.PENDING,
    )


def _dead(person: Person) -> Delivery:
    event = publish(CommandExecuted(person_id=person.pk, command="start", update_id=5))
    return Delivery.objects.create(
        event=OutboxEvent.objects.get(pk=event.pk),
        handler="profiles.index_answer",
        stream=str(person.pk),
        priority=1,
        status=DeliveryStatus.DEAD,
        attempts=8,
        last_error="vectors_away",
    )
