-- When an officer last proved who they are within a session: a decision asks for it again
-- after a quarter of an hour.
-- +goose Up
ALTER TABLE sessions ADD COLUMN proved_at timestamptz;
