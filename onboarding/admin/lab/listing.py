"""The list of questions: which versions, which filters, how many of each."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.staff_columns import words_filter
from core.staff_pages import Label, Words
from core.typed_unfold import DropdownFilter
from onboarding.admin.lab.asking import staff_id
from onboarding.choices import ASKABLE_TRANSLATIONS
from onboarding.curation_selectors import review_queue
from onboarding.models import Question, QuestionText
from onboarding.staff_words import ENERGIES, FLAGS, QUESTION_STATUSES, REVIEW_KINDS
from onboarding.statistics_words import QUESTION_FLAGS
from people.staff_words import DOMAINS

Questions = QuerySet[Question]
#: Narrows the list by the chosen word.
Narrow = Callable[[HttpRequest, Questions, str], Questions]
DEPTHS: Words = {str(depth): str(depth) for depth in range(1, 6)}
TRANSLATIONS_WANTED: Words = {
    "both": _("asked in both languages"),
    "ru": _("Russian is missing or waits"),
    "en": _("English is missing or waits"),
}
ANY = "any"
FIGURES: Words = {ANY: _("any flag"), **QUESTION_FLAGS}
MINE: Words = {"written": _("written by me"), "review": _("needs my review")}


def wording(question: Question) -> str:
    """Return the text in the language of the reader, else in any."""
    texts = {text.language: text.text for text in question.texts.all()}
    return texts.get((get_language() or "")[:2]) or next(iter(texts.values()), "")


def newest(questions: Questions) -> Questions:
    """Return those that no newer version of their code follows."""
    newer = Question.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    return questions.filter(~Exists(newer))


def _is_asked_in(language: str) -> Exists:
    askable = [status.value for status in ASKABLE_TRANSLATIONS]
    texts = QuestionText.objects.filter(question=OuterRef("pk"), language=language)
    return Exists(texts.filter(status__in=askable))


def _translated(_request: HttpRequest, questions: Questions, wanted: str) -> Questions:
    if wanted == "both":
        return questions.filter(_is_asked_in("ru"), _is_asked_in("en"))
    return questions.filter(~_is_asked_in(wanted))


def _flagged(_request: HttpRequest, questions: Questions, flag: str) -> Questions:
    return questions.filter(safety_flags__contains=[flag])


def _with_figures(_request: HttpRequest, questions: Questions, flag: str) -> Questions:
    if flag == ANY:
        return questions.filter(statistics__flags__len__gt=0)
    return questions.filter(statistics__flags__contains=[flag])


def _mine(request: HttpRequest, questions: Questions, which: str) -> Questions:
    if which == "written":
        return questions.filter(author_id=request.user.pk)
    waiting = [row.question_id for row in review_queue(staff_id(request))]
    return questions.filter(pk__in=waiting)


def _narrowing(name: str, label: Label, words: Words, narrow: Narrow) -> type[DropdownFilter]:
    """Return a filter offered in words, which narrows as `narrow` says."""

    class Narrowing(DropdownFilter):
        title = label  # type: ignore[assignment]  # Django translates it when it is shown
        parameter_name = name

        def lookups(self, _request: HttpRequest, _admin: Any) -> Iterable[tuple[str, Any]]:
            return words.items()

        def queryset(self, request: HttpRequest, questions: Any) -> Any:
            chosen = self.value()
            return narrow(request, questions, chosen) if chosen and chosen in words else questions

    return Narrowing


class VersionsFilter(DropdownFilter):
    """The newest versions, unless all are wanted."""

    title = _("versions")
    parameter_name = "versions"
    all_option = ("", _("newest only"))

    def lookups(self, _request: HttpRequest, _admin: Any) -> Iterable[tuple[str, Any]]:
        """Offer the other possibility."""
        return [("all", _("all versions"))]

    def queryset(self, _request: HttpRequest, questions: Any) -> Any:
        """Leave out what a newer version follows."""
        return questions if self.value() == "all" else newest(questions)


FILTERS = (
    _narrowing("mine", _("mine"), MINE, _mine),
    words_filter("status", _("status"), QUESTION_STATUSES),
    words_filter("domain", _("domain"), DOMAINS),
    words_filter("energy", _("energy"), ENERGIES),
    words_filter("depth", _("depth"), DEPTHS),
    _narrowing("flag", _("safety flags"), FLAGS, _flagged),
    _narrowing("figures", _("what the figures call for"), FIGURES, _with_figures),
    _narrowing("translated", _("translation"), TRANSLATIONS_WANTED, _translated),
    words_filter("review_kind", _("review"), REVIEW_KINDS),
    VersionsFilter,
)


def counts(request: HttpRequest) -> list[dict[str, Any]]:
    """Return how many questions there are in each status, with the way to them."""
    found = dict(
        newest(Question.objects.all()).order_by().values_list("status").annotate(count=Count("pk"))
    )
    chosen = request.GET.get("status", "")
    here = reverse("admin:onboarding_question_changelist")
    every = {"label": _("all"), "count": sum(found.values()), "url": here, "is_chosen": not chosen}
    return [every] + [
        {
            "label": label,
            "count": found[status],
            "url": f"{here}?status={status}",
            "is_chosen": chosen == status,
        }
        for status, label in QUESTION_STATUSES.items()
        if status in found
    ]
