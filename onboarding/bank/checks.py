"""What must hold between the questions of a bank and JSON Schema cannot say. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from core.vocabulary import Language
from onboarding.bank.records import BankFile, QuestionRecord, QuestionText
from onboarding.choices import QuestionStatus

#: Share of common word stems from which two questions are one question in other words.
NEAR_DUPLICATE_SIMILARITY = 0.6
#: Inflected forms of a word mostly agree up to here, in both languages.
STEM_LETTERS = 4
#: Shorter words are grammar, not meaning.
MEANINGFUL_LETTERS = 4

#: Words that address a person formally; a familiar wording has none of them.
FORMAL_ADDRESS = re.compile(r"\b(?:вы|вас|вам|вами|ваш[а-яё]*)\b", re.IGNORECASE)

SKIP_WORDS: Mapping[Language, str] = {Language.RU: "пропус", Language.EN: "skip"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a bank.

    Attributes:
        file: name of the file.
        code: code of the question, empty where the file itself is wrong.
        path: place inside the question (or the file), keys joined by dots.
    """

    file: str
    code: str
    path: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.code, self.path) if part)
        return f"{place}: {self.message}"


def word_stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry the meaning of `text`."""
    plain = text.casefold().replace("\N{CYRILLIC SMALL LETTER IO}", "\N{CYRILLIC SMALL LETTER IE}")
    words = re.findall(r"[^\W\d_]+", plain)
    return frozenset(word[:STEM_LETTERS] for word in words if len(word) >= MEANINGFUL_LETTERS)


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of stems, 0 (nothing in common) to 1."""
    together = one | other
    return len(one & other) / len(together) if together else 0.0


def find_problems(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    """Yield whatever is wrong between the questions of `files` (file name → content)."""
    yield from _different_versions(files)
    yield from _foreign_domains(files)
    yield from _repeated_codes(files)
    yield from _unknown_codes(files)
    yield from _own_reviews(files)
    yield from _silent_skips(files)
    yield from _missing_familiar(files)
    yield from _formal_familiar(files)
    yield from _near_duplicates(files)


def _questions(files: Mapping[str, BankFile]) -> Iterator[tuple[str, QuestionRecord]]:
    for name, file in files.items():
        for question in file.questions:
            yield name, question


def _different_versions(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    first = next((file.bank_version for file in files.values()), "")
    for name, file in files.items():
        if file.bank_version != first:
            message = f"{file.bank_version} here and {first} in the first file"
            yield Problem(name, "", "bank_version", message)


def _foreign_domains(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if f"{question.domain}.json" != name:
            yield Problem(name, question.code, "domain", f"belongs in {question.domain}.json")


def _repeated_codes(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    uses = Counter(question.code for _, question in _questions(files))
    for name, question in _questions(files):
        if uses[question.code] > 1:
            yield Problem(name, question.code, "code", f"used by {uses[question.code]} questions")


def _unknown_codes(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    known = {question.code for _, question in _questions(files)}
    for name, question in _questions(files):
        others = known - {question.code}
        for index, follow_up in enumerate(question.follow_ups):
            if follow_up.code not in others:
                path = f"follow_ups.{index}.code"
                yield Problem(name, question.code, path, f"no other question {follow_up.code}")
        for index, code in enumerate(question.never_after):
            if code not in others:
                path = f"never_after.{index}"
                yield Problem(name, question.code, path, f"no other question {code}")


def _own_reviews(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if question.review and question.review.author in question.review.reviewers:
            yield Problem(name, question.code, "review.reviewers", "an author reviews own words")


def _silent_skips(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        if not question.safety.skip_text_required:
            continue
        for language, wording in question.texts.items():
            if not _offers_skip(language, wording):
                message = "must say that the question may be skipped"
                yield Problem(name, question.code, f"texts.{language}", message)


def _offers_skip(language: Language, wording: QuestionText) -> bool:
    said = [f"{wording.text} {wording.hint}"]
    if wording.familiar_text:
        said.append(f"{wording.familiar_text} {wording.familiar_hint}")
    return all(SKIP_WORDS[language] in words.casefold() for words in said)


def _missing_familiar(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    """Whoever chose «ты» is asked everything in it: no published Russian text without it."""
    for name, question in _questions(files):
        wording = question.texts.get(Language.RU)
        if wording is None or question.status is not QuestionStatus.PUBLISHED:
            continue
        if not wording.familiar_text:
            message = "published without a familiar wording"
            yield Problem(name, question.code, "texts.ru.familiar_text", message)
        elif bool(wording.familiar_hint) != bool(wording.hint):
            message = "a hint exists in both forms of address or in none"
            yield Problem(name, question.code, "texts.ru.familiar_hint", message)


def _formal_familiar(files: Mapping[str, BankFile]) -> Iterator[Problem]:
    for name, question in _questions(files):
        for language, wording in question.texts.items():
            for field in ("familiar_text", "familiar_hint"):
                found = FORMAL_ADDRESS.search(getattr(wording, field))
                if found:
                    message = f"addresses formally: {found.group()}"
                    yield Problem(name, question.code, f"texts.{language}.{field}", message)


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
                message = f"nearly the words of {earlier} ({share:.0%} in common)"
                yield Problem(name, code, f"texts.{language}.text", message)
