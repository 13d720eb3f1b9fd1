"""Index the dead letters of a line, concurrently: deliveries may be many."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the index that the relay's check of held lines reads."""

    atomic = False

    dependencies: ClassVar = [("events", "0001_initial")]

    operations: ClassVar = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "dead")),
                fields=["handler", "stream", "id"],
                name="event_deliveries_dead_line",
            ),
        ),
    ]
