"""A question as the person will see it, for the page of a draft."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label
from core.vocabulary import Language
from onboarding.bank.records import QuestionRecord
from onboarding.question_preview import Preview, preview
from people.choices import AddressForm
from people.staff_words import LANGUAGES

FORMS: dict[tuple[Language, AddressForm], Label] = {
    (Language.RU, AddressForm.VY): _("Russian, with «вы»"),
    (Language.RU, AddressForm.TY): _("Russian, with «ты»"),
}


def preview_rows(record: QuestionRecord) -> list[dict[str, Any]]:
    """Return what `admin/onboarding/question_preview.html` shows as `previews`."""
    return [
        {"title": _title(seen), "language": seen.language, "screens": seen.screens}
        for seen in preview(record)
    ]


def _title(seen: Preview) -> Label:
    return FORMS.get((seen.language, seen.form)) or LANGUAGES[seen.language]
