-- When an officer chose the password (empty: another set it, or nobody knows), and the
-- hashes of those before it, newest first, one a line, where the profile looks back.
-- +goose Up
ALTER TABLE officers ADD COLUMN password_on text COLLATE "C" NOT NULL DEFAULT '' CONSTRAINT officers_dates CHECK (length(password_on) IN (0, 10));
ALTER TABLE officers ADD COLUMN former_passwords text COLLATE "C" NOT NULL DEFAULT '';
