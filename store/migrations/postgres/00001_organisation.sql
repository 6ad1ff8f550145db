-- The offices, the divisions, the working days and what each place chose.
-- +goose Up

CREATE TABLE organisations (
    code        text COLLATE "C" NOT NULL,
    name        text COLLATE "C" NOT NULL,
    name_en     text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    parent      text COLLATE "C" NOT NULL,
    division    text COLLATE "C" NOT NULL,
    valid_from  text COLLATE "C" NOT NULL,
    valid_to    text COLLATE "C" NOT NULL,
    merged_into text COLLATE "C" NOT NULL,
    PRIMARY KEY (code),
    CONSTRAINT organisations_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);

CREATE TABLE divisions (
    code                text COLLATE "C" NOT NULL,
    valid_from          text COLLATE "C" NOT NULL,
    valid_to            text COLLATE "C" NOT NULL,
    name                text COLLATE "C" NOT NULL,
    name_en             text COLLATE "C" NOT NULL,
    level               text COLLATE "C" NOT NULL,
    parent              text COLLATE "C" NOT NULL,
    number_prefix       text COLLATE "C" NOT NULL,
    source              text COLLATE "C" NOT NULL,
    verified            boolean NOT NULL,
    ledger_certified_on text COLLATE "C" NOT NULL,
    PRIMARY KEY (code, valid_from),
    CONSTRAINT divisions_dates CHECK (
        length(valid_from) IN (0, 10)
        AND length(valid_to) IN (0, 10)
        AND length(ledger_certified_on) IN (0, 10)
    )
);

CREATE TABLE service_sites (
    id        text COLLATE "C" NOT NULL,
    org       text COLLATE "C" NOT NULL,
    name      text COLLATE "C" NOT NULL,
    name_en   text COLLATE "C" NOT NULL,
    address   text COLLATE "C" NOT NULL,
    office    boolean NOT NULL,
    timetable text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX service_sites_org ON service_sites (org);

CREATE TABLE holiday_days (
    date    text COLLATE "C" NOT NULL,
    work    boolean NOT NULL,
    name    text COLLATE "C" NOT NULL,
    name_en text COLLATE "C" NOT NULL,
    notice  text COLLATE "C" NOT NULL,
    PRIMARY KEY (date),
    CONSTRAINT holiday_days_dates CHECK (length(date) IN (0, 10))
);

CREATE TABLE policy_rows (
    id         text COLLATE "C" NOT NULL,
    business   text COLLATE "C" NOT NULL,
    division   text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to   text COLLATE "C" NOT NULL,
    level      bigint NOT NULL,
    limits     text COLLATE "C" NOT NULL,
    materials  text COLLATE "C" NOT NULL,
    options    text COLLATE "C" NOT NULL,
    document   text COLLATE "C" NOT NULL,
    entered_by text COLLATE "C" NOT NULL,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT policy_rows_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX policy_rows_business ON policy_rows (business, valid_from);
