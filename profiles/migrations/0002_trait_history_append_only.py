"""Trait history is append-only: rows are never changed, and deleted only while a person is erased."""

from django.db import migrations

CREATE = """
CREATE FUNCTION profiles_trait_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('selfology.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'trait_history is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER profiles_trait_history_append_only
    BEFORE UPDATE OR DELETE ON trait_history
    FOR EACH ROW EXECUTE FUNCTION profiles_trait_history_refuse();
"""
DROP = """
DROP TRIGGER profiles_trait_history_append_only ON trait_history;
DROP FUNCTION profiles_trait_history_refuse();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("profiles", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
