-- The officers, their postings, their sign-ins and their recusals.
-- +goose Up

CREATE TABLE officers (
    id           text NOT NULL,
    username     text NOT NULL,
    name         text NOT NULL,
    person_id    text NOT NULL,
    password     text NOT NULL,
    totp_sealed  blob,
    totp_step    bigint NOT NULL,
    failures     bigint NOT NULL,
    locked_until datetime,
    disabled_at  datetime,
    created_at   datetime NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX officers_username ON officers (username);

CREATE TABLE postings (
    id         text NOT NULL,
    officer_id text NOT NULL REFERENCES officers (id),
    org        text NOT NULL,
    role       text NOT NULL,
    valid_from text NOT NULL,
    valid_to   text NOT NULL,
    secondment numeric NOT NULL,
    document   text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT postings_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX postings_officer ON postings (officer_id);

CREATE TABLE sessions (
    digest     blob NOT NULL,
    officer_id text NOT NULL REFERENCES officers (id),
    created_at datetime NOT NULL,
    seen_at    datetime NOT NULL,
    expires_at datetime NOT NULL,
    ended_at   datetime,
    PRIMARY KEY (digest)
);
CREATE INDEX sessions_officer ON sessions (officer_id);

CREATE TABLE recusal_declarations (
    id         text NOT NULL,
    officer_id text NOT NULL REFERENCES officers (id),
    person_id  text NOT NULL,
    case_id    text NOT NULL,
    reason     text NOT NULL,
    at         datetime NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX recusal_declarations_officer ON recusal_declarations (officer_id);
