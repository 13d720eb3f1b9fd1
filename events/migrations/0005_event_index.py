"""Drop the index on the event of a delivery: its unique constraint begins with the event."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Let every change of a delivery write one index less."""

    dependencies: ClassVar = [("events", "0004_discarded_validated")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="delivery",
            name="event",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="events.outboxevent",
            ),
        ),
    ]
