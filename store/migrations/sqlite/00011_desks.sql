-- What the desks look up beside open work: what ended lately at a station, or was
-- taken in there for another, and what was sent back lately. Each row enters its
-- index once, when a case ends or is sent back; no other step pays for them.
-- +goose Up

CREATE INDEX cases_ended ON cases (handling_org, closed_at)
    WHERE closed_at IS NOT NULL;
CREATE INDEX cases_ended_taken_in ON cases (acceptance_org, closed_at)
    WHERE closed_at IS NOT NULL AND acceptance_org <> handling_org;
CREATE INDEX journal_sent_back ON journal (at)
    WHERE event IN ('return', 'request_correction', 'ask_supplement');
