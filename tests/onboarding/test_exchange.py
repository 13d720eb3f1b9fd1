"""What psychologists import: planned, shown, and taken in whole or not at all."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from core.vocabulary import Language
from onboarding.bank.csv_format import write_table
from onboarding.bank.files import FOUNDING_DIRECTORY, dump_domains
from onboarding.bank.import_plan import Scope
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import BankInvalidError, Problem
from onboarding.bank.reading import Upload
from onboarding.bank.records import QuestionRecord
from onboarding.bank_selectors import published_bank
from onboarding.choices import QuestionStatus, ReviewKind
from onboarding.exchange_selectors import Edition, all_versions, exported, exported_version
from onboarding.models import BankVersion, Question, QuestionText
from onboarding.services import exchange
from onboarding.services.bank import bank_load
from onboarding.services.curation import question_edit, question_submit
from people.models import StaffUser
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, OPENING, SOUND, changed, document, record
from tests.onboarding.curators import plain, psychologist, published

pytestmark = pytest.mark.django_db

APPROVED = {"status": "approved", "reviewer": "somebody"}
TRIP = "Что вы берёте в долгую дорогу?"
EDITED = changed(
    changed(NEUTRAL, "texts.ru.text", TRIP), "texts.ru.familiar_text", "Что ты берёшь в дорогу?"
)


def as_json(*questions: dict[str, Any]) -> Upload:
    """Return a file with these questions."""
    return Upload("new.json", json.dumps(document(*questions), ensure_ascii=False).encode())


def as_table(*questions: QuestionRecord) -> Upload:
    """Return a table with these questions."""
    return Upload("new.csv", write_table(questions))


def take(upload: Upload, by: int, scope: Scope = Scope.PART) -> None:
    """Import a file as it was planned."""
    exchange.apply(exchange.plan(upload, scope), by)


def problems(upload: Upload) -> tuple[Problem, ...]:
    """Return why a file is refused."""
    with pytest.raises(BankInvalidError) as refusal:
        exchange.plan(upload)
    return refusal.value.problems


def warned(upload: Upload, *kinds: Kind) -> list[tuple[str, str]]:
    """Return code and place of what a plan warns of."""
    warnings = exchange.plan(upload).warnings
    return [(warning.code, warning.path) for warning in warnings if warning.kind in kinds]


def rows(code: str) -> list[tuple[int, str]]:
    """Return version and status of every row of a code."""
    return list(
        Question.objects.filter(code=code).order_by("version").values_list("version", "status")
    )


def test_a_plan_changes_nothing(anna: int) -> None:
    diff = exchange.plan(as_json(*SOUND))
    assert [question.code for question in diff.added] == [question["code"] for question in SOUND]
    assert not Question.objects.exists()


def test_what_a_file_calls_published_enters_in_review(anna: int) -> None:
    take(as_json(*SOUND), anna)
    assert {status for question in SOUND for _, status in rows(question["code"])} == {"in_review"}
    assert published_bank().ids == {}


def test_what_a_file_calls_a_draft_enters_as_a_draft(anna: int) -> None:
    take(as_table(record(status="draft")), anna)
    assert rows("work-101") == [(1, "draft")]


def test_questions_that_name_each_other_come_in_together(anna: int) -> None:
    one = OPENING | {"follow_ups": [{"when": "new_topic", "code": "work-101"}]}
    other = NEUTRAL | {"follow_ups": [{"when": "new_topic", "code": "work-104"}]}
    take(as_json(one, other), anna)
    assert Question.objects.count() == 2


def test_the_review_that_a_file_claims_does_not_come_in(anna: int) -> None:
    claimed = record(review={**NEUTRAL["review"], "kind": "psychologist"})
    take(as_table(claimed), anna)
    question = Question.objects.get()
    assert (question.review, question.review_kind, question.author_id) == (None, "", anna)


def test_no_file_approves_of_a_translation(anna: int) -> None:
    claimed = changed(NEUTRAL, "texts.en", NEUTRAL["texts"]["en"] | APPROVED)
    take(as_json(changed(claimed, "texts.ru", NEUTRAL["texts"]["ru"] | APPROVED)), anna)
    texts = QuestionText.objects.order_by("-language").values_list("language", "status")
    assert list(texts) == [("ru", "source"), ("en", "translated")]
    assert set(QuestionText.objects.values_list("reviewer", flat=True)) == {""}


@pytest.mark.parametrize(
    ("reworded", "statuses"),
    [
        ({"en": "What do you do at once?"}, {"ru": "translated", "en": "source"}),
        (
            {"ru": "Что вы делаете сразу?", "en": "What do you do at once?"},
            {"ru": "source", "en": "translated"},
        ),
    ],
    ids=["one", "both"],
)
def test_one_reworded_text_is_the_original_and_the_other_waits(
    anna: int, reworded: dict[str, str], statuses: dict[str, str]
) -> None:
    bank_load()
    (asked,) = all_versions()["values-015"]
    words = asked.model_dump(mode="json")
    for language, text in reworded.items():
        words = changed(words, f"texts.{language}.text", text)
    take(as_table(record(words)), anna)
    draft = Question.objects.get(code="values-015", version=2)
    assert dict(draft.texts.values_list("language", "status")) == statuses


def test_an_edit_of_what_is_asked_becomes_a_new_version_for_review(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    edited = record(EDITED)
    diff = exchange.plan(as_table(edited))
    assert (diff.changed, [old.version for old in diff.former]) == ((edited,), [1])

    exchange.apply(diff, boris)

    assert rows("work-101") == [(1, "published"), (2, "in_review")]
    assert published_bank().ids.keys() == {"work-101"}


def test_an_edit_of_a_draft_writes_it_anew(anna: int) -> None:
    take(as_table(record(status="draft")), anna)
    take(as_table(record({**EDITED, "status": "draft"})), anna)
    assert rows("work-101") == [(1, "draft")]
    assert Question.objects.get().texts.get(language="ru").text == TRIP


def test_an_edit_of_what_is_in_review_says_that_it_goes_back(anna: int) -> None:
    take(as_table(record()), anna)
    assert warned(as_table(record(EDITED)), Kind.BACK_TO_DRAFT) == [("work-101", "")]
    take(as_table(record(EDITED)), anna)
    assert rows("work-101") == [(1, "in_review")]


def test_an_export_imports_without_any_change(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    take(as_table(record(OPENING, status="draft")), anna)
    for edition in Edition:
        table = exchange.plan(as_table(*exported(edition)), Scope.WHOLE)
        files = dump_domains(exported(edition), bank_version="1.0.0")
        whole = exchange.plan(Upload("work.json", files["work.json"]), Scope.WHOLE)
        assert table.is_empty
        assert whole.is_empty
        assert len(table.unchanged) == 2


def test_the_shipped_bank_goes_out_as_it_came_in(db: None) -> None:
    bank_load()
    files = dump_domains(exported(Edition.IN_FORCE), bank_version=exported_version())
    assert files == {path.name: path.read_bytes() for path in FOUNDING_DIRECTORY.glob("*.json")}


def test_the_shipped_bank_is_known_to_an_import(anna: int) -> None:
    bank_load()
    diff = exchange.plan(as_table(*exported(Edition.NEWEST)), Scope.WHOLE)
    assert (diff.is_empty, len(diff.unchanged)) == (True, Question.objects.count())
    assert diff.warnings == ()


def test_drafts_are_exported_only_with_the_newest(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    question_edit(Question.objects.get().pk, record(EDITED), boris)
    versions = [[(q.version, q.status) for q in exported(edition)] for edition in Edition]
    assert versions == [[(1, QuestionStatus.PUBLISHED)], [(2, QuestionStatus.DRAFT)]]


def test_files_without_a_version_of_files_have_one_nevertheless(db: None) -> None:
    assert exported_version() == "0.0.0"
    BankVersion.objects.create(label="small")
    assert exported_version() == "0.0.0"


def test_another_status_in_a_file_changes_nothing(anna: int) -> None:
    take(as_table(record(status="draft")), anna)
    diff = exchange.plan(as_table(record(status="published")))
    assert (diff.is_empty, [question.code for question in diff.kept]) == (True, ["work-101"])


def test_what_a_file_retires_is_retired_and_stays_for_its_answers(anna: int, boris: int) -> None:
    pk = published(plain(), anna, boris)
    take(as_table(record(status="retired")), anna)
    assert rows("work-101") == [(1, "retired")]
    assert Question.objects.get(pk=pk).texts.count() == 2
    assert published_bank().ids == {}


def test_what_is_retired_in_a_file_and_unknown_is_left_out(anna: int) -> None:
    upload = as_table(record(status="retired"))
    assert exchange.plan(upload).is_empty
    assert warned(upload, Kind.RETIRED_UNKNOWN) == [("work-101", "status")]


def test_some_questions_leave_the_others_alone(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    assert exchange.plan(as_json(OPENING)).retired == ()


def test_a_whole_bank_retires_what_is_not_in_it(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    take(as_table(record(OPENING, status="draft")), anna)
    take(as_json(HEAVY), anna, Scope.WHOLE)
    assert (rows("work-101"), rows("work-104")) == ([(1, "retired")], [(1, "draft")])


def test_an_edit_of_an_older_version_is_refused(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    question_edit(Question.objects.get().pk, record(EDITED), boris)
    stale = record(changed(NEUTRAL, "texts.en.text", "What do you pack for a long trip?"))
    (problem,) = problems(as_table(stale))
    assert (problem.kind, problem.row, problem.path) == (Kind.OUTDATED, 2, "version")
    assert problem.file == "new.csv"


def test_an_older_version_that_is_as_it_was_is_left_alone(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    question_edit(Question.objects.get().pk, record(EDITED), boris)
    assert exchange.plan(as_table(plain())).is_empty


def test_a_bank_that_was_changed_after_the_plan_is_left_as_it_is(anna: int, boris: int) -> None:
    diff = exchange.plan(as_table(record(OPENING)))
    take(as_table(record()), boris)
    with pytest.raises(exchange.BankChangedError):
        exchange.apply(diff, anna)
    assert rows("work-104") == []


def test_a_status_that_changed_after_the_plan_counts_as_a_change(anna: int, boris: int) -> None:
    take(as_table(record(status="draft")), anna)
    diff = exchange.plan(as_table(record(OPENING)))
    question_submit(Question.objects.get().pk, anna)
    with pytest.raises(exchange.BankChangedError):
        exchange.apply(diff, anna)


def test_one_refusal_of_the_lab_keeps_everything_out(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    nobody = psychologist("nobody")
    _forget_permission(nobody, "publish_question")
    upload = as_json(OPENING, {**NEUTRAL, "status": "retired"})
    with pytest.raises(exchange.ImportRefusedError, match="import_refused") as refusal:
        take(upload, nobody)
    assert "work-101" in refusal.value.message
    assert rows("work-104") == []
    assert rows("work-101") == [(1, "published")]


def _forget_permission(staff_id: int, codename: str) -> None:
    staff = StaffUser.objects.get(pk=staff_id)
    kept = Permission.objects.filter(group__user=staff).exclude(codename=codename)
    staff.user_permissions.set(kept)
    staff.groups.clear()


BAD: dict[str, tuple[tuple[dict[str, Any], ...], set[tuple[str, str, Kind]]]] = {
    "an unknown trait": (
        (changed(NEUTRAL, "targets", [{"trait": "luck", "information": 0.5}]),),
        {("work-101", "targets.0.trait", Kind.NOT_ONE_OF)},
    ),
    "a missing language": (
        ({**NEUTRAL, "texts": {"ru": NEUTRAL["texts"]["ru"]}},),
        {("work-101", "texts", Kind.MISSING)},
    ),
    "a code used twice": (
        (NEUTRAL, changed(OPENING, "code", "work-101")),
        {("work-101", "code", Kind.REPEATED_CODE)},
    ),
    "a heavy question for strangers": (
        (changed(HEAVY, "min_trust", "STRANGER"),),
        {("work-102", "min_trust", Kind.NOT_ONE_OF)},
    ),
    "an unknown follow-up": (
        (OPENING | {"follow_ups": [{"when": "short_answer", "code": "work-999"}]},),
        {("work-104", "follow_ups.0.code", Kind.UNKNOWN_CODE)},
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_nothing_is_half_imported(
    anna: int,
    bad: tuple[tuple[dict[str, Any], ...], set[tuple[str, str, Kind]]],
) -> None:
    questions, expected = bad
    found = problems(as_json(OPENING | {"code": "work-105"}, *questions))
    assert {(problem.code, problem.path, problem.kind) for problem in found} == expected
    assert {problem.file for problem in found} == {"new.json"}
    assert all(problem.said(Language.RU) != problem.message for problem in found)
    assert not Question.objects.exists()


def test_both_rows_of_a_code_used_twice_are_named() -> None:
    found = problems(as_table(record(), record(OPENING, code="work-101")))
    assert [problem.row for problem in found] == [2, 3]


def test_a_question_of_the_product_may_be_spoken_of(anna: int) -> None:
    take(as_table(record(status="draft")), anna)
    follow_up = {"when": "short_answer", "code": "work-101"}
    assert exchange.plan(as_json(OPENING | {"follow_ups": [follow_up]})).added


def test_a_repetition_of_a_question_is_pointed_at(anna: int) -> None:
    take(as_table(record(status="draft")), anna)
    again = changed(OPENING, "texts.ru.text", "Как вы обычно готовитесь к долгим поездкам?")
    assert warned(as_json(again), Kind.NEAR_DUPLICATE) == [("work-104", "texts.ru.text")]
    assert warned(as_table(record(again)), Kind.NEAR_DUPLICATE) == [("work-104", "ru_text")]


def test_a_repetition_inside_the_file_is_pointed_at_once() -> None:
    again = changed(OPENING, "texts.ru.text", "Как вы обычно готовитесь к долгим поездкам?")
    assert warned(as_json(NEUTRAL, again), Kind.NEAR_DUPLICATE) == [("work-104", "texts.ru.text")]


def test_a_draft_in_one_language_is_pointed_at() -> None:
    draft = {**NEUTRAL, "status": "draft", "texts": {"ru": NEUTRAL["texts"]["ru"]}}
    assert warned(as_json(draft), Kind.NO_TRANSLATION) == [("work-101", "texts.en")]


def test_three_questions_are_a_bank_with_honest_warnings(anna: int) -> None:
    three = as_json(NEUTRAL, HEAVY, OPENING)
    kinds = {warning.kind for warning in exchange.plan(three).warnings}
    assert kinds >= {Kind.FEW_PUBLISHED, Kind.FEW_IN_DOMAIN, Kind.FEW_HEALING, Kind.FEW_FOR_TRAIT}
    take(three, anna)
    assert Question.objects.count() == 3


def test_founding_questions_keep_their_status_when_developers_load_them(db: None) -> None:
    bank_load()
    assert set(Question.objects.values_list("status", "review_kind")) == {
        (QuestionStatus.PUBLISHED, ReviewKind.FOUNDING)
    }


def test_an_import_names_every_version_there_is(anna: int, boris: int) -> None:
    published(plain(), anna, boris)
    question_edit(Question.objects.get().pk, record(EDITED), boris)
    assert [record.version for record in all_versions()["work-101"]] == [1, 2]
