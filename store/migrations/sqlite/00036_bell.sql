-- The neighbours' bell: groups of doors, the adults who signed, what was rung and who went
-- to look. No row refers to people, households or cases. What was rung may outlive the door
-- that rang, which may leave at any time.
-- +goose Up

CREATE TABLE bell_groups (
    id      text NOT NULL,
    org     text NOT NULL,
    name    text NOT NULL,
    made_by text NOT NULL,
    made_at datetime NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bell_groups_name ON bell_groups (org, name);

CREATE TABLE bell_doors (
    id          text NOT NULL,
    group_id    text NOT NULL REFERENCES bell_groups (id),
    number      text NOT NULL,
    secret_hash text NOT NULL,
    joined_on   text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bell_doors_dates CHECK (length(joined_on) = 10)
);
CREATE UNIQUE INDEX bell_doors_number ON bell_doors (group_id, number);
CREATE UNIQUE INDEX bell_doors_secret ON bell_doors (secret_hash) WHERE secret_hash <> '';

CREATE TABLE bell_adults (
    door_id     text NOT NULL REFERENCES bell_doors (id),
    seq         bigint NOT NULL,
    name_sealed blob NOT NULL,
    signed_on   text NOT NULL,
    PRIMARY KEY (door_id, seq),
    CONSTRAINT bell_adults_dates CHECK (length(signed_on) = 10)
);

CREATE TABLE bell_alarms (
    id          text NOT NULL,
    group_id    text NOT NULL REFERENCES bell_groups (id),
    door_id     text NOT NULL,
    number      text NOT NULL,
    kind        text NOT NULL,
    rung_at     datetime NOT NULL,
    started_by  text NOT NULL,
    seen_by     text NOT NULL,
    seen_at     datetime,
    closed_by   text NOT NULL,
    closed_at   datetime,
    police_case text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX bell_alarms_group ON bell_alarms (group_id, rung_at);
CREATE INDEX bell_alarms_rung ON bell_alarms (rung_at);

CREATE TABLE bell_acks (
    alarm_id text NOT NULL REFERENCES bell_alarms (id),
    door_id  text NOT NULL,
    number   text NOT NULL,
    at       datetime NOT NULL,
    PRIMARY KEY (alarm_id, door_id)
);
