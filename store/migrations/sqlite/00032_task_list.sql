-- What waits at a station, for its officers' list.
-- +goose Up
CREATE INDEX case_tasks_station ON case_tasks (org) WHERE done_at IS NULL;
