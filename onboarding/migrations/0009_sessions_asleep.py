"""Sessions to which nobody has come back are found by an index.

It is built beside the running product, so the migration is not atomic.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Builds the index."""

    atomic = False
    dependencies = [("onboarding", "0008_session_tiredness")]
    operations = [
        AddIndexConcurrently(
            "session",
            models.Index(
                fields=["last_activity_at"],
                name="onboarding_sessions_asleep",
                condition=models.Q(status__in=("paused", "timed_out")),
            ),
        )
    ]
