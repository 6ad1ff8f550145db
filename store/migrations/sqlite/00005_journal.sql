-- The journal, what leaves with it, the answers already given and the log of looks.
-- +goose Up

CREATE TABLE journal (
    case_id    text NOT NULL REFERENCES cases (id),
    seq        bigint NOT NULL,
    at         datetime NOT NULL,
    event      text NOT NULL,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    officer_id text NOT NULL,
    payload    blob NOT NULL,
    prev_hash  blob,
    hash       blob NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE outbox (
    id       text NOT NULL,
    case_id  text NOT NULL,
    seq      bigint NOT NULL,
    kind     text NOT NULL,
    body     text NOT NULL,
    at       datetime NOT NULL,
    position bigint NOT NULL,
    sent_at  datetime,
    PRIMARY KEY (id)
);
-- The sequencer gives the positions; zero means that it has yet to come by.
CREATE UNIQUE INDEX outbox_position ON outbox (position)
    WHERE position > 0;
CREATE INDEX outbox_waiting ON outbox (id)
    WHERE position = 0;

CREATE TABLE idempotency (
    officer_id    text NOT NULL,
    idem_key      text NOT NULL,
    request_hash  blob NOT NULL,
    case_id       text NOT NULL,
    status        bigint NOT NULL,
    answer_sealed blob,
    at            datetime NOT NULL,
    PRIMARY KEY (officer_id, idem_key)
);

CREATE TABLE access_log (
    id         text NOT NULL,
    at         datetime NOT NULL,
    officer_id text NOT NULL,
    person_id  text NOT NULL,
    case_id    text NOT NULL,
    purpose    text NOT NULL,
    what       text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX access_log_person ON access_log (person_id, at);

CREATE TABLE sweeps (
    id     text NOT NULL,
    at     datetime NOT NULL,
    taken  bigint NOT NULL,
    failed bigint NOT NULL,
    PRIMARY KEY (id)
);
