package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

func TestEveryNounComesBackAsItWasPutIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := openCase("c1")
		c.Head, c.HeldAt = []byte{0, 1}, &sampleAt
		must(t, db, c)
		inTx(t, db, func(tx *store.Tx) error {
			got, err := store.One[models.Case](tx, "id = ?", "c1")
			if diff := cmp.Diff(c, got); diff != "" {
				t.Errorf("case (-put +got):\n%s", diff)
			}
			return err
		})
	})
}

func TestInstantsAreUTCToTheMicrosecondAndSort(t *testing.T) {
	shanghai := time.FixedZone("", 8*60*60)
	first := time.Date(2026, 11, 23, 23, 30, 0, 999, shanghai) // 15:30 UTC
	times := map[string]time.Time{
		"a": first, "b": first.Add(time.Microsecond), "c": first.Add(120 * time.Millisecond),
		"d": first.Add(time.Second).UTC(), "e": first.Add(24 * time.Hour),
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for id, at := range times {
			must(t, db, models.Sweep{ID: id, At: at})
		}
		var order []string
		for _, s := range all[models.Sweep](t, db, "at") {
			order = append(order, s.ID)
			if want := times[s.ID].UTC().Truncate(time.Microsecond); s.At != want {
				t.Errorf("%s: got %v, want %v", s.ID, s.At, want)
			}
		}
		if !slices.IsSorted(order) || len(order) != len(times) {
			t.Errorf("got the order %v, want a to e", order)
		}
		inTx(t, db, func(tx *store.Tx) error {
			n, err := store.Count[models.Sweep](tx, "at <= ?", times["b"].In(shanghai))
			if n != 2 {
				t.Errorf("%d sweeps until b, want 2: an argument in another zone", n)
			}
			newest, err2 := store.Rows[time.Time](tx, "SELECT max(at) FROM sweeps")
			if len(newest) != 1 || newest[0] != times["e"].UTC().Truncate(time.Microsecond) {
				t.Errorf("got %v, want the newest instant", newest)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestDatesOfAnExpressionStayDates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		inTx(t, db, func(tx *store.Tx) error {
			got, err := store.Rows[models.Date](tx, "SELECT max(due_on) FROM cases")
			if want := []models.Date{"2026-12-01"}; !cmp.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			return err
		})
	})
}

func TestListsOfAnyLengthAreOneStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"), openCase("c2"), openCase("c3"))
		must(t, db, models.SubjectLock{ID: "l1", CaseID: "c1", Key: []byte{0, 1}, TakenAt: sampleAt},
			models.SubjectLock{ID: "l2", CaseID: "c1", Key: []byte{0, 2}, TakenAt: sampleAt})
		inTx(t, db, func(tx *store.Tx) error {
			for _, ids := range [][]string{nil, {"c1"}, {"c3", "c1", "none"}} {
				got, err := store.Many[models.Case](tx, "id", "version = ? AND id IN ? AND state = ?", 1, ids, "lodged")
				if want := len(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "none" })); err != nil || len(got) != want {
					return fmt.Errorf("%v: got %d cases, want %d: %w", ids, len(got), want, err)
				}
			}
			n, err := store.Count[models.SubjectLock](tx, "subject_key in ?", [][]byte{{0, 1}, {9}})
			if n != 1 {
				t.Errorf("found %d of the keys, want 1", n)
			}
			dates, err2 := store.Count[models.Case](tx, "due_on in ?", []models.Date{"2026-12-01", "2026-12-02"})
			if dates != 3 {
				t.Errorf("found %d cases by date, want 3", dates)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestOrderMayEndInALimit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c2"), openCase("c1"), openCase("c3"))
		inTx(t, db, func(tx *store.Tx) error {
			got, err := store.Many[models.Case](tx, "due_on, id desc limit 2", "closed_at is null")
			if len(got) != 2 || got[0].ID != "c3" || got[1].ID != "c2" {
				t.Errorf("got %d cases, want c3 and c2", len(got))
			}
			return err
		})
	})
}

func TestManyRowsGoInTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var children []models.Case
		for i := range 333 {
			children = append(children, openCase(fmt.Sprintf("c%03d", i)))
		}
		must(t, db, children...)
		if diff := cmp.Diff(children, all[models.Case](t, db, "id")); diff != "" {
			t.Errorf("cases (-put +got):\n%s", diff)
		}
	})
}

func TestNoRowIsNotFoundAndTheTransactionGoesOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		inTx(t, db, func(tx *store.Tx) error {
			if _, err := store.One[models.Case](tx, "id = ?", "none"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("got %v, want ErrNotFound", err)
			}
			return store.Insert(tx, openCase("c1"))
		})
	})
}

func TestInsertNewLeavesWhatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		key := models.Idempotency{OfficerID: "o", Key: "k", RequestHash: []byte{1}, At: sampleAt}
		inTx(t, db, func(tx *store.Tx) error {
			first, err := store.InsertNew(tx, key)
			key.RequestHash = []byte{2}
			again, err2 := store.InsertNew(tx, key)
			if !first || again {
				t.Errorf("got %v and %v, want only the first to be new", first, again)
			}
			return errors.Join(err, err2)
		})
		if rows := all[models.Idempotency](t, db, ""); len(rows) != 1 || rows[0].RequestHash[0] != 1 {
			t.Errorf("got %v, want the first row", rows)
		}
	})
}

func TestSetCountsItsRowsAndKnowsItsColumns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"), openCase("c2"))
		inTx(t, db, func(tx *store.Tx) error {
			n, err := store.Set[models.Case](tx, map[string]any{
				"due_on": models.Date("2027-01-04"), "late": true, "held_at": &sampleAt, "head": []byte{},
			}, "id = ?", "c1")
			if n != 1 {
				t.Errorf("%d rows, want 1", n)
			}
			if _, err := store.Set[models.Case](tx, map[string]any{"no_such": 1}, "id = ?", "c1"); err == nil {
				t.Error("an unknown column was taken")
			}
			if _, err := store.Set[models.Case](tx, map[string]any{"late": true}, ""); err == nil {
				t.Error("an update of all rows was taken")
			}
			return err
		})
		want := openCase("c1")
		want.DueOn, want.Late, want.HeldAt = "2027-01-04", true, &sampleAt
		if diff := cmp.Diff([]models.Case{want, openCase("c2")}, all[models.Case](t, db, "id")); diff != "" {
			t.Errorf("cases (-want +got):\n%s", diff)
		}
	})
}

func TestRowsFindsColumnsByName(t *testing.T) {
	type load struct {
		N     int64
		State string
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"), openCase("c2"))
		inTx(t, db, func(tx *store.Tx) error {
			got, err := store.Rows[load](tx, "SELECT state, count(*) AS n FROM cases WHERE due_on > ? GROUP BY state", "2026-01-01")
			if diff := cmp.Diff([]load{{N: 2, State: "lodged"}}, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			return err
		})
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			_, err := store.Rows[load](tx, "SELECT id FROM cases")
			return err
		})
		if err == nil || !strings.Contains(err.Error(), `"id"`) {
			t.Errorf("got %v, want the column that has no field", err)
		}
	})
}

// Unless leaves the readings behind it when it says so; the transaction goes on, and a
// database that tells its statements tells them.
func TestWhatIsBehindAReadingIsLeftWhenThatIsEnough(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var texts []string
		db = storetest.Told(t, db, func(text string) { texts = append(texts, text) })
		must(t, db, models.Sweep{ID: "a", At: sampleAt})
		for over, want := range map[bool]int{true: 0, false: 1} {
			inTx(t, db, func(tx *store.Tx) error {
				var first, second []models.Sweep
				err := tx.Together(store.Unless(func() bool { return over }, store.Into(&first, "", "id = ?", "a")), store.Into(&second, "", "id = ?", "a"))
				if len(first) != 1 || len(second) != want {
					t.Errorf("over %v: %d rows and %d behind, want 1 and %d", over, len(first), len(second), want)
				}
				again, err2 := store.Many[models.Sweep](tx, "", "id = ?", "a")
				if len(again) != 1 {
					t.Errorf("over %v: the transaction reads %d rows after it, want 1", over, len(again))
				}
				return errors.Join(err, err2)
			})
		}
		if len(texts) != 7 { // the row, then twice three reads
			t.Errorf("%d statements are told, want 7: %q", len(texts), texts)
		}
	})
}

func TestTogetherReadsIntoEach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		must(t, db, models.CaseOrg{CaseID: "c1", Org: "a", Seat: "own"}, models.CaseOrg{CaseID: "c1", Org: "b", Seat: "origin"})
		var (
			cases []models.Case
			orgs  []models.CaseOrg
			hands []models.CaseHand
			seats []string
		)
		inTx(t, db, func(tx *store.Tx) error {
			return tx.Together(
				store.Into(&cases, "", "id = ?", "c1"),
				store.Into(&orgs, "org", "case_id = ?", "c1"),
				store.Into(&hands, "", "case_id = ?", "c1"),
				store.IntoRows(&seats, "select seat from case_orgs where case_id in ? order by seat", []string{"c1", "c2"}),
				store.IntoRows(&seats, "select seat from case_orgs where org = ?", "b"))
		})
		if len(cases) != 1 || len(orgs) != 2 || orgs[1].Org != "b" || len(hands) != 0 {
			t.Errorf("got %v, %v, %v", cases, orgs, hands)
		}
		if want := []string{"origin", "own", "origin"}; !slices.Equal(seats, want) {
			t.Errorf("seats %v, want %v", seats, want)
		}
		var again, added bool
		inTx(t, db, func(tx *store.Tx) error {
			orgs = nil
			return tx.Together(
				store.IntoNew(&again, models.CaseOrg{CaseID: "c1", Org: "a", Seat: "own"}),
				store.IntoNew(&added, models.CaseOrg{CaseID: "c1", Org: "c", Seat: "own"}),
				store.Into(&orgs, "", "case_id = ?", "c1"))
		})
		if again || !added || len(orgs) != 3 {
			t.Errorf("added %v and %v, then read %d rows, want the second alone and 3", again, added, len(orgs))
		}
	})
}

func TestPrefixesAreRanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for i, name := range []string{"张", "张三", "张𬴊", "章三"} {
			id := fmt.Sprint(i)
			must(t, db, models.Person{ID: id, Name: name, Status: models.StatusActive})
		}
		inTx(t, db, func(tx *store.Tx) error {
			n, err := store.Count[models.Person](tx, "name >= ? AND name < ?", "张", store.Until("张"))
			if n != 3 {
				t.Errorf("%d names begin with 张, want 3", n)
			}
			return err
		})
	})
}

func TestErrorsNameTheRuleAndNeverTheValue(t *testing.T) {
	const secret = "阿依努尔"
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		o := models.Officer{ID: secret, Username: secret, Name: secret, CreatedAt: sampleAt}
		must(t, db, o)
		for story, c := range map[string]struct {
			err  error
			kind error
			says string
		}{
			"same key":    {add(t, db, o), store.ErrDuplicate, "officers"},
			"wrong state": {add(t, db, models.Person{ID: secret, Name: secret, Status: secret}), store.ErrConstraint, "people_status"},
			"wrong date":  {add(t, db, models.HolidayDay{Date: secret, Name: secret}), store.ErrConstraint, "holiday_days_dates"},
			"no parent":   {add(t, db, models.Posting{ID: "p", OfficerID: "no " + secret}), store.ErrConstraint, ""},
			"zero byte":   {add(t, db, models.ServiceSite{ID: secret + "\x00"}), store.ErrConstraint, "text"},
			"not UTF-8":   {add(t, db, models.ServiceSite{ID: secret + "\xff"}), store.ErrConstraint, "text"},
		} {
			if !errors.Is(c.err, c.kind) || !strings.Contains(fmt.Sprint(c.err), c.says) || strings.Contains(fmt.Sprint(c.err), secret) {
				t.Errorf("%s: got %v, want %v that names %q and no value", story, c.err, c.kind, c.says)
			}
		}
	})
}
