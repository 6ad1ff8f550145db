package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a copy of the register as it stands at one moment to a file in dir that
// is not there yet, named FileName, and returns when the disk has it. Others go on
// writing meanwhile. It is SQLite's alone: PostgreSQL has archiving of its own.
func (db *DB) Backup(ctx context.Context, dir string) error {
	if db.engine != SQLite {
		return fmt.Errorf("store: only the embedded database is copied into a file")
	}
	file := filepath.Join(dir, FileName)
	// SQLite fills an empty file, so that the copy is its owner's alone from the start.
	if err := makePrivate(file); err != nil {
		return fmt.Errorf("store: make the copy's file: %w", err)
	}
	if _, err := db.writer.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
		return fmt.Errorf("store: copy the register: %w", translate(err))
	}
	return SyncFile(file)
}

// SyncFile returns when the disk has the file and its name.
func SyncFile(file string) error {
	for _, path := range []string{file, filepath.Dir(file)} {
		f, err := os.Open(path) // #nosec G304 -- a copy that this program has just written, and its folder
		if err != nil {
			return fmt.Errorf("store: bring %s to the disk: %w", path, err)
		}
		err = f.Sync()
		if closing := f.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return fmt.Errorf("store: bring %s to the disk: %w", path, err)
		}
	}
	return nil
}

// Damage lists what SQLite finds wrong with its file: pages that do not fit, indexes
// that lack rows, rows whose foreign key leads nowhere. Empty is sound.
func (db *DB) Damage(ctx context.Context) ([]string, error) {
	if db.engine != SQLite {
		return nil, fmt.Errorf("store: only the embedded database is looked through like this")
	}
	var out []string
	for pragma, columns := range map[string]int{"PRAGMA integrity_check": 1, "PRAGMA foreign_key_check": 4} {
		rows, err := db.reader.QueryContext(ctx, pragma)
		if err != nil {
			return nil, fmt.Errorf("store: look through the file: %w", translate(err))
		}
		for rows.Next() {
			said := make([]any, columns)
			into := make([]any, columns)
			for i := range said {
				into[i] = &said[i]
			}
			if err := rows.Scan(into...); err != nil {
				return nil, fmt.Errorf("store: look through the file: %w", translate(err))
			}
			if text := fmt.Sprint(said...); text != "ok" {
				out = append(out, text)
			}
		}
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("store: look through the file: %w", translate(err))
		}
		if err := rows.Close(); err != nil {
			return nil, fmt.Errorf("store: look through the file: %w", translate(err))
		}
	}
	return out, nil
}
