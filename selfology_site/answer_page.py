"""The path of one answer through the house, for staff: times, states and codes of errors."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from core.errors import NotFoundError
from core.staff_columns import badge
from core.staff_pages import Words
from events.ledger import Passage, Stage, StageState, answer_path
from events.staff_words import STATUS_COLOURS, STATUSES
from onboarding.selectors import answer_owner

PERMISSION = "events.view_delivery"
STAGES: Words = {
    Stage.RECEIVED: _("answer received"),
    Stage.INSTANT: _("read at once"),
    Stage.DEEP: _("read in depth"),
    Stage.PROFILE: _("counted in the profile"),
    Stage.VECTOR: _("in the vector index"),
}
STATES: Words = {
    **STATUSES,
    StageState.AHEAD: _("still to come"),
    StageState.NEEDLESS: _("nothing to do"),
}


def answer_context(request: HttpRequest, answer_id: int) -> dict[str, Any]:
    """Return the path of an answer.

    Raises:
        PermissionDenied: this member of staff has nothing to do with machinery.
        Http404: there is no such answer.
    """
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    try:
        owner = answer_owner(answer_id)
    except NotFoundError:
        raise Http404 from None
    path = answer_path(owner, answer_id)
    return {
        "answer_id": answer_id,
        "code": owner.hex[-8:].upper(),
        "passages": [_passage(passage) for passage in path.passages],
        "facts": [
            {"fact": fact, "duties": [(duty, STATUSES[duty.status]) for duty in fact.duties]}
            for fact in path.facts
        ],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "stage": STAGES[passage.stage],
        "badge": badge(STATES[passage.state], STATUS_COLOURS.get(passage.state, "")),
        "passage": passage,
    }
