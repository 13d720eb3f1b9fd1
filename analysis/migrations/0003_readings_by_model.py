"""Say of a reading what it cost, why it was made here, and when a model is asked again.

Every column has a value in the database, so the running product goes on writing without them; the
old rows are checked by the next migration.
"""

from decimal import Decimal

import django.contrib.postgres.fields
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the columns and checks what is written from now on."""

    dependencies = [('analysis', '0002_failures_and_trials')]

    operations = [
        migrations.AddField(
            model_name='analysis',
            name='calls',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, size=None, verbose_name='calls'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='cost_usd',
            field=models.DecimalField(db_default=Decimal('0'), decimal_places=10, max_digits=18, verbose_name='cost, USD'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='is_chosen',
            field=models.BooleanField(db_default=False, verbose_name='model chosen by staff'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='quotes_dropped',
            field=models.PositiveSmallIntegerField(db_default=0, verbose_name='quotes that were dropped'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='read_again_at',
            field=models.DateTimeField(null=True, verbose_name='to be read again from'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='reason_local',
            field=models.CharField(blank=True, choices=[('', ''), ('no_permit', 'no_permit'), ('no_key', 'no_key'), ('budget', 'budget'), ('vendors_failed', 'vendors_failed'), ('withdrawn', 'withdrawn'), ('crisis', 'crisis')], db_default='', max_length=16, verbose_name='why it was read here'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='rereads',
            field=models.PositiveSmallIntegerField(db_default=0, verbose_name='asked again'),
        ),
        migrations.AddField(
            model_name='analysis',
            name='tier',
            field=models.CharField(blank=True, choices=[('simple', 'simple'), ('medium', 'medium'), ('complex', 'complex')], db_default='', max_length=8, verbose_name='tier'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('reason_local__in', ['', 'no_permit', 'no_key', 'budget', 'vendors_failed', 'withdrawn', 'crisis'])), name='analysis_analyses_reason_local_known'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('reason_local', ''), ('is_offline', True), _connector='OR'), name='analysis_analyses_reason_of_local'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['simple', 'medium', 'complex', ''])), name='analysis_analyses_tier_known'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('is_chosen', False), ('is_offline', False), _connector='OR'), name='analysis_analyses_chosen_is_a_model'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('cost_usd__gte', 0)), name='analysis_analyses_cost_usd_min_0'),
        ),
        AddConstraintNotValid(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(('read_again_at__isnull', True), models.Q(('is_current', True), ('is_offline', True), ('phase', 'deep')), _connector='OR'), name='analysis_analyses_read_again_what_counts'),
        ),
    ]
