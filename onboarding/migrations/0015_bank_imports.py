import core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onboarding', '0014_question_statistics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField()),
                ('scope', models.CharField(choices=[('part', 'part'), ('whole', 'whole')], max_length=5, verbose_name='what the file is')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='questions added')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='questions changed')),
                ('retired', models.PositiveIntegerField(default=0, verbose_name='questions retired')),
                ('uploaded_at', models.DateTimeField(default=core.clock.utc_now, verbose_name='uploaded')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='imported')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
            ],
            options={
                'verbose_name': 'import of questions',
                'verbose_name_plural': 'import and export',
                'db_table': 'onboarding_bank_imports',
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['part', 'whole'])), name='onboarding_bank_imports_scope_known'), models.CheckConstraint(condition=models.Q(('applied_at__isnull', True), ('content', b''), _connector='OR'), name='onboarding_bank_imports_applied_is_empty')],
            },
        ),
    ]
