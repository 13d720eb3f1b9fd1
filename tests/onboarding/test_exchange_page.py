"""The page on which the bank is imported and exported."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core.clock import utc_now
from onboarding.admin.exchange_columns import column_rows
from onboarding.bank.csv_format import NAMES, write_table
from onboarding.bank.files import FOUNDING_DIRECTORY
from onboarding.bank.reading import LIMIT
from onboarding.models import BankImport, Question
from onboarding.services.bank import bank_load
from onboarding.services.curation import question_create, question_edit
from people.models import StaffUser
from selfology_site.roles import PSYCHOLOGIST, REVIEWER
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, OPENING, SOUND, changed, document, record
from tests.onboarding.curators import plain, psychologist, published
from tests.selfology_site.staff_world import staff_client

pytestmark = pytest.mark.django_db

LIST = "admin:onboarding_bankimport_changelist"
UPLOAD = "admin:onboarding_bankimport_upload"


@pytest.fixture
def anna(db: None) -> Client:
    """Return the browser of a psychologist."""
    return staff_client("anna", role=PSYCHOLOGIST)


def upload(
    client: Client,
    content: bytes,
    name: str = "new.json",
    scope: str = "part",
    language: str = "en",
) -> Any:
    """Send a file and follow where the page leads."""
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse(UPLOAD),
        {"file": file, "scope": scope},
        follow=True,
        headers={"accept-language": language},
    )


def as_json(*questions: dict[str, Any]) -> bytes:
    """Return a file with these questions."""
    return json.dumps(document(*questions), ensure_ascii=False).encode()


def apply(client: Client, page: Any) -> Any:
    """Press the button on the page of differences."""
    html = page.content.decode()
    (address,) = re.findall(r'action="([^"]*/apply/)"', html)
    (basis,) = re.findall(r'name="basis" value="(\w+)"', html)
    return client.post(address, {"basis": basis}, follow=True)


def test_a_file_is_looked_at_and_then_imported(anna: Client) -> None:
    page = upload(anna, as_json(*SOUND))
    html = page.content.decode()
    assert "work-101" in html
    assert "How do you get ready for a long trip?" in html
    assert not Question.objects.exists()

    answer = apply(anna, page)

    assert "Imported. Added: 4, changed: 0, retired: 0." in answer.content.decode()
    assert set(Question.objects.values_list("status", flat=True)) == {"in_review"}
    kept = BankImport.objects.get()
    assert (kept.added, bytes(kept.content), kept.staff.username) == (4, b"", "anna")


def test_what_changes_is_shown_field_by_field(anna: Client) -> None:
    question_create(record(status="draft"), psychologist("boris"))
    edited = changed(changed(NEUTRAL, "texts.en.text", "What do you pack for it?"), "depth", 1)
    html = upload(anna, as_json(edited)).content.decode()
    assert "English: question" in html
    assert "<del>" in html
    assert "<ins>" in html


def test_nothing_is_kept_of_a_file_that_is_refused(anna: Client) -> None:
    page = upload(anna, as_json(changed(HEAVY, "min_trust", "STRANGER"), OPENING))
    html = page.content.decode()
    assert page.status_code == 422
    assert "new.json work-102 min_trust" in html
    assert "told that they may skip" in html
    assert not BankImport.objects.exists()


def test_problems_are_told_in_russian(anna: Client) -> None:
    content = write_table([record(NEUTRAL)]).replace(b"conscientiousness", b"luck")
    html = upload(anna, content, "вопросы.csv", language="ru").content.decode()
    assert "вопросы.csv строка 2 work-101 targets" in html
    assert "«luck» не подходит" in html


def test_words_of_a_file_are_no_markup(anna: Client) -> None:
    text = "<script>alert(1)</script> Что это?"
    html = upload(anna, as_json(changed(NEUTRAL, "texts.ru.text", text)), language="ru")
    assert "<script>alert(1)" not in html.content.decode()


def test_a_large_file_is_not_even_read(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onboarding.admin.exchange.import_begin", pytest.fail)
    page = upload(anna, b"{" + b" " * (2 * LIMIT))
    assert "the file is larger than 5 MB" in page.content.decode()


def test_an_empty_file_is_told_so(anna: Client) -> None:
    assert "the file is empty" in upload(anna, b"").content.decode()


def test_no_file_is_told_by_the_form(anna: Client) -> None:
    page = anna.post(reverse(UPLOAD), {"scope": "part"})
    assert page.status_code == 422
    assert "This field is required" in page.content.decode()


def test_a_bank_that_was_changed_meanwhile_is_shown_again(anna: Client) -> None:
    page = upload(anna, as_json(OPENING))
    question_create(record(status="draft"), psychologist("boris"))

    again = apply(anna, page)

    html = again.content.decode()
    assert "The bank was changed in the meantime." in html
    assert not Question.objects.filter(code="work-104").exists()
    apply(anna, again)
    assert Question.objects.filter(code="work-104").exists()


def test_a_file_that_fits_no_more_is_refused_with_the_reason(anna: Client) -> None:
    boris, clara = psychologist("boris"), psychologist("clara")
    pk = published(plain(), boris, clara)
    page = upload(anna, as_json(changed(NEUTRAL, "depth", 1)))
    question_edit(pk, plain(repeatable_after_days=30), clara)
    again = apply(anna, page)
    assert "the file has version 1, the bank has 2 already" in again.content.decode()
    assert Question.objects.count() == 2


def test_the_button_works_once(anna: Client) -> None:
    page = upload(anna, as_json(OPENING))
    apply(anna, page)
    assert "This file was imported already." in apply(anna, page).content.decode()
    assert Question.objects.count() == 1


def test_only_whoever_brought_a_file_imports_it(anna: Client) -> None:
    upload(anna, as_json(OPENING))
    boris = staff_client("boris", role=PSYCHOLOGIST)
    kept = BankImport.objects.get()
    page = boris.get(reverse("admin:onboarding_bankimport_change", args=[kept.pk]))
    assert "Only whoever brought the file can import it." in page.content.decode()
    answer = boris.post(
        reverse("admin:onboarding_bankimport_apply", args=[kept.pk]),
        {"basis": page.context["basis"]},
        follow=True,
    )
    assert "You have no permission to do this." in answer.content.decode()
    assert not Question.objects.exists()


def test_a_file_that_changes_nothing_has_no_button(anna: Client) -> None:
    question_create(record(status="draft"), psychologist("boris"))
    html = upload(anna, as_json({**NEUTRAL, "status": "published"})).content.decode()
    assert "This file changes nothing." in html
    assert "/apply/" not in html


def test_files_that_nobody_imported_are_forgotten_after_a_day(anna: Client) -> None:
    upload(anna, as_json(OPENING))
    with time_machine.travel(utc_now() + timedelta(days=1, minutes=1)):
        staff = StaffUser.objects.get(username="anna")
        anna.force_login(staff)
        upload(anna, as_json(NEUTRAL), "later.json")
    assert [kept.name for kept in BankImport.objects.all()] == ["later.json"]


def test_what_was_imported_is_not_kept(anna: Client) -> None:
    upload(anna, as_json(OPENING))
    with pytest.raises(IntegrityError, match="onboarding_bank_imports_applied_is_empty"):
        BankImport.objects.update(applied_at=utc_now())


@pytest.mark.parametrize("way", ["table", "files", "empty"])
def test_exports_are_for_those_who_see_questions(way: str) -> None:
    address = reverse(f"admin:onboarding_bankimport_{way}")
    assert staff_client("nobody").get(address).status_code == 403
    reviewer = staff_client("rita", may="onboarding.view_question")
    assert reviewer.get(address).status_code == 200


def test_imports_are_for_those_who_write_questions() -> None:
    reviewer = staff_client("rita", role=REVIEWER)
    assert upload(reviewer, as_json(OPENING)).status_code == 403
    assert not BankImport.objects.exists()


def test_the_files_of_the_shipped_bank_come_out_as_they_went_in(anna: Client) -> None:
    bank_load()
    address = reverse("admin:onboarding_bankimport_files", query={"edition": "in_force"})
    with zipfile.ZipFile(io.BytesIO(anna.get(address).content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert files == {path.name: path.read_bytes() for path in FOUNDING_DIRECTORY.glob("*.json")}


def test_the_table_of_the_shipped_bank_changes_nothing_when_it_comes_back(anna: Client) -> None:
    bank_load()
    table = anna.get(reverse("admin:onboarding_bankimport_table")).content
    html = upload(anna, table, "questions.csv", scope="whole").content.decode()
    assert "This file changes nothing." in html


def test_an_unknown_edition_is_not_found(anna: Client) -> None:
    address = reverse("admin:onboarding_bankimport_table", query={"edition": "gold"})
    assert anna.get(address).status_code == 404


def test_every_column_is_explained_in_the_language_of_the_reader(anna: Client) -> None:
    page = anna.get(reverse(LIST), headers={"accept-language": "ru"})
    html = page.content.decode()
    assert all(f"<code>{name}</code>" in html for name in NAMES)
    assert "<code>HEALING</code> даёт силы" in html
    with override("ru"):
        labels = [str(row["label"]) for row in column_rows()]
    assert [label for label in labels if label.isascii()] == []


def test_the_page_offers_what_one_may_do(anna: Client) -> None:
    html = anna.get(reverse(LIST)).content.decode()
    assert "Look at the differences" in html
    assert "questions.csv?edition=newest" in html
    assert "empty.csv" in html


def test_what_the_bank_lacks_is_told_in_words(anna: Client) -> None:
    html = upload(anna, as_json(NEUTRAL), language="ru").content.decode()
    assert "Открытость новому: вопросов прямо о ней 0" in html
    assert "OPENING:" not in html
    assert "openness:" not in html


def test_a_bank_of_three_is_imported_with_its_warnings(anna: Client) -> None:
    page = upload(anna, as_json(NEUTRAL, HEAVY, OPENING))
    assert "3 questions, a bank to begin with has 300" in page.content.decode()
    apply(anna, page)
    assert Question.objects.count() == 3
