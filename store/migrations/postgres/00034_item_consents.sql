-- Consents to the joint items of a birth: who gave each and when, and what became of it.
-- No name, no date of birth; the case and the person are named by id.
-- +goose Up

CREATE TABLE item_consents (
    case_id     text COLLATE "C" NOT NULL REFERENCES cases (id),
    item        text COLLATE "C" NOT NULL,
    n           bigint NOT NULL,
    given_by    text COLLATE "C" NOT NULL,
    body        text COLLATE "C" NOT NULL,
    noted_by    text COLLATE "C" NOT NULL,
    given_at    timestamptz NOT NULL,
    revoked_at  timestamptz,
    revoked_for text COLLATE "C" NOT NULL,
    revoked_by  text COLLATE "C" NOT NULL,
    person_id   text COLLATE "C" NOT NULL,
    message_id  text COLLATE "C" NOT NULL,
    sent_at     timestamptz,
    outcome     text COLLATE "C" NOT NULL,
    why         text COLLATE "C" NOT NULL,
    answered_at timestamptz,
    answered_by text COLLATE "C" NOT NULL,
    undone_id   text COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, item, n),
    CONSTRAINT item_consents_sent CHECK (sent_at IS NULL OR revoked_at IS NULL)
);
-- One consent to an item stands at a time.
CREATE UNIQUE INDEX item_consents_standing ON item_consents (case_id, item)
    WHERE revoked_at IS NULL;
CREATE INDEX item_consents_person ON item_consents (person_id)
    WHERE person_id <> '';
