"""What profiles refuse."""

from typing import ClassVar

from core.errors import PermanentError


class WordRefusedError(PermanentError):
    """A word on the evidence of an answer names none, or one on a statement names one."""

    code: ClassVar[str] = "profile_word_refused"
