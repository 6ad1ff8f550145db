-- Months of the statistics that a county closed: what each sheet counted at each station,
-- as JSON, written once. Events are found by when they were recorded.
-- +goose Up

CREATE TABLE statistics_closed (
    org       text NOT NULL,
    month     text NOT NULL,
    sheet     text NOT NULL,
    figures   text NOT NULL,
    closed_by text NOT NULL,
    closed_at datetime NOT NULL,
    PRIMARY KEY (org, month, sheet),
    CONSTRAINT statistics_closed_month CHECK (length(month) = 7)
);
CREATE INDEX register_events_recorded ON register_events (recorded_at);

-- +goose StatementBegin
CREATE TRIGGER statistics_closed_no_update BEFORE UPDATE ON statistics_closed
BEGIN
    SELECT raise(ABORT, 'statistics_closed is only added to: UPDATE is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER statistics_closed_no_delete BEFORE DELETE ON statistics_closed
BEGIN
    SELECT raise(ABORT, 'statistics_closed is only added to: DELETE is refused');
END;
-- +goose StatementEnd
