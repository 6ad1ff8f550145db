package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/store"
	"hukou/store/storetest"
)

// Households that stood before addresses were read are found by the pinyin of theirs once
// the database is brought up to date; those without an address stay without.
func TestAddressesThatStoodAreRead(t *testing.T) {
	empty(t, func(t *testing.T, c store.Config) {
		db := storetest.Open(t, c)
		if err := db.MigrateTo(t.Context(), 26); err != nil {
			t.Fatal(err)
		}
		_, err := db.SQL().ExecContext(t.Context(), `INSERT INTO households (id, number, org, division, kind, collective_kind, institution_id, head_id, helper_id, helper_until, address, status, opened_on, closed_on, version, event_id, case_id)
			VALUES ('h1', '1', 'o', 'd', 'family', '', '', '', '', '', '红柳沟乡3组', 'open', '', '', 1, 'e', 'c'), ('h2', '2', 'o', 'd', 'family', '', '', '', '', '', '', 'open', '', '', 1, 'e', 'c')`)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		type row struct{ ID, AddressPinyin, AddressInitials string }
		want := []row{{"h1", "hongliugouxiang3zu", "hlgx3z"}, {"h2", "", ""}}
		if diff := cmp.Diff(want, query[row](t, db, "SELECT id, address_pinyin, address_initials FROM households ORDER BY id")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
