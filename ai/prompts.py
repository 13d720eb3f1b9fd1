"""Our instructions to models: files by task, version and language, kept beside this module. Pure.

    ai/prompt_files/deep_analysis/1/ru.md

A file has two parts, divided by DIVIDER: what a model is told once and for all (`system`, the same
for everybody, so that vendors may cache it), and the frame of one request (`turn`), into which the
data go. A changed wording is a new version: readings name the version that made them.
"""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Template

from core.errors import PermanentError
from core.vocabulary import Language

_FILES = Path(__file__).with_name("prompt_files")
DIVIDER = "=== turn ==="
#: A secret of this process: whoever repeats it repeats our instructions.
CANARY = secrets.token_hex(12)


class PromptName(StrEnum):
    """What a prompt is for; the name of its folder."""

    DEEP = "deep_analysis"
    INSTANT = "instant_reflection"
    COACH = "coach_reply"


#: The short names that stand in `prompt_version`, and the version in use.
SHORT = {PromptName.DEEP: "deep", PromptName.INSTANT: "instant", PromptName.COACH: "coach"}
CURRENT = {PromptName.DEEP: 1, PromptName.INSTANT: 1, PromptName.COACH: 1}
_FIELDS = {
    PromptName.DEEP: {"mark", "data", "address", "targets"},
    PromptName.INSTANT: {"mark", "data", "address", "limit"},
    PromptName.COACH: {"mark", "data", "address"},
}


class PromptBrokenError(PermanentError):
    """A prompt file is missing or does not have the parts and the fields that it must have."""

    code = "prompt_broken"


@dataclass(frozen=True, slots=True)
class PromptText:
    """One prompt in one language.

    Attributes:
        version: as it is stored with readings: "deep/1+ru".
        system: instructions, the canary of this process among them.
        turn: the frame of one request.
    """

    version: str
    system: str = field(repr=False)
    turn: Template = field(repr=False)


@lru_cache(maxsize=16)
def prompt(name: PromptName, language: Language) -> PromptText:
    """Return the version in use.

    Raises:
        PromptBrokenError: the file is missing, or is not what it must be.
    """
    version = CURRENT[name]
    path = _FILES / name / str(version) / f"{language}.md"
    try:
        system, divider, turn = path.read_text(encoding="utf-8").partition(DIVIDER)
    except OSError:
        raise PromptBrokenError(str(path.relative_to(_FILES))) from None
    instructions, frame = Template(system.strip()), Template(turn.strip())
    is_whole = divider and frame.is_valid() and set(frame.get_identifiers()) == _FIELDS[name]
    if not is_whole or instructions.get_identifiers() != ["canary"]:
        raise PromptBrokenError(str(path.relative_to(_FILES)))
    told = instructions.substitute(canary=CANARY)
    return PromptText(f"{SHORT[name]}/{version}+{language}", told, frame)
