"""Figures of questions over all people, trials with few of them and with synthetic ones."""

import core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onboarding', '0013_words_guarded'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedEffect',
            fields=[
                ('asked', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='effect', serialize=False, to='onboarding.askedquestion')),
                ('information', models.FloatField(null=True, verbose_name='information gained, nats')),
                ('crisis_level', models.PositiveSmallIntegerField(default=0, verbose_name='sign of a crisis')),
            ],
            options={
                'verbose_name': 'effect of an asked question',
                'verbose_name_plural': 'effects of asked questions',
                'db_table': 'onboarding_asked_effects',
                'constraints': [models.CheckConstraint(condition=models.Q(('crisis_level__lte', 3)), name='onboarding_asked_effects_level_0_to_3')],
            },
        ),
        migrations.CreateModel(
            name='PilotCount',
            fields=[
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pilot', serialize=False, to='onboarding.question')),
                ('exposures', models.PositiveSmallIntegerField(default=0, verbose_name='times asked')),
            ],
            options={
                'verbose_name': 'count of a trial',
                'verbose_name_plural': 'counts of trials',
                'db_table': 'onboarding_pilot_counts',
                'constraints': [models.CheckConstraint(condition=models.Q(('exposures__lte', 50)), name='onboarding_pilot_counts_capped')],
            },
        ),
        migrations.CreateModel(
            name='QuestionStatistics',
            fields=[
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='statistics', serialize=False, to='onboarding.question')),
                ('people', models.PositiveIntegerField(verbose_name='people')),
                ('exposures', models.PositiveIntegerField(verbose_name='times asked')),
                ('answered', models.PositiveIntegerField(null=True, verbose_name='answered')),
                ('skipped', models.PositiveIntegerField(null=True, verbose_name='skipped')),
                ('replaced', models.PositiveIntegerField(null=True, verbose_name='another one wanted')),
                ('postponed', models.PositiveIntegerField(null=True, verbose_name='put off')),
                ('never', models.PositiveIntegerField(null=True, verbose_name='never again')),
                ('left', models.PositiveIntegerField(null=True, verbose_name='talk broken off')),
                ('distresses', models.PositiveIntegerField(null=True, verbose_name='signs of distress')),
                ('crises', models.PositiveIntegerField(null=True, verbose_name='signs of a crisis')),
                ('skipped_low', models.FloatField(null=True)),
                ('skipped_high', models.FloatField(null=True)),
                ('left_low', models.FloatField(null=True)),
                ('left_high', models.FloatField(null=True)),
                ('length_ratio', models.FloatField(null=True, verbose_name="length to the person's own")),
                ('seconds', models.FloatField(null=True, verbose_name='seconds to the answer')),
                ('information', models.FloatField(null=True, verbose_name='information gained, nats')),
                ('readings', models.PositiveIntegerField(default=0, verbose_name='answers read')),
                ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None, verbose_name='flags')),
                ('computed_at', models.DateTimeField(default=core.clock.utc_now, verbose_name='computed')),
            ],
            options={
                'verbose_name': 'statistics of a question',
                'verbose_name_plural': 'statistics of the bank',
                'db_table': 'onboarding_question_statistics',
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 5), models.Q(('answered__isnull', True), ('crises__isnull', True), ('distresses__isnull', True), ('information__isnull', True), ('left__isnull', True), ('left_high__isnull', True), ('left_low__isnull', True), ('length_ratio__isnull', True), ('never__isnull', True), ('postponed__isnull', True), ('replaced__isnull', True), ('seconds__isnull', True), ('skipped__isnull', True), ('skipped_high__isnull', True), ('skipped_low__isnull', True)), _connector='OR'), name='onboarding_question_statistics_few_people_hidden')],
            },
        ),
        migrations.CreateModel(
            name='SimulationRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='proposed questions')),
                ('key', models.CharField(max_length=64)),
                ('bank', models.CharField(max_length=40, verbose_name='bank')),
                ('seed', models.BigIntegerField(verbose_name='seed')),
                ('people', models.PositiveIntegerField(verbose_name='synthetic people')),
                ('result', models.JSONField(null=True)),
                ('regressions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None, verbose_name='what got worse')),
                ('requested_at', models.DateTimeField(default=core.clock.utc_now, verbose_name='asked for')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='done')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
            ],
            options={
                'verbose_name': 'simulation',
                'verbose_name_plural': 'simulations',
                'db_table': 'onboarding_simulation_runs',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('result__isnull', True)), models.Q(('finished_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='onboarding_simulation_runs_done_with_result'), models.CheckConstraint(condition=models.Q(('proposed__len__gt', 0)), name='onboarding_simulation_runs_propose')],
            },
        ),
    ]
