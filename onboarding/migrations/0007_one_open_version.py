"""A code has one version at a time that is still being written.

The index is built beside the running product, so the migration is not atomic.
"""

from django.db import migrations, models

import onboarding.choices

NAME = "onboarding_questions_one_open_per_code"
BUILD = f"""
CREATE UNIQUE INDEX CONCURRENTLY {NAME} ON onboarding_questions (code)
    WHERE status IN ('draft', 'in_review')
"""
DROP = f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}"
CONSTRAINT = models.UniqueConstraint(
    fields=["code"],
    condition=models.Q(
        status__in=[
            onboarding.choices.QuestionStatus.DRAFT,
            onboarding.choices.QuestionStatus.IN_REVIEW,
        ]
    ),
    name=NAME,
)


class Migration(migrations.Migration):
    """Builds the index."""

    atomic = False
    dependencies = [("onboarding", "0006_question_authors")]
    operations = [
        migrations.RunSQL(
            BUILD, DROP, state_operations=[migrations.AddConstraint("question", CONSTRAINT)]
        )
    ]
