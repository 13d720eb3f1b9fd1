"""The record of a choice in words: what the moment was, what was best, what the rules took out."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, Words
from core.vocabulary import TRAITS
from onboarding import trust
from onboarding.reasons import Reason
from onboarding.selection_record import is_replayable
from onboarding.smart_mix import TARGET_SE
from onboarding.staff_words import CARE_RULES, STAGES, TRUST_LEVELS
from people.staff_words import DOMAINS
from people.staff_words import TRAITS as TRAIT_WORDS

DIGITS = 3
REASONS: Words = {
    Reason.AFTER_HEAVY: _("after something heavy, something that gives strength"),
    Reason.TIRED: _("the person may be tired"),
    Reason.CLOSING: _("the last question gives strength"),
    Reason.HEAVY: _("heavy, and everything allows it"),
    Reason.NEW_DOMAIN: _("a domain not yet touched"),
    Reason.OPENING: _("a session opens lightly"),
    Reason.DEEPER: _("it may go deeper now"),
    Reason.LIGHT: _("a light one"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with its name, and its share of the widest bar in percent."""

    name: Label
    value: str
    width: int
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the best eligible questions."""

    code: str
    url: str
    bar: Bar
    is_chosen: bool


def why(record: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Return what a page shows of the record of a choice; `code` is the question that was asked.

    Records of earlier releases, which kept no state, are shown as far as they go.
    """
    top = record.get("top", [])
    best = top[0][1] if top else 1.0
    return {
        "score": _rounded(record.get("score", 0.0)),
        "reasons": [REASONS[Reason(name)] for name in record.get("reasons", [])],
        "candidates": [_candidate(name, score, best, code) for name, score in top],
        "removed": _removed(record.get("removed", {})),
        "policy": record.get("policy", ""),
        "bank": record.get("bank", ""),
        "seed": record.get("seed"),
        "moment": _moment(record) if is_replayable(record) else None,
    }


def _moment(record: Mapping[str, Any]) -> dict[str, Any]:
    state = record["state"]
    return {
        "stage": STAGES[record["stage"]],
        "trust": TRUST_LEVELS[trust.level(state["trust"])],
        "trust_score": _rounded(state["trust"]),
        "fatigue": _rounded(state["fatigue"]),
        "asked": len(record["history"]["outcomes"]),
        "answers": state["answers_ever"],
        "planned": state["session_target"],
        "is_heavy_allowed": state["heavy_opt_in"],
        "uncertainties": list(_uncertainties(state["variances"])),
        "affinities": list(_affinities(state["affinity"])),
    }


def _uncertainties(variances: Iterable[float]) -> Iterable[Bar]:
    """Yield the standard error of each trait, in population SD; 1 is what a stranger has."""
    for trait, variance in zip(TRAITS, variances, strict=True):
        error = math.sqrt(variance)
        yield Bar(TRAIT_WORDS[trait], f"{error:.2f}", _percent(error), error <= TARGET_SE)


def _affinities(worths: Mapping[str, float]) -> Iterable[tuple[Label, str]]:
    for domain, worth in sorted(worths.items(), key=lambda item: -item[1]):
        yield DOMAINS[domain], f"{worth:.2f}"


def _candidate(name: str, score: float, best: float, chosen: str) -> Candidate:
    url = f"{reverse('admin:onboarding_question_changelist')}?q={name}"
    bar = Bar(name, _rounded(score), _percent(score / best))
    return Candidate(name, url, bar, name == chosen)


def _removed(counts: Mapping[str, int]) -> list[tuple[Label, int]]:
    """Return the rules that took something out, the one that took most first."""
    most_first = sorted(counts.items(), key=lambda item: -item[1])
    return [(CARE_RULES.get(rule, rule), count) for rule, count in most_first if count]


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def _rounded(number: float) -> str:
    return f"{number:.{DIGITS}f}"
