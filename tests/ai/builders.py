"""Requests with everything that a test does not speak about filled in."""

from datetime import UTC, datetime
from uuid import UUID

from ai.contracts import (
    Address,
    AnswerRequest,
    CoachReply,
    CoachRequest,
    CoachTurn,
    DeepRequest,
    EarlierAnswer,
    PortraitLine,
)
from ai.local import coach
from ai.local.language import detect
from ai.local.passage import Passage, read
from ai.local.voice import Voice
from core.egress import EgressPermit
from core.vocabulary import Domain, Language, Trait

PERMIT = EgressPermit(
    person_id=UUID(int=1),
    purpose="ai_vendors",
    consent_id=7,
    granted_at=datetime(2026, 3, 1, tzinfo=UTC),
    still_granted=lambda: True,
)


def passage(text: str, hint: Language = Language.RU) -> Passage:
    return read(text, detect(text, hint))


def voice(text: str, address: str | None = None) -> Voice:
    return Voice(detect(text, Language.RU), address, text)


def answer(text: str, language: Language = Language.RU) -> AnswerRequest:
    return AnswerRequest(
        text=text,
        language_hint=language,
        question_text="?",
        question_domain=Domain.EMOTIONS,
    )


def deep(
    text: str,
    language: Language = Language.RU,
    targets: tuple[Trait, ...] = (),
    history: tuple[EarlierAnswer, ...] = (),
) -> DeepRequest:
    return DeepRequest(
        text=text,
        language_hint=language,
        question_text="?",
        question_domain=Domain.EMOTIONS,
        targets=targets,
        history=history,
    )


def earlier(*texts: str) -> tuple[EarlierAnswer, ...]:
    return tuple(
        EarlierAnswer(
            answer_id=number,
            text=text,
            answered_at=datetime(2026, 3, number, tzinfo=UTC),
            domain=Domain.FAMILY,
        )
        for number, text in enumerate(texts, start=1)
    )


def line(trait: Trait, low: float, high: float, observations: int = 5) -> PortraitLine:
    middle = (low + high) / 2
    return PortraitLine(trait=trait, value=middle, low=low, high=high, observations=observations)


def coached(
    message: str,
    *,
    history: tuple[CoachTurn, ...] = (),
    portrait: tuple[PortraitLine, ...] = (),
    memories: tuple[EarlierAnswer, ...] = (),
    address: Address | None = None,
) -> CoachReply:
    request = CoachRequest(
        message=message,
        language=Language.RU,
        history=history,
        portrait=portrait,
        earlier=memories,
        address=address,
    )
    return coach.reply(request)
