"""Edits of profiles are append-only: never changed, and deleted only while a person is erased."""

from django.db import migrations

CREATE = """
CREATE FUNCTION profiles_edits_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('selfology.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'profiles_edits is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER profiles_edits_append_only
    BEFORE UPDATE OR DELETE ON profiles_edits
    FOR EACH ROW EXECUTE FUNCTION profiles_edits_refuse();
"""
DROP = """
DROP TRIGGER profiles_edits_append_only ON profiles_edits;
DROP FUNCTION profiles_edits_refuse();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("profiles", "0003_profile_edits")]
    operations = [migrations.RunSQL(CREATE, DROP)]
