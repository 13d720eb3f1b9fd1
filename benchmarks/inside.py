"""Measured inside a product, in a process of its own: analysis, selection, a turn, its queries.

`manage.py shell -c "from benchmarks.inside import show; show()"` prints one line of JSON. The
people of the outer benchmark are there and have a question open.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ai.contracts import AnswerRequest
from ai.router import read_instantly
from core.clock import utc_now
from core.process import prepare_for_work
from core.vocabulary import Language
from onboarding.choices import Outcome
from onboarding.models import Answer, AskedQuestion, Session
from onboarding.selectors import answer_get
from onboarding.services.care import care_of
from onboarding.services.selection import Moment, select_question
from telegram_bot.choices import InboundStatus
from telegram_bot.inbox import LEASE, Claim
from telegram_bot.incoming import understand
from telegram_bot.models import Account, InboundUpdate
from telegram_bot.turns import take_turn

SAMPLES = 200
FIRST_UPDATE_ID = 5_000_000_000
ROWS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

Work = Callable[[], object]


def show() -> None:
    """Print milliseconds by name, and how many statements of which kind an answer takes."""
    prepare_for_work()
    claims = list(_claims())
    found: dict[str, Any] = {
        "database round trip": _timed([_round_trip] * SAMPLES),
        "instant analysis of an answer": _timed(_readings()),
        "choice of the next question": _timed(_choices()),
        "statements": _statements(claims.pop()),
        "turn of an answer, alone": _timed(partial(take_turn, claim) for claim in claims),
    }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def _timed(works: Iterable[Work]) -> list[float]:
    durations = []
    for work in works:
        started = time.perf_counter()
        work()
        durations.append((time.perf_counter() - started) * 1000)
    return durations


def _round_trip() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _readings() -> Iterator[Work]:
    for answer_id in Answer.objects.order_by("pk").values_list("pk", flat=True)[:SAMPLES]:
        answer = answer_get(answer_id)
        request = AnswerRequest(
            text=answer.text,
            language_hint=answer.language,
            question_text=answer.question_text,
            question_domain=answer.domain,
            targets=answer.targets,
        )
        yield partial(read_instantly, request)


def _choices() -> Iterator[Work]:
    for asked in AskedQuestion.objects.select_related("session").order_by("-pk")[:SAMPLES]:
        yield partial(_choose, asked.session, Language(asked.language))


def _choose(session: Session, language: Language) -> object:
    return select_question(Moment.of(session, care_of(session.person_id), language))


def _claims() -> Iterator[Claim]:
    """Yield claims of an answer to each open question; nobody else may take them."""
    chats = dict(Account.objects.values_list("person_id", "chat_id"))
    waiting = AskedQuestion.objects.filter(outcome=Outcome.OPEN).order_by("pk")
    for number, person_id in enumerate(waiting.values_list("person_id", flat=True)):
        yield _claim(FIRST_UPDATE_ID + number, chats[person_id])


def _claim(update_id: int, chat_id: int) -> Claim:
    text = f"Сегодня мы с сестрой долго гуляли у реки, и мне стало спокойнее ({update_id})."
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": update_id, "chat": chat, "from": {"id": chat_id}, "text": text}
    raw = {"update_id": update_id, "message": message}
    token = uuid4()
    InboundUpdate.objects.create(
        update_id=update_id,
        chat_id=chat_id,
        payload=raw,
        status=InboundStatus.CLAIMED,
        attempts=1,
        lease_token=token,
        lease_until=utc_now() + LEASE * 10,
    )
    return Claim(update_id, 1, token, chat_id, understand(raw))


def _statements(claim: Claim) -> dict[str, int]:
    """Count the statements of one answer's turn by their first words."""
    with CaptureQueriesContext(connection) as queries:
        take_turn(claim)
    return dict(Counter(_kind(query["sql"]) for query in queries.captured_queries))


def _kind(sql: str) -> str:
    """Return the verb of a statement and its table."""
    words = sql.split()
    tables = (table for word, table in pairwise(words) if word in ("FROM", "INTO", "UPDATE"))
    return f"{words[0]} {next(tables, '')}".strip() if words[0] in ROWS else words[0]
