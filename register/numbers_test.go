package register

import (
	"context"
	"errors"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// newborns registers some newborns of one day at once, each in a case of its own, and
// gives the sequences of their numbers.
func (w *world) newborns(sex string, n int) []int {
	w.t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var got []int
	for range n {
		wg.Go(func() {
			seq, err := w.newborn(sex)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				w.t.Errorf("a birth failed: %v", err)
				return
			}
			got = append(got, seq)
		})
	}
	wg.Wait()
	return got
}

func (w *world) newborn(sex string) (int, error) {
	seq := 0
	err := w.db.InTx(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		a.c.ID = "c-numbers"
		p := models.Person{ID: a.r.newID(), Name: "马新", Sex: sex, BirthDate: "2026-09-10", Status: models.StatusActive, HouseholdID: "h-ma", Relation: "20", Org: stationOrg, Since: "2026-09-24"}
		h, _, err := a.householdByID("h-ma")
		if err != nil {
			return err
		}
		if err := a.allotNumber(&p, h); err != nil {
			return err
		}
		number, err := a.r.number(p)
		seq = number.Sequence()
		if err != nil {
			return err
		}
		_, err = a.writePerson(&p, eventSpec{Kind: EventBirth})
		return err
	})
	return seq, err
}

func TestTwentyBirthsAtOnceGetTwentyNumbersWithoutAGap(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		got := map[int]bool{}
		for _, seq := range append(w.newborns("1", 20), w.newborns("2", 20)...) {
			got[seq] = true
		}
		want := map[int]bool{}
		for n := 1; n <= 40; n++ {
			want[n] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("sequences (-want +got):\n%s", diff)
		}
	})
}

// fill gives codes of one day to nobody.
func (w *world) fill(from, to int) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		var rows []models.NumberEntry
		for seq := from; seq <= to; seq += 2 {
			n, err := models.NewCitizenNumber("649901", "2026-09-10", seq)
			if err != nil {
				return err
			}
			row := w.r.ledgerRow(n, NumberIssued)
			row.At = w.r.Now()
			rows = append(rows, row)
		}
		return store.Insert(tx, rows...)
	})
}

func TestTheLastCodesOfADayAreGivenAndThenNone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.fill(3, 997)
		w.fill(4, 996)
		var got []int
		for _, sex := range []string{"1", "1", "2", "2"} {
			seq, err := w.newborn(sex)
			w.must(err)
			got = append(got, seq)
		}
		// Codes after the last given first, then the one never given before it.
		if diff := cmp.Diff([]int{999, 1, 998, 2}, got); diff != "" {
			t.Errorf("sequences (-want +got):\n%s", diff)
		}
		for _, sex := range []string{"1", "2"} {
			var b *Blocked
			if _, err := w.newborn(sex); !errors.As(err, &b) || b.Code != "number_exhausted" {
				t.Errorf("sex %s: %v, want number_exhausted", sex, err)
			}
		}
	})
}

func TestAnExhaustedDayLeavesTheCaseApprovedAndAlerts(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.fill(2, 998)
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.wantState(id, workflow.Approved)
		if n := count[models.Outbox](w, "case_id = ? and kind = 'alert'", id); n != 2 {
			t.Errorf("%d alerts, want one to the station and one to the region", n)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'alert' and body like ?", id, "%"+regionOrg+"%"); n != 1 {
			t.Error("the refusal says that the region was told, and it was not")
		}
		if n := count[models.Person](w, "name = '马小禾'"); n != 0 {
			t.Error("the child was entered without a number")
		}
	})
}

func TestADivisionWithoutCertifiedLedgerIssuesNoNumber(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, day := range []models.Date{"", "2026-09-25"} {
			w.tx(func(tx *store.Tx) error {
				_, err := store.Set[models.Division](tx, map[string]any{"ledger_certified_on": day}, "code = '640522'")
				return err
			})
			var b *Blocked
			if _, err := w.newborn("1"); !errors.As(err, &b) || b.Code != "ledger_not_certified" {
				t.Errorf("certified on %q: %v, want ledger_not_certified", day, err)
			}
		}
	})
}

func TestTheNumberFollowsTheDivisionOfTheDayOfRegistration(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Division{Code: "640522", From: "2026-10-01", Name: "甲区", Level: "county", Parent: "640500", NumberPrefix: "649902", Source: "test", LedgerCertifiedOn: "2026-10-01"})
		})
		for day, want := range map[string]string{"2026-09-30T09:00:00+08:00": "649901", "2026-10-02T09:00:00+08:00": "649902"} {
			w.setClock(day)
			w.tx(func(tx *store.Tx) error {
				a := w.r.begin(tx, w.officer("clerk"))
				p := models.Person{Sex: "2", BirthDate: "2026-09-29"}
				h, _, err := a.householdByID("h-ma")
				if err != nil {
					return err
				}
				if err := a.allotNumber(&p, h); err != nil {
					return err
				}
				n, err := a.r.number(p)
				if n.Division() != want {
					t.Errorf("on %s: division %s, want %s", day, n.Division(), want)
				}
				return err
			})
		}
	})
}
