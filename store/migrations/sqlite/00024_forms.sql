-- What an officer has typed into the form at an address, such as a step's or a new
-- lead's, and not sent in yet, exactly as it was typed. Gone once it was sent.
-- +goose Up

CREATE TABLE form_typing (
    officer_id   text NOT NULL REFERENCES officers (id),
    form         text NOT NULL,
    case_id      text NOT NULL,
    saved_at     datetime NOT NULL,
    typed_sealed blob NOT NULL,
    PRIMARY KEY (officer_id, form)
);
