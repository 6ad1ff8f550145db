-- The journal, what leaves with it, the answers already given and the log of looks.
-- +goose Up

CREATE TABLE journal (
    case_id    text COLLATE "C" NOT NULL REFERENCES cases (id),
    seq        bigint NOT NULL,
    at         timestamptz NOT NULL,
    event      text COLLATE "C" NOT NULL,
    from_state text COLLATE "C" NOT NULL,
    to_state   text COLLATE "C" NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    payload    bytea NOT NULL,
    prev_hash  bytea,
    hash       bytea NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE outbox (
    id       text COLLATE "C" NOT NULL,
    case_id  text COLLATE "C" NOT NULL,
    seq      bigint NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    body     text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL,
    position bigint NOT NULL,
    sent_at  timestamptz,
    PRIMARY KEY (id)
);
-- The sequencer gives the positions; zero means that it has yet to come by.
CREATE UNIQUE INDEX outbox_position ON outbox (position)
    WHERE position > 0;
CREATE INDEX outbox_waiting ON outbox (id)
    WHERE position = 0;

CREATE TABLE idempotency (
    officer_id    text COLLATE "C" NOT NULL,
    idem_key      text COLLATE "C" NOT NULL,
    request_hash  bytea NOT NULL,
    case_id       text COLLATE "C" NOT NULL,
    status        bigint NOT NULL,
    answer_sealed bytea,
    at            timestamptz NOT NULL,
    PRIMARY KEY (officer_id, idem_key)
);

CREATE TABLE access_log (
    id         text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    person_id  text COLLATE "C" NOT NULL,
    case_id    text COLLATE "C" NOT NULL,
    purpose    text COLLATE "C" NOT NULL,
    what       text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_log_person ON access_log (person_id, at);

CREATE TABLE sweeps (
    id     text COLLATE "C" NOT NULL,
    at     timestamptz NOT NULL,
    taken  bigint NOT NULL,
    failed bigint NOT NULL,
    PRIMARY KEY (id)
);
