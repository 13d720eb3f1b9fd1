"""Attacks on the whole way: turns, the reading by a model that obeys the attacker, the portrait,
the messages, the coach, the staff's page, and what later prompts hold.

A person attacks ten times in one dialogue, so that what one attack left behind is there for the
next: earlier answers, stored hypotheses, patterns, and the talk with the coach.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice, pairwise

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from redis import Redis

from ai.choices import Vendor
from ai.prompts import CANARY
from ai.providers.base import Prompt
from ai.remote.numbers import MOST_MOVED
from analysis.choices import Phase
from analysis.models import Analysis, ExtractedTrait
from coach.models import Conversation, Message
from core.crisis import CrisisLevel, assess
from core.vocabulary import Language
from events.dispatch import run_deliveries
from events.models import Delivery
from people.choices import DialogueState, Purpose
from people.models import StaffUser
from people.services import consent_give
from profiles.models import PersonalityProfile
from profiles.replay import replay
from profiles.selectors import observed_of, profile_mismatches
from telegram_bot.limits import inbound_limiter
from telegram_bot.models import OutgoingMessage
from telegram_bot.sandbox.html_text import parse_html
from tests.ai.attackers import WAYS, Attack, Obedient, attacks, tags_of_the_person, traces
from tests.ai.money import price_list_restore
from tests.ai.vendor_double import VendorDouble, vendors
from tests.founding_bank import bank_restore
from tests.telegram_bot.talker import Talker

TOGETHER = 10
REASON = "Проверяю вывод по просьбе человека"
AGREED = (Purpose.AI_VENDORS, Purpose.COACH_MEMORY, Purpose.HUMAN_REVIEW)
#: Tags that our own messages are written with.
OURS = {"b", "i", "blockquote"}
_TAG = re.compile(r"<\s*/?\s*([\w-]+)")
_chats = count(7_000_000)


def talks() -> Iterator[pytest.ParameterSet]:
    """Yield attacks that one person makes one after another.

    What sounds like a crisis reaches no model and no coach, so it is not among them.
    """
    for language in Language:
        ours = [attack for attack in attacks() if attack.language is language]
        ours = [one for one in ours if assess(one.text).level < CrisisLevel.PASSIVE]
        for start in range(0, len(ours), TOGETHER):
            some = ours[start : start + TOGETHER]
            yield pytest.param(some, start, id=f"{language}-{start}-{some[0].kind}")


class Way:
    """A person who attacks, and a model that obeys them in another way each time."""

    def __init__(self, language: Language, first: int) -> None:
        self.ways = islice(cycle(WAYS), first, None)
        self.obedient: Obedient | None = None
        self.model = VendorDouble(Vendor.OPENAI, otherwise=self._obey)
        self.talker = Talker(next(_chats), language_code=language.value)
        self.means: list[tuple[float, ...]] = []
        self.language = language

    def go(self, some: Iterable[Attack]) -> None:
        """Begin, attack in answers, look at the portrait, and say the same to the coach."""
        with vendors(self.model):
            self.talker.begin()
            for purpose in AGREED:
                consent_give(self.talker.person.pk, purpose, self.language)
            self._remember()
            for attack in some:
                self.obedient = Obedient(attack, next(self.ways))
                for text in (*attack.earlier, attack.text):
                    self._answer(text)
                    self._remember()
            for text in ("/profile", "/stop", "/profile", "/coach"):
                self._write(text)
            for attack in some:
                self.obedient = Obedient(attack, next(self.ways))
                self._write(attack.text)

    def _answer(self, text: str) -> None:
        if self.talker.state is not DialogueState.ASKING:
            self._write("/start")
        self._write(text)

    def _write(self, text: str) -> None:
        inbound_limiter().forget(self.talker.chat_id)
        self.talker.write(text)
        while delivery := Delivery.objects.filter(status="pending").order_by("pk").first():
            run_deliveries([delivery.pk])

    def _obey(self, prompt: Prompt) -> dict[str, object]:
        assert self.obedient is not None
        return self.obedient.whatever(prompt)

    def _remember(self) -> None:
        self.means.append(replay(observed_of(self.talker.person.pk)).texts.means)

    @property
    def moves(self) -> list[float]:
        """How far each answer moved the trait that it moved most."""
        return [
            max(abs(one - other) for one, other in zip(before, after, strict=True))
            for before, after in pairwise(self.means)
        ]


def read_by_the_model() -> list[Analysis]:
    return list(Analysis.objects.filter(phase=Phase.DEEP, is_offline=False))


def kept(some: list[Attack]) -> list[str]:
    """Return what is to be seen of the attacks in what is stored of their readings."""
    texts = [text for one in read_by_the_model() for text in (one.insight, *one.patterns)]
    texts += [one.text for one in Message.objects.exclude(provider__in=("", "local", "bundled"))]
    return [
        f"{text}: {found}" for text in texts for a in some if (found := traces(text, CANARY, a))
    ]


def shown(some: list[Attack]) -> list[str]:
    """Return messages with the secret, a tag that is not ours, or words a model was to say."""
    bodies = [row.body["html"] for row in OutgoingMessage.objects.all() if row.body]
    own = " ".join(attack.text for attack in some)
    planted = [attack.said for attack in some if attack.said not in own]
    return [
        html
        for html in bodies
        if "secret" in str(traces(html, CANARY, some[0]))
        or not set(_TAG.findall(html)) <= OURS
        or any(words in parse_html(html).text for words in planted)
    ]


def pages() -> list[str]:
    """Return the pages on which staff open personal words, for everything the person left."""
    client = Client()
    client.force_login(StaffUser.objects.create_superuser("root", password=None))
    rows = [*read_by_the_model(), *PersonalityProfile.objects.all(), *Conversation.objects.all()]
    answers = [client.post(words_of(row), {"reason": REASON}) for row in rows]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content.decode() for answer in answers]


def words_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_do", args=[row.pk, "words"])


def shown_to_staff(some: list[Attack]) -> list[str]:
    """Return pages that hold the secret, or a tag of an attack as a tag."""
    tagged = [one for attack in some for one in (attack.text, attack.said) if "<" in one]
    return [page for page in pages() if CANARY in page or any(one in page for one in tagged)]


@pytest.fixture
def _tables(db: None, redis: "Redis") -> None:
    bank_restore()
    price_list_restore()


@pytest.mark.usefixtures("_tables")
@pytest.mark.parametrize(("some", "first"), list(talks()))
def test_nothing_of_any_attack_gets_through(some: list[Attack], first: int) -> None:
    way = Way(some[0].language, first)
    way.go(some)

    turns = [turn for sent in way.model.journal for turn in sent.turns]
    quotes = ExtractedTrait.objects.filter(analysis__in=read_by_the_model())
    said = [attack.text for attack in some] + [text for one in some for text in one.earlier]
    assert len(turns) >= len(some)
    assert max(way.moves) <= MOST_MOVED
    assert kept(some) == []
    assert shown(some) == []
    assert shown_to_staff(some) == []
    assert [turn for turn in turns if CANARY in turn] == []
    assert [found for turn in turns if (found := tags_of_the_person(turn))] == []
    assert [one.quote for one in quotes if not any(one.quote in text for text in said)] == []
    assert profile_mismatches(way.talker.person.pk) == ()
    assert not Delivery.objects.exclude(status="done").exists()
