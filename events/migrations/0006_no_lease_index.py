"""Drop the index by lease: few deliveries are unfinished, and another index holds just those."""

from typing import ClassVar

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """Let every claim and every queueing write one index less."""

    atomic = False

    dependencies: ClassVar = [("events", "0005_event_index")]

    operations: ClassVar = [RemoveIndexConcurrently("delivery", "event_deliveries_lease")]
