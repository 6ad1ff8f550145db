package store_test

import (
	"testing"

	"hukou/store/storetest"
)

// The program's own role on PostgreSQL can neither change what is written once nor free
// itself of what stops it, however the program is made to ask.
func TestTheProgramsRoleCannotRewriteHistory(t *testing.T) {
	db := storetest.Postgres(t)
	tried := func(text string) {
		if _, err := db.SQL().ExecContext(t.Context(), text); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
	for _, table := range []string{"journal", "register_events", "admin_acts", "case_edits", "tree_leaves", "tree_hashes", "checkpoints", "access_log", "access_notices", "print_log", "statistics_closed", "paper_codes"} {
		for right, want := range map[string]bool{"SELECT": true, "INSERT": true, "UPDATE": false, "DELETE": false, "TRUNCATE": false, "TRIGGER": false} {
			var has bool
			if err := db.SQL().QueryRowContext(t.Context(), "SELECT has_table_privilege($1, $2)", table, right).Scan(&has); err != nil || has != want {
				t.Errorf("%s on %s is granted: %v (%v)", right, table, has, err)
			}
		}
		for _, text := range []string{"DELETE FROM " + table, "TRUNCATE " + table, "ALTER TABLE " + table + " DISABLE TRIGGER ALL", "ALTER TABLE " + table + " DISABLE TRIGGER USER",
			"DROP TABLE " + table, "CREATE RULE free AS ON UPDATE TO " + table + " DO INSTEAD NOTHING"} {
			tried(text)
		}
	}
	for _, text := range []string{"UPDATE journal SET event = event", "UPDATE register_events SET kind = kind", "SET session_replication_role = replica", "DROP FUNCTION refuse_change CASCADE"} {
		tried(text)
	}
}
