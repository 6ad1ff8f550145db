-- Who changed the organisation, the posts, the sites and the policy rows, and which
-- declared items of a case were changed by whom: both are only added to.
-- +goose Up

CREATE TABLE admin_acts (
    id         text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    act        text COLLATE "C" NOT NULL,
    object_id  text COLLATE "C" NOT NULL,
    was        text COLLATE "C" NOT NULL,
    became     text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX admin_acts_object ON admin_acts (object_id, at);
CREATE INDEX admin_acts_at ON admin_acts (at);

CREATE TABLE case_edits (
    case_id    text COLLATE "C" NOT NULL REFERENCES cases (id),
    version    bigint NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    fields     text COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, version)
);

CREATE TRIGGER admin_acts_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_acts
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_edits_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON case_edits
    EXECUTE FUNCTION refuse_change();
