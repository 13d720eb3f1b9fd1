"""What a turn may cost: its statements are counted, because each costs the person waiting time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis import Redis

from onboarding.bank_selectors import content_asked
from onboarding.models import Question
from telegram_bot.inbox import claim, ingest
from telegram_bot.turns import take_turn
from tests.telegram_bot.talker import ANSWER, Talker
from tests.telegram_bot.updates import text_update

#: The turn of an answer with another question after it, BEGIN and COMMIT among them, in a process
#: that has read the questions. Raise it only for a statement that the turn cannot do without.
CEILING = 31


@pytest.mark.django_db(transaction=True)
def test_the_turn_of_an_answer_keeps_to_its_number_of_statements(
    redis: "Redis", talker: Talker
) -> None:
    talker.answer()
    for question in Question.objects.all():
        content_asked(question.pk)
    ingest([text_update(talker.chat_id, ANSWER["ru"], **{"from": talker.sender})])
    claimed = claim()
    assert claimed is not None
    with CaptureQueriesContext(connection) as queries:
        take_turn(claimed)
    statements = [query["sql"] for query in queries]
    assert len(statements) <= CEILING, "\n".join(statements)
    assert statements[0] == "BEGIN"
    assert statements[-1] == "COMMIT"
    assert sum(sql.startswith("BEGIN") for sql in statements) == 1
