package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// cellLength is how many cases the list of a number has, page by page.
func (w *world) cellLength(who string, f CaseFilter) (int64, int64) {
	w.t.Helper()
	var n int64
	for cursor := ""; ; {
		page, err := w.r.CaseList(context.Background(), w.officer(who), f, cursor)
		w.must(err)
		n += int64(len(page.Items))
		if cursor = page.Next; cursor == "" {
			return n, page.Total
		}
	}
}

func (w *world) boardOf(who string, q BoardQuery) *Board {
	w.t.Helper()
	b, err := w.r.Board(context.Background(), w.officer(who), q)
	w.must(err)
	for _, c := range b.Cells() {
		if n, total := w.cellLength(who, c.Filter); n != c.N || total != c.N {
			w.t.Errorf("%s: the board says %d, its list has %d and counts %d: %+v", who, c.N, n, total, c.Filter)
		}
	}
	return b
}

func TestBoardCountsWhatSupervisorsAskAndListsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		w.put(models.Case{ID: "old", State: "county_review", DueOn: "2026-09-26", LodgedOn: "2026-08-03"}, "")
		w.put(models.Case{ID: "unsent-line", State: "listed", ParentID: "b"}, "")
		for _, who := range []string{"head", "county", "city_lead"} {
			b := w.boardOf(who, BoardQuery{})
			got := map[string]int64{"open": b.Total.Open.N, "week": b.Total.DueWeek.N, "late": b.Total.Overdue.N, "done": b.Total.Done.N, "old": b.Total.Ages[AgeOver20].N}
			for name, want := range map[string]int64{"open": 9, "week": 2, "late": 1, "done": 1, "old": 2} {
				if got[name] != want {
					t.Errorf("%s of %s: %d, want %d", name, who, got[name], want)
				}
			}
			if len(b.Stations) != 1 || b.Stations[0].Name.Zh != "甲县城关派出所" || b.Total.Oldest != 39 || b.From != "2026-09-21" {
				t.Errorf("stations %+v, oldest %d, from %s", b.Stations, b.Total.Oldest, b.From)
			}
		}
		if b := w.boardOf("region", BoardQuery{}); b.Total.Open.N != 10 || len(b.Stations) != 2 {
			t.Errorf("the region has %d open at %d stations", b.Total.Open.N, len(b.Stations))
		}
		waits := map[Party]int64{}
		for _, row := range w.boardOf("head", BoardQuery{Station: stationOrg}).Waits {
			waits[row.Party] = row.Open.N
		}
		if waits[PartyApplicant] != 1 || waits[PartyLetter] != 1 || waits[Party(workflow.Head)] != 1 || waits[Party(workflow.Clerk)] != 4 || waits[Party(workflow.CountyLead)] != 1 {
			t.Errorf("waiting on %v", waits)
		}
	})
}

func TestBoardCountsWhyCasesWereSentBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.put(models.Case{ID: "a", State: "station_review", LodgedOn: "2026-09-14"}, "")
		w.put(models.Case{ID: "b", State: "station_review", LodgedOn: "2026-09-14"}, "")
		items := func(code string, list ...string) workflow.Facts {
			return workflow.Facts{workflow.InReturnCode: code, workflow.InItems: list, workflow.InReason: "不全"}
		}
		w.put(models.Case{ID: "c", State: "lodged", LodgedOn: "2026-09-24"}, "")
		w.must(w.try("head", "a", workflow.Return, workflow.Verifying, items("lacking", string(workflow.MatBirthCertificate), "漏页", string(workflow.MatBirthStatement))))
		w.must(w.try("head", "b", workflow.Return, workflow.Verifying, items("differs", string(workflow.MatBirthCertificate), string(workflow.FactChildName))))
		w.must(w.try("clerk", "c", workflow.RequestCorrection, "", workflow.Facts{workflow.InItems: []string{"漏页"}}))
		b := w.boardOf("head", BoardQuery{})
		got := map[string]int64{}
		for _, row := range b.SentBack {
			if want := map[string]string{"reason:lacking": "手续或文书不全", "reason:differs": "申报与材料或登记库不符"}[row.Code]; want != "" && row.Name.Zh != want {
				t.Errorf("the code %s is called %s", row.Code, row.Name.Zh)
			}
			got[row.Code] = row.Cases.N
			if row.Name.Zh == "" || row.EventName.Zh == "" {
				t.Errorf("a reason without a name: %+v", row)
			}
		}
		if len(got) != 5 || got["reason:lacking"] != 1 || got["reason:differs"] != 1 || got["material:birth_certificate"] != 2 || got["other"] != 1 || got["field:child_name"] != 1 {
			t.Errorf("sent back for %v", got)
		}
		if b := w.boardOf("head", BoardQuery{From: "2026-09-01", To: "2026-09-23"}); len(b.SentBack) != 0 {
			t.Errorf("before anything was sent back: %+v", b.SentBack)
		}
		if b := w.boardOf("head_b", BoardQuery{}); len(b.SentBack) != 0 || b.Total.Open.N != 0 {
			t.Errorf("another county sees %+v", b.Total)
		}
	})
}

func TestBoardIsForSupervisorsOfTheBody(t *testing.T) {
	eachWorld(t, func(w *world) {
		for _, who := range []string{"aux", "clerk", "community"} {
			if _, err := w.r.Board(context.Background(), w.officer(who), BoardQuery{}); err != ErrForbidden {
				t.Errorf("%s sees a board: %v", who, err)
			}
		}
		for _, elsewhere := range []string{otherOrg, countyOrg, "000000000000"} {
			if _, err := w.r.Board(context.Background(), w.officer("head"), BoardQuery{Station: elsewhere}); err != ErrNotFound {
				t.Errorf("the head sees the board of %s: %v", elsewhere, err)
			}
			if _, err := w.r.CaseList(context.Background(), w.officer("head"), CaseFilter{Measure: MeasureOpen, Station: elsewhere}, ""); err != ErrNotFound {
				t.Errorf("the head lists the cases of %s: %v", elsewhere, err)
			}
		}
		if _, err := w.r.Board(context.Background(), w.officer("county"), BoardQuery{Station: stationOrg}); err != nil {
			t.Error(err)
		}
		if _, err := w.r.Board(context.Background(), w.officer("head"), BoardQuery{From: "2026-09-24", To: "2024-01-01"}); err == nil {
			t.Error("a period that ends before it begins was taken")
		}
		if _, err := w.r.CaseList(context.Background(), w.officer("head"), CaseFilter{Measure: "everything"}, ""); err == nil {
			t.Error("a measure that is none was taken")
		}
	})
}

// Two postings below one another count a case once.
func TestBoardOfTwoPostingsCountsEachCaseOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		both := w.officer("head")
		both.Postings = append(both.Postings, w.officer("county").Postings...)
		b, err := w.r.Board(context.Background(), both, BoardQuery{})
		w.must(err)
		if b.Total.Open.N != 8 {
			t.Errorf("%d open cases, want 8", b.Total.Open.N)
		}
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("DELETE FROM case_orgs WHERE case_id = 'late'")
			return err
		})
		if b, err = w.r.Board(context.Background(), both, BoardQuery{}); err != nil || b.Total.Open.N != 7 {
			t.Errorf("a case that may not be opened is counted: %d, %v", b.Total.Open.N, err)
		}
	})
}
