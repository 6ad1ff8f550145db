-- Looks at the register: why in a code, how many were found, by which approval; the
-- approvals for files of minors and sealed people; who was seen by whom on which day,
-- for the counters; the notices to supervision, break-glass among them; and the seals.
-- Log and notices are only added to.
-- +goose Up

ALTER TABLE access_log ADD COLUMN code text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE access_log ADD COLUMN org text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE access_log ADD COLUMN hits bigint NOT NULL DEFAULT 0;
ALTER TABLE access_log ADD COLUMN query_index bytea;
ALTER TABLE access_log ADD COLUMN approval_id text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE access_requests (
    id         text COLLATE "C" NOT NULL,
    person_id  text COLLATE "C" NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    org        text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    code       text COLLATE "C" NOT NULL,
    purpose    text COLLATE "C" NOT NULL,
    case_id    text COLLATE "C" NOT NULL,
    asked_at   timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    state      text COLLATE "C" NOT NULL,
    decided_by text COLLATE "C" NOT NULL,
    decided_at timestamptz,
    reason     text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_requests_person ON access_requests (person_id, officer_id);
CREATE INDEX access_requests_org ON access_requests (org, state);

CREATE TABLE access_seen (
    officer_id text COLLATE "C" NOT NULL,
    person_id  text COLLATE "C" NOT NULL,
    class      text COLLATE "C" NOT NULL,
    last_on    text COLLATE "C" NOT NULL,
    PRIMARY KEY (officer_id, person_id, class),
    CONSTRAINT access_seen_dates CHECK (length(last_on) IN (0, 10))
);
CREATE INDEX access_seen_day ON access_seen (officer_id, last_on);

CREATE TABLE access_notices (
    id         text COLLATE "C" NOT NULL,
    about      text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    org        text COLLATE "C" NOT NULL,
    class      text COLLATE "C" NOT NULL,
    days       bigint NOT NULL,
    level      bigint NOT NULL,
    people     bigint NOT NULL,
    until      timestamptz,
    words      text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_notices_about ON access_notices (about);
CREATE INDEX access_notices_officer ON access_notices (officer_id, kind, at);
CREATE INDEX access_notices_org ON access_notices (org, at);

CREATE TABLE person_seals (
    id           text COLLATE "C" NOT NULL,
    person_id    text COLLATE "C" NOT NULL,
    org          text COLLATE "C" NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    reason       text COLLATE "C" NOT NULL,
    asked_by     text COLLATE "C" NOT NULL,
    asked_at     timestamptz NOT NULL,
    confirmed_by text COLLATE "C" NOT NULL,
    confirmed_at timestamptz,
    end_reason   text COLLATE "C" NOT NULL,
    end_by       text COLLATE "C" NOT NULL,
    end_at       timestamptz,
    ended_by     text COLLATE "C" NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (id)
);
-- A person has one seal that is asked for or stands.
CREATE UNIQUE INDEX person_seals_person ON person_seals (person_id)
    WHERE ended_at IS NULL;

CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_notices_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_notices
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER person_seals_no_delete BEFORE DELETE OR TRUNCATE ON person_seals
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_requests_no_delete BEFORE DELETE OR TRUNCATE ON access_requests
    EXECUTE FUNCTION refuse_change();
