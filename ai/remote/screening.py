"""Whether words of a model may be passed on. Pure."""

from ai.guards import faults, without_diagnosis
from ai.local import wording
from ai.prompts import CANARY
from core.crisis.assessment import assess
from core.crisis.levels import CrisisLevel
from core.vocabulary import Language


class Screen:
    """The checks for the words of one call."""

    def __init__(self, language: Language, own: str, system: str) -> None:
        """Begin.

        Args:
            language: what the words must be written in.
            own: what the person wrote; quotations from it stay.
            system: our instructions, which may not be repeated.
        """
        self._language, self._own, self._system = language, own, system

    def complaints(self, text: str, limit: int) -> list[str]:
        """Return what speaks against a text, as codes; nothing where it may be said."""
        found = faults(
            text,
            CANARY,
            own=self._own,
            prompt=self._system,
            language=self._language,
            limit=limit,
        )
        others = {
            "empty": not text,
            "wording": not wording.is_clean(text),
            "crisis": assess(text).level >= CrisisLevel.PASSIVE,
        }
        return sorted([*found, *(name for name, is_so in others.items() if is_so)])

    def retold(self, text: str) -> str:
        """Return the text without conclusions of a clinic."""
        return without_diagnosis(text.strip(), self._language, self._own)

    def passed(self, text: str, limit: int) -> str:
        """Return the text as it may be said, or an empty one."""
        said = self.retold(text)
        return "" if self.complaints(said, limit) else said
