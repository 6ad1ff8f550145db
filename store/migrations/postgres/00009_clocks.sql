-- A step reads the periods that run; those that ended only grow in number.
-- +goose Up
CREATE INDEX case_clocks_running ON case_clocks (case_id)
    WHERE ended_on = '';
