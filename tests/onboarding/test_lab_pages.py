"""What the pages of the lab show, offer and refuse, to each role."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from onboarding.choices import QuestionStatus
from onboarding.models import Question, QuestionDecision
from onboarding.services.curation import (
    question_approve,
    question_edit,
    question_publish,
    question_request_changes,
    question_retire,
    question_suspend,
)
from selfology_site.roles import PSYCHOLOGIST, REVIEWER
from tests.onboarding.curators import (
    clinician,
    edited,
    heavy,
    plain,
    psychologist,
    published,
    question,
    simulated,
    submitted,
)
from tests.onboarding.lab_forms import browser_of, do, page, read
from tests.selfology_site.staff_world import staff_client

pytestmark = pytest.mark.django_db
DEEDS = re.compile(r'id="do-([a-z_]+)"')


@pytest.fixture
def anna() -> int:
    return psychologist("anna")


@pytest.fixture
def boris() -> int:
    return psychologist("boris")


@pytest.fixture
def vera() -> int:
    return clinician("vera")


def offered(staff: int, question_id: int) -> set[str]:
    """Return the steps that the page of a question offers."""
    return set(DEEDS.findall(read(browser_of(staff), page("change", question_id))))


def codes(client: Client, query: str) -> list[str]:
    """Return the questions that the list shows."""
    found = client.get(f"{page('changelist')}?{query}").context["cl"].result_list
    return [str(row) for row in found]


def test_each_step_is_offered_where_it_can_be_taken(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    assert offered(anna, pk) == {"withdraw", "retire"}
    assert offered(boris, pk) == {"approve", "request_changes", "withdraw", "retire"}

    question_approve(pk, boris)
    assert offered(boris, pk) == {"request_changes", "withdraw", "retire"}

    simulated(pk, by=anna)
    assert offered(anna, pk) == {"withdraw", "pilot", "publish", "retire"}

    question_publish(pk, anna)
    assert offered(anna, pk) == {"suspend", "retire"}

    question_suspend(pk, anna, "Просят пропустить.")
    assert "republish" not in offered(anna, pk)


def test_a_draft_is_submitted_or_given_up(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)
    question_request_changes(pk, boris, "Короче.")

    assert offered(anna, pk) == {"submit", "retire"}


def test_a_retired_version_is_brought_back_by_somebody_else(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_retire(pk, boris)

    assert offered(anna, pk) == set()
    assert offered(boris, pk) == {"roll_back"}
    do(browser_of(boris), pk, "roll_back", comment="Был хорош.")
    assert question(pk).status == "published"


def test_what_a_crisis_stopped_is_published_again_by_a_clinician_only(
    anna: int, boris: int, vera: int
) -> None:
    pk = published(plain(), anna, boris)
    question_suspend(pk, None, "crisis")
    simulated(pk, by=anna)

    assert offered(anna, pk) == {"retire"}
    assert offered(boris, pk) == {"retire"}
    assert offered(vera, pk) == {"republish", "retire"}
    do(browser_of(vera), pk, "republish", comment="Прочитала, дело было не в вопросе.")
    assert question(pk).status == "published"


def test_whose_approval_is_missing_is_said(anna: int, boris: int) -> None:
    pk = submitted(heavy(), anna)
    said = read(browser_of(boris), page("change", pk))

    assert "the approval of 1 colleague" in said
    assert "the approval of a clinician" in said
    assert "Simulate first" in said


def test_the_story_of_a_question_names_who_decided_what_and_why(
    anna: int, boris: int, vera: int
) -> None:
    pk = submitted(heavy(), anna)
    do(browser_of(boris), pk, "request_changes", comment="Мягче, <b>пожалуйста</b>.")
    do(browser_of(anna), pk, "submit")
    do(browser_of(vera), pk, "approve", comment="Бережно.")

    said = read(browser_of(anna), page("change", pk))

    assert "Мягче, &lt;b&gt;пожалуйста&lt;/b&gt;." in said
    assert "Бережно." in said
    assert "as a clinician" in said
    assert [said.index(name) for name in ("changes requested", "approved of it")] == sorted(
        said.index(name) for name in ("changes requested", "approved of it")
    )


def test_changes_are_not_requested_without_a_reason(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    response = do(browser_of(boris), pk, "request_changes", comment="   ")

    assert "Please say why." in response.content.decode()
    assert question(pk).status == "in_review"


def test_an_approval_of_something_else_than_was_read_is_refused_and_keeps_its_comment(
    anna: int, boris: int, vera: int
) -> None:
    pk = submitted(plain(), anna)

    response = do(browser_of(boris), pk, "approve", seen="of yesterday", comment="Хорошо!")

    said = response.content.decode()
    assert "The text was changed since you opened this page." in said
    assert "Хорошо!" in said
    assert not QuestionDecision.objects.filter(kind="approved").exists()


@pytest.mark.parametrize("deed", ["approve", "publish", "suspend", "roll_back"])
def test_a_step_that_is_not_offered_is_refused_on_a_clear_page(anna: int, deed: str) -> None:
    pk = submitted(plain(), anna)

    response = do(browser_of(anna), pk, deed, comment="x")

    assert response.status_code == 403
    assert "Nothing has been changed" in response.content.decode()
    assert question(pk).status == "in_review"


def test_a_step_is_not_taken_by_looking_at_its_address(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    browser_of(boris).get(page("do", pk, "approve"))

    assert not QuestionDecision.objects.filter(kind="approved").exists()


def test_an_unknown_step_is_not_found(anna: int) -> None:
    assert do(browser_of(anna), submitted(plain(), anna), "explode").status_code == 404


def test_versions_stand_side_by_side_with_their_words_marked(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    new = question_edit(pk, edited(plain(depth=1), "Как вы готовитесь к короткой поездке?"), boris)

    shown = read(browser_of(anna), f"{page('diff')}?old={pk}&new={new}")

    assert "<del>долгой</del>" in shown
    assert "<ins>короткой</ins>" in shown
    assert "<del>2</del>" in shown
    assert "<ins>1</ins>" in shown
    assert page("change", new) in read(browser_of(anna), page("change", pk))


@pytest.mark.parametrize("query", ["", "?old=1", "?old=x&new=y", "?old=999999&new=999998"])
def test_there_is_no_difference_between_versions_that_do_not_exist(anna: int, query: str) -> None:
    assert browser_of(anna).get(f"{page('diff')}{query}").status_code == 404


def test_two_different_questions_are_not_compared(anna: int, boris: int) -> None:
    one = submitted(plain(), anna)
    other = submitted(heavy(), anna)

    assert browser_of(anna).get(f"{page('diff')}?old={one}&new={other}").status_code == 404


def test_the_list_shows_the_newest_version_of_each_question(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    question_edit(pk, plain(depth=1), boris)
    browser = browser_of(anna)

    assert codes(browser, "") == ["work-101 v2"]
    assert codes(browser, "versions=all") == ["work-101 v2", "work-101 v1"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("status=in_review", ["work-102 v1"]),
        ("status=published", ["work-101 v1"]),
        ("energy=HEAVY", ["work-102 v1"]),
        ("depth=2", ["work-101 v1"]),
        ("domain=family", []),
        ("flag=grief", ["work-102 v1"]),
        ("translated=both", []),
        ("translated=en", ["work-101 v1", "work-102 v1"]),
        ("translated=ru", []),
        ("mine=written", ["work-101 v1"]),
        ("mine=review", ["work-102 v1"]),
        ("q=work-102", ["work-102 v1"]),
        ("q=поездке", ["work-101 v1"]),
        ("q=nowhere", []),
        ("mine=nonsense", ["work-101 v1", "work-102 v1"]),
    ],
)
def test_the_list_is_narrowed(anna: int, boris: int, query: str, shown: list[str]) -> None:
    published(plain(), anna, boris)
    submitted(heavy(), boris)

    assert codes(browser_of(anna), query) == shown


def test_the_list_counts_its_questions(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    submitted(heavy(), boris)

    counted = browser_of(anna).get(page("changelist")).context["question_counts"]

    assert [(str(row["label"]), row["count"]) for row in counted] == [
        ("all", 2),
        ("in review", 1),
        ("published", 1),
    ]


def test_the_queue_holds_what_waits_for_whoever_looks(anna: int, boris: int) -> None:
    pk = submitted(plain(), anna)

    assert page("change", pk) in read(browser_of(boris), page("review"))
    assert "Nothing waits for your review." in read(browser_of(anna), page("review"))


def test_the_first_page_counts_what_waits_for_whoever_looks(anna: int, boris: int) -> None:
    submitted(plain(), anna)
    figures = [
        browser_of(staff).get(reverse("admin:index")).context["cards"][0]["value"]
        for staff in (anna, boris)
    ]

    assert figures == [0, 1]


def test_the_preview_shows_the_question_in_both_forms_and_languages(anna: int) -> None:
    said = read(browser_of(anna), page("change", submitted(plain(), anna)))
    preview = said[said.index('id="preview"') : said.index('id="texts"')]

    assert "Как вы готовитесь к долгой поездке?" in preview
    assert "Как ты готовишься к долгой поездке?" in preview
    assert "How do you get ready for a long trip?" in preview


def test_a_reviewer_of_people_reads_questions_and_is_offered_nothing(anna: int) -> None:
    pk = submitted(plain(), anna)
    reader = staff_client("rita", role=REVIEWER)

    said = read(reader, page("change", pk))
    refused = [page("add"), page("edit", pk), page("text", pk, "en"), page("review")]

    assert DEEDS.findall(said) == []
    assert page("edit", pk) not in said
    assert {reader.get(url).status_code for url in refused} == {403}
    assert do(reader, pk, "approve").status_code == 403


def test_somebody_without_a_role_sees_nothing_of_the_lab(anna: int) -> None:
    pk = submitted(plain(), anna)
    stranger = staff_client("zoe")
    pages = [page("changelist"), page("change", pk), page("diff"), page("near"), page("review")]

    assert {stranger.get(url).status_code for url in pages} == {403}
    assert do(stranger, pk, "approve").status_code == 403


def test_every_status_has_a_page(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    browser = browser_of(anna)
    question_suspend(pk, anna, "Проверим.")
    assert "suspended" in read(browser, page("change", pk))

    question_retire(pk, anna)
    assert "retired" in read(browser, page("change", pk))
    assert set(Question.objects.values_list("status", flat=True)) == {QuestionStatus.RETIRED}


def test_a_psychologist_is_the_role_that_sees_the_lab() -> None:
    assert staff_client("lena", role=PSYCHOLOGIST).get(page("changelist")).status_code == 200


@pytest.mark.parametrize("name", ["changelist", "review", "add"])
def test_one_line_of_the_sidebar_says_where_one_is(anna: int, name: str) -> None:
    groups = browser_of(anna).get(page(name)).context["sidebar_navigation"]

    assert [item["active"] for group in groups for item in group["items"]].count(True) == 1
