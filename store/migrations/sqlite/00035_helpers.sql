-- The collective households of a helper are found when the helper dies, without reading all.
-- +goose Up
CREATE INDEX households_helper ON households (helper_id) WHERE helper_id <> '';
