-- Whether a case is told to those alone who have a part in it: what its form holds sealed,
-- where lists and counts can leave it out.
-- +goose Up

ALTER TABLE cases ADD COLUMN restricted boolean NOT NULL DEFAULT false;
UPDATE cases SET restricted = true WHERE id IN (SELECT case_id FROM journal
    WHERE event IN ('restrict', 'protect', 'both_excluded') OR event = 'match' AND to_state = 'guardian_elsewhere');
