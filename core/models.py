"""Tables that belong to no domain: wrapped data keys and signs of life."""

from django.db import models

from core.clock import utc_now


class DataKey(models.Model):
    """The data key of one owner of sealed words, wrapped by a master key."""

    owner = models.CharField(max_length=80, primary_key=True)
    master_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=utc_now)

    class Meta:
        db_table = "core_data_keys"

    def __str__(self) -> str:
        """Return the owner."""
        return self.owner


class Heartbeat(models.Model):
    """When one of the long-running processes last said that it is alive.

    Attributes:
        process: Which one it is.
        kind: What it does, as several may do.
    """

    process = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=40, default="", db_default="")
    beat_at = models.DateTimeField()

    class Meta:
        db_table = "core_heartbeats"

    def __str__(self) -> str:
        """Return the process."""
        return self.process
