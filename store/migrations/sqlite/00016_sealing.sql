-- The data keys under the root key. Rows are added, and wrapped anew under another
-- root; none is taken away, since each still opens what it once sealed.
-- +goose Up

CREATE TABLE sealing_keys (
    number  bigint NOT NULL,
    org     text NOT NULL,
    suite   text NOT NULL,
    root_id text NOT NULL,
    wrapped blob NOT NULL,
    made_at datetime NOT NULL,
    PRIMARY KEY (number)
);

-- +goose StatementBegin
CREATE TRIGGER sealing_keys_no_delete BEFORE DELETE ON sealing_keys
BEGIN
    SELECT raise(ABORT, 'sealing_keys is only added to: DELETE is refused');
END;
-- +goose StatementEnd
