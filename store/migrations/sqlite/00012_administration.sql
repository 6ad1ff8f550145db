-- Who changed the organisation, the posts, the sites and the policy rows, and which
-- declared items of a case were changed by whom: both are only added to.
-- +goose Up

CREATE TABLE admin_acts (
    id         text NOT NULL,
    at         datetime NOT NULL,
    officer_id text NOT NULL,
    act        text NOT NULL,
    object_id  text NOT NULL,
    was        text NOT NULL,
    became     text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX admin_acts_object ON admin_acts (object_id, at);
CREATE INDEX admin_acts_at ON admin_acts (at);

CREATE TABLE case_edits (
    case_id    text NOT NULL REFERENCES cases (id),
    version    bigint NOT NULL,
    officer_id text NOT NULL,
    at         datetime NOT NULL,
    fields     text NOT NULL,
    PRIMARY KEY (case_id, version)
);

-- +goose StatementBegin
CREATE TRIGGER admin_acts_no_update BEFORE UPDATE ON admin_acts
BEGIN
    SELECT raise(ABORT, 'admin_acts is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER admin_acts_no_delete BEFORE DELETE ON admin_acts
BEGIN
    SELECT raise(ABORT, 'admin_acts is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER case_edits_no_update BEFORE UPDATE ON case_edits
BEGIN
    SELECT raise(ABORT, 'case_edits is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER case_edits_no_delete BEFORE DELETE ON case_edits
BEGIN
    SELECT raise(ABORT, 'case_edits is only added to: DELETE is refused');
END;
-- +goose StatementEnd
