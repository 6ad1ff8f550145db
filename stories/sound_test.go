package stories

import (
	"context"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/store"
)

// The register of the demonstration is sound; a row changed by hand, behind the
// program's back, is named.
func TestCheckNamesTheRowChangedByHand(t *testing.T) {
	onBoth(t, func(t *testing.T, db database) {
		in := demo(t, db)
		in.stop(t)
		in.wantSound(t)
		b := behind(t, in.home)
		child := family(t, "r1_done")
		state := b.one("SELECT id FROM cases WHERE state = 'county_review' ORDER BY number LIMIT 1")
		for _, hand := range []struct {
			what, table, key, id, change, back, names string
		}{
			{"a name", "people", "id", child.Mother, "name = '董玉兰'", "name = '董玉岚'", child.Mother},
			{"who lives where", "people", "id", child.Mother, "household_id = '" + cast.CollectiveHousehold + "'", "household_id = '" + child.Household + "'", child.Mother},
			{"a citizen number's state", "number_ledger", "person_id", child.Father, "state = 'voided'", "state = 'issued'", "649901/1992-01-15/"},
			{"a case's state", "cases", "id", state, "state = 'approved'", "state = 'county_review'", state},
		} {
			b.change(hand.table, hand.key, hand.id, hand.change)
			code, out := command(t, in.home, "check")
			if code != 1 || !strings.Contains(out, hand.table+" "+hand.names) {
				t.Errorf("%s was changed by hand; the check ends with %d and says: %s", hand.what, code, out)
			}
			b.change(hand.table, hand.key, hand.id, hand.back)
		}
		in.wantSound(t)
	})
}

// one is the one text that a query finds.
func (b backstage) one(query string, args ...any) string {
	b.t.Helper()
	var found []string
	b.must(b.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		found, err = store.Rows[string](tx, query, args...)
		return err
	}))
	if len(found) != 1 {
		b.t.Fatalf("%s finds %d rows, want one", query, len(found))
	}
	return found[0]
}

// change changes one row as a hand with the database's password would.
func (b backstage) change(table, key, id, set string) {
	b.t.Helper()
	b.must(b.db.InTx(context.Background(), func(tx *store.Tx) error {
		n, err := tx.Exec("UPDATE "+table+" SET "+set+" WHERE "+key+" = ?", id)
		if err == nil && n != 1 {
			b.t.Fatalf("%d rows of %s were changed", n, table)
		}
		return err
	}))
}
