-- Numbered papers: certificates, booklets and answers, with the log of their prints. A
-- number is given once, a household has one booklet of an edition.
-- +goose Up

CREATE TABLE issued_papers (
    id           text NOT NULL,
    number       text NOT NULL,
    kind         text NOT NULL,
    org          text NOT NULL,
    case_id      text NOT NULL,
    person_id    text NOT NULL,
    household_id text NOT NULL,
    edition      bigint NOT NULL,
    voids        text NOT NULL,
    issued_on    text NOT NULL,
    issued_by    text NOT NULL,
    at           datetime NOT NULL,
    body_sealed  blob,
    PRIMARY KEY (id),
    CONSTRAINT issued_papers_dates CHECK (length(issued_on) IN (0, 10))
);
CREATE UNIQUE INDEX issued_papers_number ON issued_papers (number);
CREATE UNIQUE INDEX issued_papers_edition ON issued_papers (household_id, edition)
    WHERE household_id <> '';
CREATE INDEX issued_papers_case ON issued_papers (case_id);

CREATE TABLE print_log (
    id         text NOT NULL,
    at         datetime NOT NULL,
    officer_id text NOT NULL,
    org        text NOT NULL,
    case_id    text NOT NULL,
    paper_id   text NOT NULL,
    number     text NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX print_log_paper ON print_log (paper_id);

-- +goose StatementBegin
CREATE TRIGGER issued_papers_no_delete BEFORE DELETE ON issued_papers
BEGIN
    SELECT raise(ABORT, 'issued_papers is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER print_log_no_update BEFORE UPDATE ON print_log
BEGIN
    SELECT raise(ABORT, 'print_log is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER print_log_no_delete BEFORE DELETE ON print_log
BEGIN
    SELECT raise(ABORT, 'print_log is only added to: DELETE is refused');
END;
-- +goose StatementEnd
