package register

import (
	"context"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

func TestTimetableSaysWhichDaysAreOpen(t *testing.T) {
	for _, c := range []struct {
		timetable string
		day       models.Date
		workday   bool
		open      bool
	}{
		{`{"rule":"odd"}`, "2026-09-23", true, true},
		{`{"rule":"odd"}`, "2026-09-24", true, false},
		{`{"rule":"odd"}`, "2026-10-31", false, true},
		{`{"rule":"odd","workdays_only":true}`, "2026-10-31", false, false},
		{`{"rule":"even"}`, "2026-09-24", true, true},
		{`{"rule":"daily","workdays_only":true}`, "2026-09-20", true, true}, // a make-up Sunday
		{`{"rule":"daily","workdays_only":true}`, "2026-10-01", false, false},
		{`{"rule":"weekdays","weekdays":[1,7]}`, "2026-09-20", true, true},
		{`{"rule":"weekdays","weekdays":[1,7]}`, "2026-09-21", true, true},
		{`{"rule":"weekdays","weekdays":[1,7]}`, "2026-09-24", true, false},
		{`{"rule":"odd","exceptions":{"2026-11-24":true}}`, "2026-11-24", true, true},
		{`{"rule":"even","exceptions":{"2026-11-24":false}}`, "2026-11-24", true, false},
		{`{"rule":"daily","exceptions":{"2026-10-01":true},"workdays_only":true}`, "2026-10-01", false, true},
		{`{"rule":"daily"}`, "someday", true, false},
	} {
		table, err := ParseTimetable(c.timetable)
		if err != nil {
			t.Fatal(err)
		}
		if got := table.Open(c.day, c.workday); got != c.open {
			t.Errorf("%s on %s: %v", c.timetable, c.day, got)
		}
		if again, err := ParseTimetable(table.String()); err != nil || !cmp.Equal(again, table) {
			t.Errorf("%s is stored as %s", c.timetable, table)
		}
	}
}

func TestTimetableThatNobodyCouldFollowIsRefused(t *testing.T) {
	for _, text := range []string{"", "{}", "odd", `{"rule":"sometimes"}`, `{"rule":"weekdays"}`, `{"rule":"odd","weekdays":[1]}`, `{"rule":"weekdays","weekdays":[0]}`,
		`{"rule":"odd","exceptions":{"2026-02-30":true}}`, `{"rule":"odd","hours":"9-17"}`, `{"rule":"odd"} {"rule":"even"}`} {
		if _, err := ParseTimetable(text); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}

// sites gives the station an office open on odd days and a village counter open on
// even ones.
func (w *world) sites() {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx,
			models.ServiceSite{ID: "s-office", Org: stationOrg, Name: "城关窗口", Office: true, Timetable: `{"rule":"odd"}`},
			models.ServiceSite{ID: "s-village", Org: stationOrg, Name: "村服务点", Timetable: `{"rule":"even"}`})
	})
}

func TestStationServesAtTwoSitesByTurns(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.sites()
		days, err := w.r.SiteDays(context.Background(), stationOrg, "2026-09-23", 2)
		w.must(err)
		var got []string
		for _, d := range days {
			if d.Open {
				got = append(got, string(d.Day)+" "+d.ID)
			}
		}
		if diff := cmp.Diff([]string{"2026-09-23 s-office", "2026-09-24 s-village"}, got); diff != "" {
			t.Error(diff)
		}
		none, err := w.r.SitesOn(context.Background(), otherOrg, "2026-09-23")
		w.must(err)
		if len(none) != 0 {
			t.Errorf("a station without sites has %v", none)
		}
	})
}

// On the village's day nothing is registered, by the clerk as little as by the system;
// on the office's day the same case is.
func TestRegisterIsEnteredOnTheOfficesDay(t *testing.T) {
	eachWorld(t, func(w *world) {
		may := func(org string) bool {
			t.Helper()
			var yes bool
			w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
				a := w.r.begin(tx, systemActor())
				a.c = models.Case{HandlingOrg: org, Site: "s-village"}
				yes, err = a.siteMayEffect()
				return err
			}))
			return yes
		}
		if !may(stationOrg) {
			t.Error("a station without sites may not register")
		}
		w.sites()
		if may(stationOrg) {
			t.Error("the register is open on the village's day, 24 September")
		}
		w.setClock("2026-09-25T09:00:00+08:00")
		if !may(stationOrg) {
			t.Error("the register is closed on the office's day")
		}
		if !may(otherOrg) {
			t.Error("another station's sites count")
		}
		// Nobody is at the village's counter on the office's day; on its own day it takes in.
		q := OpenRequest{Business: workflow.BirthCert, Site: "s-village", Key: "closed"}
		if _, err := w.r.Open(context.Background(), w.officer("clerk"), q); !invalidAt(err, "site", "site_closed") {
			w.t.Errorf("a closed site took in: %v", err)
		}
		w.setClock("2026-09-26T09:00:00+08:00")
		w.open("clerk", OpenRequest{Business: workflow.BirthCert, Site: "s-village"})
	})
}

// Whoever opens the case on a day on which the station's office is closed reads why it is not
// entered, and that the office is closed.
func TestAnApprovedCaseSaysThatItWaitsForTheOffice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.sites()
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.wantState(id, workflow.Approved)
		v, err := w.r.View(context.Background(), w.officer("head"), id)
		w.must(err)
		if len(v.Waiting) != 1 || v.Waiting[0].Code != string(workflow.GSiteMayEffect) || !strings.Contains(v.Waiting[0].Message.En, "closed today") {
			t.Errorf("the case says that it waits for %+v", v.Waiting)
		}
	})
}
