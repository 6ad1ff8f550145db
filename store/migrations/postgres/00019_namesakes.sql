-- Namesakes are looked for together with the days between which they were born: among
-- a hundred thousand people many share a reading.
-- +goose Up

DROP INDEX people_name;
DROP INDEX people_pinyin;
CREATE INDEX people_name ON people (name, birth_date);
CREATE INDEX people_pinyin ON people (pinyin, birth_date);
