"""What an import would change, and what is wrong with a file, as their pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.staff_columns import badge
from core.staff_pages import Words
from core.vocabulary import Language
from onboarding.admin.lab.show import status_badge
from onboarding.admin.lab.versions import change_in_words
from onboarding.bank.import_plan import ImportDiff, enters_review
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.records import QuestionRecord
from onboarding.bank.version_diff import diff_versions
from onboarding.choices import QuestionStatus
from onboarding.staff_words import ENERGIES, ENERGY_COLOURS, SIGNATURE_FIELDS
from people.staff_words import DOMAINS, TRAITS

#: Of each kind; nobody reads further, and the numbers stand above.
SHOWN = 200
#: What the bank as a whole lacks; no question is at fault.
OF_TABLE = frozenset(
    {
        Kind.FEW_PUBLISHED,
        Kind.ENERGY_SHARE,
        Kind.FEW_IN_DOMAIN,
        Kind.FEW_HEALING_IN_DOMAIN,
        Kind.FEW_FOR_STRANGERS,
        Kind.FEW_DOMAINS_FOR_STRANGERS,
        Kind.FEW_FOR_TRAIT,
        Kind.FEW_FOR_FIELD,
        Kind.FEW_HEALING,
    }
)
#: What the codes in what a bank lacks are called.
NAMES: Mapping[str, Words] = {
    "energy": ENERGIES,
    "domain": DOMAINS,
    "trait": TRAITS,
    "field": SIGNATURE_FIELDS,
}
Row = dict[str, Any]


def problem_rows(problems: Iterable[Problem], language: Language) -> list[Row]:
    """Return problems with their places, in the language of the reader."""
    return [
        {"where": problem.where(language), "what": problem.said(language)} for problem in problems
    ]


def show_diff(diff: ImportDiff, language: Language) -> Row:
    """Return everything that the page of a waiting import shows of it."""
    about_table = [warning for warning in diff.warnings if warning.kind in OF_TABLE]
    others = [warning for warning in diff.warnings if warning.kind not in OF_TABLE]
    return {
        "basis": diff.basis,
        "counts": {
            "added": len(diff.added),
            "changed": len(diff.changed),
            "retired": len(diff.retired),
            "kept": len(diff.kept),
            "unchanged": len(diff.unchanged),
            "warnings": len(others),
        },
        "added": [_shown(question, language, enters=True) for question in diff.added[:SHOWN]],
        "changed": [
            _changed(former, new, language)
            for former, new in zip(diff.former[:SHOWN], diff.changed[:SHOWN], strict=True)
        ],
        "retired": _all_shown(diff.retired, language),
        "kept": _all_shown(diff.kept, language),
        "warnings": problem_rows(others[:SHOWN], language),
        "shortfalls": problem_rows(map(_in_words, about_table), language),
        "shown": SHOWN,
    }


def _in_words(shortfall: Problem) -> Problem:
    """Return what the bank lacks with names instead of codes, in the language that is active."""
    values = {
        name: str(NAMES[name][str(value)]) if name in NAMES else value
        for name, value in shortfall.values.items()
    }
    return replace(shortfall, values=values)


def _all_shown(questions: Sequence[QuestionRecord], language: Language) -> list[Row]:
    return [_shown(question, language) for question in questions[:SHOWN]]


def _shown(question: QuestionRecord, language: Language, *, enters: bool = False) -> Row:
    """Return a question in one line: with the status it has, or with the one it enters with."""
    status = _entering(question) if enters else question.status
    return {
        "name": f"{question.code} v{question.version}" if not enters else question.code,
        "text": _wording(question, language),
        "badges": [
            status_badge(status),
            badge(ENERGIES[question.energy], ENERGY_COLOURS.get(question.energy, "")),
            badge(DOMAINS[question.domain]),
        ],
    }


def _changed(former: QuestionRecord, new: QuestionRecord, language: Language) -> Row:
    changes = [change_in_words(change) for change in diff_versions(former, new)]
    return {**_shown(new, language, enters=True), "changes": changes}


def _entering(question: QuestionRecord) -> QuestionStatus:
    return QuestionStatus.IN_REVIEW if enters_review(question) else QuestionStatus.DRAFT


def _wording(question: QuestionRecord, language: Language) -> str:
    """Return the text in the language of the reader, else in any."""
    wording = question.texts.get(language) or next(iter(question.texts.values()))
    return wording.text
