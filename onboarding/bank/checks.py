"""What must hold between the questions of a bank and JSON Schema cannot say. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from core.vocabulary import Language
from onboarding.bank.near_duplicates import word_stems
from onboarding.bank.problem_words import Kind
from onboarding.bank.problems import Problem
from onboarding.bank.records import BankFile, QuestionRecord, QuestionText
from onboarding.choices import QuestionStatus

#: Share of common word stems from which two questions are one question in other words.
NEAR_DUPLICATE_SIMILARITY = 0.6

#: Words that address a person formally; a familiar wording has none of them.
FORMAL_ADDRESS = re.compile(r"\b(?:вы|вас|вам|вами|ваш[а-яё]*)\b", re.IGNORECASE)

SKIP_WORDS: Mapping[Language, str] = {Language.RU: "пропус", Language.EN: "skip"}


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of stems, 0 (nothing in common) to 1."""
    together = one | other
    return len(one & other) / len(together) if together else 0.0


def find_problems(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    """Yield whatever is wrong between the questions of `files` (file name → content).

    These files are a whole bank, one a domain, and nothing beside them is known.
    """
    yield from _different_versions(files)
    yield from _foreign_domains(files)
    yield from find_quarrels(files)
    yield from missing_familiar(files)
    yield from _near_duplicates(files)


def find_quarrels(files: Mapping[str, BankFile], known: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what no question may have, wherever it comes from.

    Args:
        files: file name → content.
        known: codes of questions that are not in these files and may be spoken of.
    """
    yield from _repeated_codes(files)
    yield from _unknown_codes(files, known)
    yield from _own_reviews(files)
    yield from _silent_skips(files)
    yield from _formal_familiar(files)


def _questions(files: Mapping[str, BankFile]) -> Iterator[tuple[str, QuestionRecord]]:
    for name, file in files.items():
        for question in file.questions:
            yield name, question


def _different_versions(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    first = next((file.bank_version for file in files.values()), "")
    for name, file in files.items():
        if file.bank_version != first:
            values = {"here": file.bank_version, "first": first}
            yield Problem(name, "", "bank_version", Kind.OTHER_VERSION, values)


def _foreign_domains(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if f"{question.domain}.json" != name:
            values = {"domain": question.domain}
            yield Problem(name, question.code, "domain", Kind.FOREIGN_DOMAIN, values)


def _repeated_codes(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    uses = Counter(question.code for _, question in _questions(files))
    for name, question in _questions(files):
        if uses[question.code] > 1:
            values = {"count": uses[question.code]}
            yield Problem(name, question.code, "code", Kind.REPEATED_CODE, values)


def _unknown_codes(files: Mapping[str, BankFile], known: Collection[str]) -> Iterator[Problem]:
    codes = {question.code for _, question in _questions(files)}.union(known)
    for name, question in _questions(files):
        for path, other in _spoken_of(question):
            if other == question.code or other not in codes:
                yield Problem(name, question.code, path, Kind.UNKNOWN_CODE, {"other": other})


def _spoken_of(question: QuestionRecord) -> Iterator[tuple[str, str]]:
    """Yield the other questions that this one names, each with its place."""
    for index, follow_up in enumerate(question.follow_ups):
        yield f"follow_ups.{index}.code", follow_up.code
    for index, code in enumerate(question.never_after):
        yield f"never_after.{index}", code


def _own_reviews(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if question.review and question.review.author in question.review.reviewers:
            yield Problem(name, question.code, "review.reviewers", Kind.OWN_REVIEW)


def _silent_skips(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if not question.safety.skip_text_required:
            continue
        for language, wording in question.texts.items():
            if not _offers_skip(language, wording):
                yield Problem(name, question.code, f"texts.{language}", Kind.SILENT_SKIP)


def _offers_skip(language: Language, wording: QuestionText) -> bool:
    said = [f"{wording.text} {wording.hint}"]
    if wording.familiar_text:
        said.append(f"{wording.familiar_text} {wording.familiar_hint}")
    return all(SKIP_WORDS[language] in words.casefold() for words in said)


def missing_familiar(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    """Yield published texts without «ты»: whoever chose it is asked everything in it."""
    for name, question in _questions(files):
        wording = question.texts.get(Language.RU)
        if wording is None or question.status is not QuestionStatus.PUBLISHED:
            continue
        if not wording.familiar_text:
            yield Problem(name, question.code, "texts.ru.familiar_text", Kind.NO_FAMILIAR)
        elif bool(wording.familiar_hint) != bool(wording.hint):
            yield Problem(name, question.code, "texts.ru.familiar_hint", Kind.HALF_FAMILIAR_HINT)


def _formal_familiar(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        for language, wording in question.texts.items():
            for field in ("familiar_text", "familiar_hint"):
                found = FORMAL_ADDRESS.search(getattr(wording, field))
                if found:
                    path, values = f"texts.{language}.{field}", {"word": found.group()}
                    yield Problem(name, question.code, path, Kind.FORMAL_FAMILIAR, values)


def _near_duplicates(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for language in Language:
        worded = [
            (name, question.code, word_stems(question.texts[language].text))
            for name, question in _questions(files)
            if language in question.texts
        ]
        for (_, earlier, one), (name, code, other) in combinations(worded, 2):
            share = similarity(one, other)
            if share >= NEAR_DUPLICATE_SIMILARITY:
                path, values = f"texts.{language}.text", {"other": earlier, "share": f"{share:.0%}"}
                yield Problem(name, code, path, Kind.NEAR_DUPLICATE, values)
