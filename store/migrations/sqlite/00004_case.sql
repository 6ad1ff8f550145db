-- The case and its family.
-- +goose Up

CREATE TABLE cases (
    id             text NOT NULL,
    number         text NOT NULL,
    business       text NOT NULL,
    edition        text NOT NULL,
    state          text NOT NULL,
    version        bigint NOT NULL,
    seq            bigint NOT NULL,
    head           blob,
    parent_id      text NOT NULL,
    origin_case    text NOT NULL,
    acceptance_org text NOT NULL,
    handling_org   text NOT NULL,
    register_org   text NOT NULL,
    site           text NOT NULL,
    holder_id      text NOT NULL,
    held_at        datetime,
    opened_by      text NOT NULL,
    opened_at      datetime NOT NULL,
    lodged_on      text NOT NULL,
    accepted_on    text NOT NULL,
    due_on         text NOT NULL,
    provisional    numeric NOT NULL,
    late           numeric NOT NULL,
    last_officer   text NOT NULL,
    entered_on     text NOT NULL,
    closed_at      datetime,
    PRIMARY KEY (id),
    CONSTRAINT cases_dates CHECK (
        length(edition) IN (0, 10)
        AND length(lodged_on) IN (0, 10)
        AND length(accepted_on) IN (0, 10)
        AND length(due_on) IN (0, 10)
        AND length(entered_on) IN (0, 10)
    )
);
CREATE UNIQUE INDEX cases_number ON cases (number);
-- The queue of a station rests on what changes rarely. An index that holds the
-- state, the holder or a moving time would halve the rate of steps.
CREATE INDEX cases_queue ON cases (handling_org, due_on, id)
    WHERE closed_at IS NULL;
CREATE INDEX cases_parent ON cases (parent_id)
    WHERE parent_id <> '';

CREATE TABLE case_forms (
    case_id      text NOT NULL REFERENCES cases (id),
    facts_sealed blob,
    policy       text NOT NULL,
    returns      text NOT NULL,
    notice       text NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE TABLE case_orgs (
    case_id text NOT NULL REFERENCES cases (id),
    org     text NOT NULL,
    seat    text NOT NULL,
    PRIMARY KEY (case_id, org, seat)
) WITHOUT ROWID;
CREATE INDEX case_orgs_org ON case_orgs (org, case_id);

-- Who makes does not check (Norm 9): one side a person and case.
CREATE TABLE case_hands (
    case_id   text NOT NULL REFERENCES cases (id),
    person_id text NOT NULL,
    side      text NOT NULL,
    acceptor  numeric NOT NULL,
    PRIMARY KEY (case_id, person_id),
    CONSTRAINT case_hands_side CHECK (side IN ('makes', 'checks'))
) WITHOUT ROWID;

CREATE TABLE case_subjects (
    case_id     text NOT NULL REFERENCES cases (id),
    role        text NOT NULL,
    n           bigint NOT NULL,
    person_id   text NOT NULL,
    subject_key blob,
    name        text NOT NULL,
    version     bigint NOT NULL,
    PRIMARY KEY (case_id, role, n)
);
CREATE INDEX case_subjects_person ON case_subjects (person_id);

CREATE TABLE subject_locks (
    id          text NOT NULL,
    subject_key blob NOT NULL,
    case_id     text NOT NULL REFERENCES cases (id),
    taken_at    datetime NOT NULL,
    released_at datetime,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX subject_locks_live ON subject_locks (subject_key)
    WHERE released_at IS NULL;
CREATE INDEX subject_locks_case ON subject_locks (case_id);

CREATE TABLE case_clocks (
    id          text NOT NULL,
    case_id     text NOT NULL REFERENCES cases (id),
    limit_name  text NOT NULL,
    state       text NOT NULL,
    started_on  text NOT NULL,
    span        text NOT NULL,
    extension   text NOT NULL,
    stops       text NOT NULL,
    promised    text NOT NULL,
    due_on      text NOT NULL,
    provisional numeric NOT NULL,
    ended_on    text NOT NULL,
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
    id        text NOT NULL,
    case_id   text NOT NULL REFERENCES cases (id),
    event     text NOT NULL,
    state     text NOT NULL,
    due_on    text NOT NULL,
    fired_at  datetime,
    cancelled numeric NOT NULL,
    failures  bigint NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT case_timers_dates CHECK (length(due_on) IN (0, 10))
);
CREATE INDEX case_timers_due ON case_timers (due_on)
    WHERE fired_at IS NULL AND NOT cancelled;
CREATE INDEX case_timers_case ON case_timers (case_id);

CREATE TABLE case_tasks (
    id        text NOT NULL,
    case_id   text NOT NULL REFERENCES cases (id),
    kind      text NOT NULL,
    group_id  text NOT NULL,
    needed    bigint NOT NULL,
    required  numeric NOT NULL,
    org       text NOT NULL,
    role      text NOT NULL,
    officer   text NOT NULL,
    asked_by  text NOT NULL,
    note      text NOT NULL,
    opened_at datetime NOT NULL,
    due_on    text NOT NULL,
    done_at   datetime,
    done_by   text NOT NULL,
    outcome   text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT case_tasks_dates CHECK (length(due_on) IN (0, 10))
);
CREATE INDEX case_tasks_case ON case_tasks (case_id);
CREATE INDEX case_tasks_officer ON case_tasks (officer)
    WHERE done_at IS NULL;

CREATE TABLE case_proposals (
    id           text NOT NULL,
    case_id      text NOT NULL REFERENCES cases (id),
    event        text NOT NULL,
    person_id    text NOT NULL,
    state        text NOT NULL,
    input_sealed blob,
    at           datetime NOT NULL,
    closed_at    datetime,
    PRIMARY KEY (id)
);
CREATE INDEX case_proposals_case ON case_proposals (case_id);

CREATE TABLE case_views (
    case_id    text NOT NULL REFERENCES cases (id),
    officer_id text NOT NULL,
    version    bigint NOT NULL,
    at         datetime NOT NULL,
    PRIMARY KEY (case_id, officer_id, version)
) WITHOUT ROWID;

CREATE TABLE case_links (
    from_case text NOT NULL REFERENCES cases (id),
    to_case   text NOT NULL REFERENCES cases (id),
    kind      text NOT NULL,
    PRIMARY KEY (from_case, to_case)
) WITHOUT ROWID;
CREATE INDEX case_links_to ON case_links (to_case);

CREATE TABLE case_numbers (
    org  text NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (org, year)
) WITHOUT ROWID;

CREATE TABLE materials (
    id               text NOT NULL,
    case_id          text NOT NULL REFERENCES cases (id),
    kind             text NOT NULL,
    source           text NOT NULL,
    file_name        text NOT NULL,
    media_type       text NOT NULL,
    size             bigint NOT NULL,
    digest           blob,
    reference_sealed blob,
    added_by         text NOT NULL,
    added_at         datetime NOT NULL,
    verdict          text NOT NULL,
    note             text NOT NULL,
    verdict_by       text NOT NULL,
    verdict_at       datetime,
    PRIMARY KEY (id)
);
CREATE INDEX materials_case ON materials (case_id);

CREATE TABLE blobs (
    digest blob NOT NULL,
    sealed blob,
    PRIMARY KEY (digest)
);

CREATE TABLE decisions (
    id          text NOT NULL,
    case_id     text NOT NULL REFERENCES cases (id),
    seq         bigint NOT NULL,
    kind        text NOT NULL,
    level       bigint NOT NULL,
    org         text NOT NULL,
    number      text NOT NULL,
    adverse     numeric NOT NULL,
    body_sealed blob,
    remedy      text NOT NULL,
    at          datetime NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT decisions_remedy CHECK (NOT adverse OR remedy <> '')
);
CREATE INDEX decisions_case ON decisions (case_id);
