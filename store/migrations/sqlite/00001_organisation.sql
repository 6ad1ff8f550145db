-- The offices, the divisions, the working days and what each place chose.
-- +goose Up

CREATE TABLE organisations (
    code        text NOT NULL,
    name        text NOT NULL,
    name_en     text NOT NULL,
    kind        text NOT NULL,
    parent      text NOT NULL,
    division    text NOT NULL,
    valid_from  text NOT NULL,
    valid_to    text NOT NULL,
    merged_into text NOT NULL,
    PRIMARY KEY (code),
    CONSTRAINT organisations_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);

CREATE TABLE divisions (
    code                text NOT NULL,
    valid_from          text NOT NULL,
    valid_to            text NOT NULL,
    name                text NOT NULL,
    name_en             text NOT NULL,
    level               text NOT NULL,
    parent              text NOT NULL,
    number_prefix       text NOT NULL,
    source              text NOT NULL,
    verified            numeric NOT NULL,
    ledger_certified_on text NOT NULL,
    PRIMARY KEY (code, valid_from),
    CONSTRAINT divisions_dates CHECK (
        length(valid_from) IN (0, 10)
        AND length(valid_to) IN (0, 10)
        AND length(ledger_certified_on) IN (0, 10)
    )
);

CREATE TABLE service_sites (
    id        text NOT NULL,
    org       text NOT NULL,
    name      text NOT NULL,
    name_en   text NOT NULL,
    address   text NOT NULL,
    office    numeric NOT NULL,
    timetable text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX service_sites_org ON service_sites (org);

CREATE TABLE holiday_days (
    date    text NOT NULL,
    work    numeric NOT NULL,
    name    text NOT NULL,
    name_en text NOT NULL,
    notice  text NOT NULL,
    PRIMARY KEY (date),
    CONSTRAINT holiday_days_dates CHECK (length(date) IN (0, 10))
);

CREATE TABLE policy_rows (
    id         text NOT NULL,
    business   text NOT NULL,
    division   text NOT NULL,
    valid_from text NOT NULL,
    valid_to   text NOT NULL,
    level      bigint NOT NULL,
    limits     text NOT NULL,
    materials  text NOT NULL,
    options    text NOT NULL,
    document   text NOT NULL,
    entered_by text NOT NULL,
    entered_at datetime NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT policy_rows_dates CHECK (length(valid_from) IN (0, 10) AND length(valid_to) IN (0, 10))
);
CREATE INDEX policy_rows_business ON policy_rows (business, valid_from);
