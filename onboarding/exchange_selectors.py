"""The bank as it goes out of the product: every version of every question, and what is exported."""

import re
from collections import defaultdict
from enum import StrEnum

from django.db.models import QuerySet

from onboarding.bank.records import QuestionRecord
from onboarding.bank_selectors import record_of
from onboarding.choices import QuestionStatus
from onboarding.curation_rules import OPEN
from onboarding.models import BankVersion, Question

#: The version of files that came from no loaded files.
NO_VERSION = "0.0.0"
FILE_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")


class Edition(StrEnum):
    """Which version of each question is exported."""

    #: What is asked, or was last: the bank files of another copy of the product.
    IN_FORCE = "in_force"
    #: The newest, drafts too: to go on working on it.
    NEWEST = "newest"


def all_versions() -> dict[str, tuple[QuestionRecord, ...]]:
    """Return every version of every question, by its code, the oldest first."""
    return _by_code(Question.objects.all())


def own_versions() -> dict[str, tuple[QuestionRecord, ...]]:
    """Return every version that was written in the product, by its code, the oldest first."""
    return _by_code(Question.objects.filter(is_from_files=False))


def _by_code(questions: QuerySet[Question]) -> dict[str, tuple[QuestionRecord, ...]]:
    versions: dict[str, list[QuestionRecord]] = defaultdict(list)
    for question in questions.prefetch_related("texts", "targets").order_by("code", "version"):
        versions[question.code].append(record_of(question))
    return {code: tuple(records) for code, records in versions.items()}


def exported(edition: Edition) -> tuple[QuestionRecord, ...]:
    """Return the questions of an export, one version of each code, in the order of the codes."""
    choose = _in_force if edition is Edition.IN_FORCE else _newest
    return tuple(choose(versions) for _, versions in sorted(all_versions().items()))


def exported_version() -> str:
    """Return the version that exported files name: that of the files loaded last."""
    label = BankVersion.objects.order_by("-pk").values_list("label", flat=True).first() or ""
    return label if FILE_VERSION.fullmatch(label) else NO_VERSION


def _in_force(versions: tuple[QuestionRecord, ...]) -> QuestionRecord:
    """Return the version that is asked, else the last that left use, else the one being written."""
    used = [version for version in versions if version.status not in OPEN]
    asked = [version for version in used if version.status is not QuestionStatus.RETIRED]
    return (asked or used or list(versions))[-1]


def _newest(versions: tuple[QuestionRecord, ...]) -> QuestionRecord:
    return versions[-1]
