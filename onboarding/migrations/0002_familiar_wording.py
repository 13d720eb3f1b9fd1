from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onboarding', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='questiontext',
            name='familiar_text',
            field=models.CharField(blank=True, db_default='', default='', max_length=400, verbose_name='text with «ты»'),
        ),
        migrations.AddField(
            model_name='questiontext',
            name='familiar_hint',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='hint with «ты»'),
        ),
        migrations.AddConstraint(
            model_name='questiontext',
            constraint=models.CheckConstraint(condition=models.Q(('language', 'ru'), models.Q(('familiar_hint', ''), ('familiar_text', '')), _connector='OR'), name='onboarding_question_texts_familiar_only_in_russian'),
        ),
    ]
