-- Months of the statistics that a county closed: what each sheet counted at each station,
-- as JSON, written once. Events are found by when they were recorded.
-- +goose Up

CREATE TABLE statistics_closed (
    org       text COLLATE "C" NOT NULL,
    month     text COLLATE "C" NOT NULL,
    sheet     text COLLATE "C" NOT NULL,
    figures   text COLLATE "C" NOT NULL,
    closed_by text COLLATE "C" NOT NULL,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (org, month, sheet),
    CONSTRAINT statistics_closed_month CHECK (length(month) = 7)
);
CREATE INDEX register_events_recorded ON register_events (recorded_at);

CREATE TRIGGER statistics_closed_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_closed
    EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND privilege_type = 'UPDATE' AND grantee NOT IN (current_user, 'PUBLIC')
          AND table_name = 'statistics_closed'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON statistics_closed FROM %s', granted.grantee);
    END LOOP;
END
$$;
-- +goose StatementEnd
