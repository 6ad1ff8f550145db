-- What a step writes lands in few places. Each move of a case gives it another date,
-- and no queue reads the dates in the order of an index, so the date leaves the
-- queues' indexes. The periods of a case lie together, under the case's own key.
-- +goose Up

DROP INDEX cases_queue;
CREATE INDEX cases_queue ON cases (handling_org, id)
    WHERE closed_at IS NULL;
DROP INDEX cases_taken_in;
CREATE INDEX cases_taken_in ON cases (acceptance_org, id)
    WHERE closed_at IS NULL AND acceptance_org <> handling_org;

DROP INDEX case_clocks_running;
DROP INDEX case_clocks_case;
ALTER TABLE case_clocks RENAME TO case_clocks_before;
CREATE TABLE case_clocks (
    id          text NOT NULL,
    case_id     text NOT NULL REFERENCES cases (id),
    limit_name  text NOT NULL,
    state       text NOT NULL,
    started_on  text NOT NULL,
    span        text NOT NULL,
    extension   text NOT NULL,
    stops       text NOT NULL,
    promised    text NOT NULL,
    due_on      text NOT NULL,
    provisional numeric NOT NULL,
    ended_on    text NOT NULL,
    PRIMARY KEY (case_id, id),
    CONSTRAINT case_clocks_dates CHECK (
        length(started_on) IN (0, 10)
        AND length(promised) IN (0, 10)
        AND length(due_on) IN (0, 10)
        AND length(ended_on) IN (0, 10)
    )
) WITHOUT ROWID;
INSERT INTO case_clocks (id, case_id, limit_name, state, started_on, span, extension, stops, promised, due_on, provisional, ended_on)
SELECT id, case_id, limit_name, state, started_on, span, extension, stops, promised, due_on, provisional, ended_on FROM case_clocks_before;
DROP TABLE case_clocks_before;
