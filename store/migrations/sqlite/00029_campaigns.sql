-- Campaigns of visits: who goes from door to door and when, the counts of each day, and
-- which leads came of it. Counts alone: no household and nobody visited has a row.
-- +goose Up

CREATE TABLE campaigns (
    id         text NOT NULL,
    name       text NOT NULL,
    org        text NOT NULL,
    valid_from text NOT NULL,
    valid_to   text NOT NULL,
    opened_by  text NOT NULL,
    opened_at  datetime NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT campaigns_dates CHECK (length(valid_from) = 10 AND length(valid_to) = 10)
);
CREATE INDEX campaigns_org ON campaigns (org);

CREATE TABLE campaign_officers (
    campaign_id text NOT NULL REFERENCES campaigns (id),
    officer_id  text NOT NULL,
    PRIMARY KEY (campaign_id, officer_id)
);

CREATE TABLE campaign_visits (
    id          text NOT NULL,
    campaign_id text NOT NULL REFERENCES campaigns (id),
    visited_on  text NOT NULL,
    households  bigint NOT NULL,
    people      bigint NOT NULL,
    mediated    bigint NOT NULL,
    handed_on   text NOT NULL,
    suggestions bigint NOT NULL,
    answered    bigint NOT NULL,
    noted_by    text NOT NULL,
    noted_at    datetime NOT NULL,
    struck_by   text NOT NULL,
    struck_at   datetime,
    PRIMARY KEY (id),
    CONSTRAINT campaign_visits_dates CHECK (length(visited_on) = 10),
    CONSTRAINT campaign_visits_counts CHECK (households >= 0 AND people >= 0 AND mediated >= 0 AND suggestions >= 0 AND answered >= 0)
);
CREATE INDEX campaign_visits_campaign ON campaign_visits (campaign_id);

CREATE TABLE campaign_leads (
    case_id     text NOT NULL REFERENCES cases (id),
    campaign_id text NOT NULL REFERENCES campaigns (id),
    PRIMARY KEY (case_id)
);
CREATE INDEX campaign_leads_campaign ON campaign_leads (campaign_id);
