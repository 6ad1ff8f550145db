-- Whether a person serves: enlistment marks an entry and takes nobody off (兵役法 49).
-- +goose Up
ALTER TABLE people ADD COLUMN military text COLLATE "C" NOT NULL DEFAULT '';
