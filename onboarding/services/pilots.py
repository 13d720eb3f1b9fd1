"""Questions on trial: asked so often and no more, then they wait for a decision."""

from django.db import connection

from onboarding.choices import QuestionStatus
from onboarding.models import Question
from onboarding.question_statistics import PILOT_EXPOSURES
from onboarding.services.bank import bank_renew

# Who asks it for the last time and who comes too late is decided by the lock of one row.
TAKE_SQL = """
    INSERT INTO onboarding_pilot_counts AS pilot (question_id, exposures)
    SELECT id, 1 FROM onboarding_questions WHERE id = %s AND status = %s
    ON CONFLICT (question_id) DO UPDATE SET exposures = pilot.exposures + 1
        WHERE pilot.exposures < %s
    RETURNING exposures
"""


def pilot_take(question_id: int) -> bool:
    """Count one more exposure of a question on trial; False when it must not be asked any more.

    With its last exposure it leaves the bank.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SQL, [question_id, QuestionStatus.PILOT, PILOT_EXPOSURES])
        taken = cursor.fetchone()
    if taken == (PILOT_EXPOSURES,):
        bank_renew()
    return taken is not None or not _is_on_trial(question_id)


def _is_on_trial(question_id: int) -> bool:
    return Question.objects.filter(pk=question_id, status=QuestionStatus.PILOT).exists()
