-- A case is found by the name of a person in it, by its pinyin and by its initials.
-- Cases opened before have the readings of those who are in the register.
-- +goose Up
ALTER TABLE case_subjects ADD COLUMN pinyin text NOT NULL DEFAULT '';
ALTER TABLE case_subjects ADD COLUMN initials text NOT NULL DEFAULT '';
UPDATE case_subjects SET pinyin = p.pinyin, initials = p.initials
    FROM people p WHERE p.id = case_subjects.person_id AND p.name = case_subjects.name;
CREATE INDEX case_subjects_name ON case_subjects (name);
CREATE INDEX case_subjects_pinyin ON case_subjects (pinyin);
CREATE INDEX case_subjects_initials ON case_subjects (initials);
