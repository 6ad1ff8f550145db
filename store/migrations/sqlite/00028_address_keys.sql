-- A household is found by the pinyin of its address and by its initials. The program reads
-- the characters: rows that stand already get their readings when all migrations are through.
-- +goose Up
ALTER TABLE households ADD COLUMN address_pinyin text NOT NULL DEFAULT '';
ALTER TABLE households ADD COLUMN address_initials text NOT NULL DEFAULT '';
