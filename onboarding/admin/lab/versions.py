"""Two versions of a question side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, Words
from core.typed_unfold import ModelAdmin
from onboarding.admin.lab.show import address, reader_in_words, status_badge
from onboarding.admin.lab.word_diff import word_diff
from onboarding.bank.version_diff import FieldChange, diff_versions
from onboarding.bank_selectors import record_of
from onboarding.curation_selectors import versions_of
from onboarding.models import Question
from onboarding.staff_words import (
    ANSWER_FORMS,
    ENERGIES,
    FLAGS,
    FOLLOW_UP_REASONS,
    PROVENANCE_KINDS,
    SIGNATURE_FIELDS,
    STAGES,
    TRANSLATIONS,
    TRUST_NAMES,
)
from people.staff_words import DOMAINS, LANGUAGES, TRAITS

#: What the fields of a record are called, by the last part of their path that says it.
LABELS: Mapping[str, Label] = {
    "domain": _("domain"),
    "secondary_domains": _("other domains"),
    "depth": _("depth"),
    "energy": _("energy"),
    "min_trust": _("trust needed"),
    "stages": _("stages"),
    "targets": _("answers tell about"),
    "signature_targets": _("fields of the signature"),
    "answer.form": _("how it is answered"),
    "answer.min_chars": _("characters expected"),
    "answer.expected_seconds": _("seconds expected"),
    "answer.options": _("possible answers"),
    "safety.flags": _("safety flags"),
    "safety.min_age": _("age, from"),
    "safety.requires_opt_in": _("only for those who allowed heavy topics"),
    "safety.skip_text_required": _("the wording says that it may be skipped"),
    "safety.cooldown_days": _("days of rest after it"),
    "follow_ups": _("asked next"),
    "never_after": _("never right after"),
    "repeatable_after_days": _("may be asked again after days"),
    "provenance.kind": _("where the wording comes from"),
    "provenance.source": _("source"),
    "provenance.licence": _("licence"),
    "provenance.author": _("author of the wording"),
}
TEXT_LABELS: Mapping[str, Label] = {
    "text": _("question"),
    "hint": _("hint"),
    "familiar_text": _("question with «ты»"),
    "familiar_hint": _("hint with «ты»"),
    "examples": _("examples"),
    "status": _("translation"),
    "translator": _("translator"),
    "reviewer": _("reviewer"),
}
#: Codes of these fields have words.
CODES: Mapping[str, Words] = {
    "domain": DOMAINS,
    "secondary_domains": DOMAINS,
    "energy": ENERGIES,
    "min_trust": TRUST_NAMES,
    "stages": STAGES,
    "signature_targets": SIGNATURE_FIELDS,
    "answer.form": ANSWER_FORMS,
    "safety.flags": FLAGS,
    "provenance.kind": PROVENANCE_KINDS,
    "status": TRANSLATIONS,
}


def diff_view(page: ModelAdmin[Question], request: HttpRequest) -> HttpResponse:
    """Show what one version changed of another.

    Raises:
        Http404: no two versions of one question were named.
    """
    old, new = (_version(request.GET.get(name, "")) for name in ("old", "new"))
    if old.code != new.code:
        raise Http404
    changes = diff_versions(record_of(old), record_of(new))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": new.code,
        "old": _named(old),
        "new": _named(new),
        "versions": [
            {"pk": row.question_id, "name": f"v{row.version}"} for row in versions_of(new.code)
        ],
        "changes": [change_in_words(change) for change in changes],
        "back": address(new.pk),
    }
    return TemplateResponse(request, "admin/onboarding/question_diff.html", context)


def _version(number: str) -> Question:
    found = Question.objects.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _named(question: Question) -> dict[str, Any]:
    return {"pk": question.pk, "name": str(question), "badge": status_badge(question.status)}


def change_in_words(change: FieldChange) -> dict[str, Any]:
    """Return one difference as a page shows it: its label, and both sides in pieces."""
    old, new = word_diff(_said(change.path, change.old), _said(change.path, change.new))
    return {
        "label": label_of(change.path),
        "language": _language(change.path),
        "old": old,
        "new": new,
    }


def label_of(path: str) -> str:
    """Return what staff call the field at a path, keys joined by dots; the path if nothing."""
    if path.startswith("texts."):
        _texts, language, name = path.split(".", 2)
        return f"{LANGUAGES[language]}: {TEXT_LABELS.get(name, name)}"
    return str(LABELS.get(path, path))


def _language(path: str) -> str:
    """Return the language of the words of a text, empty for everything else."""
    kind, _dot, place = path.partition(".")
    language, _dot, name = place.partition(".")
    return language if kind == "texts" and name not in CODES else ""


def _said(path: str, value: Any) -> str:
    """Return the value of a field as staff read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _lines(path, value)
    return _word(path, value)


def _lines(path: str, values: Sequence[Any]) -> str:
    if path == "targets":
        return "\n".join(_target(target) for target in values)
    if path == "follow_ups":
        return "\n".join(f"{FOLLOW_UP_REASONS[row['when']]}: {row['code']}" for row in values)
    return ", ".join(_word(path, value) for value in values)


def _target(target: Mapping[str, Any]) -> str:
    return " ".join(_target_parts(target))


def _target_parts(target: Mapping[str, Any]) -> Iterator[str]:
    yield f"{TRAITS[target['trait']]}: {number_format(target['information'])}"
    if target.get("facet"):
        yield f"({target['facet']})"


def _word(path: str, value: Any) -> str:
    if path.endswith((".translator", ".reviewer")):
        return reader_in_words(value)
    words = CODES.get(path) or CODES.get(path.rpartition(".")[2], {})
    return str(words.get(value, value))
