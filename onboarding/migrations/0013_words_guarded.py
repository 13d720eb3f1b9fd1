"""The words and the targets of a version stay as its reviewers read them.

In a draft of the product everything may be written. Later only a text that nobody is asked in yet,
and it is asked only when somebody else than its translator approved of it. What comes from bank
files brings its texts and targets with it, before anybody was asked the question.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION onboarding_question_is_draft_here(question onboarding_questions) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT question.status = 'draft' AND NOT question.is_from_files
$$;

CREATE FUNCTION onboarding_question_comes_from_files(question onboarding_questions)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT question.is_from_files AND NOT EXISTS (
        SELECT FROM onboarding_asked_questions WHERE question_id = question.id
    )
$$;

CREATE FUNCTION onboarding_question_texts_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    question onboarding_questions;
    is_draft boolean;
    is_reworded boolean;
    decided text;
BEGIN
    SELECT * INTO question FROM onboarding_questions
        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.question_id ELSE NEW.question_id END
        FOR NO KEY UPDATE;
    is_draft := onboarding_question_is_draft_here(question);
    IF TG_OP = 'DELETE' THEN
        IF question.status <> 'draft' THEN
            PERFORM onboarding_refuse('onboarding_question_texts_frozen');
        END IF;
        RETURN OLD;
    END IF;

    IF TG_OP = 'INSERT' THEN
        IF onboarding_question_comes_from_files(question)
            OR NEW.status NOT IN ('source', 'approved')
            OR is_draft AND NEW.status = 'source'
            OR is_draft AND EXISTS (
                SELECT FROM onboarding_question_texts AS known
                JOIN onboarding_questions AS other ON other.id = known.question_id
                WHERE other.code = question.code AND other.id <> question.id
                  AND known.language = NEW.language AND known.status = 'approved'
                  AND (known.text, known.hint, known.familiar_text, known.familiar_hint)
                    = (NEW.text, NEW.hint, NEW.familiar_text, NEW.familiar_hint)
            )
        THEN
            RETURN NEW;
        END IF;
        PERFORM onboarding_refuse('onboarding_question_texts_approved_by_another');
    END IF;

    is_reworded := (
            NEW.question_id, NEW.language, NEW.text, NEW.hint, NEW.familiar_text,
            NEW.familiar_hint, NEW.examples
        ) IS DISTINCT FROM (
            OLD.question_id, OLD.language, OLD.text, OLD.hint, OLD.familiar_text,
            OLD.familiar_hint, OLD.examples
        );
    IF (NEW.question_id, NEW.language) IS DISTINCT FROM (OLD.question_id, OLD.language)
        OR NOT is_draft AND OLD.status IN ('source', 'approved')
            AND (is_reworded OR NEW.status <> OLD.status)
        OR is_reworded AND question.status = 'retired'
    THEN
        PERFORM onboarding_refuse('onboarding_question_texts_frozen');
    END IF;
    IF NEW.status = 'source' AND NOT is_draft AND OLD.status <> 'source' THEN
        PERFORM onboarding_refuse('onboarding_question_texts_approved_by_another');
    END IF;
    IF NEW.status = 'approved' AND (is_reworded OR OLD.status <> 'approved') THEN
        SELECT kind INTO decided FROM onboarding_question_decisions
            WHERE question_id = NEW.question_id AND language = NEW.language
            ORDER BY id DESC LIMIT 1;
        IF is_reworded OR decided IS DISTINCT FROM 'translation_approved' THEN
            PERFORM onboarding_refuse('onboarding_question_texts_approved_by_another');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER onboarding_question_texts_guard
    BEFORE INSERT OR UPDATE OR DELETE ON onboarding_question_texts
    FOR EACH ROW EXECUTE FUNCTION onboarding_question_texts_guard();

CREATE FUNCTION onboarding_question_targets_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    question onboarding_questions;
BEGIN
    SELECT * INTO question FROM onboarding_questions
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.question_id ELSE OLD.question_id END
        FOR NO KEY UPDATE;
    IF NOT onboarding_question_is_draft_here(question)
        AND NOT (TG_OP = 'INSERT' AND onboarding_question_comes_from_files(question))
        AND NOT (TG_OP = 'DELETE' AND question.status = 'draft')
        OR TG_OP = 'UPDATE' AND NEW.question_id <> OLD.question_id
    THEN
        PERFORM onboarding_refuse('onboarding_question_targets_frozen');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER onboarding_question_targets_guard
    BEFORE INSERT OR UPDATE OR DELETE ON onboarding_question_targets
    FOR EACH ROW EXECUTE FUNCTION onboarding_question_targets_guard();
"""

DROP = """
DROP TRIGGER onboarding_question_targets_guard ON onboarding_question_targets;
DROP FUNCTION onboarding_question_targets_guard();
DROP TRIGGER onboarding_question_texts_guard ON onboarding_question_texts;
DROP FUNCTION onboarding_question_texts_guard();
DROP FUNCTION onboarding_question_comes_from_files(onboarding_questions);
DROP FUNCTION onboarding_question_is_draft_here(onboarding_questions);
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("onboarding", "0012_questions_guarded")]
    operations = [migrations.RunSQL(GUARD, DROP)]
