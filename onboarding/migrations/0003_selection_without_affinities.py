"""Selection computes affinities from what it has asked; their column goes unused.

A running older version still reads and writes the column, so it stays, with a default for rows that
this version writes. A later release drops it.
"""

from django.db import migrations

KEEP = "ALTER TABLE onboarding_selection_states ALTER COLUMN affinities SET DEFAULT '{}'"
UNDO = "ALTER TABLE onboarding_selection_states ALTER COLUMN affinities DROP DEFAULT"


class Migration(migrations.Migration):
    """Removes the field from the model, not from the table."""

    dependencies = [("onboarding", "0002_familiar_wording")]
    operations = [
        migrations.RunSQL(
            KEEP, UNDO, state_operations=[migrations.RemoveField("selectionstate", "affinities")]
        )
    ]
