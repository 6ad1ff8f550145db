-- Minor items of a person's page: the 1995 form has them, and nobody has to fill them in.
-- +goose Up
ALTER TABLE people ADD COLUMN occupation text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN workplace text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN height_cm bigint NOT NULL DEFAULT 0;
