-- The tree over the rows of all journals: the leaf of each row at its place, the
-- hashes above them, and what was signed of it. All three are only added to. The
-- sequencer notes in feed_heads how far it has come; rows that were there before get
-- their leaves from it afterwards.
-- +goose Up

CREATE TABLE tree_leaves (
    n       bigint NOT NULL,
    case_id text COLLATE "C" NOT NULL,
    seq     bigint NOT NULL,
    hash    bytea NOT NULL,
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX tree_leaves_row ON tree_leaves (case_id, seq);

CREATE TABLE tree_hashes (
    id   bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE checkpoints (
    size bigint NOT NULL,
    at   timestamptz NOT NULL,
    note text COLLATE "C" NOT NULL,
    PRIMARY KEY (size)
);

ALTER TABLE feed_heads ADD COLUMN grown bigint NOT NULL DEFAULT 0;

CREATE TRIGGER tree_leaves_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_leaves
    EXECUTE FUNCTION refuse_change();

CREATE TRIGGER tree_hashes_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_hashes
    EXECUTE FUNCTION refuse_change();

CREATE TRIGGER checkpoints_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
    EXECUTE FUNCTION refuse_change();
