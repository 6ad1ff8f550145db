-- What a step writes lands in few places. Each move of a case gives it another date,
-- and no queue reads the dates in the order of an index, so the date leaves the
-- queues' indexes: PostgreSQL then writes the case's row in its own page and no index
-- at all. A period is found by its case, in the key itself; it ends once, and the
-- pages have room for that.
-- +goose Up

DROP INDEX cases_queue;
CREATE INDEX cases_queue ON cases (handling_org, id)
    WHERE closed_at IS NULL;
DROP INDEX cases_taken_in;
CREATE INDEX cases_taken_in ON cases (acceptance_org, id)
    WHERE closed_at IS NULL AND acceptance_org <> handling_org;

DROP INDEX case_clocks_running;
DROP INDEX case_clocks_case;
ALTER TABLE case_clocks DROP CONSTRAINT case_clocks_pkey;
ALTER TABLE case_clocks ADD PRIMARY KEY (case_id, id);
ALTER TABLE case_clocks SET (fillfactor = 85);
