-- Numbered papers: certificates, booklets and answers, with the log of their prints. A
-- number is given once, a household has one booklet of an edition.
-- +goose Up

CREATE TABLE issued_papers (
    id           text COLLATE "C" NOT NULL,
    number       text COLLATE "C" NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    org          text COLLATE "C" NOT NULL,
    case_id      text COLLATE "C" NOT NULL,
    person_id    text COLLATE "C" NOT NULL,
    household_id text COLLATE "C" NOT NULL,
    edition      bigint NOT NULL,
    voids        text COLLATE "C" NOT NULL,
    issued_on    text COLLATE "C" NOT NULL,
    issued_by    text COLLATE "C" NOT NULL,
    at           timestamptz NOT NULL,
    body_sealed  bytea,
    PRIMARY KEY (id),
    CONSTRAINT issued_papers_dates CHECK (length(issued_on) IN (0, 10))
);
CREATE UNIQUE INDEX issued_papers_number ON issued_papers (number);
CREATE UNIQUE INDEX issued_papers_edition ON issued_papers (household_id, edition)
    WHERE household_id <> '';
CREATE INDEX issued_papers_case ON issued_papers (case_id);

CREATE TABLE print_log (
    id         text COLLATE "C" NOT NULL,
    at         timestamptz NOT NULL,
    officer_id text COLLATE "C" NOT NULL,
    org        text COLLATE "C" NOT NULL,
    case_id    text COLLATE "C" NOT NULL,
    paper_id   text COLLATE "C" NOT NULL,
    number     text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX print_log_paper ON print_log (paper_id);

CREATE TRIGGER issued_papers_no_delete BEFORE DELETE OR TRUNCATE ON issued_papers
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER print_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON print_log
    EXECUTE FUNCTION refuse_change();
