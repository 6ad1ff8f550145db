-- The register: people, households, residences and the events they are the fold of.
-- +goose Up

CREATE TABLE people (
    id                text NOT NULL,
    number_sealed     blob,
    number_index      blob,
    name              text NOT NULL,
    former_names      text NOT NULL,
    pinyin            text NOT NULL,
    initials          text NOT NULL,
    sex               text NOT NULL,
    birth_date        text NOT NULL,
    birth_time        text NOT NULL,
    birth_estimated   numeric NOT NULL,
    birth_place_code  text NOT NULL,
    birth_place       text NOT NULL,
    native_place      text NOT NULL,
    ethnicity         text NOT NULL,
    ethnicity_proof   text NOT NULL,
    birth_cert_sealed blob,
    birth_cert_index  blob,
    birth_key         blob,
    father_id         text NOT NULL,
    mother_id         text NOT NULL,
    spouse_id         text NOT NULL,
    marital           text NOT NULL,
    education         text NOT NULL,
    status            text NOT NULL,
    status_on         text NOT NULL,
    status_reason     text NOT NULL,
    household_id      text NOT NULL,
    relation          text NOT NULL,
    since             text NOT NULL,
    org               text NOT NULL,
    protected         numeric NOT NULL,
    version           bigint NOT NULL,
    event_id          text NOT NULL,
    case_id           text NOT NULL,
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
    id              text NOT NULL,
    number          text NOT NULL,
    org             text NOT NULL,
    division        text NOT NULL,
    kind            text NOT NULL,
    collective_kind text NOT NULL,
    institution_id  text NOT NULL,
    head_id         text NOT NULL,
    helper_id       text NOT NULL,
    helper_until    text NOT NULL,
    address         text NOT NULL,
    status          text NOT NULL,
    opened_on       text NOT NULL,
    closed_on       text NOT NULL,
    version         bigint NOT NULL,
    event_id        text NOT NULL,
    case_id         text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT households_dates CHECK (
        length(helper_until) IN (0, 10)
        AND length(opened_on) IN (0, 10)
        AND length(closed_on) IN (0, 10)
    )
);
CREATE UNIQUE INDEX households_number ON households (org, number);

CREATE TABLE residences (
    id              text NOT NULL,
    person_id       text NOT NULL REFERENCES people (id),
    household_id    text NOT NULL REFERENCES households (id),
    relation        text NOT NULL,
    valid_from      text NOT NULL,
    valid_to        text NOT NULL,
    recorded_at     datetime NOT NULL,
    closed_at       datetime,
    event_id        text NOT NULL,
    closed_by_event text NOT NULL,
    case_id         text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT residences_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
-- One active registration a person.
CREATE UNIQUE INDEX residences_open ON residences (person_id)
    WHERE valid_to = '' AND closed_at IS NULL;
CREATE INDEX residences_person ON residences (person_id);
CREATE INDEX residences_household ON residences (household_id);

CREATE TABLE guardianships (
    id              text NOT NULL,
    ward_id         text NOT NULL REFERENCES people (id),
    guardian_id     text NOT NULL,
    body            text NOT NULL,
    carer_body      text NOT NULL,
    ground          text NOT NULL,
    document_sealed blob,
    valid_from      text NOT NULL,
    valid_to        text NOT NULL,
    recorded_at     datetime NOT NULL,
    event_id        text NOT NULL,
    case_id         text NOT NULL,
    closed_at       datetime,
    PRIMARY KEY (id),
    CONSTRAINT guardianships_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX guardianships_ward ON guardianships (ward_id);
CREATE INDEX guardianships_guardian ON guardianships (guardian_id);

CREATE TABLE institutions (
    id                text NOT NULL,
    name              text NOT NULL,
    credit_code       text NOT NULL,
    civil_affairs     text NOT NULL,
    certificate_no    text NOT NULL,
    certificate_until text NOT NULL,
    household_id      text NOT NULL,
    helper_name       text NOT NULL,
    org               text NOT NULL,
    status            text NOT NULL,
    assessment_no     text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT institutions_dates CHECK (length(certificate_until) IN (0, 10))
);

CREATE TABLE register_events (
    id             text NOT NULL,
    kind           text NOT NULL,
    reason         text NOT NULL,
    scope          text NOT NULL,
    subject_kind   text NOT NULL,
    subject_id     text NOT NULL,
    serial         bigint NOT NULL,
    from_org       text NOT NULL,
    to_org         text NOT NULL,
    from_household text NOT NULL,
    to_household   text NOT NULL,
    event_on       text NOT NULL,
    effective_on   text NOT NULL,
    recorded_at    datetime NOT NULL,
    case_id        text NOT NULL,
    correlation    text NOT NULL,
    prev_event     text NOT NULL,
    reverses       text NOT NULL,
    image_sealed   blob NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT register_events_dates CHECK (length(event_on) IN (0, 10) AND length(effective_on) IN (0, 10))
);
CREATE UNIQUE INDEX register_events_subject ON register_events (subject_id, serial);
CREATE INDEX register_events_case ON register_events (case_id);

CREATE TABLE number_ledger (
    division      text NOT NULL,
    birth_date    text NOT NULL,
    sequence      bigint NOT NULL,
    number_index  blob NOT NULL,
    number_sealed blob,
    sex           text NOT NULL,
    state         text NOT NULL,
    person_id     text NOT NULL,
    case_id       text NOT NULL,
    linked_to     text NOT NULL,
    at            datetime NOT NULL,
    PRIMARY KEY (division, birth_date, sequence),
    CONSTRAINT number_ledger_dates CHECK (length(birth_date) IN (0, 10))
);
CREATE UNIQUE INDEX number_ledger_number ON number_ledger (number_index);
