from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onboarding', '0003_selection_without_affinities'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankversion',
            name='members',
            field=models.JSONField(editable=False, null=True),
        ),
    ]
