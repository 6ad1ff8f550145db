-- The codes under which anybody may ask whether a paper is still good, one for each paper
-- that was printed, written once. Prints are listed by case.
-- +goose Up

CREATE TABLE paper_codes (
    code    text COLLATE "C" NOT NULL,
    case_id text COLLATE "C" NOT NULL,
    number  text COLLATE "C" NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (code)
);
CREATE UNIQUE INDEX paper_codes_paper ON paper_codes (case_id, number);
CREATE INDEX print_log_case ON print_log (case_id);

CREATE TRIGGER paper_codes_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_codes
    EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND privilege_type = 'UPDATE' AND grantee NOT IN (current_user, 'PUBLIC')
          AND table_name = 'paper_codes'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON paper_codes FROM %s', granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
