-- PostgreSQL takes a right here that SQLite has no roles for.
-- +goose Up

SELECT 1;
