"""The form in which a question is written: every field of the bank that a person decides about."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label, Words
from core.typed_unfold import (
    CheckboxInput,
    CheckboxSelectMultiple,
    NumberInput,
    Select,
    Textarea,
    TextInput,
)
from core.vocabulary import Language
from onboarding.admin.lab.record_form import document_of, typed_of
from onboarding.admin.lab.rules import FOLLOW_UPS, TARGETS, code_faults, faults
from onboarding.bank.records import ProvenanceKind, QuestionRecord
from onboarding.bank.schema import schema_problems
from onboarding.staff_words import (
    ENERGIES,
    FLAGS,
    FOLLOW_UP_REASONS,
    PROVENANCE_KINDS,
    SIGNATURE_FIELDS,
    STAGES,
    TRUST_LEVELS,
)
from people.staff_words import DOMAINS, LANGUAGES, TRAITS

CODE = re.compile(r"^[a-z]{3,12}-[0-9]{3,5}$")
DEPTHS: Words = {
    "1": _("1: a fact of today"),
    "2": _("2: usual behaviour"),
    "3": _("3: an inner reason or feeling"),
    "4": _("4: a formative event, conflict, shame"),
    "5": _("5: identity, meaning, mortality"),
}
TEXT = {"min_length": 10, "max_length": 400, "required": False}
HINT = {"min_length": 5, "max_length": 300, "required": False}
#: A `Label`; the stubs of Django's fields know only their own kind of promise.
FieldLabel = Any
NOTHING = ("", "–")


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; each inner sequence stands in one row."""

    title: Label
    rows: Sequence[Sequence[forms.BoundField]]
    text: Label = ""


def long_text(label: FieldLabel, rows: int = 3, **options: Any) -> forms.CharField:
    """Return a field for words that may take several lines."""
    return forms.CharField(label=label, widget=Textarea(attrs={"rows": rows}), **options)


def _line(label: FieldLabel, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=TextInput(), **options)


def _choice(label: FieldLabel, words: Any, **options: Any) -> forms.ChoiceField:
    is_chosen = "initial" in options
    choices = [*([] if is_chosen else [NOTHING]), *words.items()]
    return forms.ChoiceField(label=label, choices=choices, widget=Select(), **options)


def _several(label: FieldLabel, words: Words, **options: Any) -> forms.MultipleChoiceField:
    widget = CheckboxSelectMultiple()
    return forms.MultipleChoiceField(
        label=label, choices=list(words.items()), widget=widget, **options
    )


def _number(label: FieldLabel, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=NumberInput(), **options)


def _flag(label: FieldLabel, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, widget=CheckboxInput(), required=False, **options)


class QuestionForm(forms.Form):
    """A question. What was typed is never lost: with faults, the form comes back as it was sent."""

    code = _line(
        _("code"),
        required=False,
        validators=[RegexValidator(CODE, _("Letters, a hyphen, digits: work-042."))],
        help_text=_("Left empty, the next free number of the domain is taken."),
    )
    original = _choice(_("written first in"), LANGUAGES, initial=Language.RU.value)
    ru_text = long_text(_("question with «вы»"), **TEXT)
    ru_hint = long_text(_("hint with «вы»"), 2, **HINT)
    ru_familiar_text = long_text(_("question with «ты»"), **TEXT)
    ru_familiar_hint = long_text(_("hint with «ты»"), 2, **HINT)
    en_text = long_text(_("question in English"), **TEXT)
    en_hint = long_text(_("hint in English"), 2, **HINT)
    domain = _choice(_("domain"), DOMAINS)
    secondary_domains = _several(_("other domains, two at most"), DOMAINS, required=False)
    energy = _choice(_("energy"), ENERGIES)
    depth = forms.TypedChoiceField(
        label=_("depth"), choices=[NOTHING, *DEPTHS.items()], coerce=int, widget=Select()
    )
    min_trust = forms.TypedChoiceField(
        label=_("trust needed"),
        choices=list(TRUST_LEVELS.items()),
        initial=0,
        coerce=int,
        widget=Select(),
    )
    stages = _several(_("stages"), STAGES)
    signature_targets = _several(_("fields of the signature"), SIGNATURE_FIELDS, required=False)
    min_chars = _number(_("characters expected"), required=False, min_value=0)
    expected_seconds = _number(_("seconds expected"), required=False, min_value=1)
    safety_flags = _several(_("safety flags"), FLAGS, initial=["none"])
    requires_opt_in = _flag(_("only for those who allowed heavy topics"))
    skip_text_required = _flag(_("the wording says that it may be skipped"))
    cooldown_days = _number(_("days of rest after it"), min_value=0, max_value=365, initial=0)
    min_age = _number(_("age, from"), min_value=18, max_value=99, initial=18)
    repeatable_after_days = _number(
        _("may be asked again after days"),
        required=False,
        min_value=30,
        max_value=3650,
        help_text=_("Empty means never again."),
    )
    never_after = _line(
        _("never right after"),
        required=False,
        help_text=_("Codes of questions, with commas between them."),
    )
    provenance_kind = _choice(
        _("where the wording comes from"), PROVENANCE_KINDS, initial=ProvenanceKind.ORIGINAL.value
    )
    provenance_source = _line(_("source"), required=False, max_length=200)
    provenance_licence = _line(_("licence"), initial="project", max_length=100)
    provenance_author = _line(_("author of the wording"), required=False, max_length=100)

    def __init__(
        self,
        data: Any = None,
        *,
        base: QuestionRecord | None = None,
        known_codes: Collection[str] = (),
    ) -> None:
        super().__init__(data, initial=typed_of(base) if base else None)
        self.base = base
        self.known_codes = known_codes
        self.record: QuestionRecord | None = None
        self._add_targets()
        self._add_follow_ups()
        if base:
            del self.fields["code"]

    def _add_targets(self) -> None:
        for number in range(1, TARGETS + 1):
            is_first = number == 1
            self.fields[f"trait_{number}"] = _choice(
                format_lazy("{} {}", _("trait"), number), TRAITS, required=is_first
            )
            self.fields[f"information_{number}"] = forms.FloatField(
                label=_("information, 1/z²"),
                widget=NumberInput(attrs={"step": "any"}),
                required=is_first,
                min_value=0.01,
                max_value=2,
            )

    def _add_follow_ups(self) -> None:
        for number in range(1, FOLLOW_UPS + 1):
            self.fields[f"follow_up_{number}_when"] = _choice(
                _("when the answer has"), FOLLOW_UP_REASONS, required=False
            )
            self.fields[f"follow_up_{number}"] = _line(_("ask the question"), required=False)

    def clean_never_after(self) -> list[str]:
        """Return the codes, each once, in the order in which they were typed."""
        return list(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["never_after"])))

    def clean_code(self) -> str:
        """Refuse a code that is taken."""
        code = str(self.cleaned_data["code"])
        if code in self.known_codes:
            raise forms.ValidationError(_("This code is taken."))
        return code

    def clean(self) -> dict[str, Any]:
        """Say at every field what the bank does not allow; without faults make the record."""
        values = self._values()
        if self.errors:
            return values
        own = str(values["code"])
        for fault in (*faults(values), *code_faults(values, own, self.known_codes)):
            self.add_error(fault.field, forms.ValidationError(str(fault.message)))
        if not self.errors:
            self._make_record(values)
        return values

    def _values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if self.base:
            values["code"] = self.base.code
        elif not values.get("code") and values.get("domain"):
            values["code"] = next_code(values["domain"], self.known_codes)
        return values

    def _make_record(self, values: dict[str, Any]) -> None:
        document = document_of(values, self.base)
        file = {
            "format": "selfology.question-bank/1",
            "bank_version": "0.0.0",
            "default_language": values["original"],
            "questions": [document],
        }
        for problem in schema_problems("", file):
            said = problem.said(Language((get_language() or Language.EN)[:2]))
            self.add_error(None, forms.ValidationError(f"{problem.path}: {said}"))
        if not self.errors:
            self.record = QuestionRecord.model_validate(document)

    def sections(self) -> Iterator[Section]:
        """Yield the fields in the order in which a question comes into being."""
        yield self._section(
            _("Words"),
            *([("code", "original")] if "code" in self.fields else [("original",)]),
            ("ru_text", "ru_familiar_text"),
            ("ru_hint", "ru_familiar_hint"),
            ("en_text", "en_hint"),
        )
        yield self._section(
            _("What it is about"),
            ("domain", "energy"),
            ("depth", "min_trust"),
            ("stages", "secondary_domains"),
        )
        yield self._section(
            _("What its answers tell"),
            *((f"trait_{number}", f"information_{number}") for number in range(1, TARGETS + 1)),
            ("signature_targets",),
            text=_(
                "The first trait is what the question is for. Information says how much one "
                "answer tells: 0.2 little, 0.5 well, 1 very much."
            ),
        )
        yield self._section(
            _("Care"),
            ("safety_flags",),
            ("requires_opt_in", "skip_text_required"),
            ("cooldown_days", "min_age"),
        )
        yield self._section(
            _("What goes before and after"),
            *(
                (f"follow_up_{number}_when", f"follow_up_{number}")
                for number in range(1, FOLLOW_UPS + 1)
            ),
            ("never_after", "repeatable_after_days"),
            ("min_chars", "expected_seconds"),
        )
        yield self._section(
            _("Where it comes from"),
            ("provenance_kind", "provenance_author"),
            ("provenance_source", "provenance_licence"),
        )

    def _section(self, title: Label, *rows: Sequence[str], text: Label = "") -> Section:
        return Section(title, [[self[name] for name in row] for row in rows], text)


def next_code(domain: str, known_codes: Collection[str]) -> str:
    """Return the first free code after the highest of a domain, under the prefix it uses."""
    prefix = CODE_PREFIXES.get(domain, domain)
    numbers = [
        int(code.rpartition("-")[2])
        for code in known_codes
        if code.rpartition("-")[0] == prefix and CODE.match(code)
    ]
    return f"{prefix}-{max(numbers, default=0) + 1:03d}"


#: Codes have twelve letters at most.
CODE_PREFIXES = {"relationships": "relations"}
