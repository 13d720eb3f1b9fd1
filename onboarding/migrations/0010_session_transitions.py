"""The database refuses a session any way that no service leads it."""

from django.db import migrations

CREATE = """
CREATE FUNCTION onboarding_sessions_check_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('active', 'paused'), ('active', 'timed_out'), ('active', 'completed'),
        ('paused', 'active'), ('paused', 'completed'), ('paused', 'abandoned'),
        ('timed_out', 'active'), ('timed_out', 'paused'), ('timed_out', 'completed'),
        ('timed_out', 'abandoned')
    ) THEN
        RAISE EXCEPTION 'a session does not go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'onboarding_sessions_transition';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER onboarding_sessions_transition
    BEFORE UPDATE OF status ON onboarding_sessions
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION onboarding_sessions_check_transition();
"""
DROP = """
DROP TRIGGER onboarding_sessions_transition ON onboarding_sessions;
DROP FUNCTION onboarding_sessions_check_transition();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("onboarding", "0009_sessions_asleep")]
    operations = [migrations.RunSQL(CREATE, DROP)]
