from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from onboarding.bank.csv_format import write_table
from onboarding.bank.files import FOUNDING_DIRECTORY
from onboarding.bank.reading import LIMIT
from onboarding.models import Question
from onboarding.services.bank import bank_load
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, changed, record
from tests.onboarding.curators import plain, psychologist, published

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table with two questions."""
    path = tmp_path / "questions.csv"
    path.write_bytes(write_table([record(changed(NEUTRAL, "depth", 1)), record(HEAVY)]))
    return path


def test_the_shipped_bank_is_written_byte_for_byte(tmp_path: Path) -> None:
    bank_load()
    assert run("export_questions", "--to", tmp_path / "out").startswith("questions: 3")
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written == {path.name: path.read_bytes() for path in FOUNDING_DIRECTORY.glob("*.json")}


def test_a_written_table_changes_nothing_when_it_is_imported(tmp_path: Path) -> None:
    bank_load()
    path = tmp_path / "all.csv"
    run("export_questions", "--csv", path, "--drafts")
    said = run("import_questions", path, "--whole").splitlines()
    assert said == [f"unchanged: {Question.objects.count()}"]


def test_without_a_name_the_differences_are_only_shown(table: Path) -> None:
    published(plain(), psychologist("anna"), psychologist("boris"))
    said = run("import_questions", table)
    assert "changed: work-101 v1 (depth)" in said
    assert "added: work-102 v1" in said
    assert "warning: " in said
    assert Question.objects.count() == 1


def test_with_a_name_the_file_is_imported_as_theirs(table: Path) -> None:
    anna = psychologist("anna")
    assert run("import_questions", table, "--by", "anna").endswith("imported\n")
    assert set(Question.objects.values_list("author_id", "status")) == {(anna, "in_review")}


def test_the_whole_bank_retires_the_rest(tmp_path: Path) -> None:
    published(plain(), psychologist("anna"), psychologist("boris"))
    path = tmp_path / "heavy.csv"
    path.write_bytes(write_table([record(HEAVY)]))
    assert "retired: work-101 v1" in run("import_questions", path, "--whole", "--by", "anna")
    assert Question.objects.get(code="work-101").status == "retired"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("new.csv", b"", "the file is empty"),
        ("new.json", b"{", "is not JSON"),
        ("new.json", b"{" + b" " * LIMIT, "larger than 5 MB"),
    ],
    ids=["empty", "no JSON", "large"],
)
def test_a_file_that_cannot_be_imported_is_refused_without_a_traceback(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run("import_questions", tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no bank file here"):
        run("import_questions", tmp_path / "nothing.csv")


def test_nobody_imports_as_somebody_unknown(table: Path) -> None:
    with pytest.raises(CommandError, match="no member of staff is called eve"):
        run("import_questions", table, "--by", "eve")
    assert not Question.objects.exists()
