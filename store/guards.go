package store

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
)

// LostGuards names the triggers that the migrations made, by which the database itself
// refuses to change what stays as it was written, and that are gone or switched off. What
// a trigger does is not looked at.
func (db *DB) LostGuards(ctx context.Context) ([]string, error) {
	standing := "SELECT name FROM sqlite_master WHERE type = 'trigger'"
	if db.engine == Postgres {
		standing = `SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname = current_schema()`
	}
	made, err := guardsMade(db.engine)
	if err != nil {
		return nil, err
	}
	rows, err := db.reader.QueryContext(ctx, standing)
	if err != nil {
		return nil, fmt.Errorf("store: list the triggers: %w", translate(err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("store: list the triggers: %w", translate(err))
		}
		made = slices.DeleteFunc(made, func(m string) bool { return m == name })
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: list the triggers: %w", translate(err))
	}
	return made, nil
}

// guardsMade are the names of all triggers in an engine's migrations.
func guardsMade(engine Engine) ([]string, error) {
	var out []string
	trigger := regexp.MustCompile(`(?m)^CREATE TRIGGER (\w+)`)
	err := fs.WalkDir(Migrations(engine), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Migrations(engine), path)
		for _, found := range trigger.FindAllStringSubmatch(string(text), -1) {
			out = append(out, found[1])
		}
		return err
	})
	return out, err
}
