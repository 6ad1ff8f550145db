-- Who takes part in a case, and whom it is about, is working data of the case and is
-- replaced as the case goes on: every role that may add such rows may take them away.
-- All else of the register knows no DELETE.
-- +goose Up

-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT table_name, quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name IN ('case_orgs', 'case_subjects')
          AND privilege_type = 'INSERT' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('GRANT DELETE ON %I TO %s', granted.table_name, granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
