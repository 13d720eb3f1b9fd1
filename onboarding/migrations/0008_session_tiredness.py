"""A session knows when the person said that they are tired; a question may be put off."""

from django.db import migrations, models

OUTCOMES = ("open", "answered", "skipped", "replaced", "postponed", "expired")


class Migration(migrations.Migration):
    """Adds the time; the new word for an outcome changes nothing in the table."""

    dependencies = [("onboarding", "0007_one_open_version")]
    operations = [
        migrations.AddField("session", "tired_said_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "askedquestion",
            "outcome",
            models.CharField(
                choices=[(word, word) for word in OUTCOMES],
                default="open",
                max_length=10,
                verbose_name="outcome",
            ),
        ),
    ]
