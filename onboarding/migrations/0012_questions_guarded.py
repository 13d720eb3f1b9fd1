"""A version is asked only after others approved of it as it is, and moves only by a decision.

What comes from bank files is inserted as it stands there, with the review that the files name; its
content belongs to that review and is never edited: an edit in the product makes it a question of
the product. Taking a question away from people needs no decision, but is recorded as one.

Columns that are not named in `curated` are content, columns that are added later too.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION onboarding_question_is_reviewed(question onboarding_questions) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT onboarding_question_is_approved(question) OR (
        question.is_from_files
        AND jsonb_typeof(question.review -> 'reviewers') = 'array'
        AND (
            SELECT count(DISTINCT reviewer)
            FROM jsonb_array_elements_text(question.review -> 'reviewers') AS reviewer
            WHERE reviewer IS DISTINCT FROM question.review ->> 'author'
        ) >= onboarding_question_readers_needed(question)
    )
$$;

CREATE FUNCTION onboarding_questions_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    curated CONSTANT text[] := ARRAY[
        'status', 'review', 'review_kind', 'is_from_files', 'loaded_at', 'version', 'author_id'
    ];
    is_rewritten boolean;
    decided text;
    expected text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            PERFORM onboarding_refuse('onboarding_questions_never_deleted');
        END IF;
        RETURN OLD;
    END IF;

    IF TG_OP = 'INSERT' THEN
        IF NOT NEW.is_from_files AND NEW.status <> 'draft' THEN
            PERFORM onboarding_refuse('onboarding_questions_begins_as_draft');
        END IF;
        IF NEW.status IN ('pilot', 'published') AND NOT onboarding_question_is_reviewed(NEW) THEN
            PERFORM onboarding_refuse('onboarding_questions_asked_when_reviewed');
        END IF;
        RETURN NEW;
    END IF;

    is_rewritten := to_jsonb(NEW) - curated IS DISTINCT FROM to_jsonb(OLD) - curated;
    IF is_rewritten AND (OLD.status <> 'draft' OR NEW.status <> 'draft' OR NEW.is_from_files)
        OR NEW.author_id IS DISTINCT FROM OLD.author_id AND OLD.status <> 'draft'
        OR NEW.version <> OLD.version AND OLD.status NOT IN ('draft', 'in_review')
        OR NEW.is_from_files AND NOT OLD.is_from_files
        OR OLD.is_from_files AND NOT NEW.is_from_files AND OLD.status <> 'draft'
    THEN
        PERFORM onboarding_refuse('onboarding_questions_content_frozen');
    END IF;
    IF (NEW.review, NEW.review_kind) IS DISTINCT FROM (OLD.review, OLD.review_kind)
        AND NOT (NEW.status = 'draft' AND NEW.review IS NULL AND NEW.review_kind = '')
        AND NOT (
            onboarding_question_is_approved(NEW) AND NEW.review_kind = 'psychologist'
            AND coalesce(NEW.review ->> 'kind' = 'psychologist', false)
            AND coalesce(jsonb_array_length(NEW.review -> 'reviewers'), 0)
                >= onboarding_question_readers_needed(NEW)
        )
    THEN
        PERFORM onboarding_refuse('onboarding_questions_review_by_reviewers');
    END IF;
    IF NEW.status = OLD.status THEN
        RETURN NEW;
    END IF;

    expected := CASE
        WHEN OLD.status = 'draft' AND NEW.status = 'in_review' THEN ARRAY['submitted']
        WHEN OLD.status = 'in_review' AND NEW.status = 'draft'
            THEN ARRAY['withdrawn', 'changes_requested']
        WHEN OLD.status = 'in_review' AND NEW.status = 'pilot' THEN ARRAY['piloted']
        WHEN OLD.status IN ('in_review', 'pilot', 'suspended') AND NEW.status = 'published'
            THEN ARRAY['published']
        WHEN OLD.status IN ('pilot', 'published') AND NEW.status = 'suspended'
            THEN ARRAY['suspended']
        WHEN OLD.status <> 'retired' AND NEW.status = 'retired' THEN ARRAY['retired']
        WHEN OLD.status = 'retired' AND NEW.status = 'published' THEN ARRAY['rolled_back']
    END;
    IF expected IS NULL THEN
        PERFORM onboarding_refuse('onboarding_questions_status_moves');
    END IF;
    SELECT kind INTO decided FROM onboarding_question_decisions
        WHERE question_id = NEW.id AND kind IN (
            'submitted', 'withdrawn', 'changes_requested', 'piloted', 'published', 'suspended',
            'retired', 'rolled_back'
        )
        ORDER BY id DESC LIMIT 1;
    IF NOT coalesce(decided = ANY (expected), false) THEN
        IF NEW.status NOT IN ('suspended', 'retired') THEN
            PERFORM onboarding_refuse('onboarding_questions_moves_by_decision');
        END IF;
        INSERT INTO onboarding_question_decisions
            (question_id, staff_id, kind, language, comment, as_clinician, decided_at)
            VALUES (NEW.id, NULL, NEW.status, '', '', false, clock_timestamp());
    END IF;
    IF NEW.status IN ('pilot', 'published') AND OLD.status <> 'pilot' AND NOT (CASE OLD.status
        WHEN 'in_review' THEN onboarding_question_is_approved(NEW)
        ELSE onboarding_question_is_reviewed(NEW)
    END) THEN
        PERFORM onboarding_refuse('onboarding_questions_asked_when_reviewed');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER onboarding_questions_guard
    BEFORE INSERT OR UPDATE OR DELETE ON onboarding_questions
    FOR EACH ROW EXECUTE FUNCTION onboarding_questions_guard();
"""

DROP = """
DROP TRIGGER onboarding_questions_guard ON onboarding_questions;
DROP FUNCTION onboarding_questions_guard();
DROP FUNCTION onboarding_question_is_reviewed(onboarding_questions);
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("onboarding", "0011_decisions_guarded")]
    operations = [migrations.RunSQL(GUARD, DROP)]
