"""Between the fields of the form and a question as it travels in bank files."""

from collections.abc import Mapping
from typing import Any

from core.vocabulary import Language
from onboarding.admin.lab.rules import FOLLOW_UPS, TARGETS, Values
from onboarding.bank.records import QuestionRecord, QuestionText
from onboarding.choices import QuestionStatus, TranslationStatus, TrustLevel

#: Keys of a text that are typed in, by the language they exist in.
TYPED: Mapping[Language, tuple[str, ...]] = {
    Language.RU: ("text", "hint", "familiar_text", "familiar_hint"),
    Language.EN: ("text", "hint"),
}
#: What the form leaves as it is.
PLAIN = (
    "domain",
    "secondary_domains",
    "depth",
    "energy",
    "min_trust",
    "stages",
    "signature_targets",
    "never_after",
    "repeatable_after_days",
)
SAFETY = ("requires_opt_in", "skip_text_required", "cooldown_days", "min_age")
PROVENANCE = ("kind", "source", "licence", "author")


def original_of(record: QuestionRecord) -> Language:
    """Return the language in which a question was written first."""
    sources = [
        language
        for language, text in record.texts.items()
        if text.status is TranslationStatus.SOURCE
    ]
    known = [language for language in Language if language in record.texts]
    return [*sources, *known][0]


def typed_of(record: QuestionRecord) -> dict[str, Any]:
    """Return what the form shows of a question before anything is typed."""
    document = record.model_dump(mode="json")
    return {
        **{name: document[name] for name in PLAIN},
        **{name: document["safety"][name] for name in SAFETY},
        **{f"provenance_{name}": document["provenance"][name] for name in PROVENANCE},
        **_typed_texts(record),
        **_typed_rows(record),
        "code": record.code,
        "original": original_of(record).value,
        "min_trust": record.min_trust.value,
        "safety_flags": document["safety"]["flags"],
        "never_after": ", ".join(record.never_after),
        "min_chars": record.answer.min_chars,
        "expected_seconds": record.answer.expected_seconds,
    }


def _typed_texts(record: QuestionRecord) -> dict[str, str]:
    return {
        f"{language}_{name}": getattr(record.texts[language], name)
        for language, names in TYPED.items()
        if language in record.texts
        for name in names
    }


def _typed_rows(record: QuestionRecord) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for number, target in enumerate(record.targets, start=1):
        rows[f"trait_{number}"] = target.trait.value
        rows[f"information_{number}"] = target.information
    for number, follow_up in enumerate(record.follow_ups, start=1):
        rows[f"follow_up_{number}"] = follow_up.code
        rows[f"follow_up_{number}_when"] = follow_up.when.value
    return rows


def document_of(values: Values, base: QuestionRecord | None) -> dict[str, Any]:
    """Return the question that was typed, as in bank files; the rest stays as it is in `base`.

    Args:
        values: cleaned values of the form.
        base: the version that is edited; None for a new question.
    """
    before = base.model_dump(mode="json", exclude_defaults=True) if base else {}
    return {
        **{name: values[name] for name in PLAIN},
        "code": values["code"],
        "version": base.version if base else 1,
        "status": QuestionStatus.DRAFT.value,
        "min_trust": TrustLevel(values["min_trust"]).name,
        "targets": _targets(values, before.get("targets", [])),
        "answer": _answer(values, before.get("answer", {})),
        "safety": {
            "flags": values["safety_flags"],
            **{name: values[name] for name in SAFETY},
        },
        "follow_ups": _follow_ups(values),
        "texts": _texts(values, base),
        "provenance": {
            name: values[f"provenance_{name}"]
            for name in PROVENANCE
            if values[f"provenance_{name}"]
        },
    }


def _targets(values: Values, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the targets; one that stays keeps what is known of it."""
    kept = {(target["trait"], target["information"]): target for target in before}
    rows = (
        (values[f"trait_{number}"], values[f"information_{number}"])
        for number in range(1, TARGETS + 1)
    )
    return [kept.get(row, {"trait": row[0], "information": row[1]}) for row in rows if row[0]]


def _answer(values: Values, before: dict[str, Any]) -> dict[str, Any]:
    typed = {name: values[name] for name in ("min_chars", "expected_seconds")}
    left = {name: value for name, value in before.items() if name not in typed}
    return left | {name: value for name, value in typed.items() if value is not None}


def _follow_ups(values: Values) -> list[dict[str, str]]:
    return [
        {"when": values[f"follow_up_{number}_when"], "code": values[f"follow_up_{number}"]}
        for number in range(1, FOLLOW_UPS + 1)
        if values[f"follow_up_{number}"]
    ]


def _texts(values: Values, base: QuestionRecord | None) -> dict[str, Any]:
    original = Language(values["original"])
    old = base.texts if base else {}
    typed = {
        language: {name: values[f"{language}_{name}"] for name in names}
        for language, names in TYPED.items()
        if values[f"{language}_text"]
    }
    is_retold = _is_changed(old.get(original), typed[original])
    return {
        language.value: _original(words, old.get(language))
        if language is original
        else _translation(words, old.get(language), is_retold=is_retold)
        for language, words in typed.items()
    }


def _original(words: dict[str, str], old: QuestionText | None) -> dict[str, Any]:
    return _text(words, old, TranslationStatus.SOURCE, is_kept=not _is_changed(old, words))


def _translation(
    words: dict[str, str], old: QuestionText | None, *, is_retold: bool
) -> dict[str, Any]:
    """Return a translation; it is read anew when it, or what it translates, was changed."""
    was_source = old is not None and old.status is TranslationStatus.SOURCE
    is_kept = not (_is_changed(old, words) or is_retold or was_source)
    return _text(words, old, TranslationStatus.TRANSLATED, is_kept=is_kept)


def _text(
    words: dict[str, str], old: QuestionText | None, status: TranslationStatus, *, is_kept: bool
) -> dict[str, Any]:
    said = {name: text for name, text in words.items() if text}
    before = old.model_dump(mode="json", exclude_defaults=True) if old else {}
    kept: dict[str, Any] = {
        name: before[name] for name in ("examples", "translator") if name in before
    }
    if is_kept:
        return before | said
    return {**kept, **said, "status": status.value}


def _is_changed(old: QuestionText | None, words: dict[str, str]) -> bool:
    return old is None or any(getattr(old, name) != text for name, text in words.items())
