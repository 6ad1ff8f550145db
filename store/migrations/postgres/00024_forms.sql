-- What an officer has typed into the form at an address, such as a step's or a new
-- lead's, and not sent in yet, exactly as it was typed. Gone once it was sent.
-- +goose Up

CREATE TABLE form_typing (
    officer_id   text COLLATE "C" NOT NULL REFERENCES officers (id),
    form         text COLLATE "C" NOT NULL,
    case_id      text COLLATE "C" NOT NULL,
    saved_at     timestamptz NOT NULL,
    typed_sealed bytea NOT NULL,
    PRIMARY KEY (officer_id, form)
);
