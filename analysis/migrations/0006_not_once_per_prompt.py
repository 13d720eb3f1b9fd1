"""Drop the rule that a version of the prompt reads an answer once: a better model may read it too.

The way back keeps, of several readings by one version, the one that counts, else the newest.
"""

from django.db import migrations

# Checked at once: the table cannot be changed while checks of its rows are still to be made.
KEEP_ONE_SQL = """
    SET CONSTRAINTS ALL IMMEDIATE;
    DELETE FROM analysis_extracted_traits WHERE analysis_id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY answer_id, phase, prompt_version ORDER BY is_current DESC, id DESC
            ) AS place FROM analysis_analyses
        ) AS ranked WHERE place > 1
    );
    DELETE FROM analysis_analyses WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY answer_id, phase, prompt_version ORDER BY is_current DESC, id DESC
            ) AS place FROM analysis_analyses
        ) AS ranked WHERE place > 1
    );
"""


class Migration(migrations.Migration):
    """Drops the constraint."""

    dependencies = [('analysis', '0005_once_per_model')]

    operations = [
        migrations.RemoveConstraint(
            model_name='analysis', name='analysis_analyses_once_per_prompt'
        ),
        migrations.RunSQL(migrations.RunSQL.noop, KEEP_ONE_SQL),
    ]
