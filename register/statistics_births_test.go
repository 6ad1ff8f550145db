package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// figuresAre compares the figures of a line that are not 0.
func (w *world) figuresAre(who string, q StatQuery, line string, want map[string]int64) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.sheetOf(who, q).row(line)); diff != "" {
		w.t.Errorf("%s %s, %s (-want +got):\n%s", q.Sheet, q.Month, line, diff)
	}
}

// TestTheMonthsBirthsAndDeaths: a girl with a certificate in time, her grandfather who died
// three weeks ago, a child who was born and died, a boy entered otherwise, and next month the girl's entry taken back.
func TestTheMonthsBirthsAndDeaths(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.birthOnTheSpot("h-ma", "2026-09-10")
		w.death("p-old", "2026-09-01")
		f := birthFacts("p-gran", "", "h-ma")
		f["child_died_on"], f["child_birth_date"], f["child_name"] = "2026-07-11", "2026-07-11", "李小禾"
		w.must(orNil(w.act(workflow.BirthThenDeath, workflow.Child, "", f, workflow.EffBirth, workflow.EffNumber, workflow.EffDeath)))
		w.exec("update cases set late = true where business = 'birth_then_death'")
		_, err := w.newborn("1")
		w.must(err)
		births := map[string]int64{"births": 3, "male": 1, "female": 2, "timely": 2, "late": 1, "certificate": 1, "died": 1, "other": 1}
		w.figuresAre("head", StatQuery{Sheet: SheetBirths}, stationOrg, births)
		// 81 years and no years old; 23 and 75 days.
		deaths := map[string]int64{"deaths": 2, "male": 1, "female": 1, "age_0": 1, "age_60": 1, "reported": 2, "month": 1, "later": 1, "days_mean": 49}
		w.figuresAre("head", StatQuery{Sheet: SheetDeaths}, stationOrg, deaths)
		w.figuresAre("county", StatQuery{Sheet: SheetDeaths}, "", deaths)
		w.put(models.Case{ID: "undoing", State: "approved"}, "")
		(&life{w: w, people: []string{w.personNamed("马小禾")}, homes: []string{"h-ma"}, caseID: "undoing", day: 262}).live("undone", 0, 0) // 9 October
		w.figuresAre("head", StatQuery{Sheet: SheetBirths}, stationOrg, map[string]int64{"reversed": 1})
		w.figuresAre("head", StatQuery{Sheet: SheetBirths, Month: "2026-09"}, stationOrg, births)
	})
}

// personNamed is the id of the one person of a name.
func (w *world) personNamed(name string) string {
	w.t.Helper()
	ids := column(w, "SELECT id FROM people WHERE name = ?", name)
	if len(ids) != 1 {
		w.t.Fatalf("%d people are called %s", len(ids), name)
	}
	return ids[0]
}
