-- When an officer chose the password (empty: another set it, or nobody knows), and the
-- hashes of those before it, newest first, one a line, where the profile looks back.
-- +goose Up
ALTER TABLE officers ADD COLUMN password_on text CONSTRAINT officers_dates CHECK (length(password_on) IN (0, 10)) NOT NULL DEFAULT '';
ALTER TABLE officers ADD COLUMN former_passwords text NOT NULL DEFAULT '';
