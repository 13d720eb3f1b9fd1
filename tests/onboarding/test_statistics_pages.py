"""Statistics and simulations as staff see them."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation

from onboarding.admin.simulation_runs import simulation_panel
from onboarding.admin.statistics import charts_context, statistics_panel
from onboarding.choices import QuestionStatus
from onboarding.models import PilotCount, Question, QuestionStatistics, SimulationRun
from onboarding.services.curation import question_suspend
from onboarding.services.simulation_runs import Simulated, simulation_finish, simulation_request
from onboarding.simulation.compare import RegressionCode
from onboarding.statistics_words import REGRESSIONS
from people.models import StaffUser
from selfology_site.roles import PSYCHOLOGIST
from tests.factories import QuestionFactory, QuestionTextFactory
from tests.onboarding.curators import plain, psychologist, submitted

pytestmark = pytest.mark.django_db
STATISTICS = "admin:onboarding_questionstatistics_changelist"
SIMULATE = "admin:onboarding_simulationrun_simulate"


@pytest.fixture
def anna(db: None) -> int:
    return psychologist("anna")


@pytest.fixture
def browser(anna: int) -> Client:
    """Return the browser of a psychologist, which prefers Russian."""
    client = Client(headers={"accept-language": "ru"})
    client.force_login(StaffUser.objects.get(pk=anna))
    return client


def known(question: Question, **figures: Any) -> QuestionStatistics:
    """Let figures of a question be known."""
    usual: dict[str, Any] = {
        "people": 30,
        "exposures": 40,
        "answered": 28,
        "skipped": 8,
        "replaced": 1,
        "postponed": 1,
        "never": 0,
        "left": 2,
        "distresses": 0,
        "crises": 0,
        "skipped_low": 0.105,
        "skipped_high": 0.348,
        "left_low": 0.014,
        "left_high": 0.165,
        "length_ratio": 1.25,
        "seconds": 95.0,
        "information": 0.21,
        "readings": 26,
    }
    return QuestionStatistics.objects.create(question=question, **{**usual, **figures})


def few(question: Question) -> QuestionStatistics:
    """Let next to nothing be known of a question."""
    return QuestionStatistics.objects.create(question=question, people=3, exposures=3)


class Looking:
    """Stands in for a request of somebody with these permissions."""

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions
        self.user = self
        self.META: dict[str, str] = {}

    def has_perm(self, permission: str) -> bool:
        return permission in self.permissions


def test_the_panel_shows_rates_with_their_intervals(browser: Client) -> None:
    question = QuestionTextFactory.create().question
    known(question, flags=["skipped"])

    page = browser.get(reverse(STATISTICS)).content.decode()
    panel = browser.get(
        reverse("admin:onboarding_questionstatistics_change", args=[question.pk])
    ).content.decode()

    assert "20 % (10–35)" in page
    assert "<b>20 %</b> (10–35)" in panel
    assert "1,25" in panel
    assert "1 мин 35 с" in panel
    assert "пропускают часто" in panel


def test_the_figures_of_few_people_are_not_shown(browser: Client) -> None:
    question = QuestionTextFactory.create().question
    few(question)

    panel = browser.get(
        reverse("admin:onboarding_questionstatistics_change", args=[question.pk])
    ).content.decode()

    assert "Показатели видны, когда людей не меньше 5" in panel
    assert "sf-interval" not in panel


def test_the_panel_is_for_those_who_may_see_figures() -> None:
    question = QuestionFactory.create()

    assert statistics_panel(Looking(), question) == ""  # type: ignore[arg-type]  # all it looks at
    assert "statistics" in statistics_panel(
        Looking("onboarding.view_questionstatistics"),  # type: ignore[arg-type]  # as above
        question,
    )


def test_a_pilot_shows_how_far_it_has_come() -> None:
    question = QuestionFactory.create(status=QuestionStatus.PILOT)
    PilotCount.objects.create(question=question, exposures=32)

    panel = statistics_panel(
        Looking("onboarding.view_questionstatistics"),  # type: ignore[arg-type]  # all it looks at
        question,
    )

    assert "<b>32</b> / 50" in panel


def test_versions_stand_beside_each_other() -> None:
    old = QuestionFactory.create(code="work-900", version=1, status=QuestionStatus.RETIRED)
    new = QuestionFactory.create(code="work-900", version=2)
    known(old, skipped=20)
    known(new)

    panel = statistics_panel(
        Looking("onboarding.view_questionstatistics"),  # type: ignore[arg-type]  # all it looks at
        new,
    )

    assert panel.index("<td>v2</td>") < panel.index("<td>v1</td>")
    assert "50 % (10–35)" in panel


def test_charts_count_what_is_known() -> None:
    known(QuestionFactory.create(energy="OPENING", domain="work"), flags=["skipped"])
    known(QuestionFactory.create(energy="HEALING", domain="body"), skipped=0, information=0.5)
    few(QuestionFactory.create())

    context = charts_context()
    skips, fate, told, flags = [json.loads(chart["data"]) for chart in context["charts"]]

    assert [value for _, value in context["figures"]] == [3, 2, 83, 1]
    assert skips["datasets"][0]["data"] == [1, None, 1, None, None]
    assert [series["data"] for series in fate["datasets"]] == [[70, 70], [20, None], [5, 5]]
    assert sorted(told["datasets"][0]["data"]) == [21, 50]
    assert flags["datasets"][0]["data"] == [None, None, 1, None, None, None]
    assert [len(chart["legend"]) for chart in context["charts"]] == [0, 3, 0, 0]


def test_an_empty_bank_has_empty_charts(browser: Client) -> None:
    assert all(chart["is_empty"] for chart in charts_context()["charts"])
    assert "Пока пусто" in browser.get(reverse(STATISTICS)).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("?flag=any", 1), ("?flag=skipped", 1), ("?flag=short", 0), ("", 2)]
)
def test_the_list_is_narrowed_to_a_flag(browser: Client, query: str, found: int) -> None:
    known(QuestionFactory.create(), flags=["skipped"])
    known(QuestionFactory.create())

    page = browser.get(reverse(STATISTICS) + query)

    assert page.context["cl"].result_count == found


@pytest.mark.parametrize("order", range(1, 10))
def test_the_list_can_be_ordered_by_every_column(browser: Client, order: int) -> None:
    known(QuestionFactory.create())
    few(QuestionFactory.create())

    assert browser.get(reverse(STATISTICS), {"o": order}).status_code == 200


def test_a_question_is_simulated_from_its_page(browser: Client, anna: int) -> None:
    pk = submitted(plain(), anna)

    response = browser.post(reverse(SIMULATE), {"question": pk})

    run = SimulationRun.objects.get()
    assert (run.proposed, run.requested_by_id) == ([pk], anna)
    assert response["location"].endswith(f"/{pk}/change/#simulation")


def test_all_that_is_in_review_is_simulated_together(browser: Client, anna: int) -> None:
    pks = [submitted(plain(code=f"work-90{number}"), anna) for number in (2, 3)]
    offer = browser.get(reverse("admin:onboarding_simulationrun_changelist")).content.decode()

    browser.post(reverse(SIMULATE))

    assert "Запустить прогон для всех 2 вопросов на проверке" in offer
    assert SimulationRun.objects.get().proposed == pks


def test_what_cannot_be_simulated_is_refused_in_words(browser: Client) -> None:
    response = browser.post(reverse(SIMULATE), {"question": 10**6}, follow=False)

    assert response.status_code == 302
    assert not SimulationRun.objects.exists()


def test_a_simulation_is_asked_for_by_posting(browser: Client) -> None:
    assert browser.get(reverse(SIMULATE)).status_code == 405


def test_whoever_only_looks_simulates_nothing(db: None) -> None:
    user = StaffUser.objects.create_user(username="eve", password=None, is_staff=True)
    client = Client()
    client.force_login(user)

    assert client.post(reverse(SIMULATE)).status_code == 403
    assert Group.objects.filter(name=PSYCHOLOGIST).exists()


FIGURES = {
    "questions": 300,
    "never_shown": 12,
    "exposure": {"work-101": 0.125},
    "overlap": 0.31,
    "domains_covered": 11.02,
    "care_violations": 0,
    "dead_ends": 0.0,
    "session_length": 5.87,
    "uncertainty_left": 0.41,
    "questions_to_know": None,
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_result_stands_beside_that_of_the_bank_as_it_is(
    browser: Client, anna: int, language: str
) -> None:
    pk = submitted(plain(), anna)
    run_id = simulation_request([pk], anna)
    key = SimulationRun.objects.get(pk=run_id).key
    worse = {**FIGURES, "dead_ends": 0.034}
    result = {"codes": ["work-101"], "current": FIGURES, "proposed": worse}
    simulation_finish(run_id, Simulated(key, result, [RegressionCode.DEAD_ENDS]))

    page = browser.get(
        reverse("admin:onboarding_simulationrun_change", args=[run_id]),
        headers={"accept-language": language},
    ).content.decode()

    shown = " ".join(page.split())
    assert {"ru": "3,4 % ↓", "en": "3.4 % ↓"}[language] in shown
    assert {"ru": "12,5 %", "en": "12.5 %"}[language] in shown


def test_the_panel_says_when_a_result_no_longer_counts(anna: int) -> None:
    pk = submitted(plain(), anna)
    run_id = simulation_request([pk], anna)
    looking = Looking("onboarding.view_simulationrun")

    question = Question.objects.get(pk=pk)
    with translation.override("en"):
        fresh = simulation_panel(looking, question)  # type: ignore[arg-type]  # all it looks at
        SimulationRun.objects.filter(pk=run_id).update(key="another")
        stale = simulation_panel(looking, question)  # type: ignore[arg-type]  # all it looks at

    assert ("simulate again" in fresh, "simulate again" in stale) == (False, True)


def test_every_regression_has_its_words() -> None:
    assert set(REGRESSIONS) == set(RegressionCode)


def test_flags_are_seen_in_the_lab_and_lead_to_their_questions(browser: Client) -> None:
    odd = QuestionTextFactory.create().question
    known(odd, flags=["crisis", "short"])
    known(QuestionTextFactory.create().question)

    queue = browser.get(reverse("admin:onboarding_question_review")).content.decode()
    found = browser.get(reverse("admin:onboarding_question_changelist"), {"figures": "any"})
    short = browser.get(reverse("admin:onboarding_question_changelist"), {"figures": "short"})
    none = browser.get(reverse("admin:onboarding_question_changelist"), {"figures": "leaving"})

    assert "Показатели просят взгляда" in queue
    assert [list(page.context["cl"].queryset) for page in (found, short)] == [[odd], [odd]]
    assert "признаки кризиса" in found.content.decode()
    assert list(none.context["cl"].queryset) == []


def test_the_time_line_says_in_words_why_the_product_stopped_a_question(browser: Client) -> None:
    question = QuestionTextFactory.create().question
    question_suspend(question.pk, None, "crisis leaving")

    page = browser.get(reverse("admin:onboarding_question_change", args=[question.pk]))

    assert "признаки кризиса, на нём прерывают разговор" in page.content.decode()
