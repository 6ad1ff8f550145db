-- The data keys under the root key. Rows are added, and wrapped anew under another
-- root; none is taken away, since each still opens what it once sealed.
-- +goose Up

CREATE TABLE sealing_keys (
    number  bigint NOT NULL,
    org     text COLLATE "C" NOT NULL,
    suite   text COLLATE "C" NOT NULL,
    root_id text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (number)
);

CREATE TRIGGER sealing_keys_no_delete BEFORE DELETE OR TRUNCATE ON sealing_keys
    EXECUTE FUNCTION refuse_change();
