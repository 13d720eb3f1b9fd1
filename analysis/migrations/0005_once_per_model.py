"""Let each model read an answer once, and find what is to be read again.

Both indexes are built beside the running product, so the migration is not atomic. Only when the new
rule holds does the old one, which knew one reading for each version of the prompt, go.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NAME = 'analysis_analyses_once_per_model'
CREATE_SQL = f"""
    CREATE UNIQUE INDEX CONCURRENTLY {NAME}
    ON analysis_analyses (answer_id, phase, prompt_version, model)
"""
DROP_SQL = f"DROP INDEX CONCURRENTLY {NAME}"


class Migration(migrations.Migration):
    """Builds the indexes."""

    atomic = False
    dependencies = [('analysis', '0004_readings_by_model_validated')]
    operations = [
        AddIndexConcurrently(
            'analysis',
            models.Index(
                fields=['-answer'],
                name='analysis_to_read_again',
                condition=models.Q(read_again_at__isnull=False),
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE_SQL, DROP_SQL),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name='analysis',
                    constraint=models.UniqueConstraint(
                        'answer', 'phase', 'prompt_version', 'model', name=NAME
                    ),
                )
            ],
        ),
    ]
