-- The register: people, households, residences and the events they are the fold of.
-- +goose Up

CREATE TABLE people (
    id                text COLLATE "C" NOT NULL,
    number_sealed     bytea,
    number_index      bytea,
    name              text COLLATE "C" NOT NULL,
    former_names      text COLLATE "C" NOT NULL,
    pinyin            text COLLATE "C" NOT NULL,
    initials          text COLLATE "C" NOT NULL,
    sex               text COLLATE "C" NOT NULL,
    birth_date        text COLLATE "C" NOT NULL,
    birth_time        text COLLATE "C" NOT NULL,
    birth_estimated   boolean NOT NULL,
    birth_place_code  text COLLATE "C" NOT NULL,
    birth_place       text COLLATE "C" NOT NULL,
    native_place      text COLLATE "C" NOT NULL,
    ethnicity         text COLLATE "C" NOT NULL,
    ethnicity_proof   text COLLATE "C" NOT NULL,
    birth_cert_sealed bytea,
    birth_cert_index  bytea,
    birth_key         bytea,
    father_id         text COLLATE "C" NOT NULL,
    mother_id         text COLLATE "C" NOT NULL,
    spouse_id         text COLLATE "C" NOT NULL,
    marital           text COLLATE "C" NOT NULL,
    education         text COLLATE "C" NOT NULL,
    status            text COLLATE "C" NOT NULL,
    status_on         text COLLATE "C" NOT NULL,
    status_reason     text COLLATE "C" NOT NULL,
    household_id      text COLLATE "C" NOT NULL,
    relation          text COLLATE "C" NOT NULL,
    since             text COLLATE "C" NOT NULL,
    org               text COLLATE "C" NOT NULL,
    protected         boolean NOT NULL,
    version           bigint NOT NULL,
    event_id          text COLLATE "C" NOT NULL,
    case_id           text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT people_status CHECK (status IN ('active', 'in_transit', 'dead', 'cancelled')),
    CONSTRAINT people_dates CHECK (
        length(birth_date) IN (0, 10)
        AND length(status_on) IN (0, 10)
        AND length(since) IN (0, 10)
    )
);
-- A number, a birth certificate and a birth belong to one person.
CREATE UNIQUE INDEX people_number ON people (number_index)
    WHERE number_index IS NOT NULL;
CREATE UNIQUE INDEX people_birth_cert ON people (birth_cert_index)
    WHERE birth_cert_index IS NOT NULL AND status <> 'cancelled';
CREATE UNIQUE INDEX people_birth_key ON people (birth_key)
    WHERE birth_key IS NOT NULL AND status IN ('active', 'in_transit');
CREATE INDEX people_name ON people (name);
CREATE INDEX people_pinyin ON people (pinyin);
CREATE INDEX people_initials ON people (initials);
CREATE INDEX people_household ON people (household_id);
CREATE INDEX people_father ON people (father_id);
CREATE INDEX people_mother ON people (mother_id);

CREATE TABLE households (
    id              text COLLATE "C" NOT NULL,
    number          text COLLATE "C" NOT NULL,
    org             text COLLATE "C" NOT NULL,
    division        text COLLATE "C" NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    collective_kind text COLLATE "C" NOT NULL,
    institution_id  text COLLATE "C" NOT NULL,
    head_id         text COLLATE "C" NOT NULL,
    helper_id       text COLLATE "C" NOT NULL,
    helper_until    text COLLATE "C" NOT NULL,
    address         text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    opened_on       text COLLATE "C" NOT NULL,
    closed_on       text COLLATE "C" NOT NULL,
    version         bigint NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    case_id         text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT households_dates CHECK (
        length(helper_until) IN (0, 10)
        AND length(opened_on) IN (0, 10)
        AND length(closed_on) IN (0, 10)
    )
);
CREATE UNIQUE INDEX households_number ON households (org, number);

CREATE TABLE residences (
    id              text COLLATE "C" NOT NULL,
    person_id       text COLLATE "C" NOT NULL REFERENCES people (id),
    household_id    text COLLATE "C" NOT NULL REFERENCES households (id),
    relation        text COLLATE "C" NOT NULL,
    valid_from      text COLLATE "C" NOT NULL,
    valid_to        text COLLATE "C" NOT NULL,
    recorded_at     timestamptz NOT NULL,
    closed_at       timestamptz,
    event_id        text COLLATE "C" NOT NULL,
    closed_by_event text COLLATE "C" NOT NULL,
    case_id         text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT residences_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
-- One active registration a person.
CREATE UNIQUE INDEX residences_open ON residences (person_id)
    WHERE valid_to = '' AND closed_at IS NULL;
CREATE INDEX residences_person ON residences (person_id);
CREATE INDEX residences_household ON residences (household_id);

CREATE TABLE guardianships (
    id              text COLLATE "C" NOT NULL,
    ward_id         text COLLATE "C" NOT NULL REFERENCES people (id),
    guardian_id     text COLLATE "C" NOT NULL,
    body            text COLLATE "C" NOT NULL,
    carer_body      text COLLATE "C" NOT NULL,
    ground          text COLLATE "C" NOT NULL,
    document_sealed bytea,
    valid_from      text COLLATE "C" NOT NULL,
    valid_to        text COLLATE "C" NOT NULL,
    recorded_at     timestamptz NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    case_id         text COLLATE "C" NOT NULL,
    closed_at       timestamptz,
    PRIMARY KEY (id),
    CONSTRAINT guardianships_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX guardianships_ward ON guardianships (ward_id);
CREATE INDEX guardianships_guardian ON guardianships (guardian_id);

CREATE TABLE institutions (
    id                text COLLATE "C" NOT NULL,
    name              text COLLATE "C" NOT NULL,
    credit_code       text COLLATE "C" NOT NULL,
    civil_affairs     text COLLATE "C" NOT NULL,
    certificate_no    text COLLATE "C" NOT NULL,
    certificate_until text COLLATE "C" NOT NULL,
    household_id      text COLLATE "C" NOT NULL,
    helper_name       text COLLATE "C" NOT NULL,
    org               text COLLATE "C" NOT NULL,
    status            text COLLATE "C" NOT NULL,
    assessment_no     text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT institutions_dates CHECK (length(certificate_until) IN (0, 10))
);

CREATE TABLE register_events (
    id             text COLLATE "C" NOT NULL,
    kind           text COLLATE "C" NOT NULL,
    reason         text COLLATE "C" NOT NULL,
    scope          text COLLATE "C" NOT NULL,
    subject_kind   text COLLATE "C" NOT NULL,
    subject_id     text COLLATE "C" NOT NULL,
    serial         bigint NOT NULL,
    from_org       text COLLATE "C" NOT NULL,
    to_org         text COLLATE "C" NOT NULL,
    from_household text COLLATE "C" NOT NULL,
    to_household   text COLLATE "C" NOT NULL,
    event_on       text COLLATE "C" NOT NULL,
    effective_on   text COLLATE "C" NOT NULL,
    recorded_at    timestamptz NOT NULL,
    case_id        text COLLATE "C" NOT NULL,
    correlation    text COLLATE "C" NOT NULL,
    prev_event     text COLLATE "C" NOT NULL,
    reverses       text COLLATE "C" NOT NULL,
    image_sealed   bytea NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT register_events_dates CHECK (length(event_on) IN (0, 10) AND length(effective_on) IN (0, 10))
);
CREATE UNIQUE INDEX register_events_subject ON register_events (subject_id, serial);
CREATE INDEX register_events_case ON register_events (case_id);

CREATE TABLE number_ledger (
    division      text COLLATE "C" NOT NULL,
    birth_date    text COLLATE "C" NOT NULL,
    sequence      bigint NOT NULL,
    number_index  bytea NOT NULL,
    number_sealed bytea,
    sex           text COLLATE "C" NOT NULL,
    state         text COLLATE "C" NOT NULL,
    person_id     text COLLATE "C" NOT NULL,
    case_id       text COLLATE "C" NOT NULL,
    linked_to     text COLLATE "C" NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (division, birth_date, sequence),
    CONSTRAINT number_ledger_dates CHECK (length(birth_date) IN (0, 10))
);
CREATE UNIQUE INDEX number_ledger_number ON number_ledger (number_index);
