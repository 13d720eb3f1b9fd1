"""Statistics of questions for staff: the page of the whole bank, and the panel of one question."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.overview import Bars, Series, chart_context
from core.staff_columns import badge, column, link, words_filter
from core.staff_pages import WIDE, Label, ReadOnlyPage
from core.typed_unfold import DropdownFilter
from core.vocabulary import Domain
from onboarding.choices import Energy, QuestionStatus
from onboarding.models import PilotCount, Question, QuestionStatistics
from onboarding.question_statistics import FEWEST_PEOPLE, PILOT_EXPOSURES, QuestionFlag, Usual
from onboarding.staff_words import ENERGIES, ENERGY_COLOURS, QUESTION_COLOURS, QUESTION_STATUSES
from onboarding.statistics_selectors import (
    SKIP_CLASSES,
    exposures_of_all,
    fates,
    flag_counts,
    information_of_domains,
    skip_classes,
    statistics_of,
    usual_now,
)
from onboarding.statistics_words import (
    QUESTION_FLAG_ADVICE,
    QUESTION_FLAG_COLOURS,
    QUESTION_FLAGS,
)
from people.staff_words import DOMAINS

VIEW = "onboarding.view_questionstatistics"
UNKNOWN = "–"
GOOD, MIDDLING, BAD = (
    "var(--color-primary-600)",
    "var(--color-primary-300)",
    "oklch(70.4% .191 22.2)",
)
#: Information is shown in hundredths of a nat: whole numbers that bars can have.
HUNDREDTHS = 100
PER_THOUSAND = 1000


def flag_badges(flags: Sequence[str]) -> SafeString:
    """Return flags as coloured labels."""
    shown = (badge(QUESTION_FLAGS[flag], QUESTION_FLAG_COLOURS[flag]) for flag in flags)
    return format_html_join(" ", "{}", ((one,) for one in shown))


def statistics_panel(request: HttpRequest, question: Question) -> SafeString:
    """Return what is known of a question over all people; empty for those who may not see it."""
    if not request.user.has_perm(VIEW):
        return SafeString()
    return render_to_string("admin/onboarding/statistics_panel.html", panel_context(question))


def panel_context(question: Question) -> dict[str, Any]:
    """Return the context of `statistics_panel.html`."""
    versions = statistics_of(question.code)
    own = next((row for row in versions if row.pk == question.pk), None)
    usual = usual_now()
    is_shown = own is not None and _is_shown(own)
    return {
        "fewest": FEWEST_PEOPLE,
        "own": own,
        "is_shown": is_shown,
        "pilot": _pilot(question),
        "flags": [_flag(flag) for flag in (own.flags if own else ())],
        "rates": list(_rates(own, usual)) if own and is_shown else [],
        "facts": list(_facts(own)) if own and is_shown else [],
        "versions": [_version(row) for row in versions] if len(versions) > 1 else [],
    }


def _is_shown(row: QuestionStatistics) -> bool:
    return row.people >= FEWEST_PEOPLE


def _pilot(question: Question) -> dict[str, Any] | None:
    if question.status != QuestionStatus.PILOT:
        return None
    count = PilotCount.objects.filter(pk=question.pk).values_list("exposures", flat=True).first()
    asked = count or 0
    return {"asked": asked, "most": PILOT_EXPOSURES, "width": round(100 * asked / PILOT_EXPOSURES)}


def _flag(flag: str) -> dict[str, Any]:
    return {
        "badge": badge(QUESTION_FLAGS[flag], QUESTION_FLAG_COLOURS[flag]),
        "advice": QUESTION_FLAG_ADVICE[flag],
    }


def _rates(row: QuestionStatistics, usual: Usual) -> Iterator[dict[str, Any]]:
    """Yield the rates that have an interval, in per cent."""
    for name, count, low, high, common in (
        (_("skips"), row.skipped, row.skipped_low, row.skipped_high, usual.skipped),
        (_("broken-off talks"), row.left, row.left_low, row.left_high, usual.left),
    ):
        if count is not None and low is not None and high is not None:
            yield {
                "name": name,
                "value": round(100 * count / row.exposures),
                "low": round(100 * low),
                "high": round(100 * high),
                "width": max(1, round(100 * (high - low))),
                "usual": None if common is None else round(100 * common),
            }


def _facts(row: QuestionStatistics) -> Iterator[tuple[Label, str]]:
    yield _("times asked"), _times(row)
    yield _("answers"), _share(row.answered, row)
    yield _("another one wanted"), _share(row.replaced, row)
    yield _("put off"), _share(row.postponed, row)
    yield _("never again"), str(row.never)
    yield _("length to the person's own"), _number(row.length_ratio)
    yield _("time to the answer"), _duration(row.seconds)
    yield _("information of an answer, nats"), _number(row.information)
    yield _("answers read"), str(row.readings)
    yield _("signs of distress per 1000"), _per_thousand(row.distresses, row)
    yield _("signs of a crisis per 1000"), _per_thousand(row.crises, row)


def _times(row: QuestionStatistics) -> str:
    return gettext("%(times)d, %(people)d people") % {"times": row.exposures, "people": row.people}


def _share(count: int | None, row: QuestionStatistics) -> str:
    return UNKNOWN if count is None else f"{round(100 * count / row.exposures)} % ({count})"


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else number_format(round(value, 2), decimal_pos=2)


def _per_thousand(count: int | None, row: QuestionStatistics) -> str:
    if count is None:
        return UNKNOWN
    return number_format(round(PER_THOUSAND * count / row.exposures, 1), decimal_pos=1)


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), 60)
    return gettext("%(minutes)d min %(seconds)02d s") % {"minutes": minutes, "seconds": rest}


def _rate(count: int | None, row: QuestionStatistics) -> str:
    return UNKNOWN if count is None else f"{round(100 * count / row.exposures)} %"


def _interval(row: QuestionStatistics) -> str:
    if row.skipped_low is None or row.skipped_high is None:
        return UNKNOWN
    low, high = round(100 * row.skipped_low), round(100 * row.skipped_high)
    return f"{_rate(row.skipped, row)} ({low}–{high})"


def _status(row: QuestionStatistics) -> SafeString:
    status = row.question.status
    return badge(QUESTION_STATUSES[status], QUESTION_COLOURS.get(status, ""))


def _energy(row: QuestionStatistics) -> SafeString:
    energy = row.question.energy
    return badge(ENERGIES[energy], ENERGY_COLOURS.get(energy, ""))


def _version(row: QuestionStatistics) -> dict[str, Any]:
    return {
        "name": f"v{row.question.version}",
        "status": QUESTION_STATUSES[row.question.status],
        "exposures": row.exposures,
        "skipped": _interval(row),
        "left": _rate(row.left, row),
        "length": _number(row.length_ratio),
        "information": _number(row.information),
    }


def _panel(row: QuestionStatistics) -> SafeString:
    context = {"is_alone": True, **panel_context(row.question)}
    return render_to_string("admin/onboarding/statistics_panel.html", context)


class FlagFilter(DropdownFilter):
    """Narrows the list to one flag, or to all that have any."""

    title = _("flag")
    parameter_name = "flag"
    ANY = "any"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Any:
        """Return the flags in words."""
        return [(self.ANY, _("any flag")), *QUESTION_FLAGS.items()]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list."""
        chosen = self.value()
        if chosen == self.ANY:
            return queryset.exclude(flags=[])
        return queryset.filter(flags__contains=[chosen]) if chosen else queryset


@admin.register(QuestionStatistics)
class QuestionStatisticsAdmin(ReadOnlyPage[QuestionStatistics]):
    """The statistics of the whole bank: charts, and every version that was ever asked."""

    search_fields = ("question__code",)
    search_help_text = _("Code of a question")
    ordering = ("-exposures",)
    list_per_page = 25
    list_display_links = None
    list_before_template = "admin/onboarding/statistics_charts.html"
    list_select_related = ("question",)
    list_display = (
        column(
            "question",
            _("question"),
            lambda row: link(_address(row), row.question),
            order="question__code",
        ),
        column("flagged", _("flags"), lambda row: flag_badges(row.flags)),
        column("times", _("times asked"), _times, order="exposures"),
        column("skips", _("skips and their interval"), _interval, order="skipped_low"),
        column("leaves", _("broken-off talks"), lambda row: _rate(row.left, row), order="left_low"),
        column(
            "length",
            _("length to the person's own"),
            lambda row: _number(row.length_ratio),
            order="length_ratio",
        ),
        column(
            "told",
            _("information, nats"),
            lambda row: _number(row.information),
            order="information",
        ),
        column("status", _("status"), _status, order="question__status"),
        column("energy", _("energy"), _energy, order="question__energy"),
    )
    fieldsets = (
        (None, {"classes": [WIDE], "fields": (column("panel", _("statistics"), _panel),)}),
    )
    list_filter = (
        FlagFilter,
        words_filter("question__status", _("status"), QUESTION_STATUSES),
        words_filter("question__energy", _("energy"), ENERGIES),
        words_filter("question__domain", _("domain"), DOMAINS),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the code of the question."""
        return queryset.filter(question__code__icontains=search_term.strip()), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the charts above the list."""
        context = {**charts_context(), **(extra_context or {})}
        return super().changelist_view(request, context)


def _address(row: QuestionStatistics) -> str:
    return reverse("admin:onboarding_question_change", args=[row.pk])


def charts_context() -> dict[str, Any]:
    """Return what is shown above the list."""
    totals = exposures_of_all()
    figures = [
        (_("versions asked"), totals["asked"]),
        (_("of them with figures"), totals["shown"]),
        (_("times asked"), totals["exposures"]),
        (_("with a flag"), totals["flagged"]),
    ]
    charts = (
        (_("How many questions are skipped how often"), _skip_bars()),
        (_("What becomes of questions, %"), _fate_bars()),
        (_("What an answer tells, hundredths of a nat"), _information_bars()),
        (_("Questions with a flag"), _flag_bars()),
    )
    return {
        "fewest": FEWEST_PEOPLE,
        "figures": figures,
        "charts": [chart_context(title, bars) for title, bars in charts],
    }


def _skip_bars() -> Bars:
    lows = (0.0, *SKIP_CLASSES)
    classes = zip(lows, SKIP_CLASSES, strict=False)
    labels = [f"{round(100 * low)}–{round(100 * high)} %" for low, high in classes]
    return Bars(labels, [Series(_("questions"), skip_classes())])


def _fate_bars() -> Bars:
    known = fates()
    energies = [energy for energy in Energy if energy in known]
    return Bars(
        [ENERGIES[energy] for energy in energies],
        [
            Series(_("answers"), [round(100 * known[one].answered) for one in energies], GOOD),
            Series(_("skips"), [round(100 * known[one].skipped) for one in energies], MIDDLING),
            Series(_("broken-off talks"), [round(100 * known[one].left) for one in energies], BAD),
        ],
    )


def _information_bars() -> Bars:
    known = information_of_domains()
    domains = [domain for domain in Domain if domain in known]
    told = [round(HUNDREDTHS * known[domain]) for domain in domains]
    return Bars([DOMAINS[domain] for domain in domains], [Series(_("information"), told)])


def _flag_bars() -> Bars:
    counts = flag_counts()
    return Bars(
        [QUESTION_FLAGS[flag] for flag in QuestionFlag],
        [Series(_("questions"), [counts[flag] for flag in QuestionFlag], BAD)],
    )
