"""Questions are written in the lab, and nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from onboarding.models import Question, QuestionDecision
from tests.onboarding.curators import plain, psychologist, published, question, submitted
from tests.onboarding.lab_forms import TYPED, browser_of, page, read

pytestmark = pytest.mark.django_db
NEAR = "There are questions that say nearly the same"
HEAVY = {
    "energy": "HEAVY",
    "depth": "4",
    "min_trust": "2",
    "stages": ["DEEPENING"],
    "safety_flags": ["grief"],
    "requires_opt_in": "on",
    "skip_text_required": "on",
    "cooldown_days": "3",
    "ru_text": "Кого вам не хватает сильнее всего? Можно пропустить.",
    "ru_familiar_text": "Кого тебе не хватает сильнее всего? Можно пропустить.",
    "en_text": "Whom do you miss the most? You can skip this one.",
}


@pytest.fixture
def anna() -> int:
    return psychologist("anna")


@pytest.fixture
def boris() -> int:
    return psychologist("boris")


@pytest.fixture
def browser(anna: int) -> Client:
    return browser_of(anna)


def send(browser: Client, url: str, **changes: Any) -> Any:
    return browser.post(url, TYPED | changes)


def faults(browser: Client, **changes: Any) -> dict[str, str]:
    """Return what a new question is refused for, by field."""
    response = send(browser, page("add"), **changes)
    errors = response.context["form"].errors
    return {field: " ".join(map(str, said)) for field, said in errors.items()}


def test_a_complete_question_is_saved_as_a_draft_of_its_author(browser: Client, anna: int) -> None:
    response = send(browser, page("add"))

    written = Question.objects.get()
    assert (written.code, written.status, written.author_id) == ("everyday-001", "draft", anna)
    assert {text.language: text.status for text in written.texts.all()} == {
        "ru": "source",
        "en": "translated",
    }
    assert response.headers["Location"] == page("change", written.pk)


def test_every_field_of_the_form_is_kept(browser: Client, anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    typed = HEAVY | {
        "code": "family-777",
        "domain": "family",
        "secondary_domains": ["past"],
        "ru_hint": "Столько, сколько хочется. Можно пропустить.",
        "ru_familiar_hint": "Столько, сколько хочется. Можно пропустить.",
        "trait_2": "resilience",
        "information_2": "0.3",
        "signature_targets": ["stress_response"],
        "follow_up_1_when": "short_answer",
        "follow_up_1": "work-101",
        "never_after": "work-101",
        "repeatable_after_days": "90",
        "min_chars": "20",
        "expected_seconds": "60",
        "provenance_kind": "adapted",
        "provenance_source": "diary",
        "provenance_author": "Anna",
    }

    send(browser, page("add"), **typed)

    form = browser.get(page("edit", Question.objects.get(code="family-777").pk)).context["form"]
    shown = {name: form[name].value() for name in typed if name != "code"}
    expected = typed | {"requires_opt_in": True, "skip_text_required": True}
    assert {name: _plain(value) for name, value in shown.items()} == {
        name: _plain(value) for name, value in expected.items() if name != "code"
    }


def _plain(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"ru_text": ""}, "ru_text", "The original needs its text."),
        ({"ru_familiar_text": ""}, "ru_familiar_text", "«ты»"),
        ({"ru_familiar_text": "Чем пахнет ваше утро?"}, "ru_familiar_text", "«ваше»"),
        ({"ru_hint": "Любая мелочь."}, "ru_familiar_hint", "in both forms"),
        ({"en_text": "", "en_hint": "Anything."}, "en_text", "no text"),
        ({"ru_text": "Коротко"}, "ru_text", "at least 10"),
        ({"code": "Утро"}, "code", "Letters, a hyphen, digits"),
        ({"energy": ""}, "energy", "required"),
        ({"energy": "SAD"}, "energy", "not one of"),
        ({"trait_1": ""}, "trait_1", "required"),
        ({"trait_2": "openness", "information_2": "0.2"}, "trait_2", "above already"),
        ({"trait_2": "resilience"}, "information_2", "How much"),
        ({"information_2": "0.2"}, "trait_2", "What does it tell"),
        ({"information_1": "2.5"}, "information_1", "less than or equal to 2"),
        ({"secondary_domains": ["everyday"]}, "secondary_domains", "itself"),
        ({"secondary_domains": ["work", "past", "body"]}, "secondary_domains", "Two other"),
        ({"depth": "3"}, "stages", "At the entry"),
        ({"stages": ["EXPLORATION"], "depth": "4"}, "stages", "no deeper than 3"),
        ({"safety_flags": ["none", "shame"]}, "safety_flags", "stands alone"),
        ({"safety_flags": ["grief"]}, "cooldown_days", "3 days"),
        ({"skip_text_required": "on"}, "ru_text", "may be skipped"),
        ({"never_after": "work-404"}, "never_after", "work-404"),
        ({"follow_up_1": "work-404", "follow_up_1_when": "new_topic"}, "follow_up_1", "work-404"),
        ({"follow_up_1_when": "new_topic"}, "follow_up_1", "needs both"),
        ({"repeatable_after_days": "7"}, "repeatable_after_days", "30"),
        (HEAVY | {"min_trust": "0"}, "min_trust", "friends"),
        (HEAVY | {"depth": "2"}, "depth", "3 or more"),
        (HEAVY | {"stages": ["EXPLORATION"], "depth": "3"}, "stages", "deepening"),
        (HEAVY | {"safety_flags": ["none"]}, "safety_flags", "heavy"),
        (HEAVY | {"requires_opt_in": ""}, "requires_opt_in", "allowed heavy topics"),
        (HEAVY | {"skip_text_required": ""}, "skip_text_required", "skipped"),
        ({"energy": "OPENING", "stages": ["DEEPENING"]}, "stages", "entry and exploration"),
        ({"energy": "OPENING", "min_trust": "3"}, "min_trust", "strangers"),
        ({"energy": "OPENING", "depth": "3", "stages": ["EXPLORATION"]}, "depth", "1 or 2"),
        ({"energy": "HEALING"}, "stages", "balancing"),
        (
            {"energy": "HEALING", "stages": ["BALANCING"], "requires_opt_in": "on"},
            "requires_opt_in",
            "for everybody",
        ),
        (
            {"energy": "HEALING", "stages": ["BALANCING"], "safety_flags": ["health"]},
            "safety_flags",
            "nothing sensitive",
        ),
        ({"energy": "HEALING", "stages": ["BALANCING"], "depth": "5"}, "depth", "3 at most"),
    ],
)
def test_what_the_bank_does_not_allow_is_said_at_its_field(
    browser: Client, changes: dict[str, Any], field: str, said: str
) -> None:
    assert said in faults(browser, **changes).get(field, "")
    assert not Question.objects.exists()


def test_faults_are_said_in_russian_to_whoever_reads_russian(anna: int) -> None:
    said = faults(browser_of(anna, "ru"), ru_familiar_text="")

    assert said["ru_familiar_text"].startswith("Напишите и на «ты»")


def test_bad_input_comes_back_as_it_was_typed(browser: Client) -> None:
    response = send(browser, page("add"), depth="", en_hint="Any <b>smell</b> will do.")

    said = response.content.decode()
    assert "Чем пахнет ваше любимое утро?" in said
    assert "Any &lt;b&gt;smell&lt;/b&gt; will do." in said
    assert response.context["form"]["stages"].value() == ["ENTRY", "EXPLORATION"]


def test_a_taken_code_is_refused(browser: Client, anna: int, boris: int) -> None:
    published(plain(), anna, boris)

    assert faults(browser, code="work-101") == {"code": "This code is taken."}


def test_the_next_code_of_a_domain_goes_on_from_its_highest(
    browser: Client, anna: int, boris: int
) -> None:
    published(plain(code="relations-041"), anna, boris)

    send(browser, page("add"), domain="relationships")

    assert Question.objects.filter(code="relations-042").exists()


def test_nearly_the_same_question_is_shown_and_saved_only_after_a_look(
    browser: Client, anna: int, boris: int
) -> None:
    published(plain(), anna, boris)
    twin = {
        "ru_text": "Как вы обычно готовитесь к долгой поездке?",
        "ru_familiar_text": "Как ты обычно готовишься к долгой поездке?",
    }

    first = send(browser, page("add"), **twin)
    assert NEAR in first.content.decode()
    assert "work-101" in first.content.decode()
    assert Question.objects.count() == 1

    send(browser, page("add"), **twin, other_than=first.context["near_codes"])
    assert Question.objects.filter(code="everyday-001").exists()


def test_the_form_is_told_what_is_near_while_somebody_writes(
    browser: Client, anna: int, boris: int
) -> None:
    pk = published(plain(), anna, boris)
    text = "Как готовитесь вы к долгой поездке?"

    found = browser.get(page("near"), {"text": text, "language": "ru"}).json()["near"]
    own = browser.get(page("near"), {"text": text, "language": "ru", "code": "work-101"}).json()

    assert [(twin["code"], twin["url"]) for twin in found] == [("work-101", page("change", pk))]
    assert own == {"near": []}


@pytest.mark.parametrize("language", ["", "de", "ru"])
def test_a_strange_question_about_nearness_gets_an_empty_answer(
    browser: Client, language: str
) -> None:
    query = {"text": "поездка " * 1000, "language": language}

    assert browser.get(page("near"), query).json() == {"near": []}


def test_an_edit_of_a_published_question_begins_a_draft_and_leaves_it(
    browser: Client, anna: int, boris: int
) -> None:
    pk = published(plain(), boris, anna)
    before = question(pk).texts.get(language="ru").text
    assert "Version 1 stays as it is" in read(browser, page("edit", pk))

    response = send(browser, page("edit", pk), domain="work", other_than="work-101")

    draft = Question.objects.get(version=2)
    assert (draft.status, draft.author_id) == ("draft", anna)
    assert response.headers["Location"] == page("change", draft.pk)
    assert question(pk).status == "published"
    assert question(pk).texts.get(language="ru").text == before


def test_a_draft_is_edited_in_place(browser: Client) -> None:
    send(browser, page("add"))
    pk = Question.objects.get().pk

    send(browser, page("edit", pk), depth="1")

    assert question(pk).depth == 1
    assert Question.objects.count() == 1


def test_an_edit_in_review_takes_it_back_and_says_so(browser: Client, anna: int) -> None:
    pk = submitted(plain(), anna)
    assert "It is in review" in read(browser, page("edit", pk))

    send(browser, page("edit", pk), domain="work")

    assert question(pk).status == "draft"


def test_who_edits_what_somebody_else_has_edited_meanwhile_is_told_and_loses_nothing(
    browser: Client, anna: int, boris: int
) -> None:
    pk = submitted(plain(), anna)
    seen = browser.get(page("edit", pk)).context["seen"]
    send(browser_of(boris), page("edit", pk), domain="work", depth="1")

    response = send(browser, page("edit", pk), domain="work", seen=seen)

    assert "The text was changed since you opened this page" in response.content.decode()
    assert "Чем пахнет ваше любимое утро?" in response.content.decode()
    assert question(pk).depth == 1


def test_saving_without_a_change_says_so(browser: Client) -> None:
    send(browser, page("add"))
    pk = Question.objects.get().pk

    assert "Nothing was changed." in send(browser, page("edit", pk)).content.decode()


def test_a_second_version_is_not_begun_while_one_is_open(
    browser: Client, anna: int, boris: int
) -> None:
    pk = published(plain(), boris, anna)
    send(browser, page("edit", pk), domain="work", other_than="work-101")

    again = send(browser, page("edit", pk), domain="work", depth="1")

    assert "Version 2 of this question is being worked on already." in again.content.decode()
    assert Question.objects.count() == 2


def test_a_changed_original_sends_its_approved_translation_back(
    browser: Client, anna: int, boris: int
) -> None:
    pk = published(plain(), boris, anna)
    browser_of(anna).post(page("do", pk, "approve-text-en"))
    kept = {"en_text": "How do you get ready for a long trip?"}

    send(browser, page("edit", pk), domain="work", **kept)

    draft = Question.objects.get(version=2)
    assert {text.language: text.status for text in draft.texts.all()} == {
        "ru": "source",
        "en": "translated",
    }


def test_a_published_question_is_not_changed_by_a_forged_address(
    browser: Client, anna: int, boris: int
) -> None:
    pk = published(plain(), boris, anna)
    decisions = QuestionDecision.objects.count()

    response = send(browser, page("change", pk), depth="1", status="draft")

    assert response.status_code == 403
    assert "Nothing has been changed" in response.content.decode()
    assert (question(pk).depth, question(pk).status) == (2, "published")
    assert QuestionDecision.objects.count() == decisions


def test_a_translation_is_written_by_one_and_approved_by_another(
    browser: Client, anna: int, boris: int
) -> None:
    send(browser, page("add"), en_text="")
    pk = Question.objects.get().pk
    url = page("text", pk, "en")
    assert "Чем пахнет ваше любимое утро?" in read(browser, url)

    browser.post(url, {"text": "What does your best morning smell of?", "status": "translated"})
    browser.post(page("do", pk, "approve-text-en"))
    assert question(pk).texts.get(language="en").status == "translated"

    browser_of(boris).post(page("do", pk, "approve-text-en"))
    assert question(pk).texts.get(language="en").status == "approved"


def test_a_translation_that_is_too_short_comes_back_as_it_was_typed(browser: Client) -> None:
    send(browser, page("add"), en_text="")
    pk = Question.objects.get().pk

    response = browser.post(page("text", pk, "en"), {"text": "What <b>", "status": "translated"})

    assert "What &lt;b&gt;" in response.content.decode()
    assert not question(pk).texts.filter(language="en").exists()


def test_there_is_no_text_in_a_language_nobody_knows(browser: Client) -> None:
    send(browser, page("add"))

    assert browser.get(page("text", Question.objects.get().pk, "xx")).status_code == 404
