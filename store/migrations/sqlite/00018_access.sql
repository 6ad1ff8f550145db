-- Looks at the register: why in a code, how many were found, by which approval; the
-- approvals for files of minors and sealed people; who was seen by whom on which day,
-- for the counters; the notices to supervision, break-glass among them; and the seals.
-- Log and notices are only added to.
-- +goose Up

ALTER TABLE access_log ADD COLUMN code text NOT NULL DEFAULT '';
ALTER TABLE access_log ADD COLUMN org text NOT NULL DEFAULT '';
ALTER TABLE access_log ADD COLUMN hits bigint NOT NULL DEFAULT 0;
ALTER TABLE access_log ADD COLUMN query_index blob;
ALTER TABLE access_log ADD COLUMN approval_id text NOT NULL DEFAULT '';

CREATE TABLE access_requests (
    id         text NOT NULL,
    person_id  text NOT NULL,
    officer_id text NOT NULL,
    org        text NOT NULL,
    kind       text NOT NULL,
    code       text NOT NULL,
    purpose    text NOT NULL,
    case_id    text NOT NULL,
    asked_at   datetime NOT NULL,
    until      datetime NOT NULL,
    state      text NOT NULL,
    decided_by text NOT NULL,
    decided_at datetime,
    reason     text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_requests_person ON access_requests (person_id, officer_id);
CREATE INDEX access_requests_org ON access_requests (org, state);

CREATE TABLE access_seen (
    officer_id text NOT NULL,
    person_id  text NOT NULL,
    class      text NOT NULL,
    last_on    text NOT NULL,
    PRIMARY KEY (officer_id, person_id, class),
    CONSTRAINT access_seen_dates CHECK (length(last_on) IN (0, 10))
);
CREATE INDEX access_seen_day ON access_seen (officer_id, last_on);

CREATE TABLE access_notices (
    id         text NOT NULL,
    about      text NOT NULL,
    kind       text NOT NULL,
    at         datetime NOT NULL,
    officer_id text NOT NULL,
    org        text NOT NULL,
    class      text NOT NULL,
    days       bigint NOT NULL,
    level      bigint NOT NULL,
    people     bigint NOT NULL,
    until      datetime,
    words      text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_notices_about ON access_notices (about);
CREATE INDEX access_notices_officer ON access_notices (officer_id, kind, at);
CREATE INDEX access_notices_org ON access_notices (org, at);

CREATE TABLE person_seals (
    id           text NOT NULL,
    person_id    text NOT NULL,
    org          text NOT NULL,
    kind         text NOT NULL,
    reason       text NOT NULL,
    asked_by     text NOT NULL,
    asked_at     datetime NOT NULL,
    confirmed_by text NOT NULL,
    confirmed_at datetime,
    end_reason   text NOT NULL,
    end_by       text NOT NULL,
    end_at       datetime,
    ended_by     text NOT NULL,
    ended_at     datetime,
    PRIMARY KEY (id)
);
-- A person has one seal that is asked for or stands.
CREATE UNIQUE INDEX person_seals_person ON person_seals (person_id)
    WHERE ended_at IS NULL;

-- +goose StatementBegin
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
BEGIN
    SELECT raise(ABORT, 'access_log is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
BEGIN
    SELECT raise(ABORT, 'access_log is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_notices_no_update BEFORE UPDATE ON access_notices
BEGIN
    SELECT raise(ABORT, 'access_notices is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_notices_no_delete BEFORE DELETE ON access_notices
BEGIN
    SELECT raise(ABORT, 'access_notices is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER person_seals_no_delete BEFORE DELETE ON person_seals
BEGIN
    SELECT raise(ABORT, 'person_seals is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_requests_no_delete BEFORE DELETE ON access_requests
BEGIN
    SELECT raise(ABORT, 'access_requests is only added to: DELETE is refused');
END;
-- +goose StatementEnd
