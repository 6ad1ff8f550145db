package register

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"

	"github.com/google/go-cmp/cmp"
)

func TestTheOrganisationIsATreeWithWhatItHas(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.sites()
		ctx := context.Background()
		got, err := w.r.Stations(ctx, admin(workflow.SysAdmin))
		w.must(err)
		type line struct {
			Code        string
			Depth, N, S int
			NoApprover  bool
		}
		var lines []line
		for _, s := range got {
			lines = append(lines, line{Code: s.Code, Depth: s.Depth, N: s.Officers, S: s.Sites, NoApprover: s.NoApprover})
		}
		want := []line{{Code: regionOrg, N: 1}, {Code: otherCity, Depth: 1, NoApprover: true}, {Code: otherCount, Depth: 2, NoApprover: true}, {Code: otherOrg, Depth: 3, N: 2},
			{Code: cityOrg, Depth: 1, N: 2}, {Code: countyOrg, Depth: 2, N: 2}, {Code: stationOrg, Depth: 3, N: 5, S: 2}}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("the tree (-want +got):\n%s", diff)
		}
		mine, err := w.r.Stations(ctx, w.officer("head"))
		w.must(err)
		if len(mine) != 1 || mine[0].Code != stationOrg || mine[0].Depth != 0 {
			t.Errorf("a head sees %+v", mine)
		}
	})
}

func TestATimetableIsSetAndAudited(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.sites()
		ctx := context.Background()
		sys := admin(workflow.SysAdmin)
		sites, err := w.r.Sites(ctx, sys, stationOrg)
		w.must(err)
		office := sites[0]
		if !office.Office {
			office = sites[1]
		}
		if !office.MayChange || office.OrgName.Zh != "甲县城关派出所" {
			t.Errorf("the site: %+v", office)
		}
		next := Timetable{Rule: RuleEven, Periods: []TimetablePeriod{{From: "2026-10-01", To: "2026-10-31", Rule: RuleWeekdays, Weekdays: []int{2}}}, Exceptions: map[models.Date]bool{"2026-09-24": false}}
		got, err := w.r.SetTimetable(ctx, sys, office.ID, next)
		w.must(err)
		if got.OpenToday || got.NextOpen != "2026-09-26" {
			t.Errorf("open today %v, next on %s", got.OpenToday, got.NextOpen)
		}
		rows := w.acts(ActTimetableSet)
		if len(rows) != 1 || rows[0].ObjectID != office.ID || rows[0].Was != office.Timetable.String() || rows[0].Became != next.String() {
			t.Errorf("the audit: %+v", rows)
		}
		for code, bad := range map[string]Timetable{
			"bad_timetable": {Rule: RuleOdd, Periods: []TimetablePeriod{{From: "2026-10-31", To: "2026-10-01", Rule: RuleOdd}}},
			"never_open":    {Rule: RuleOdd, Periods: []TimetablePeriod{{From: "2026-09-01", To: "2027-09-01", Rule: RuleWeekdays, Weekdays: []int{1}}}, Exceptions: mondaysShut()},
		} {
			_, err := w.r.SetTimetable(ctx, sys, office.ID, bad)
			wantCode(t, err, code)
		}
		for _, who := range []Actor{admin(workflow.SecAdmin), w.officer("head"), w.officer("region")} {
			if _, err := w.r.SetTimetable(ctx, who, office.ID, next); !errors.Is(err, ErrForbidden) {
				t.Errorf("%s sets a timetable: %v", who.Name, err)
			}
		}
	})
}

// mondaysShut closes every Monday of the coming months.
func mondaysShut() map[models.Date]bool {
	out := map[models.Date]bool{}
	for day := models.Date("2026-09-21"); day < "2027-01-01"; day = day.AddDays(7) {
		out[day] = false
	}
	return out
}

func TestOverlappingPeriodsAreRefused(t *testing.T) {
	table := Timetable{Rule: RuleOdd, Periods: []TimetablePeriod{{From: "2026-10-01", To: "2026-10-31", Rule: RuleOdd}, {From: "2026-10-31", To: "2026-11-02", Rule: RuleEven}}}
	if table.check() == nil {
		t.Error("two periods on 31 October were taken")
	}
	table.Periods[1].From = "2026-11-01"
	if err := table.check(); err != nil {
		t.Error(err)
	}
	if !table.Open("2026-10-31", true) || table.Open("2026-11-01", true) || !table.Open("2026-11-02", true) || !table.Open("2026-11-03", true) {
		t.Error("a period does not speak for its days alone")
	}
}

func TestAPolicyRowFollowsAnotherAndIsNeverEdited(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		region := w.officer("region")
		level := workflow.P2
		n := NewPolicyRow{Business: workflow.BirthNoCert, Division: "64", From: "2026-10-01", Level: &level, Document: "宁公规〔2026〕1号",
			Limits: map[workflow.Limit]calendar.Span{workflow.LimitStation: {N: 5, Unit: calendar.UnitWorkday}}, Options: map[string]json.RawMessage{"r2_directly": json.RawMessage("true")}}
		first, err := w.r.AddPolicyRow(ctx, region, n)
		w.must(err)
		if first.Level == nil || *first.Level != workflow.P2 || first.LevelName.Zh == "" || len(first.Limits) != 1 || first.Limits[0].Preset.N != 3 || first.InForce || first.EnteredBy != "民警region" {
			t.Errorf("the row: %+v", first)
		}
		n.From = "2027-01-01"
		second, err := w.r.AddPolicyRow(ctx, region, n)
		w.must(err)
		if got := one[models.PolicyRow](w, "id = ?", first.ID).To; got != "2026-12-31" {
			t.Errorf("the first row ends on %q", got)
		}
		rows, err := w.r.PolicyRows(ctx, w.officer("clerk"), PolicyFilter{Business: workflow.BirthNoCert, Division: "640522", On: "2027-02-01"})
		w.must(err)
		if len(rows) != 1 || rows[0].ID != second.ID {
			t.Errorf("in February: %+v", rows)
		}
		for _, from := range []models.Date{"2026-10-01", "2026-11-01", "2027-01-01"} {
			n.From = from
			_, err = w.r.AddPolicyRow(ctx, region, n)
			wantCode(t, err, "overlaps")
		}
		n.From = "2026-11-01"
		n.To = "2026-11-30"
		_, err = w.r.AddPolicyRow(ctx, region, n)
		w.must(err)
		if a, e := w.acts(ActPolicyAdded), w.acts(ActPolicyEnded); len(a) != 3 || len(e) != 2 || e[0].ObjectID != first.ID {
			t.Errorf("%d rows added and %d ended by the audit", len(a), len(e))
		}
	})
}

func TestPolicyRowsThatAreNotTaken(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		level, wild := workflow.P1, workflow.Level(7)
		good := func() NewPolicyRow {
			return NewPolicyRow{Business: workflow.Death, Division: "640522", From: "2026-10-01", Level: &level, Document: "文1"}
		}
		for code, spoil := range map[string]func(*NewPolicyRow){
			"unknown_business": func(n *NewPolicyRow) { n.Business = "none" },
			"bad_period":       func(n *NewPolicyRow) { n.To = "2026-09-30" },
			"in_the_past":      func(n *NewPolicyRow) { n.From = "2026-09-23" },
			"required":         func(n *NewPolicyRow) { n.Document = " " },
			"unknown_level":    func(n *NewPolicyRow) { n.Level = &wild },
			"unknown_limit": func(n *NewPolicyRow) {
				n.Limits = map[workflow.Limit]calendar.Span{"soon": {N: 1, Unit: calendar.UnitDay}}
			},
			"bad_span":         func(n *NewPolicyRow) { n.Limits = map[workflow.Limit]calendar.Span{workflow.LimitStation: {N: 1}} },
			"unknown_option":   func(n *NewPolicyRow) { n.Options = map[string]json.RawMessage{"free": json.RawMessage("true")} },
			"wrong_shape":      func(n *NewPolicyRow) { n.Options = map[string]json.RawMessage{"r0": json.RawMessage("[]")} },
			"empty":            func(n *NewPolicyRow) { n.Level = nil },
			"unknown_division": func(n *NewPolicyRow) { n.Division = "65" },
		} {
			n := good()
			spoil(&n)
			_, err := w.r.AddPolicyRow(ctx, w.officer("region"), n)
			wantCode(t, err, code)
		}
		if _, err := w.r.AddPolicyRow(ctx, w.officer("county_lead"), good()); !errors.Is(err, ErrForbidden) {
			t.Errorf("a county entered a row: %v", err)
		}
		if n := count[models.PolicyRow](w, ""); n != 0 {
			t.Errorf("%d rows stand", n)
		}
	})
}

func TestAdministratorsSeeInstitutionsWithoutTheHelper(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Institution](tx, map[string]any{"helper_name": "邵某"}, "id = ?", unitID)
			return err
		})
		ctx := context.Background()
		for _, c := range []struct {
			who    Actor
			n      int
			helper string
		}{{w.officer("clerk"), 1, "邵某"}, {admin(workflow.SysAdmin), 1, ""}, {w.officer("clerk_b"), 0, ""}} {
			got, err := w.r.Institutions(ctx, c.who)
			w.must(err)
			if len(got) != c.n || c.n == 1 && got[0].HelperName != c.helper {
				t.Errorf("%s sees %+v", c.who.Name, got)
			}
		}
	})
}
