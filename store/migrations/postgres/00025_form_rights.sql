-- What was typed into a form goes once the form is sent, discarded or left for thirty
-- days: every role that may add such rows may take them away. All else of the register
-- but case_orgs and case_subjects knows no DELETE.
-- +goose Up

-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name = 'form_typing'
          AND privilege_type = 'INSERT' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('GRANT DELETE ON form_typing TO %s', granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
