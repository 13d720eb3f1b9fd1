import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock
import onboarding.choices


class Migration(migrations.Migration):
    """Adds the trail of decisions, and what staff may be allowed to do with questions."""

    dependencies = [
        ('onboarding', '0004_bank_members'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuestionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='onboarding.question')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('kind', models.CharField(choices=[(kind, kind) for kind in ['written', 'submitted', 'withdrawn', 'changes_requested', 'approved', 'piloted', 'published', 'suspended', 'retired', 'rolled_back', 'translated', 'translation_approved', 'translation_withdrawn']], max_length=24, verbose_name='decision')),
                ('language', models.CharField(blank=True, choices=[('ru', 'ru'), ('en', 'en')], max_length=2, verbose_name='language')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('as_clinician', models.BooleanField(default=False, verbose_name='as a clinician')),
                ('decided_at', models.DateTimeField(default=core.clock.utc_now, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'decision about a question',
                'verbose_name_plural': 'decisions about questions',
                'db_table': 'onboarding_question_decisions',
                'indexes': [models.Index(fields=['question', 'id'], name='onboarding_decisions_trail')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['written', 'submitted', 'withdrawn', 'changes_requested', 'approved', 'piloted', 'published', 'suspended', 'retired', 'rolled_back', 'translated', 'translation_approved', 'translation_withdrawn'])), name='onboarding_question_decisions_kind_known'),
                    models.CheckConstraint(condition=models.Q(('staff__isnull', False), ('kind__in', (onboarding.choices.DecisionKind['SUSPENDED'], onboarding.choices.DecisionKind['RETIRED'])), _connector='OR'), name='onboarding_question_decisions_staff_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', (onboarding.choices.DecisionKind['CHANGES_REQUESTED'],)), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='onboarding_question_decisions_explained'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', (onboarding.choices.DecisionKind['TRANSLATED'], onboarding.choices.DecisionKind['TRANSLATION_APPROVED'], onboarding.choices.DecisionKind['TRANSLATION_WITHDRAWN'])), ('language__in', ['ru', 'en'])), models.Q(models.Q(('kind__in', (onboarding.choices.DecisionKind['TRANSLATED'], onboarding.choices.DecisionKind['TRANSLATION_APPROVED'], onboarding.choices.DecisionKind['TRANSLATION_WITHDRAWN'])), _negated=True), ('language', '')), _connector='OR'), name='onboarding_question_decisions_language_of_translation'),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name='question',
            options={'permissions': [('review_question', 'Can review questions and translations of others'), ('review_as_clinician', 'Reviews sensitive questions as a clinician'), ('publish_question', 'Can publish, suspend and retire questions')], 'verbose_name': 'question', 'verbose_name_plural': 'questions'},
        ),
    ]
