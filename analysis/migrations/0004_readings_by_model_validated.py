"""Check the old readings too, without keeping anybody from writing new ones."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Validates the constraints of the new columns."""

    dependencies = [('analysis', '0003_readings_by_model')]

    operations = [
        ValidateConstraint('analysis', 'analysis_analyses_reason_local_known'),
        ValidateConstraint('analysis', 'analysis_analyses_reason_of_local'),
        ValidateConstraint('analysis', 'analysis_analyses_tier_known'),
        ValidateConstraint('analysis', 'analysis_analyses_chosen_is_a_model'),
        ValidateConstraint('analysis', 'analysis_analyses_cost_usd_min_0'),
        ValidateConstraint('analysis', 'analysis_analyses_read_again_what_counts'),
    ]
