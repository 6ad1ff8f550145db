-- What an officer has typed into a case's form and not handed in yet, exactly as it
-- was typed: nothing of it is checked, and nothing of it counts.
-- +goose Up

CREATE TABLE case_typing (
    case_id      text COLLATE "C" NOT NULL REFERENCES cases (id),
    officer_id   text COLLATE "C" NOT NULL,
    saved_at     timestamptz NOT NULL,
    typed_sealed bytea NOT NULL,
    PRIMARY KEY (case_id, officer_id)
);
