"""The pages on which questions and their translations are written."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.typed_unfold import ModelAdmin, Select
from core.vocabulary import Language
from onboarding.admin.lab.asking import staff_id
from onboarding.admin.lab.form import HINT, TEXT, QuestionForm, Section, long_text
from onboarding.admin.lab.near import Twin, near_address, twins
from onboarding.admin.lab.record_form import TYPED
from onboarding.admin.lab.show import address
from onboarding.bank.records import QuestionText
from onboarding.bank_selectors import record_of
from onboarding.choices import TranslationStatus
from onboarding.curation_rules import OPEN
from onboarding.curation_selectors import content_seen
from onboarding.errors import CurationError
from onboarding.models import Question
from onboarding.services.curation import question_create, question_edit, translation_save
from onboarding.staff_words import TRANSLATIONS
from people.staff_words import LANGUAGES

#: How far somebody who writes a translation may say that it has come.
UNREAD = (
    TranslationStatus.TRANSLATED,
    TranslationStatus.BACK_TRANSLATED,
    TranslationStatus.MACHINE_DRAFT,
)
LABELS = {
    "text": _("question"),
    "hint": _("hint"),
    "familiar_text": _("question with «ты»"),
    "familiar_hint": _("hint with «ты»"),
}


def write_view(
    page: ModelAdmin[Question], request: HttpRequest, question: Question | None = None
) -> HttpResponse:
    """Let a question be written: a new one, or another version of `question`."""
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        base=record_of(question) if question else None,
        known_codes=frozenset(Question.objects.values_list("code", flat=True)),
    )
    near: Sequence[Twin] = ()
    if form.is_bound and form.is_valid():
        near = _unseen_twins(request, form)
        if not near and (saved := _save(request, form, question)):
            return HttpResponseRedirect(address(saved))
    context = {
        **page.admin_site.each_context(request),
        **_form_context(question),
        "opts": page.opts,
        "form": form,
        "near": near,
        "near_codes": ",".join(twin.code for twin in near),
        "near_url": near_address(),
        "seen": content_seen(question.pk) if question else "",
    }
    return TemplateResponse(request, "admin/onboarding/question_form.html", context)


def _form_context(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {
            "title": _("New question"),
            "button": _("Save as a draft"),
            "back": reverse("admin:onboarding_question_changelist"),
            "code": "",
            "notice": "",
        }
    return {
        "title": question,
        "button": _("Save") if question.status in OPEN else _("Save as a new version"),
        "back": address(question.pk),
        "code": question.code,
        "notice": _notice(question),
    }


def _notice(question: Question) -> str:
    if question.status == "draft":
        return ""
    if question.status == "in_review":
        return gettext("It is in review. Saving takes it back from there, and approvals are void.")
    text = gettext("Version %(version)d stays as it is. What you save is a new version, a draft.")
    return text % {"version": question.version}


def _unseen_twins(request: HttpRequest, form: QuestionForm) -> Sequence[Twin]:
    """Return what is nearly the same, unless the writer has said that it is something else."""
    looked_at = set(request.POST.get("other_than", "").split(","))
    found = twins(form.record) if form.record else ()
    return found if {twin.code for twin in found} - looked_at else ()


def _save(request: HttpRequest, form: QuestionForm, question: Question | None) -> int | None:
    if form.record is None:
        return None
    try:
        if question is None:
            saved = question_create(form.record, by=staff_id(request))
        else:
            seen = request.POST.get("seen") or None
            saved = question_edit(question.pk, form.record, by=staff_id(request), seen=seen)
    except CurationError as error:
        form.add_error(None, error.message)
        return None
    messages.success(request, _("Saved as a draft. Nobody is asked it yet."))
    return saved


class TranslationForm(forms.Form):
    """The words of a question in one language."""

    def __init__(
        self, language: Language, data: Any = None, *, before: QuestionText | None = None
    ) -> None:
        initial = {name: getattr(before, name) for name in TYPED[language]} if before else {}
        if before and before.status in UNREAD:
            initial["status"] = before.status.value
        super().__init__(data, initial=initial)
        self.before = before
        for name in TYPED[language]:
            limits = HINT if name.endswith("hint") else TEXT
            options = {**limits, "required": name.endswith("text")}
            self.fields[name] = long_text(LABELS[name], **options)
        self.fields["status"] = forms.ChoiceField(
            label=_("how far it has come"),
            choices=[(status.value, TRANSLATIONS[status]) for status in UNREAD],
            widget=Select(),
        )

    def wording(self) -> QuestionText:
        """Return what was typed, with what the form does not show."""
        kept = self.before.model_dump() if self.before else {}
        return QuestionText.model_validate(kept | self.cleaned_data)

    def sections(self) -> list[Section]:
        """Return all fields as one section."""
        return [Section(_("Words"), [[field] for field in self])]


def translate_view(
    page: ModelAdmin[Question], request: HttpRequest, question: Question, language: Language
) -> HttpResponse:
    """Let the text of one language be written."""
    before = record_of(question).texts.get(language)
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(language, data, before=before)
    if form.is_bound and form.is_valid() and _save_text(request, form, question, language):
        return HttpResponseRedirect(f"{address(question.pk)}#text-{language}")
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": f"{question}: {LANGUAGES[language]}",
        "form": form,
        "button": _("Save the text"),
        "back": address(question.pk),
        "beside": [text for text in question.texts.all() if text.language != language],
    }
    return TemplateResponse(request, "admin/onboarding/question_form.html", context)


def _save_text(
    request: HttpRequest, form: TranslationForm, question: Question, language: Language
) -> bool:
    try:
        translation_save(question.pk, language, form.wording(), by=staff_id(request))
    except CurationError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("The text is saved. Somebody else has to approve of it."))
    return True
