-- What is written once is given to every role but the owner to read and to add to: besides
-- the trigger, which the owner can switch off, the right to change it is gone.
-- +goose Up

-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT table_name, quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND privilege_type = 'UPDATE' AND grantee NOT IN (current_user, 'PUBLIC')
          AND table_name IN ('journal', 'register_events', 'admin_acts', 'case_edits', 'tree_leaves', 'tree_hashes', 'checkpoints',
                             'access_log', 'access_notices', 'print_log')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %s', granted.table_name, granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
