"""What staff decide about dead deliveries: named, with a reason, and written down who and when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.staff_pages import Label, Words
from core.typed_unfold import Select
from events.choices import DeliveryStatus
from events.models import Delivery
from events.services import discard_dead, redrive_dead

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PERMISSION = "events.change_delivery"


@dataclass(frozen=True, slots=True)
class Decision:
    """One way out for a dead delivery.

    Attributes:
        name: its code, in addresses and in what is written down.
        title: what it does.
        text: what staff must know before they do it.
        button: what the button says.
        reasons: why it may be done, by code. A choice: a typed reason could quote a person.
        run: does it to those that are dead, and returns how many.
        told: what staff are told afterwards, by how many it was done to.
        is_grave: whether it cannot be taken back.
    """

    name: str
    title: "str | _StrPromise"
    text: Label
    button: Label
    reasons: Words
    run: Callable[[Iterable[int]], int]
    told: Callable[[int], str]
    is_grave: bool = False

    @property
    def form(self) -> type[forms.Form]:
        """Return the form that asks for the reason."""
        choices = [("", _("choose a reason")), *self.reasons.items()]
        reason = forms.ChoiceField(label=_("Reason"), choices=choices, widget=Select)
        return type("ReasonForm", (forms.Form,), {"reason": reason})


@transaction.atomic
def decide(decision: Decision, ids: Iterable[int], request: HttpRequest, reason: str) -> int:
    """Do it to those of `ids` that are dead, and write down who did, when and why."""
    chosen = Delivery.objects.filter(pk__in=list(ids), status=DeliveryStatus.DEAD)
    dead = list(chosen.select_for_update())
    if dead:
        note = f"{decision.name}: {reason}"
        LogEntry.objects.log_actions(str(request.user.pk), dead, CHANGE, note)
    return decision.run([delivery.pk for delivery in dead])


def _told_driven_again(count: int) -> str:
    text = ngettext(
        "%(count)d delivery will be driven again.",
        "%(count)d deliveries will be driven again.",
        count,
    )
    return text % {"count": count}


def _told_discarded(count: int) -> str:
    text = ngettext(
        "%(count)d delivery was discarded.", "%(count)d deliveries were discarded.", count
    )
    return text % {"count": count}


DRIVE_AGAIN = Decision(
    name="drive_again",
    title=_("Drive dead deliveries again"),
    text=_(
        "These deliveries get a full set of new attempts. Make sure that what killed them has been"
        " mended."
    ),
    button=_("Drive again"),
    reasons={
        "mended": _("what killed it has been mended"),
        "passing": _("it was a passing failure"),
        "trial": _("to see whether it works now"),
    },
    run=redrive_dead,
    told=_told_driven_again,
)
DISCARD = Decision(
    name="discard",
    title=_("Discard dead deliveries"),
    text=_(
        "These deliveries will never run, and what waits behind them goes on. They stay in the"
        " list as discarded until their events are pruned. This cannot be taken back."
    ),
    button=_("Discard"),
    reasons={
        "needless": _("its effect is no longer needed"),
        "by_hand": _("its effect was brought about by hand"),
        "hopeless": _("it can never succeed"),
    },
    run=discard_dead,
    told=_told_discarded,
    is_grave=True,
)
DECISIONS: Mapping[str, Decision] = MappingProxyType(
    {decision.name: decision for decision in (DRIVE_AGAIN, DISCARD)}
)
