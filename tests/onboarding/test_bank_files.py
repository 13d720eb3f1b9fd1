import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.vocabulary import Domain, Language
from onboarding.bank.checks import similarity
from onboarding.bank.files import (
    FOUNDING_DIRECTORY,
    SCHEMA_PATH,
    BankInvalidError,
    dump,
    dump_archive,
    dump_domains,
    load,
    schema_problems,
)
from onboarding.bank.near_duplicates import word_stems
from onboarding.bank.records import BankFile, QuestionRecord
from onboarding.choices import TrustLevel
from tests.onboarding.bank_samples import (
    HEALING,
    HEAVY,
    NEUTRAL,
    OPENING,
    REVIEW,
    SOUND,
    changed,
    document,
    record,
    without,
    write,
)

FILES = sorted(FOUNDING_DIRECTORY.glob("*.json"))
WORDING = {"text": "Хороший вопрос про что-то?", "status": "source"}

PLANTED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown key": (changed(NEUTRAL, "mood", "sunny"), ""),
    "a code without a number": (changed(NEUTRAL, "code", "work"), "code"),
    "version zero": (changed(NEUTRAL, "version", 0), "version"),
    "an unknown status": (changed(NEUTRAL, "status", "live"), "status"),
    "an unknown domain": (changed(NEUTRAL, "domain", "sports"), "domain"),
    "depth six": (changed(NEUTRAL, "depth", 6), "depth"),
    "no stage": (changed(NEUTRAL, "stages", []), "stages"),
    "no target": (changed(NEUTRAL, "targets", []), "targets"),
    "an unknown trait": (
        changed(NEUTRAL, "targets", [{"trait": "luck", "information": 0.5}]),
        "targets.0.trait",
    ),
    "no information": (
        changed(NEUTRAL, "targets", [{"trait": "openness", "information": 0}]),
        "targets.0.information",
    ),
    "an unknown signature field": (
        changed(NEUTRAL, "signature_targets", ["zodiac"]),
        "signature_targets.0",
    ),
    "age 16": (changed(NEUTRAL, "safety.min_age", 16), "safety.min_age"),
    "no safety flags": (changed(NEUTRAL, "safety.flags", []), "safety.flags"),
    "none beside a flag": (changed(NEUTRAL, "safety.flags", ["none", "shame"]), "safety.flags"),
    "grief without days between": (without(HEAVY, "safety.cooldown_days"), "safety"),
    "grief after two days": (changed(HEAVY, "safety.cooldown_days", 2), "safety.cooldown_days"),
    "a repeat after a week": (
        changed(NEUTRAL, "repeatable_after_days", 7),
        "repeatable_after_days",
    ),
    "a third language": (changed(NEUTRAL, "texts.de", WORDING), "texts"),
    "a text of nine letters": (changed(NEUTRAL, "texts.ru.text", "Как дела?"), "texts.ru.text"),
    "approved by nobody": (changed(NEUTRAL, "texts.en.status", "approved"), "texts.en"),
    "published in one language": (without(NEUTRAL, "texts.en"), "texts"),
    "published without a review": (without(NEUTRAL, "review"), ""),
    "published without a reviewer": (changed(NEUTRAL, "review.reviewers", []), "review.reviewers"),
    "published at no time": (without(NEUTRAL, "review.approved_at"), "review"),
    "a review of no kind": (without(NEUTRAL, "review.kind"), "review"),
    "a founding review that hides it": (without(NEUTRAL, "review.notes"), "review"),
    "a local time of approval": (
        changed(NEUTRAL, "review.approved_at", "2026-11-24T08:00:00+03:00"),
        "review.approved_at",
    ),
    "a flagged question with one reviewer": (
        changed(
            changed(NEUTRAL, "safety.flags", ["religion"]),
            "review",
            REVIEW | {"reviewers": ["founding-reviewer"]},
        ),
        "review.reviewers",
    ),
    "heavy with one reviewer": (
        changed(HEAVY, "review", REVIEW | {"reviewers": ["founding-reviewer"]}),
        "review.reviewers",
    ),
    "heavy for a stranger": (changed(HEAVY, "min_trust", "STRANGER"), "min_trust"),
    "heavy and shallow": (changed(HEAVY, "depth", 2), "depth"),
    "heavy while exploring": (
        changed(changed(HEAVY, "depth", 3), "stages", ["EXPLORATION", "DEEPENING"]),
        "stages",
    ),
    "heavy without opting in": (
        changed(HEAVY, "safety.requires_opt_in", value=False),
        "safety.requires_opt_in",
    ),
    "heavy without a way past": (
        changed(HEAVY, "safety.skip_text_required", value=False),
        "safety.skip_text_required",
    ),
    "heavy and silent about the way past": (without(HEAVY, "safety.skip_text_required"), "safety"),
    "heavy for no stated reason": (changed(HEAVY, "safety.flags", ["none"]), "safety.flags"),
    "opening and deep": (changed(OPENING, "depth", 3), "depth"),
    "opening for friends": (changed(OPENING, "min_trust", "FRIEND"), "min_trust"),
    "opening late": (changed(OPENING, "stages", ["EXPLORATION", "BALANCING"]), "stages.1"),
    "opening and sensitive": (changed(OPENING, "safety.flags", ["health"]), "safety.flags"),
    "healing that cannot balance": (changed(HEALING, "stages", ["EXPLORATION"]), "stages"),
    "healing for friends only": (changed(HEALING, "min_trust", "FRIEND"), "min_trust"),
    "healing and sensitive": (changed(HEALING, "safety.flags", ["health"]), "safety.flags"),
    "healing behind an opt-in": (
        changed(HEALING, "safety.requires_opt_in", value=True),
        "safety.requires_opt_in",
    ),
    "healing and deep": (changed(HEALING, "depth", 4), "depth"),
    "processing at the entry": (changed(NEUTRAL, "energy", "PROCESSING"), "energy"),
    "depth three at the entry": (changed(NEUTRAL, "depth", 3), "depth"),
    "depth four while exploring": (
        changed(changed(NEUTRAL, "stages", ["EXPLORATION"]), "depth", 4),
        "depth",
    ),
}

QUARRELS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a code used twice": (NEUTRAL, changed(OPENING, "code", "work-101"), "code"),
    "a follow-up that does not exist": (
        NEUTRAL,
        OPENING | {"follow_ups": [{"when": "short_answer", "code": "work-999"}]},
        "follow_ups.0.code",
    ),
    "a question that follows itself": (
        NEUTRAL,
        OPENING | {"follow_ups": [{"when": "short_answer", "code": "work-104"}]},
        "follow_ups.0.code",
    ),
    "a fear of an unknown question": (
        NEUTRAL,
        OPENING | {"never_after": ["work-999"]},
        "never_after.0",
    ),
    "another domain than the file": (NEUTRAL, changed(OPENING, "domain", "body"), "domain"),
    "an author who reviews": (
        NEUTRAL,
        OPENING | {"review": REVIEW | {"reviewers": ["founding-author"]}},
        "review.reviewers",
    ),
    "a heavy text that forgets the way past": (
        NEUTRAL,
        changed(HEAVY, "texts.en.text", "Tell me about a loss."),
        "texts.en",
    ),
    "the same question in other words": (
        NEUTRAL,
        changed(OPENING, "texts.ru.text", "Как вы обычно готовитесь к долгим поездкам?"),
        "texts.ru.text",
    ),
}


@pytest.fixture(scope="module")
def founding() -> tuple[QuestionRecord, ...]:
    return load().questions


def test_there_is_one_file_for_each_domain() -> None:
    assert {path.stem for path in FILES} == {domain.value for domain in Domain}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_comes_back_byte_for_byte(
    path: Path, founding: tuple[QuestionRecord, ...]
) -> None:
    own = [question for question in founding if question.domain == path.stem]
    assert dump(own, bank_version=load().version) == path.read_bytes()


def test_the_shipped_bank_comes_back_as_its_files(founding: tuple[QuestionRecord, ...]) -> None:
    written = dump_domains(founding, bank_version=load().version)
    assert written == {path.name: path.read_bytes() for path in FILES}


def test_an_archive_of_the_same_files_is_the_same_archive() -> None:
    files = {path.name: path.read_bytes() for path in FILES}
    assert dump_archive(files) == dump_archive(dict(files))


def test_languages_stand_in_one_order() -> None:
    russian, english = NEUTRAL["texts"]["ru"], NEUTRAL["texts"]["en"]
    turned = record(texts={"en": english, "ru": russian})
    assert dump([turned], bank_version="1.0.0") == dump([record()], bank_version="1.0.0")


def test_records_of_any_order_give_one_file(founding: tuple[QuestionRecord, ...]) -> None:
    forwards = dump(founding, bank_version="1.0.0")
    assert dump(founding[::-1], bank_version="1.0.0") == forwards


def test_the_schema_is_a_schema_and_belongs_to_no_host() -> None:
    schema = json.loads(SCHEMA_PATH.read_bytes())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:")


def test_sound_questions_pass(tmp_path: Path) -> None:
    write(tmp_path, "work.json", document(*SOUND))
    assert [question.code for question in load(tmp_path).questions] == [
        "work-101",
        "work-102",
        "work-103",
        "work-104",
    ]


def test_a_draft_needs_neither_a_review_nor_both_languages(tmp_path: Path) -> None:
    draft = without(without(changed(NEUTRAL, "status", "draft"), "review"), "texts.en")
    write(tmp_path, "work.json", document(draft))
    assert set(load(tmp_path).questions[0].texts) == {Language.RU}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
def test_the_schema_refuses(planted: tuple[dict[str, Any], str]) -> None:
    question, path = planted
    problems = list(schema_problems("work.json", document(question)))
    assert {(problem.file, problem.code, problem.path) for problem in problems} == {
        ("work.json", question["code"], path)
    }


@pytest.mark.parametrize("quarrel", QUARRELS.values(), ids=QUARRELS.keys())
def test_a_bank_is_refused_for(
    tmp_path: Path, quarrel: tuple[dict[str, Any], dict[str, Any], str]
) -> None:
    one, other, path = quarrel
    write(tmp_path, "work.json", document(one, other))
    with pytest.raises(BankInvalidError) as refusal:
        load(tmp_path)
    assert {problem.path for problem in refusal.value.problems} == {path}


def test_files_of_different_versions_do_not_mix(tmp_path: Path) -> None:
    body = OPENING | {"code": "body-101", "domain": "body"}
    write(tmp_path, "body.json", document(body))
    write(tmp_path, "work.json", document(NEUTRAL, bank_version="1.1.0"))
    with pytest.raises(BankInvalidError, match=r"work\.json bank_version: 1\.1\.0 here"):
        load(tmp_path)


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "body.json", document(changed(NEUTRAL, "version", 0)))
    write(tmp_path, "past.json", document(changed(HEAVY, "min_trust", "STRANGER")))
    (tmp_path / "work.json").write_text("{", encoding="utf-8")
    with pytest.raises(BankInvalidError) as refusal:
        load(tmp_path)
    told = str(refusal.value)
    assert "3 problem(s)" in told
    assert "body.json work-101 version: 0 is less than the minimum of 1" in told
    assert "past.json work-102 min_trust: 'STRANGER' is not one of" in told
    assert "work.json: is not JSON" in told


@pytest.mark.parametrize("content", [[], {}, "bank", document(), {"questions": [1]}])
def test_something_else_than_a_bank_is_refused(tmp_path: Path, content: object) -> None:
    write(tmp_path, "work.json", content)
    with pytest.raises(BankInvalidError):
        load(tmp_path)


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "work.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BankInvalidError, match="cannot be read as text"):
        load(tmp_path)


def test_an_empty_directory_is_no_bank(tmp_path: Path) -> None:
    with pytest.raises(BankInvalidError, match="no bank file here"):
        load(tmp_path)


def test_trust_is_a_name_in_files_and_a_number_in_the_product() -> None:
    question = record(HEAVY)
    assert question.min_trust is TrustLevel.FRIEND
    assert (
        json.loads(dump([question], bank_version="1.0.0"))["questions"][0]["min_trust"] == "FRIEND"
    )


def test_null_and_absence_of_a_repeat_are_one_thing() -> None:
    assert record(repeatable_after_days=None) == record()


@given(
    version=st.integers(1, 99),
    depth=st.integers(1, 5),
    trust=st.sampled_from(TrustLevel),
    information=st.floats(0.01, 2),
    text=st.text(min_size=10, max_size=50),
)
def test_a_record_survives_a_file(
    version: int, depth: int, trust: TrustLevel, information: float, text: str
) -> None:
    question = record(
        version=version,
        depth=depth,
        min_trust=trust,
        targets=[{"trait": "openness", "information": information}],
        texts={"ru": {"text": text, "status": "source"}},
    )
    stored = dump([question], bank_version="1.0.0")
    assert BankFile.model_validate_json(stored).questions == (question,)


@given(st.text(), st.text())
def test_similarity_is_a_share_and_has_no_direction(one: str, other: str) -> None:
    there = similarity(word_stems(one), word_stems(other))
    assert 0 <= there <= 1
    assert there == similarity(word_stems(other), word_stems(one))


def test_inflection_and_the_letter_yo_do_not_hide_a_repeat() -> None:
    assert word_stems("Тёплые встречи") == word_stems("про теплых встречных")
