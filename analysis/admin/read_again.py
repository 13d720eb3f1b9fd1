"""Having an answer read by a model that staff choose."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ai.choices import Tier
from ai.providers import configured
from ai.selectors import models_of
from ai.staff_words import TIERS, VENDORS
from analysis.models import Analysis, AnalysisFailure
from analysis.rereading import answer_reread
from core.errors import NotFoundError
from core.staff_pages import ObjectForm
from core.typed_unfold import Select
from onboarding.selectors import answer_get
from people.services import egress_permit

PERMISSION = "analysis.read_again"
PURPOSE = "deep_analysis"


def choosable_models() -> dict[int, str]:
    """Return the models that staff may choose now, by id: enabled ones whose vendor has a key."""
    vendors = configured.configured_vendors()
    return {
        one.id: f"{one.name} ({VENDORS[one.vendor]}, {TIERS[tier]})"
        for tier in Tier
        for one in models_of(tier)
        if one.vendor in vendors
    }


class ModelForm(forms.Form):
    """Which model."""

    model = forms.TypedChoiceField(
        label=_("Model"),
        coerce=int,
        choices=lambda: list(choosable_models().items()),
        widget=Select,
    )


def _may_be_read(obj: Any) -> bool:
    """Return whether the answer still counts, its person agrees, and there is a model to choose."""
    try:
        answer = answer_get(obj.answer_id)
    except NotFoundError:
        return False
    agrees = answer.is_current and egress_permit(answer.person_id, PURPOSE) is not None
    return agrees and bool(choosable_models())


def _read_again(request: HttpRequest, obj: Analysis | AnalysisFailure, form: forms.Form) -> None:
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    try:
        answer_reread(obj.answer_id, form.cleaned_data["model"], by=request.user.pk)
    except NotFoundError:
        messages.error(request, _("The answer or the model is not there any more."))
    else:
        messages.success(request, _("The answer will be read in a moment."))


def read_again_form(fits: Callable[[Any], bool] = lambda _: True) -> ObjectForm[Any]:
    """Return the form for an object with an answer; only for those that fit."""
    return ObjectForm(
        name="read-again",
        title=_("Read again with a model of your choice"),
        text=_(
            "A worker sends the answer to this model within the budgets. What it reads counts from "
            "then on, whatever was read before, and the portrait is computed anew."
        ),
        button=_("Have it read"),
        permission=PERMISSION,
        run=_read_again,
        is_offered=lambda obj: fits(obj) and _may_be_read(obj),
        form=ModelForm,
    )
