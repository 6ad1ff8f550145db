-- The officers, their postings, their sign-ins and their recusals.
-- +goose Up

CREATE TABLE officers (
    id           text COLLATE "C" NOT NULL,
    username     text COLLATE "C" NOT NULL,
    name         text COLLATE "C" NOT NULL,
    person_id    text COLLATE "C" NOT NULL,
    password     text COLLATE "C" NOT NULL,
    totp_sealed  bytea,
    totp_step    bigint NOT NULL,
    failures     bigint NOT NULL,
    locked_until timestamptz,
    disabled_at  timestamptz,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX officers_username ON officers (username);

CREATE TABLE postings (
    id         text COLLATE "C" NOT NULL,
    officer_id text COLLATE "C" NOT NULL REFERENCES officers (id),
    org        text COLLATE "C" NOT NULL,
    role       text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to   text COLLATE "C" NOT NULL,
    secondment boolean NOT NULL,
    document   text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT postings_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX postings_officer ON postings (officer_id);

CREATE TABLE sessions (
    digest     bytea NOT NULL,
    officer_id text COLLATE "C" NOT NULL REFERENCES officers (id),
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    PRIMARY KEY (digest)
);
CREATE INDEX sessions_officer ON sessions (officer_id);

CREATE TABLE recusal_declarations (
    id         text COLLATE "C" NOT NULL,
    officer_id text COLLATE "C" NOT NULL REFERENCES officers (id),
    person_id  text COLLATE "C" NOT NULL,
    case_id    text COLLATE "C" NOT NULL,
    reason     text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX recusal_declarations_officer ON recusal_declarations (officer_id);
