"""Questions that say nearly the same as the one that is being written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from core.vocabulary import Language
from onboarding.admin.lab.show import address
from onboarding.bank.records import QuestionRecord
from onboarding.near_selectors import near_duplicates

#: A text longer than any question is not looked for.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Twin:
    """A question that says nearly the same."""

    code: str
    text: str
    url: str


def near_address() -> str:
    """Return where the form asks while somebody writes."""
    return reverse("admin:onboarding_question_near")


def twins(record: QuestionRecord) -> Sequence[Twin]:
    """Return the other questions that are near to `record` in any language, each once."""
    found = (
        twin
        for language, wording in record.texts.items()
        for twin in twins_of(wording.text, language, record.code)
    )
    return tuple({twin.code: twin for twin in found}.values())


def twins_of(text: str, language: Language, code: str) -> Iterator[Twin]:
    """Yield what is near to a text, the nearest first, without the question `code` itself."""
    for near in near_duplicates(text, language, leave_out=code):
        yield Twin(near.code, near.text, address(near.question_id))


def near_view(request: HttpRequest) -> JsonResponse:
    """Answer with what is near to the text in the query; with nothing where that is no text."""
    text, spoken = request.GET.get("text", ""), request.GET.get("language", "")
    found: list[dict[str, Any]] = []
    if spoken in set(Language) and len(text) <= LONGEST:
        code = request.GET.get("code", "")
        found = [
            {"code": twin.code, "text": twin.text, "url": twin.url}
            for twin in twins_of(text, Language(spoken), code)
        ]
    return JsonResponse({"near": found})
