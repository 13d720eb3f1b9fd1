"""Let a dead delivery be discarded: a status more, checked for new rows at once, for old ones next."""

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STATUSES = ["pending", "queued", "running", "done", "dead", "discard"]
NAME = "event_deliveries_status_known"
#: On the way back nothing may vanish: what was discarded is dead again.
REVIVE_SQL = "UPDATE event_deliveries SET status = 'dead' WHERE status = 'discard'"


class Migration(migrations.Migration):
    """Exchange the constraint on the status."""

    dependencies: ClassVar = [("events", "0002_dead_line")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="delivery",
            name="status",
            field=models.CharField(
                max_length=8, default="pending", choices=[(status, status) for status in STATUSES]
            ),
        ),
        migrations.RemoveConstraint(model_name="delivery", name=NAME),
        migrations.RunSQL(migrations.RunSQL.noop, reverse_sql=REVIVE_SQL),
        AddConstraintNotValid(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(status__in=STATUSES), name=NAME
            ),
        ),
    ]
