"""Writing a reply with the help of the model router."""

from dataclasses import replace

from ai.router import reply_as_coach
from coach.context import request_for
from coach.drafts import Draft, safe
from coach.selectors import MessageRef
from people.selectors import PersonRef
from people.services import egress_permit

PURPOSE = "coach_reply"


def draft_reply(message: MessageRef, person: PersonRef) -> Draft:
    """Return a reply that may be said. Slow: it may ask a model, so no transaction is open."""
    request = request_for(message, person)
    routed = reply_as_coach(request, egress_permit(person.id, PURPOSE))
    known = {answer.answer_id for answer in request.earlier}
    draft = Draft(
        text=routed.reading.text,
        provider=routed.provider,
        model=routed.model,
        prompt_version=routed.prompt_version,
        is_offline=routed.is_offline,
        used_answer_ids=tuple(i for i in routed.reading.used_answer_ids if i in known),
    )
    said = safe(draft, person.language, person.address_form.value)
    return replace(said, crisis_level=routed.reading.crisis_level)
