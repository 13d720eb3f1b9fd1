"""Check the old deliveries too, without keeping anybody from writing new ones."""

from typing import ClassVar

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Validate the constraint on the status."""

    dependencies: ClassVar = [("events", "0003_discarded")]

    operations: ClassVar = [
        ValidateConstraint(model_name="delivery", name="event_deliveries_status_known"),
    ]
