from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from core.errors import NotFoundError
from core.vocabulary import Language
from onboarding import bank_selectors
from onboarding.bank.diff import VersionNotRaisedError
from onboarding.bank.files import BankInvalidError, load
from onboarding.bank_selectors import bank_as_of, current_records, published_bank
from onboarding.choices import QuestionStatus, ReviewKind
from onboarding.models import BankVersion, Question
from onboarding.services.bank import bank_load, bank_lock, bank_plan, bank_renew
from onboarding.services.curation import (
    question_approve,
    question_edit,
    question_publish,
    question_submit,
)
from tests.factories import QuestionFactory
from tests.onboarding.bank_samples import (
    HEALING,
    HEAVY,
    NEUTRAL,
    OPENING,
    SOUND,
    changed,
    document,
    write,
)
from tests.onboarding.curators import plain, psychologist, published, simulated
from tests.waiting import until

pytestmark = pytest.mark.django_db
QUESTIONS = len(SOUND)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with a small sound bank."""
    write(tmp_path, "work.json", document(*SOUND))
    return tmp_path


def rows(code: str) -> list[tuple[int, str]]:
    """Return version and status of every row of a code."""
    found = Question.objects.filter(code=code).order_by("version")
    return list(found.values_list("version", "status"))


def test_the_founding_bank_is_loaded_whole(db: None) -> None:
    diff = bank_load()

    assert len(diff.added) == Question.objects.count() >= 60
    assert set(published_bank().ids) == {record.code for record in load().questions}
    assert {text.language for text in Question.objects.all()[0].texts.all()} == set(Language)


def test_loading_the_same_twice_changes_nothing(files: Path) -> None:
    first, second = bank_load(files), bank_load(files)

    assert (len(first.added), second.is_empty, len(second.unchanged)) == (4, True, QUESTIONS)
    assert Question.objects.count() == QUESTIONS
    assert BankVersion.objects.count() == 1


def test_what_is_loaded_comes_back_as_it_was(files: Path) -> None:
    bank_load(files)

    assert current_records() == {record.code: record for record in load(files).questions}


def test_a_plan_changes_nothing(files: Path) -> None:
    assert len(bank_plan(files).added) == QUESTIONS
    assert not Question.objects.exists()
    assert not BankVersion.objects.exists()


def test_a_higher_version_retires_the_former_and_keeps_it_for_its_answers(files: Path) -> None:
    bank_load(files)
    newer = changed(NEUTRAL | {"version": 2}, "texts.ru.text", "Что вы берёте в долгую дорогу?")
    write(files, "work.json", document(newer, HEAVY, HEALING, OPENING, bank_version="1.1.0"))

    diff = bank_load(files)

    assert [record.version for record in diff.changed] == [2]
    assert rows("work-101") == [(1, QuestionStatus.RETIRED), (2, QuestionStatus.PUBLISHED)]
    assert BankVersion.objects.latest("pk").label == "1.1.0"
    published = Question.objects.get(pk=published_bank().ids["work-101"])
    assert published.version == 2


def test_an_edit_under_the_old_version_is_refused_and_changes_nothing(files: Path) -> None:
    bank_load(files)
    edited = changed(NEUTRAL, "texts.ru.text", "Что вы берёте в долгую дорогу?")
    write(files, "work.json", document(edited, HEAVY, HEALING, OPENING))

    with pytest.raises(VersionNotRaisedError, match="work-101"):
        bank_load(files)
    assert Question.objects.get(code="work-101").texts.get(language="ru").text != (
        "Что вы берёте в долгую дорогу?"
    )


def test_a_question_that_left_the_files_is_retired_and_not_deleted(files: Path) -> None:
    bank_load(files)
    write(files, "work.json", document(NEUTRAL, HEAVY, HEALING))

    diff = bank_load(files)

    assert [record.code for record in diff.retired] == ["work-104"]
    assert rows("work-104") == [(1, QuestionStatus.RETIRED)]
    assert "work-104" not in published_bank().ids
    assert bank_load(files).is_empty


def test_what_people_decided_in_the_product_stands(files: Path) -> None:
    bank_load(files)
    Question.objects.filter(code="work-104").update(status=QuestionStatus.SUSPENDED)

    diff = bank_load(files)

    assert [record.code for record in diff.kept] == ["work-104"]
    assert rows("work-104") == [(1, QuestionStatus.SUSPENDED)]


def test_questions_written_in_the_product_are_no_business_of_the_files(files: Path) -> None:
    own = published(plain(code="own-001"), psychologist("anna"), psychologist("boris"))

    bank_load(files)

    assert Question.objects.get(pk=own).status == QuestionStatus.PUBLISHED


@pytest.mark.parametrize(
    "content",
    [
        document(changed(NEUTRAL, "depth", 9)),
        document(changed(HEAVY, "safety.flags", [])),
        {"format": "something else"},
        [],
    ],
    ids=["depth", "no flags", "format", "list"],
)
def test_files_that_are_no_bank_change_nothing(files: Path, content: object) -> None:
    bank_load(files)
    write(files, "work.json", content)

    with pytest.raises(BankInvalidError):
        bank_load(files)
    assert Question.objects.filter(status=QuestionStatus.PUBLISHED).count() == QUESTIONS
    assert BankVersion.objects.count() == 1


def test_founding_questions_say_that_no_psychologist_has_read_them(files: Path) -> None:
    bank_load(files)

    kinds = set(Question.objects.values_list("review_kind", flat=True))
    assert kinds == {ReviewKind.FOUNDING}
    assert all(question.is_founding_review for question in published_bank().bank.questions)


def test_a_code_has_one_askable_version(files: Path) -> None:
    bank_load(files)

    with pytest.raises(IntegrityError, match="onboarding_questions_one_askable_per_code"):
        QuestionFactory.create(code="work-101", version=2)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"depth": 0}, "onboarding_questions_depth_1_to_5"),
        ({"min_trust": 5}, "onboarding_questions_trust_known"),
        ({"status": "famous"}, "onboarding_questions_status_known"),
        ({"energy": "ELECTRIC"}, "onboarding_questions_energy_known"),
        ({"domain": "weather"}, "onboarding_questions_domain_known"),
        ({"min_age": 17}, "onboarding_questions_for_adults"),
        ({"energy": "HEAVY"}, "onboarding_questions_heavy_guarded"),
    ],
)
def test_a_question_that_cannot_be_is_refused(columns: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        QuestionFactory.create(**columns)


def command(*arguments: str) -> str:
    """Run the command and return what it printed."""
    out = StringIO()
    call_command("load_questions", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_loads_and_shows_the_difference(files: Path) -> None:
    assert command(str(files)).startswith("added: 4 (work-101 v1,")
    assert command(str(files)).strip() == "unchanged: 4"


def test_a_dry_run_only_shows_it(files: Path) -> None:
    assert "added: 4" in command(str(files), "--dry-run")
    assert not Question.objects.exists()


def test_the_command_names_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no bank file here"):
        command(str(tmp_path))


def test_what_may_be_asked_is_recorded_once_until_it_changes(files: Path) -> None:
    bank_load(files)
    first = BankVersion.objects.get()
    again = bank_renew()
    suspended = Question.objects.get(code="work-104")
    suspended.status = QuestionStatus.SUSPENDED.value
    suspended.save()
    changed_one = bank_renew()

    second = BankVersion.objects.get(pk=changed_one)
    assert again == first.pk != second.pk
    assert second.label == first.label
    assert second.members == [row for row in first.members or () if row[0] != suspended.pk]


def test_every_earlier_bank_can_be_had_again_as_it_was(files: Path) -> None:
    bank_load(files)
    before = published_bank()
    question_approve(Question.objects.get(code="work-101").pk, psychologist("anna"))
    Question.objects.filter(code="work-104").update(status=QuestionStatus.RETIRED)
    bank_renew("2")
    after = published_bank()
    bank_selectors._read.cache_clear()

    assert bank_as_of(before.bank.version) == before
    assert bank_as_of(after.bank.version) == after
    assert after.bank.version.startswith("2#")
    assert {language for question in after.bank.questions for language in question.languages} == {
        Language.RU
    }


@pytest.mark.parametrize("version", ["", "nothing", "1.0.0#x", "1.0.0#0", "empty"])
def test_a_bank_that_never_was_is_not_found(files: Path, version: str) -> None:
    bank_load(files)

    with pytest.raises(NotFoundError):
        bank_as_of(version)


def test_a_bank_whose_members_were_not_kept_is_read_as_it_is_now_and_not_had_again(
    files: Path,
) -> None:
    bank_load(files)
    BankVersion.objects.update(members=None)
    bank_selectors._read.cache_clear()

    assert published_bank().ids.keys() == {question.code for question in Question.objects.all()}
    with pytest.raises(NotFoundError):
        bank_as_of(published_bank().bank.version)


def test_loading_records_the_members_that_an_earlier_release_did_not_keep(files: Path) -> None:
    bank_load(files)
    BankVersion.objects.update(members=None)

    assert bank_load(files).is_empty
    assert BankVersion.objects.latest("pk").members


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_bank_at_once_both_find_their_change_in_the_newest(files: Path) -> None:
    bank_load(files)
    other = Thread(target=suspend, args=("work-101",))

    with transaction.atomic():
        bank_lock()
        other.start()
        until(somebody_waits)
        Question.objects.filter(code="work-104").update(status=QuestionStatus.SUSPENDED)
        bank_renew()
    other.join()

    assert {"work-101", "work-104"}.isdisjoint(published_bank().ids)


def suspend(code: str) -> None:
    """Take a question out of the bank, in a connection of its own."""
    with transaction.atomic():
        bank_lock()
        Question.objects.filter(code=code).update(status=QuestionStatus.SUSPENDED)
        bank_renew()
    connection.close()


def somebody_waits() -> bool:
    """Return whether anybody waits for the lock of the bank."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_what_was_written_in_the_product_goes_into_the_files_and_comes_back(
    tmp_path: Path,
) -> None:
    published(plain(), psychologist("anna"), psychologist("boris"))
    call_command("export_questions", "--to", tmp_path, stdout=StringIO())

    diff = bank_load(tmp_path)

    assert (diff.is_empty, len(diff.unchanged)) == (True, 1)
    assert rows("work-101") == [(1, QuestionStatus.PUBLISHED)]


def test_what_was_exported_loads_into_another_copy_of_the_product(tmp_path: Path) -> None:
    published(plain(), psychologist("anna"), psychologist("boris"))
    call_command("export_questions", "--to", tmp_path, stdout=StringIO())

    (question,) = load(tmp_path).questions

    assert question.review is not None
    assert question.review.kind is ReviewKind.PSYCHOLOGIST


def test_an_edit_in_the_product_stands_while_the_files_stay_as_they_were(files: Path) -> None:
    bank_load(files)
    newer = edited_in_the_lab()

    diff = bank_load(files)

    assert (diff.is_empty, [record.code for record in diff.kept]) == (True, ["work-101"])
    assert published_bank().ids["work-101"] == newer


def test_a_file_does_not_take_a_version_that_the_product_has_given_to_other_words(
    files: Path,
) -> None:
    bank_load(files)
    edited_in_the_lab()
    other = changed(NEUTRAL | {"version": 2}, "texts.ru.text", "Что вы берёте в долгую дорогу?")
    write(files, "work.json", document(other, HEAVY, HEALING, OPENING))

    with pytest.raises(VersionNotRaisedError, match="work-101"):
        bank_load(files)

    write(files, "work.json", document(other | {"version": 3}, HEAVY, HEALING, OPENING))
    bank_load(files)
    assert rows("work-101")[1:] == [(2, QuestionStatus.RETIRED), (3, QuestionStatus.PUBLISHED)]


def test_a_draft_of_somebody_outlives_a_higher_version_of_the_files(files: Path) -> None:
    bank_load(files)
    question_edit(published_bank().ids["work-101"], plain(depth=1), psychologist("anna"))
    other = changed(NEUTRAL | {"version": 3}, "texts.ru.text", "Что вы берёте в долгую дорогу?")
    write(files, "work.json", document(other, HEAVY, HEALING, OPENING))

    bank_load(files)

    assert rows("work-101") == [
        (1, QuestionStatus.RETIRED),
        (2, QuestionStatus.DRAFT),
        (3, QuestionStatus.PUBLISHED),
    ]


def edited_in_the_lab() -> int:
    """Publish an edit of a loaded question; return its id."""
    anna, boris = psychologist("anna"), psychologist("boris")
    pk = question_edit(published_bank().ids["work-101"], plain(depth=1), anna)
    question_submit(pk, anna)
    question_approve(pk, boris)
    simulated(pk, by=anna)
    question_publish(pk, anna)
    return pk
