-- Consents to the joint items of a birth: who gave each and when, and what became of it.
-- No name, no date of birth; the case and the person are named by id.
-- +goose Up

CREATE TABLE item_consents (
    case_id     text NOT NULL REFERENCES cases (id),
    item        text NOT NULL,
    n           bigint NOT NULL,
    given_by    text NOT NULL,
    body        text NOT NULL,
    noted_by    text NOT NULL,
    given_at    datetime NOT NULL,
    revoked_at  datetime,
    revoked_for text NOT NULL,
    revoked_by  text NOT NULL,
    person_id   text NOT NULL,
    message_id  text NOT NULL,
    sent_at     datetime,
    outcome     text NOT NULL,
    why         text NOT NULL,
    answered_at datetime,
    answered_by text NOT NULL,
    undone_id   text NOT NULL,
    PRIMARY KEY (case_id, item, n),
    CONSTRAINT item_consents_sent CHECK (sent_at IS NULL OR revoked_at IS NULL)
);
-- One consent to an item stands at a time.
CREATE UNIQUE INDEX item_consents_standing ON item_consents (case_id, item)
    WHERE revoked_at IS NULL;
CREATE INDEX item_consents_person ON item_consents (person_id)
    WHERE person_id <> '';
