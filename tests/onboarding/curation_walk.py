"""A walk through the lab at random, past its doors and through its walls, and what must stay true.

The book of what people really read is kept here, apart from the tables: an approval counts for the
words that stood there when it was given, and for nobody who ever wrote some of them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, models, transaction

from core.errors import SelfologyError
from core.vocabulary import Language
from onboarding.choices import QuestionStatus, ReviewKind, TranslationStatus
from onboarding.models import Question, QuestionDecision, QuestionTarget, QuestionText
from onboarding.services.curation import (
    question_approve,
    question_create,
    question_edit,
    question_pilot,
    question_publish,
    question_request_changes,
    question_retire,
    question_roll_back,
    question_submit,
    question_suspend,
    question_withdraw,
    translation_approve,
    translation_save,
)
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, changed, record
from tests.onboarding.curators import clinician, psychologist, simulated

ASKABLE = (TranslationStatus.SOURCE, TranslationStatus.APPROVED)
IN_USE = (QuestionStatus.PILOT, QuestionStatus.PUBLISHED)
CURATED = ("id", "status", "review", "review_kind", "loaded_at", "version", "author_id")
#: How often out of ten the walker tries a wall instead of a door.
WALLS = 3
#: How often a deed is tried where it may succeed.
LIKELY = 0.8
Words = tuple[Any, ...]


def words_of(text: QuestionText) -> Words:
    """Return what a text says."""
    return (text.language, text.text, text.hint, text.familiar_text, text.familiar_hint)


def content_of(pk: int) -> Words:
    """Return everything that reviewers of a version answer for."""
    row = Question.objects.filter(pk=pk).values().get()
    targets = QuestionTarget.objects.filter(question=pk).values_list("trait", "information")
    own = QuestionText.objects.filter(question=pk, status=TranslationStatus.SOURCE)
    facts = {name: value for name, value in row.items() if name not in CURATED}
    return (repr(facts), tuple(targets), tuple(sorted(map(words_of, own))))


@dataclass
class Walk:
    """Somebody at work with a seed, and the book they keep."""

    chance: random.Random
    staff: tuple[int, ...] = ()
    clara: int = 0
    writers: dict[int, set[int]] = field(default_factory=dict)
    readers: dict[tuple[int, Words], set[int]] = field(default_factory=dict)
    translators: dict[tuple[int, Words], set[int]] = field(default_factory=dict)
    read: set[tuple[int, Words]] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)

    @classmethod
    def begin(cls, seed: int) -> "Walk":
        """Return a walk with four people and nothing written yet."""
        clara = clinician("clara")
        others = (psychologist(name) for name in ("anna", "boris", "dora"))
        return cls(random.Random(seed), (*others, clara), clara)  # noqa: S311 - a seeded test

    def step(self) -> None:
        """Try something; what is refused changes nothing."""
        deeds = WALL_DEEDS if self.chance.randrange(10) < WALLS else DOOR_DEEDS
        deed = self.chance.choice(deeds)
        try:
            with transaction.atomic():
                deed(self)
        except (SelfologyError, DatabaseError):
            self.done[f"refused {deed.__name__}"] += 1
        else:
            self.done[deed.__name__] += 1

    def someone(self) -> int:
        """Return a member of staff."""
        return self.chance.choice(self.staff)

    def any_question(self, *statuses: QuestionStatus) -> int:
        """Return a version, mostly one of these statuses."""
        pks = list(Question.objects.order_by("pk").values_list("pk", flat=True))
        fitting = Question.objects.filter(status__in=statuses).order_by("pk")
        likely = list(fitting.values_list("pk", flat=True))
        return self.chance.choice(likely if likely and self.chance.random() < LIKELY else pks)

    def unread(self) -> Iterator[str]:
        """Yield what people are asked though nobody who may has read it as it is."""
        for question in Question.objects.filter(status__in=IN_USE, is_from_files=False):
            readers = self.readers.get((question.pk, content_of(question.pk)), set())
            readers = readers - self.writers.get(question.pk, set())
            flags = set(question.safety_flags) - {"none"}
            is_sensitive = question.energy == "HEAVY" or bool(flags)
            if len(readers) < 1 + is_sensitive or (is_sensitive and self.clara not in readers):
                yield f"{question} was read by {sorted(readers)}"
            yield from self._unread_texts(question)

    def _unread_texts(self, question: Question) -> Iterator[str]:
        for text in question.texts.filter(status=TranslationStatus.APPROVED):
            if (question.pk, words_of(text)) not in self.read:
                yield f"{question} {text.language} was read by nobody"


def create(walk: Walk) -> None:
    """Write a new question."""
    number = walk.chance.randrange(200, 999)
    sample = walk.chance.choice([NEUTRAL, HEAVY])
    by = walk.someone()
    pk = question_create(record(sample, code=f"work-{number}"), by)
    walk.writers.setdefault(pk, set()).add(by)


def edit(walk: Walk) -> None:
    """Write a question anew."""
    number, by = walk.chance.randrange(10_000), walk.someone()
    old = walk.any_question()
    row = Question.objects.get(pk=old)
    sample, depths = (HEAVY, (3, 5)) if row.energy == "HEAVY" else (NEUTRAL, (1, 2))
    planted = changed(sample, "depth", walk.chance.choice(depths))
    skip = "Вопрос можно пропустить."
    planted = changed(planted, "texts.ru.text", f"Расскажите про {number}-й день. {skip}")
    pk = question_edit(old, record(planted, code=row.code), by)
    walk.writers.setdefault(pk, set()).add(by)


def submit(walk: Walk) -> None:
    """Give a draft to the reviewers."""
    question_submit(walk.any_question(QuestionStatus.DRAFT), walk.someone())


def withdraw(walk: Walk) -> None:
    """Take a question back."""
    question_withdraw(walk.any_question(QuestionStatus.IN_REVIEW), walk.someone())


def request_changes(walk: Walk) -> None:
    """Send a question back."""
    pk = walk.any_question(QuestionStatus.IN_REVIEW)
    question_request_changes(pk, walk.someone(), "Shorter.")


def approve(walk: Walk) -> None:
    """Read and approve."""
    pk, by = walk.any_question(QuestionStatus.IN_REVIEW), walk.someone()
    question_approve(pk, by)
    walk.readers.setdefault((pk, content_of(pk)), set()).add(by)


def pilot(walk: Walk) -> None:
    """Ask a few."""
    pk, by = walk.any_question(QuestionStatus.IN_REVIEW), walk.someone()
    simulated(pk, by=by)
    question_pilot(pk, by)


def publish(walk: Walk) -> None:
    """Ask everybody."""
    pk, by = walk.any_question(QuestionStatus.IN_REVIEW), walk.someone()
    simulated(pk, by=by)
    question_publish(pk, by, "Fine.")


def suspend(walk: Walk) -> None:
    """Stop asking."""
    question_suspend(walk.any_question(QuestionStatus.PUBLISHED), walk.someone(), "Hurt somebody.")


def retire(walk: Walk) -> None:
    """Stop for good."""
    question_retire(walk.any_question(QuestionStatus.PUBLISHED), walk.someone())


def roll_back(walk: Walk) -> None:
    """Bring a version back."""
    question_roll_back(walk.any_question(QuestionStatus.RETIRED), walk.someone())


def translate(walk: Walk) -> None:
    """Write an English text."""
    pk, by = walk.any_question(), walk.someone()
    number = walk.chance.randrange(10_000)
    sample = record(changed(HEAVY, "texts.en.text", f"Tell me of day {number}. You can skip it."))
    translation_save(pk, Language.EN, sample.texts[Language.EN], by)
    text = QuestionText.objects.get(question=pk, language=Language.EN)
    walk.translators.setdefault((pk, words_of(text)), set()).add(by)


def approve_translation(walk: Walk) -> None:
    """Read an English text and approve of it."""
    pk, by = walk.any_question(), walk.someone()
    translation_approve(pk, Language.EN, by)
    said = (pk, words_of(QuestionText.objects.get(question=pk, language=Language.EN)))
    if by not in walk.translators.get(said, set()):
        walk.read.add(said)


#: Values a tampered form or a shell may try, by column.
TAMPERED: dict[type[models.Model], dict[str, list[Any]]] = {
    Question: {
        "status": [status.value for status in QuestionStatus],
        "review_kind": [ReviewKind.PSYCHOLOGIST.value],
        "energy": ["NEUTRAL", "OPENING"],
        "depth": [1, 2, 5],
        "safety_flags": [["none"], ["grief"]],
        "is_from_files": [True, False],
        "review": [{"author": "x", "reviewers": ["y", "z"]}, None],
        "author_id": [],
        "requires_opt_in": [False],
    },
    QuestionText: {
        "status": [status.value for status in TranslationStatus],
        "text": ["Чем вы гордитесь?", "What are you proud of?"],
        "translated_by_id": [],
    },
    QuestionTarget: {"information": [0.1, 1.9], "trait": ["openness"]},
    QuestionDecision: {
        "kind": ["approved", "published", "written"],
        "staff_id": [],
        "as_clinician": [True],
    },
}


def tamper(walk: Walk) -> None:
    """Update a column of a row, or two at once, past all services."""
    model = walk.chance.choice(list(TAMPERED))
    columns = walk.chance.sample(sorted(TAMPERED[model]), k=walk.chance.choice([1, 1, 2]))
    values = {
        column: walk.chance.choice(TAMPERED[model][column] or list(walk.staff))
        for column in columns
    }
    at = "pk" if model is Question else "question"
    pk = walk.any_question(*IN_USE, QuestionStatus.IN_REVIEW)
    model._default_manager.filter(**{at: pk}).update(**values)


def delete(walk: Walk) -> None:
    """Delete rows past all services."""
    model = walk.chance.choice([QuestionText, QuestionTarget, QuestionDecision])
    model._default_manager.filter(question=walk.any_question())._raw_delete("default")


DOOR_DEEDS: tuple[Callable[[Walk], None], ...] = (
    create,
    edit,
    *(submit,) * 4,
    withdraw,
    request_changes,
    *(approve,) * 9,
    pilot,
    *(publish,) * 4,
    suspend,
    retire,
    roll_back,
    *(translate,) * 2,
    *(approve_translation,) * 3,
)
WALL_DEEDS: tuple[Callable[[Walk], None], ...] = (*(tamper,) * 8, delete)
