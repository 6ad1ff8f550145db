package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// The day promised with the receipt stays what it was when later periods have begun, as
// that of handing over.
func TestTheDayPromisedAtAcceptanceStays(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		row := w.row(id)
		want, _ := w.r.Calendar().Due(row.AcceptedOn, calendar.Span{N: 1, Unit: calendar.UnitWorkday})
		first := one[models.CaseClock](w, "case_id = '"+id+"' and state = 'accepted' limit 1")
		if first.EndedOn == "" {
			t.Fatal("the first period still runs: the story tells nothing")
		}
		p, kept, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if !kept || p.DueOn != first.DueOn || p.DueOn < want {
			t.Errorf("promised is %+v; the first period ended on %s", p, first.DueOn)
		}
	})
}

// Before acceptance the receipt promises the answer alone; after it the decision, with
// the time of every level that has to decide: the station's own stage is no promise.
func TestAReceiptPromisesTheDecisionAndNotOneStage(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		row := w.row(id)
		lodged, kept, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Lodge)
		w.must(err)
		if want, _ := w.r.Calendar().AddWorkdays(row.LodgedOn, 5); !kept || lodged.DueOn != want || len(lodged.Papers) != 0 {
			t.Errorf("the receipt of the papers says %+v, want the answer by %s", lodged, want)
		}
		p, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if least, _ := w.r.Calendar().AddWorkdays(row.AcceptedOn, 5+10); p.DueOn < least || len(p.Papers) != 1 {
			t.Errorf("the receipt says %+v; the station's stage and the county's end on %s", p, least)
		}
	})
}

// A receipt printed again has the name that was declared, not the one of now.
func TestAReceiptKeepsTheNameThatWasDeclared(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		before, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE case_subjects SET name = '李改名' WHERE case_id = ?", id)
			return err
		})
		after, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if before.Subject == "" || after.Subject != before.Subject || after.Applicant == "" {
			t.Errorf("the receipt named %q and now names %+v", before.Subject, after)
		}
	})
}

// renamed changes what a sheet must not go by: the names of the people in cases and of the
// bodies.
func (w *world) renamed() {
	w.tx(func(tx *store.Tx) error {
		for _, text := range []string{"UPDATE case_subjects SET name = '李改名'", "UPDATE organisations SET name = '新名'"} {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		return nil
	})
}

// issued reads what is kept of a sheet.
func (w *world) issued(id, number string) Receipt {
	w.t.Helper()
	x, kept, err := w.r.Issued(w.t.Context(), w.officer("clerk"), id, number)
	w.must(err)
	if !kept || x.Subject == "" || x.Applicant == "" || x.Body == nil {
		w.t.Fatalf("of %s is kept %v: %+v", number, kept, x)
	}
	return x
}

// Receipts and notices say where the case was taken in, and where to bring more: the place
// as it was called then, whatever station and service site are called since.
func TestASheetSaysWhereItWasGivenOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.sites()
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Site: "s-village", Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"结婚证"}})
		number := w.row(id).Number + "-补正字第1号"
		receipt := func() string {
			x, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Lodge)
			w.must(err)
			return jsonText(x)
		}
		lodged, told := receipt(), w.issued(id, number)
		if told.Place == nil || told.Place.Zh != "甲县城关派出所 · 村服务点" || !strings.Contains(lodged, told.Place.Zh) {
			t.Errorf("the notice says %+v, the receipt %s", told.Place, lodged)
		}
		w.renamed()
		w.tx(func(tx *store.Tx) error { _, err := tx.Exec("UPDATE service_sites SET name = '新窗口'"); return err })
		if now := w.issued(id, number); jsonText(now) != jsonText(told) || receipt() != lodged {
			t.Errorf("the notice said %s and says %s; the receipt said %s and says %s", jsonText(told), jsonText(now), lodged, receipt())
		}
	})
}

// TestANoticeStaysAsIssued: after another paper, another name and another name of the
// station, the notice still says what it said when it was issued.
func TestANoticeStaysAsIssued(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"结婚证"}})
		number := w.row(id).Number + "-补正字第1号"
		told := w.issued(id, number)
		if len(told.Items) != 1 || told.Items[0] != "结婚证" || told.Body.Zh != "甲县城关派出所" || told.DueOn != "" {
			t.Errorf("the notice says %+v", told)
		}
		w.paper(id, workflow.MatMarriage)
		w.renamed()
		if now := w.issued(id, number); jsonText(now) != jsonText(told) {
			t.Errorf("the notice said %s and says now %s", jsonText(told), jsonText(now))
		}
		if _, kept, err := w.r.Issued(w.t.Context(), w.officer("clerk"), id, "没有这个号"); kept || err != nil {
			t.Errorf("of no sheet is kept %v: %v", kept, err)
		}
	})
}

// TestADecisionStaysAsIssued: so does the decision of the county, and beside it, after the
// acceptance, the receipt of the papers.
func TestADecisionStaysAsIssued(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.Approve, nil)
		number := w.row(id).Number + "-准予登记字第1号"
		decided := w.issued(id, number)
		lodged, kept, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Lodge)
		w.must(err)
		if decided.Body.Zh != "甲县公安局" || len(decided.Papers) != 3 || !kept || lodged.DueOn == "" {
			t.Errorf("the decision says %+v, the receipt of the papers %+v", decided, lodged)
		}
		w.renamed()
		if now := w.issued(id, number); jsonText(now) != jsonText(decided) {
			t.Errorf("the decision said %s and says now %s", jsonText(decided), jsonText(now))
		}
		if now, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Lodge); err != nil || jsonText(now) != jsonText(lodged) {
			t.Errorf("the receipt of the papers said %+v and says %+v: %v", lodged, now, err)
		}
	})
}
