"""Decisions about questions are append-only, fit the state of their version, and are made by others.

The rules are those of `onboarding.curation_rules`; here they hold for whoever writes to the tables.
The row of the question is locked while a decision is added, so approvals are counted one by one.
"""

from django.db import migrations

HELPERS = """
CREATE FUNCTION onboarding_refuse(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rule "%" would be broken', rule
        USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END
$$;

CREATE FUNCTION onboarding_question_is_sensitive(question onboarding_questions) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT question.energy = 'HEAVY'
        OR EXISTS (SELECT FROM unnest(question.safety_flags) AS flag WHERE flag <> 'none')
$$;

CREATE FUNCTION onboarding_question_readers_needed(question onboarding_questions) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN onboarding_question_is_sensitive(question) THEN 2 ELSE 1 END
$$;

CREATE FUNCTION onboarding_question_approvals_since(question onboarding_questions) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(id), 0) FROM onboarding_question_decisions
    WHERE question_id = question.id AND kind IN ('submitted', 'withdrawn', 'changes_requested')
$$;

CREATE FUNCTION onboarding_question_is_approved(question onboarding_questions) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT count(DISTINCT staff_id) >= onboarding_question_readers_needed(question)
       AND (NOT onboarding_question_is_sensitive(question) OR bool_or(as_clinician))
    FROM onboarding_question_decisions
    WHERE question_id = question.id AND kind = 'approved'
      AND id > onboarding_question_approvals_since(question)
$$;

CREATE FUNCTION onboarding_question_was_written_by(question onboarding_questions, staff bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(question.author_id = staff, false) OR EXISTS (
        SELECT FROM onboarding_question_decisions
        WHERE question_id = question.id AND staff_id = staff AND kind = 'written'
    )
$$;

CREATE FUNCTION onboarding_question_was_in_use(question onboarding_questions) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT (question.is_from_files OR begun.last IS NOT NULL) AND NOT EXISTS (
        SELECT FROM onboarding_question_decisions
        WHERE question_id = question.id AND kind = 'suspended' AND id > coalesce(begun.last, 0)
    )
    FROM (
        SELECT max(id) AS last FROM onboarding_question_decisions
        WHERE question_id = question.id AND kind IN ('published', 'rolled_back')
    ) AS begun
$$;
"""

GUARD = """
CREATE FUNCTION onboarding_question_decisions_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    question onboarding_questions;
    is_second_thought boolean;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_append_only');
    END IF;
    SELECT * INTO question FROM onboarding_questions
        WHERE id = NEW.question_id FOR NO KEY UPDATE;

    IF NOT (CASE NEW.kind
        WHEN 'written' THEN question.status = 'draft'
        WHEN 'submitted' THEN question.status = 'draft'
        WHEN 'withdrawn' THEN question.status = 'in_review'
        WHEN 'changes_requested' THEN question.status = 'in_review'
        WHEN 'approved' THEN question.status = 'in_review' OR (
            question.status IN ('pilot', 'published') AND question.review_kind <> 'psychologist'
        )
        WHEN 'piloted' THEN question.status = 'in_review'
        WHEN 'published' THEN question.status IN ('in_review', 'pilot', 'suspended')
        WHEN 'suspended' THEN question.status IN ('pilot', 'published')
        WHEN 'retired' THEN question.status <> 'retired'
        WHEN 'rolled_back' THEN question.status = 'retired'
        ELSE question.status <> 'retired'
    END) THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_fits_status');
    END IF;

    is_second_thought := NEW.kind = 'rolled_back'
        OR (NEW.kind = 'published' AND question.status = 'suspended');
    IF (is_second_thought OR NEW.kind IN ('approved', 'changes_requested'))
        AND onboarding_question_was_written_by(question, NEW.staff_id)
    THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_not_by_the_author');
    END IF;
    IF is_second_thought AND onboarding_question_is_sensitive(question) AND NOT NEW.as_clinician
    THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_by_a_clinician');
    END IF;
    IF NEW.kind = 'rolled_back' AND NOT onboarding_question_was_in_use(question) THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_back_to_what_was_in_use');
    END IF;
    IF NEW.kind = 'approved' AND EXISTS (
        SELECT FROM onboarding_question_decisions
        WHERE question_id = question.id AND staff_id = NEW.staff_id AND kind = 'approved'
          AND id > onboarding_question_approvals_since(question)
    ) THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_approved_once');
    END IF;
    IF NEW.kind = 'translation_approved' AND (
        EXISTS (
            SELECT FROM onboarding_question_texts
            WHERE question_id = question.id AND language = NEW.language
              AND translated_by_id = NEW.staff_id
        ) OR coalesce(
            (
                SELECT staff_id = NEW.staff_id FROM onboarding_question_decisions
                WHERE question_id = question.id AND language = NEW.language AND kind = 'translated'
                ORDER BY id DESC LIMIT 1
            ),
            onboarding_question_was_written_by(question, NEW.staff_id)
        )
    ) THEN
        PERFORM onboarding_refuse('onboarding_question_decisions_not_by_the_translator');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER onboarding_question_decisions_guard
    BEFORE INSERT OR UPDATE OR DELETE ON onboarding_question_decisions
    FOR EACH ROW EXECUTE FUNCTION onboarding_question_decisions_guard();
"""

DROP = """
DROP TRIGGER onboarding_question_decisions_guard ON onboarding_question_decisions;
DROP FUNCTION onboarding_question_decisions_guard();
DROP FUNCTION onboarding_question_was_in_use(onboarding_questions);
DROP FUNCTION onboarding_question_was_written_by(onboarding_questions, bigint);
DROP FUNCTION onboarding_question_is_approved(onboarding_questions);
DROP FUNCTION onboarding_question_approvals_since(onboarding_questions);
DROP FUNCTION onboarding_question_readers_needed(onboarding_questions);
DROP FUNCTION onboarding_question_is_sensitive(onboarding_questions);
DROP FUNCTION onboarding_refuse(text);
"""


class Migration(migrations.Migration):
    """Adds the trigger and the functions that the other triggers share."""

    dependencies = [("onboarding", "0010_session_transitions")]
    operations = [migrations.RunSQL(HELPERS + GUARD, DROP)]
