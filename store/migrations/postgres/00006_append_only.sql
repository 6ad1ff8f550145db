-- What is written once stays: the journal and the register's events are only
-- added to, a number once given is never given back.
-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER register_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON register_events
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER number_ledger_no_delete BEFORE DELETE OR TRUNCATE ON number_ledger
    EXECUTE FUNCTION refuse_change();
