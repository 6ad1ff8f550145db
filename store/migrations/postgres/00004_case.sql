-- The case and its family.
-- +goose Up

CREATE TABLE cases (
    id             text COLLATE "C" NOT NULL,
    number         text COLLATE "C" NOT NULL,
    business       text COLLATE "C" NOT NULL,
    edition        text COLLATE "C" NOT NULL,
    state          text COLLATE "C" NOT NULL,
    version        bigint NOT NULL,
    seq            bigint NOT NULL,
    head           bytea,
    parent_id      text COLLATE "C" NOT NULL,
    origin_case    text COLLATE "C" NOT NULL,
    acceptance_org text COLLATE "C" NOT NULL,
    handling_org   text COLLATE "C" NOT NULL,
    register_org   text COLLATE "C" NOT NULL,
    site           text COLLATE "C" NOT NULL,
    holder_id      text COLLATE "C" NOT NULL,
    held_at        timestamptz,
    opened_by      text COLLATE "C" NOT NULL,
    opened_at      timestamptz NOT NULL,
    lodged_on      text COLLATE "C" NOT NULL,
    accepted_on    text COLLATE "C" NOT NULL,
    due_on         text COLLATE "C" NOT NULL,
    provisional    boolean NOT NULL,
    late           boolean NOT NULL,
    last_officer   text COLLATE "C" NOT NULL,
    entered_on     text COLLATE "C" NOT NULL,
    closed_at      timestamptz,
    PRIMARY KEY (id),
    CONSTRAINT cases_dates CHECK (
        length(edition) IN (0, 10)
        AND length(lodged_on) IN (0, 10)
        AND length(accepted_on) IN (0, 10)
        AND length(due_on) IN (0, 10)
        AND length(entered_on) IN (0, 10)
    )
) WITH (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_cost_limit = 2000
);
CREATE UNIQUE INDEX cases_number ON cases (number);
-- The queue of a station rests on what changes rarely. An index that holds the
-- state, the holder or a moving time would halve the rate of steps.
CREATE INDEX cases_queue ON cases (handling_org, due_on, id)
    WHERE closed_at IS NULL;
CREATE INDEX cases_parent ON cases (parent_id)
    WHERE parent_id <> '';

CREATE TABLE case_forms (
    case_id      text COLLATE "C" NOT NULL REFERENCES cases (id),
    facts_sealed bytea,
    policy       text COLLATE "C" NOT NULL,
    returns      text COLLATE "C" NOT NULL,
    notice       text COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE TABLE case_orgs (
    case_id text COLLATE "C" NOT NULL REFERENCES cases (id),
    org     text COLLATE "C" NOT NULL,
    seat    text COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, org, seat)
);
CREATE INDEX case_orgs_org ON case_orgs (org, case_id);

-- Who makes does not check (Norm 9): one side a person and case.
CREATE TABLE case_hands (
    case_id   text COLLATE "C" NOT NULL REFERENCES cases (id),
    person_id text COLLATE "C" NOT NULL,
    side      text COLLATE "C" NOT NULL,
    acceptor  boolean NOT NULL,
    PRIMARY KEY (case_id, person_id),
    CONSTRAINT case_hands_side CHECK (side IN ('makes', 'checks'))
);

CREATE TABLE case_subjects (
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    role        text COLLATE "C" NOT NULL,
    n           bigint NOT NULL,
    person_id   text COLLATE "C" NOT NULL,
    subject_key bytea,
    name        text COLLATE "C" NOT NULL,
    version     bigint NOT NULL,
    PRIMARY KEY (case_id, role, n)
);
CREATE INDEX case_subjects_person ON case_subjects (person_id);

CREATE TABLE subject_locks (
    id          text COLLATE "C" NOT NULL,
    subject_key bytea NOT NULL,
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    taken_at    timestamptz NOT NULL,
    released_at timestamptz,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX subject_locks_live ON subject_locks (subject_key)
    WHERE released_at IS NULL;
CREATE INDEX subject_locks_case ON subject_locks (case_id);

CREATE TABLE case_clocks (
    id          text COLLATE "C" NOT NULL,
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    limit_name  text COLLATE "C" NOT NULL,
    state       text COLLATE "C" NOT NULL,
    started_on  text COLLATE "C" NOT NULL,
    span        text COLLATE "C" NOT NULL,
    extension   text COLLATE "C" NOT NULL,
    stops       text COLLATE "C" NOT NULL,
    promised    text COLLATE "C" NOT NULL,
    due_on      text COLLATE "C" NOT NULL,
    provisional boolean NOT NULL,
    ended_on    text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT case_clocks_dates CHECK (
        length(started_on) IN (0, 10)
        AND length(promised) IN (0, 10)
        AND length(due_on) IN (0, 10)
        AND length(ended_on) IN (0, 10)
    )
);
CREATE INDEX case_clocks_case ON case_clocks (case_id);

CREATE TABLE case_timers (
    id        text COLLATE "C" NOT NULL,
    case_id   text COLLATE "C" NOT NULL REFERENCES cases (id),
    event     text COLLATE "C" NOT NULL,
    state     text COLLATE "C" NOT NULL,
    due_on    text COLLATE "C" NOT NULL,
    fired_at  timestamptz,
    cancelled boolean NOT NULL,
    failures  bigint NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT case_timers_dates CHECK (length(due_on) IN (0, 10))
);
CREATE INDEX case_timers_due ON case_timers (due_on)
    WHERE fired_at IS NULL AND NOT cancelled;
CREATE INDEX case_timers_case ON case_timers (case_id);

CREATE TABLE case_tasks (
    id        text COLLATE "C" NOT NULL,
    case_id   text COLLATE "C" NOT NULL REFERENCES cases (id),
    kind      text COLLATE "C" NOT NULL,
    group_id  text COLLATE "C" NOT NULL,
    needed    bigint NOT NULL,
    required  boolean NOT NULL,
    org       text COLLATE "C" NOT NULL,
    role      text COLLATE "C" NOT NULL,
    officer   text COLLATE "C" NOT NULL,
    asked_by  text COLLATE "C" NOT NULL,
    note      text COLLATE "C" NOT NULL,
    opened_at timestamptz NOT NULL,
    due_on    text COLLATE "C" NOT NULL,
    done_at   timestamptz,
    done_by   text COLLATE "C" NOT NULL,
    outcome   text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT case_tasks_dates CHECK (length(due_on) IN (0, 10))
);
CREATE INDEX case_tasks_case ON case_tasks (case_id);
CREATE INDEX case_tasks_officer ON case_tasks (officer)
    WHERE done_at IS NULL;

CREATE TABLE case_proposals (
    id           text COLLATE "C" NOT NULL,
    case_id      text COLLATE "C" NOT NULL REFERENCES cases (id),
    event        text COLLATE "C" NOT NULL,
    person_id    text COLLATE "C" NOT NULL,
    state        text COLLATE "C" NOT NULL,
    input_sealed bytea,
    at           timestamptz NOT NULL,
    closed_at    timestamptz,
    PRIMARY KEY (id)
);
CREATE INDEX case_proposals_case ON case_proposals (case_id);

CREATE TABLE case_views (
    case_id    text COLLATE "C" NOT NULL REFERENCES cases (id),
    officer_id text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (case_id, officer_id, version)
);

CREATE TABLE case_links (
    from_case text COLLATE "C" NOT NULL REFERENCES cases (id),
    to_case   text COLLATE "C" NOT NULL REFERENCES cases (id),
    kind      text COLLATE "C" NOT NULL,
    PRIMARY KEY (from_case, to_case)
);
CREATE INDEX case_links_to ON case_links (to_case);

CREATE TABLE case_numbers (
    org  text COLLATE "C" NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (org, year)
);

CREATE TABLE materials (
    id               text COLLATE "C" NOT NULL,
    case_id          text COLLATE "C" NOT NULL REFERENCES cases (id),
    kind             text COLLATE "C" NOT NULL,
    source           text COLLATE "C" NOT NULL,
    file_name        text COLLATE "C" NOT NULL,
    media_type       text COLLATE "C" NOT NULL,
    size             bigint NOT NULL,
    digest           bytea,
    reference_sealed bytea,
    added_by         text COLLATE "C" NOT NULL,
    added_at         timestamptz NOT NULL,
    verdict          text COLLATE "C" NOT NULL,
    note             text COLLATE "C" NOT NULL,
    verdict_by       text COLLATE "C" NOT NULL,
    verdict_at       timestamptz,
    PRIMARY KEY (id)
);
CREATE INDEX materials_case ON materials (case_id);

CREATE TABLE blobs (
    digest bytea NOT NULL,
    sealed bytea,
    PRIMARY KEY (digest)
);

CREATE TABLE decisions (
    id          text COLLATE "C" NOT NULL,
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    seq         bigint NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    level       bigint NOT NULL,
    org         text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    adverse     boolean NOT NULL,
    body_sealed bytea,
    remedy      text COLLATE "C" NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT decisions_remedy CHECK (NOT adverse OR remedy <> '')
);
CREATE INDEX decisions_case ON decisions (case_id);
