"""Keep readings that failed, and how analysers did on labelled answers."""

import core.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the tables."""

    dependencies = [
        ('analysis', '0001_initial'),
        ('onboarding', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnalysisFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('instant', 'instant'), ('deep', 'deep')], max_length=8, verbose_name='phase')),
                ('reason', models.CharField(max_length=60, verbose_name='reason')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='model')),
                ('attempts', models.PositiveIntegerField(default=1, verbose_name='attempts')),
                ('since', models.DateTimeField(default=core.clock.utc_now, verbose_name='failed first')),
                ('at', models.DateTimeField(default=core.clock.utc_now, verbose_name='failed last')),
                ('resolved_at', models.DateTimeField(null=True, verbose_name='resolved')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='onboarding.answer')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'failed analysis',
                'verbose_name_plural': 'failed analyses',
                'db_table': 'analysis_failures',
                'permissions': [('read_again', 'Can have an answer read by another model')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('model', models.CharField(max_length=80, verbose_name='model')),
                ('prompt_version', models.CharField(max_length=40, verbose_name='version of the prompt')),
                ('file_name', models.CharField(max_length=120, verbose_name='labelled file')),
                ('file_hash', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('language', models.CharField(blank=True, choices=[('ru', 'ru'), ('en', 'en')], max_length=2, verbose_name='language')),
                ('items', models.PositiveIntegerField(verbose_name='answers')),
                ('repeats', models.PositiveSmallIntegerField(verbose_name='readings of each')),
                ('failed', models.PositiveIntegerField(verbose_name='readings that failed')),
                ('sentiment_accuracy', models.FloatField(null=True, verbose_name='sentiment right')),
                ('crisis_recall', models.FloatField(null=True, verbose_name='crises seen')),
                ('crisis_false_alarms', models.FloatField(null=True, verbose_name='crises seen where there were none')),
                ('invalid_rate', models.FloatField(null=True, verbose_name='invalid outputs')),
                ('quote_rate', models.FloatField(null=True, verbose_name='literal quotes')),
                ('cost_usd', models.DecimalField(decimal_places=10, max_digits=18, verbose_name='cost, USD')),
                ('seconds_p50', models.FloatField(verbose_name='seconds for a reading, p50')),
                ('seconds_p95', models.FloatField(verbose_name='seconds for a reading, p95')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('finished_at', models.DateTimeField(verbose_name='finished')),
            ],
            options={
                'verbose_name': 'trial of an analyser',
                'verbose_name_plural': 'trials of analysers',
                'db_table': 'analysis_evaluation_runs',
            },
        ),
        migrations.CreateModel(
            name='EvaluationTrait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trait', models.CharField(choices=[('openness', 'openness'), ('conscientiousness', 'conscientiousness'), ('extraversion', 'extraversion'), ('agreeableness', 'agreeableness'), ('neuroticism', 'neuroticism'), ('self_awareness', 'self_awareness'), ('emotional_regulation', 'emotional_regulation'), ('motivation', 'motivation'), ('resilience', 'resilience')], max_length=24, verbose_name='trait')),
                ('expected', models.PositiveIntegerField(verbose_name='labelled')),
                ('read', models.PositiveIntegerField(verbose_name='seen')),
                ('invented', models.PositiveIntegerField(verbose_name='seen without a label')),
                ('correlation', models.FloatField(null=True, verbose_name='correlation')),
                ('mean_error', models.FloatField(null=True, verbose_name='mean absolute error, z')),
                ('squared_error', models.FloatField(null=True, verbose_name='mean squared error, z²')),
                ('noise', models.FloatField(null=True, verbose_name='variance between readings, z²')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='traits', to='analysis.evaluationrun')),
            ],
            options={
                'verbose_name': 'trait in a trial',
                'verbose_name_plural': 'traits in a trial',
                'db_table': 'analysis_evaluation_traits',
            },
        ),
        migrations.AddIndex(
            model_name='evaluationrun',
            index=models.Index(fields=['model', 'prompt_version', '-id'], name='analysis_evaluations_of_model'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['ru', 'en', ''])), name='analysis_evaluation_runs_language_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('items__gte', 1), ('repeats__gte', 1)), name='analysis_evaluation_runs_read_something'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('sentiment_accuracy__gte', 0), ('sentiment_accuracy__lte', 1)), name='analysis_evaluation_runs_sentiment_accuracy_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('crisis_recall__gte', 0), ('crisis_recall__lte', 1)), name='analysis_evaluation_runs_crisis_recall_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('crisis_false_alarms__gte', 0), ('crisis_false_alarms__lte', 1)), name='analysis_evaluation_runs_crisis_false_alarms_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('invalid_rate__gte', 0), ('invalid_rate__lte', 1)), name='analysis_evaluation_runs_invalid_rate_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('quote_rate__gte', 0), ('quote_rate__lte', 1)), name='analysis_evaluation_runs_quote_rate_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('cost_usd__gte', 0)), name='analysis_evaluation_runs_cost_usd_min_0'),
        ),
        migrations.AddConstraint(
            model_name='evaluationrun',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='analysis_evaluation_runs_finished_at_not_before_started_at'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.UniqueConstraint(condition=models.Q(('resolved_at__isnull', True)), fields=('answer', 'phase'), name='analysis_failures_one_open_per_phase'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.CheckConstraint(condition=models.Q(('phase__in', ['instant', 'deep'])), name='analysis_failures_phase_known'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='analysis_failures_reason_given'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.CheckConstraint(condition=models.Q(('attempts__gte', 1)), name='analysis_failures_attempts_min_1'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.CheckConstraint(condition=models.Q(('at__isnull', True), ('at__gte', models.F('since')), _connector='OR'), name='analysis_failures_at_not_before_since'),
        ),
        migrations.AddConstraint(
            model_name='analysisfailure',
            constraint=models.CheckConstraint(condition=models.Q(('resolved_at__isnull', True), ('resolved_at__gte', models.F('since')), _connector='OR'), name='analysis_failures_resolved_at_not_before_since'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.UniqueConstraint(fields=('run', 'trait'), name='analysis_evaluation_traits_once_per_run'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.CheckConstraint(condition=models.Q(('trait__in', ['openness', 'conscientiousness', 'extraversion', 'agreeableness', 'neuroticism', 'self_awareness', 'emotional_regulation', 'motivation', 'resilience'])), name='analysis_evaluation_traits_trait_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.CheckConstraint(condition=models.Q(('correlation__gte', -1), ('correlation__lte', 1)), name='analysis_evaluation_traits_correlation_minus_1_to_1'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.CheckConstraint(condition=models.Q(('mean_error__gte', 0)), name='analysis_evaluation_traits_mean_error_min_0'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.CheckConstraint(condition=models.Q(('squared_error__gte', 0)), name='analysis_evaluation_traits_squared_error_min_0'),
        ),
        migrations.AddConstraint(
            model_name='evaluationtrait',
            constraint=models.CheckConstraint(condition=models.Q(('noise__gte', 0)), name='analysis_evaluation_traits_noise_min_0'),
        ),
    ]
