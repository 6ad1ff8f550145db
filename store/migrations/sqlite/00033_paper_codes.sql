-- The codes under which anybody may ask whether a paper is still good, one for each paper
-- that was printed, written once. Prints are listed by case.
-- +goose Up

CREATE TABLE paper_codes (
    code    text NOT NULL,
    case_id text NOT NULL,
    number  text NOT NULL,
    at      datetime NOT NULL,
    PRIMARY KEY (code)
);
CREATE UNIQUE INDEX paper_codes_paper ON paper_codes (case_id, number);
CREATE INDEX print_log_case ON print_log (case_id);

-- +goose StatementBegin
CREATE TRIGGER paper_codes_no_update BEFORE UPDATE ON paper_codes
BEGIN
    SELECT raise(ABORT, 'paper_codes is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER paper_codes_no_delete BEFORE DELETE ON paper_codes
BEGIN
    SELECT raise(ABORT, 'paper_codes is only added to: DELETE is refused');
END;
-- +goose StatementEnd
