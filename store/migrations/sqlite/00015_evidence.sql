-- The tree over the rows of all journals: the leaf of each row at its place, the
-- hashes above them, and what was signed of it. All three are only added to. The
-- sequencer notes in feed_heads how far it has come; rows that were there before get
-- their leaves from it afterwards.
-- +goose Up

CREATE TABLE tree_leaves (
    n       bigint NOT NULL,
    case_id text NOT NULL,
    seq     bigint NOT NULL,
    hash    blob NOT NULL,
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX tree_leaves_row ON tree_leaves (case_id, seq);

CREATE TABLE tree_hashes (
    id   bigint NOT NULL,
    hash blob NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE checkpoints (
    size bigint NOT NULL,
    at   datetime NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (size)
);

ALTER TABLE feed_heads ADD COLUMN grown bigint NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER tree_leaves_no_update BEFORE UPDATE ON tree_leaves
BEGIN
    SELECT raise(ABORT, 'tree_leaves is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tree_leaves_no_delete BEFORE DELETE ON tree_leaves
BEGIN
    SELECT raise(ABORT, 'tree_leaves is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tree_hashes_no_update BEFORE UPDATE ON tree_hashes
BEGIN
    SELECT raise(ABORT, 'tree_hashes is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tree_hashes_no_delete BEFORE DELETE ON tree_hashes
BEGIN
    SELECT raise(ABORT, 'tree_hashes is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN
    SELECT raise(ABORT, 'checkpoints is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN
    SELECT raise(ABORT, 'checkpoints is only added to: DELETE is refused');
END;
-- +goose StatementEnd
