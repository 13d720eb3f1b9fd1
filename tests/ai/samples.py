"""Texts as people write them, kept beside this module as files. Written for these tests."""

from pathlib import Path

import pytest

from core.vocabulary import Language

_FOLDER = Path(__file__).parent / "samples"


def lines(name: str, language: Language) -> list[str]:
    """Return the lines of a sample file of one language."""
    return (_FOLDER / f"{name}_{language}.txt").read_text(encoding="utf-8").splitlines()


def every_line(name: str) -> list[pytest.ParameterSet]:
    """Return the lines of a sample file of both languages as parameters of a test."""
    return [
        pytest.param(language, line, id=f"{name}-{language}-{number}")
        for language in Language
        for number, line in enumerate(lines(name, language), start=1)
    ]
