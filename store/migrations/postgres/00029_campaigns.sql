-- Campaigns of visits: who goes from door to door and when, the counts of each day, and
-- which leads came of it. Counts alone: no household and nobody visited has a row.
-- +goose Up

CREATE TABLE campaigns (
    id         text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    org        text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to   text COLLATE "C" NOT NULL,
    opened_by  text COLLATE "C" NOT NULL,
    opened_at  timestamptz NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT campaigns_dates CHECK (length(valid_from) = 10 AND length(valid_to) = 10)
);
CREATE INDEX campaigns_org ON campaigns (org);

CREATE TABLE campaign_officers (
    campaign_id text COLLATE "C" NOT NULL REFERENCES campaigns (id),
    officer_id  text COLLATE "C" NOT NULL,
    PRIMARY KEY (campaign_id, officer_id)
);

CREATE TABLE campaign_visits (
    id          text COLLATE "C" NOT NULL,
    campaign_id text COLLATE "C" NOT NULL REFERENCES campaigns (id),
    visited_on  text COLLATE "C" NOT NULL,
    households  bigint NOT NULL,
    people      bigint NOT NULL,
    mediated    bigint NOT NULL,
    handed_on   text COLLATE "C" NOT NULL,
    suggestions bigint NOT NULL,
    answered    bigint NOT NULL,
    noted_by    text COLLATE "C" NOT NULL,
    noted_at    timestamptz NOT NULL,
    struck_by   text COLLATE "C" NOT NULL,
    struck_at   timestamptz,
    PRIMARY KEY (id),
    CONSTRAINT campaign_visits_dates CHECK (length(visited_on) = 10),
    CONSTRAINT campaign_visits_counts CHECK (households >= 0 AND people >= 0 AND mediated >= 0 AND suggestions >= 0 AND answered >= 0)
);
CREATE INDEX campaign_visits_campaign ON campaign_visits (campaign_id);

CREATE TABLE campaign_leads (
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    campaign_id text COLLATE "C" NOT NULL REFERENCES campaigns (id),
    PRIMARY KEY (case_id)
);
CREATE INDEX campaign_leads_campaign ON campaign_leads (campaign_id);
