"""What the page of one question shows."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.staff_columns import badge
from core.staff_pages import Label, Words
from core.vocabulary import Language
from onboarding.admin.lab.listing import wording
from onboarding.choices import ASKABLE_TRANSLATIONS, ReviewKind, TranslationStatus
from onboarding.curation_rules import IN_USE, OPEN, Approvals
from onboarding.curation_selectors import (
    Decision,
    Version,
    approvals_missing,
    decisions_of,
    versions_of,
)
from onboarding.errors import CurationError
from onboarding.models import Question, QuestionStatistics, QuestionText
from onboarding.services.simulation_runs import PROPOSABLE, require_simulated
from onboarding.staff_words import (
    DECISION_COLOURS,
    DECISIONS,
    ENERGIES,
    ENERGY_COLOURS,
    FLAGS,
    FOLLOW_UP_REASONS,
    PROVENANCE_KINDS,
    QUESTION_COLOURS,
    QUESTION_STATUSES,
    READERS,
    REVIEW_COLOURS,
    REVIEW_KINDS_SHORT,
    SIGNATURE_FIELDS,
    STAGES,
    TRANSLATION_COLOURS,
    TRANSLATIONS,
    TRUST_LEVELS,
)
from onboarding.statistics_words import QUESTION_FLAG_COLOURS, QUESTION_FLAGS
from people.staff_words import DOMAINS, LANGUAGES, TRAITS

Pair = tuple[Label, Any]


def in_words(codes: Sequence[str], words: Words) -> str:
    """Return codes in words, with commas between them."""
    return ", ".join(str(words.get(code, code)) for code in codes)


def address(question_id: int) -> str:
    """Return where the page of a question is."""
    return reverse("admin:onboarding_question_change", args=[question_id])


def status_badge(status: str) -> Any:
    """Return a status as a coloured label."""
    return badge(QUESTION_STATUSES[status], QUESTION_COLOURS.get(status, ""))


def badges(question: Question) -> list[Any]:
    """Return what is to be seen of a question at one glance."""
    review = question.review_kind
    said = [
        status_badge(question.status),
        badge(ENERGIES[question.energy], ENERGY_COLOURS.get(question.energy, "")),
        badge(DOMAINS[question.domain]),
    ]
    if review:
        said.append(badge(REVIEW_KINDS_SHORT[review], REVIEW_COLOURS[review]))
    return [*said, *figure_badges(question)]


def figure_badges(question: Question) -> list[Any]:
    """Return what the figures of a question call for."""
    known: QuestionStatistics | None = getattr(question, "statistics", None)
    flags = known.flags if known else ()
    return [badge(QUESTION_FLAGS[flag], QUESTION_FLAG_COLOURS[flag]) for flag in flags]


def question_context(question: Question) -> dict[str, Any]:
    """Return what the page shows to everybody who may see it."""
    versions = versions_of(question.code)
    return {
        "wording": wording(question),
        "badges": badges(question),
        "wanting": wanting(question),
        "not_simulated": simulation_missing(question),
        "is_asked": question.status in IN_USE,
        "decisions": [_decision(row) for row in decisions_of(question.pk)],
        "facts": list(_facts(question)),
        "versions": [_version(row, question) for row in versions],
        "open_version": _open_version(versions, question),
    }


def wanting(question: Question) -> list[str]:
    """Return, in words, which approvals are missing."""
    is_read = question.review_kind == ReviewKind.PSYCHOLOGIST
    if question.status not in OPEN and (question.status not in IN_USE or is_read):
        return []
    return approvals_in_words(approvals_missing(question.pk))


def simulation_missing(question: Question) -> str:
    """Return, in words, why synthetic people stand in the way; empty where they do not."""
    if question.status not in PROPOSABLE:
        return ""
    try:
        require_simulated(question.pk)
    except CurationError as error:
        return error.message
    return ""


def approvals_in_words(missing: Approvals) -> list[str]:
    """Return whose approval is missing, one line each."""
    lines = []
    if others := missing.reviewers - missing.clinicians:
        line = ngettext(
            "the approval of %(count)d colleague", "the approvals of %(count)d colleagues", others
        )
        lines.append(line % {"count": others})
    if missing.clinicians:
        lines.append(gettext("the approval of a clinician: the question is heavy or sensitive"))
    return lines


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "badge": badge(DECISIONS[row.kind], DECISION_COLOURS.get(row.kind, "")),
        "who": row.staff or gettext("the product itself"),
        "language": LANGUAGES.get(row.language, ""),
        "comment": row.comment if row.staff else in_words(row.comment.split(), QUESTION_FLAGS),
        "as_clinician": row.as_clinician,
        "at": row.decided_at,
    }


def _version(row: Version, shown: Question) -> dict[str, Any]:
    return {
        "name": f"{shown.code} v{row.version}",
        "badge": status_badge(row.status),
        "author": row.author or gettext("the founding bank"),
        "url": address(row.question_id),
        "is_this": row.question_id == shown.pk,
        "diff_url": diff_address(row.question_id, shown.pk),
    }


def diff_address(one: int, other: int) -> str:
    """Return where two versions stand side by side."""
    return reverse("admin:onboarding_question_diff", query={"old": one, "new": other})


def _open_version(versions: Sequence[Version], shown: Question) -> dict[str, Any] | None:
    newer = [row for row in versions if row.version > shown.version and row.status in OPEN]
    if not newer:
        return None
    return {"name": f"{shown.code} v{newer[0].version}", "url": address(newer[0].question_id)}


def texts_context(question: Question) -> list[dict[str, Any]]:
    """Return both languages with how far they have come."""
    kept = {text.language: text for text in question.texts.all()}
    return [_text(language, kept.get(language)) for language in Language]


def _text(language: Language, text: QuestionText | None) -> dict[str, Any]:
    name = LANGUAGES[language]
    if text is None:
        missing = badge(_("missing"), "danger")
        why = _("People who speak this language are not asked this question.")
        return {"language": language, "name": name, "badge": missing, "words": [], "why": why}
    is_asked = TranslationStatus(text.status) in ASKABLE_TRANSLATIONS
    return {
        "language": language,
        "name": name,
        "badge": badge(TRANSLATIONS[text.status], TRANSLATION_COLOURS.get(text.status, "")),
        "words": list(_words(text)),
        "why": "" if is_asked else _("Nobody is asked in this language before it is approved."),
        "status": text.status,
    }


def _words(text: QuestionText) -> Iterator[Pair]:
    is_russian = text.language == Language.RU
    said = (
        (_("with «вы»") if is_russian else _("text"), text.text),
        (_("hint"), text.hint),
        (_("with «ты»"), text.familiar_text),
        (_("hint with «ты»"), text.familiar_hint),
    )
    return ((label, words) for label, words in said if words)


def _facts(question: Question) -> Iterator[Pair]:
    yield _("answers tell about"), _targets(question)
    if question.signature_targets:
        yield _("fields of the signature"), in_words(question.signature_targets, SIGNATURE_FIELDS)
    yield _("depth"), question.depth
    yield _("trust needed"), TRUST_LEVELS[question.min_trust]
    yield _("stages"), in_words(question.stages, STAGES)
    if question.secondary_domains:
        yield _("other domains"), in_words(question.secondary_domains, DOMAINS)
    yield _("safety flags"), in_words(question.safety_flags, FLAGS)
    if question.requires_opt_in:
        yield _("care"), _("only for those who allowed heavy topics")
    if question.cooldown_days:
        yield _("days of rest after it"), question.cooldown_days
    yield _("may be asked again"), _again(question.repeatable_after_days)
    if question.follow_ups:
        yield _("asked next"), _follow_ups(question)
    if question.never_after:
        yield _("never right after"), ", ".join(question.never_after)
    yield from _origin(question)


def _again(days: int | None) -> str:
    if days is None:
        return gettext("never again")
    return ngettext("after %(count)d day", "after %(count)d days", days) % {"count": days}


def _targets(question: Question) -> Any:
    lines = ((TRAITS[row.trait], number_format(row.information)) for row in question.targets.all())
    return format_html("{}", format_html_join("", "<div>{}: {}</div>", lines))


def _follow_ups(question: Question) -> Any:
    lines = ((FOLLOW_UP_REASONS[row["when"]], row["code"]) for row in question.follow_ups)
    return format_html("{}", format_html_join("", "<div>{}: {}</div>", lines))


def _origin(question: Question) -> Iterator[Pair]:
    origin = question.provenance
    yield _("author"), question.author or gettext("the founding bank")
    yield _("where the wording comes from"), PROVENANCE_KINDS.get(origin.get("kind"), "–")
    for name, label in (("author", _("written by")), ("source", _("source"))):
        if origin.get(name):
            yield label, origin[name]
    yield _("licence"), _licence(origin.get("licence", ""))
    if question.review and question.review.get("reviewers"):
        yield (
            _("read by"),
            ", ".join(map(reader_in_words, question.review["reviewers"])),
        )


def reader_in_words(name: str) -> str:
    """Return a reviewer as files name them: a role of the founders, or a member of staff."""
    role, _hyphen, number = name.rpartition("-")
    if number.isdecimal():
        return f"{READERS.get(role, role)} #{number}"
    return str(READERS.get(name, name))


def _licence(name: str) -> Label:
    return _("of this project") if name == "project" else name
