package register

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// closeMonth closes a month and wants it done.
func (w *world) closeMonth(who, month string) Closing {
	w.t.Helper()
	c, err := w.r.CloseMonth(context.Background(), w.officer(who), month)
	w.must(err)
	return c
}

// TestAClosedMonthStaysAsItWas: the county closes September; a household that the register
// gives to another station afterwards changes October and not September.
func TestAClosedMonthStaysAsItWas(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-08-20T09:00:00+08:00")
		w.grown()
		w.setClock("2026-09-10T09:00:00+08:00")
		_, err := w.newborn("2")
		w.must(err)
		w.setClock("2026-10-02T09:00:00+08:00")
		first := w.closeMonth("county", "2026-09")
		if first.Org != countyOrg || first.By != "民警county" || first.Month != "2026-09" {
			t.Errorf("closed: %+v", first)
		}
		september := w.sheetOf("county", StatQuery{Sheet: SheetPopulation, Month: "2026-09"})
		if len(september.Closed) != 1 || september.row(stationOrg)["births"] != 1 || september.row(stationOrg)["end"] != 7 {
			t.Errorf("September: %+v", september)
		}
		// The area of one household goes over to the near station.
		w.exec("update households set org = '" + nearOrg + "' where id = 'h-old'")
		w.setClock("2026-11-02T09:00:00+08:00")
		if again := w.closeMonth("county_lead", "2026-09"); again.By != first.By || !again.At.Equal(first.At) {
			t.Errorf("closed again it is %+v", again)
		}
		if diff := cmp.Diff(september, w.sheetOf("county", StatQuery{Sheet: SheetPopulation, Month: "2026-09"})); diff != "" {
			t.Errorf("September changed (-was +is):\n%s", diff)
		}
		if diff := cmp.Diff(september.row(stationOrg), w.sheetOf("head", StatQuery{Sheet: SheetPopulation, Month: "2026-09"}).row(stationOrg)); diff != "" {
			t.Errorf("the station's own September (-county +station):\n%s", diff)
		}
		october := w.sheetOf("county", StatQuery{Sheet: SheetPopulation, Month: "2026-10"})
		if got := october.row(stationOrg); got["start"] != 7 || got["adjusted"] != -1 || got["end"] != 6 || got["households_adjusted"] != -1 {
			t.Errorf("October begins where September ended: %v", got)
		}
		if got := october.row(nearOrg); got["start"] != 2 || got["adjusted"] != 1 || got["end"] != 3 || len(october.Closed) != 0 {
			t.Errorf("October of the near station: %v", got)
		}
		if got := w.sheetOf("region", StatQuery{Sheet: SheetPopulation, Month: "2026-09"}); len(got.Closed) != 1 || got.Total.Values["end"] != 11 {
			t.Errorf("the region's September: %+v", got.Total)
		}
	})
}

// TestMonthsAreClosedInTurnByTheCountysOffice: when they are over, one after the other, and
// by nobody else.
func TestMonthsAreClosedInTurnByTheCountysOffice(t *testing.T) {
	eachWorld(t, func(w *world) {
		for _, who := range []string{"clerk", "head", "city", "city_lead", "region"} {
			if _, err := w.r.CloseMonth(context.Background(), w.officer(who), "2026-08"); !errors.Is(err, ErrForbidden) {
				t.Errorf("%s closes a month: %v", who, err)
			}
		}
		refused := func(month, code string) {
			t.Helper()
			var no *Invalid
			if _, err := w.r.CloseMonth(context.Background(), w.officer("county"), month); !errors.As(err, &no) || no.Errors[0].Code != code {
				t.Errorf("%s: %s, want %s", month, describe(err), code)
			}
		}
		refused("2026-09", "month_not_over")
		refused("2026-10", "bad_month")
		w.closeMonth("county", "2026-07")
		w.setClock("2026-10-01T00:00:00+08:00")
		refused("2026-09", "month_before_open")
		w.closeMonth("county_lead", "2026-08")
		w.closeMonth("county", "2026-09")
	})
}
