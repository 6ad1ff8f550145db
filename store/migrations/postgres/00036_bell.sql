-- The neighbours' bell: groups of doors, the adults who signed, what was rung and who went
-- to look. No row refers to people, households or cases. What was rung may outlive the door
-- that rang, which may leave at any time.
-- +goose Up

CREATE TABLE bell_groups (
    id      text COLLATE "C" NOT NULL,
    org     text COLLATE "C" NOT NULL,
    name    text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bell_groups_name ON bell_groups (org, name);

CREATE TABLE bell_doors (
    id          text COLLATE "C" NOT NULL,
    group_id    text COLLATE "C" NOT NULL REFERENCES bell_groups (id),
    number      text COLLATE "C" NOT NULL,
    secret_hash text COLLATE "C" NOT NULL,
    joined_on   text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bell_doors_dates CHECK (length(joined_on) = 10)
);
CREATE UNIQUE INDEX bell_doors_number ON bell_doors (group_id, number);
CREATE UNIQUE INDEX bell_doors_secret ON bell_doors (secret_hash) WHERE secret_hash <> '';

CREATE TABLE bell_adults (
    door_id     text COLLATE "C" NOT NULL REFERENCES bell_doors (id),
    seq         bigint NOT NULL,
    name_sealed bytea NOT NULL,
    signed_on   text COLLATE "C" NOT NULL,
    PRIMARY KEY (door_id, seq),
    CONSTRAINT bell_adults_dates CHECK (length(signed_on) = 10)
);

CREATE TABLE bell_alarms (
    id          text COLLATE "C" NOT NULL,
    group_id    text COLLATE "C" NOT NULL REFERENCES bell_groups (id),
    door_id     text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    rung_at     timestamptz NOT NULL,
    started_by  text COLLATE "C" NOT NULL,
    seen_by     text COLLATE "C" NOT NULL,
    seen_at     timestamptz,
    closed_by   text COLLATE "C" NOT NULL,
    closed_at   timestamptz,
    police_case text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX bell_alarms_group ON bell_alarms (group_id, rung_at);
CREATE INDEX bell_alarms_rung ON bell_alarms (rung_at);

CREATE TABLE bell_acks (
    alarm_id text COLLATE "C" NOT NULL REFERENCES bell_alarms (id),
    door_id  text COLLATE "C" NOT NULL,
    number   text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (alarm_id, door_id)
);

-- A door that leaves goes with who signed for it, and what was rung goes after thirty days:
-- every role that may add such rows may take them away.
-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT quote_ident(grantee) AS grantee, table_name FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name IN ('bell_doors', 'bell_adults', 'bell_alarms', 'bell_acks')
          AND privilege_type = 'INSERT' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('GRANT DELETE ON %I TO %s', granted.table_name, granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
