package bench

import (
	"context"
	"fmt"
	"strings"

	"hukou/store"
)

// settings prints what a database is and how it was told to keep its word, since a
// figure without them says little.
func (r *run) settings(ctx context.Context, name string, db *store.DB) error {
	version, asked := "SELECT sqlite_version()", []string{"PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA cache_size"}
	if db.Engine() == store.Postgres {
		version, asked = "SHOW server_version", nil
		for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "wal_compression", "checkpoint_timeout", "wal_level"} {
			asked = append(asked, "SHOW "+setting)
		}
	}
	var text string
	if err := db.SQL().QueryRowContext(ctx, version).Scan(&text); err != nil {
		return fmt.Errorf("bench: read the settings of %s: %w", name, err)
	}
	told := []string{text}
	for _, question := range asked {
		if err := db.SQL().QueryRowContext(ctx, question).Scan(&text); err != nil {
			return fmt.Errorf("bench: read the settings of %s: %w", name, err)
		}
		told = append(told, strings.TrimPrefix(strings.TrimPrefix(question, "SHOW "), "PRAGMA ")+" "+text)
	}
	r.print.line("\n%s %s", name, strings.Join(told, ", "))
	// What is weaker than the service would refuse flatters the figures.
	if err := db.Safe(ctx); err != nil {
		r.print.line("%v", err)
	}
	return nil
}
