"""Messages that were given up lose their words, as all later ones do at once."""

from django.db import migrations

EMPTY = """
UPDATE telegram_outgoing_messages SET body = NULL
WHERE status IN ('dropped', 'dead') AND body IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Empties them before a constraint asks for it."""

    dependencies = [("telegram_bot", "0001_initial")]
    operations = [migrations.RunSQL(EMPTY, migrations.RunSQL.noop)]
