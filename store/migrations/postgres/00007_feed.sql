-- The place of the feed's last message. The sequencer locks the one row.
-- +goose Up

CREATE TABLE feed_heads (
    id   bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT feed_heads_one CHECK (id = 1),
    CONSTRAINT feed_heads_last CHECK (last >= 0)
);

INSERT INTO feed_heads (id, last) VALUES (1, 0);
