-- What is written once stays: the journal and the register's events are only
-- added to, a number once given is never given back.
-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
    SELECT raise(ABORT, 'journal is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT raise(ABORT, 'journal is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER register_events_no_update BEFORE UPDATE ON register_events
BEGIN
    SELECT raise(ABORT, 'register_events is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER register_events_no_delete BEFORE DELETE ON register_events
BEGIN
    SELECT raise(ABORT, 'register_events is only added to: DELETE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER number_ledger_no_delete BEFORE DELETE ON number_ledger
BEGIN
    SELECT raise(ABORT, 'number_ledger is only added to: DELETE is refused');
END;
-- +goose StatementEnd
