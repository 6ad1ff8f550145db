-- What queues and the search for kin look up beside the station's own open cases:
-- work taken in for another station, work that another station asks for, and who
-- names a person as spouse. No index holds a state, a holder or a moving time.
-- +goose Up

CREATE INDEX cases_taken_in ON cases (acceptance_org, due_on, id)
    WHERE closed_at IS NULL AND acceptance_org <> handling_org;
CREATE INDEX case_orgs_asked ON case_orgs (org, case_id)
    WHERE seat <> 'own';
CREATE INDEX people_spouse ON people (spouse_id)
    WHERE spouse_id <> '';
