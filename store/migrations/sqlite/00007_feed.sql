-- +goose Up
CREATE TABLE feed_heads (
    id   integer NOT NULL PRIMARY KEY CHECK (id = 1),
    last integer NOT NULL CHECK (last >= 0)
);
INSERT INTO feed_heads (id, last) VALUES (1, 0);

-- +goose Down
DROP TABLE feed_heads;
