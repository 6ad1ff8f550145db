package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// TestTheMonthsMovesByWhereFromAndWhereTo: one moves to the near station of the county, one
// comes from the other prefecture, one leaves for another province and is on the way when
// the month ends, and is overdue a month later.
func TestTheMonthsMovesByWhereFromAndWhereTo(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.setClock("2026-08-20T09:00:00+08:00")
		w.grown()
		w.put(models.Case{ID: "moving", State: "approved"}, "")
		moves := func(person, house string) {
			(&life{w: w, people: []string{person}, homes: []string{house}, caseID: "moving", day: 233}).live("moves", 0, 0) // 10 September
		}
		moves("p-son", "h-old") // within the station, which is none
		moves("p-old", "h-near")
		moves("p-bs", "h-ma")
		w.must(orNil(w.act(workflow.MoveOutOfRegion, workflow.Affected, "p-bro", workflow.Facts{"relations": []string{"p-bro=02"}, "move_cause": "work"}, workflow.EffDepart)))
		within, across, away := countyOrg+">"+countyOrg, otherCount+">"+countyOrg, countyOrg+">-"
		q := StatQuery{Sheet: SheetMoves}
		w.figuresAre("county", q, within, map[string]int64{"left": 1, "landed": 1, "online": 1, "care": 1})
		w.figuresAre("county", q, across, map[string]int64{"landed": 1, "online": 1, "care": 1})
		w.figuresAre("county", q, away, map[string]int64{"left": 1, "certificate": 1, "work": 1, "in_transit": 1})
		// The station of arrival landed nobody from within the county; it lost one.
		w.figuresAre("head", q, within, map[string]int64{"left": 1})
		w.figuresAre("region", q, across, map[string]int64{"left": 1, "landed": 1, "online": 1, "care": 1})
		if name := w.sheetOf("county", q).Rows[0].Name; name.Zh != "乙县公安局 → 甲县公安局" {
			t.Errorf("a line is called %s", name.Zh)
		}
		w.setClock("2026-10-20T09:00:00+08:00")
		w.figuresAre("county", q, away, map[string]int64{"in_transit": 1, "overdue": 1})
		w.figuresAre("county", StatQuery{Sheet: SheetMoves, Month: "2026-09"}, away, map[string]int64{"left": 1, "certificate": 1, "work": 1, "in_transit": 1})
		w.figuresAre("county", StatQuery{Sheet: SheetPopulation, Month: "2026-09"}, stationOrg, map[string]int64{"start": 6, "in_region": 1, "out_county": 1, "out_province": 1, "end": 5,
			"end_male": 3, "end_female": 2, "households_start": 2, "households": 2})
	})
}
