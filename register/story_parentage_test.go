package register

import (
	"context"
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func reportOn(tested string) workflow.Facts {
	in := maps.Clone(reportInput())
	in["parents_tested"] = tested
	return in
}

// blankItems is what the case keeps of parents left blank, and of those excluded.
func (w *world) blankItems(id string) (blank, excluded string) {
	w.t.Helper()
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		if err := a.read(id); err != nil {
			return err
		}
		blank, excluded = a.fact(factParentBlank), a.fact(factParentExcluded)
		return nil
	}))
	return blank, excluded
}

// TestAParentIsNotExchangedBehindTheReport: the man whom the report supports is tested, and
// no other takes his place. Once the head has struck the report, he does, and is tested.
func TestAParentIsNotExchangedBehindTheReport(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.Supported)
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"户口簿"}, "reason": "须补充"})
		other := workflow.Facts{"father": nil, "father_name": "王大力", "mother_name": "李春美"}
		if err := w.changes("clerk", id, other); !refusedAs(err, "tested", other) {
			t.Fatalf("behind the report: %s", describe(err))
		}
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"户口簿"}})
		if err := w.try("clerk", id, workflow.SecondTest, "", workflow.Facts{"reason": "x"}); err == nil {
			t.Fatal("the clerk strikes the report")
		}
		w.step("head", id, workflow.SecondTest, workflow.Facts{"reason": "申报的父亲有误"})
		w.wantState(id, workflow.AwaitingParentage)
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"父亲身份证"}, "reason": "须补充"})
		w.must(w.changes("clerk", id, other))
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"父亲身份证"}})
		w.wantState(id, workflow.AwaitingParentage)
		w.step("clerk", id, workflow.Supported, reportInput())
		w.wantState(id, workflow.ParentageSupported)
	})
}

// TestWhomAReportExcludedStaysOut: a later report says nothing for the mother whom the
// first excluded, and the child is entered without her, though it follows neither side by
// another's word.
func TestWhomAReportExcludedStaysOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.MotherExcluded)
		w.step("head", id, workflow.Dispute, suspension("2026-10-20"))
		if err := w.try("head", id, workflow.MotherSide, "", workflow.Facts{"reason": "母方无争议"}); !refusedFor(err, workflow.GMotherNotBlank) {
			t.Fatalf("the excluded mother's side: %v", err)
		}
		w.step("head", id, workflow.Resume, workflow.Facts{"reason": "争议已了"})
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "父亲另行鉴定"})
		if err := w.try("clerk", id, workflow.FatherExcluded, "", reportOn("father")); !refusedFor(err, workflow.GMotherNotOut) {
			t.Fatalf("both parents excluded by two reports: %v", err)
		}
		w.step("clerk", id, workflow.Supported, reportOn("father"))
		w.wantState(id, workflow.ParentageFatherOnly)
		if blank, out := w.blankItems(id); blank != "mother" || out != "mother" {
			t.Errorf("blank %q, excluded %q", blank, out)
		}
		// That the register knows her shows nothing of her being the mother.
		if rows := w.compared("head", id); rows[workflow.FactMother].Result != CompareBlank || rows[workflow.FactFather].Result != CompareEqual {
			t.Errorf("set beside the register: mother %+v, father %+v", rows[workflow.FactMother], rows[workflow.FactFather])
		}
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"随父落户声明"}, "reason": "须补充"})
		w.must(w.changes("clerk", id, workflow.Facts{"follows": "father"}))
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"随父落户声明"}})
		w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"马文"}})
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		p, ok := w.child(id, workflow.Child)
		if !ok || p.MotherID != "" || p.FatherID != "p-father" {
			t.Errorf("entered with mother %q and father %q", p.MotherID, p.FatherID)
		}
		// Nor does she come in by the other door, on a paper or by the station alone.
		parent := func(ground string) string {
			f := w.alters(workflow.ParentItem, p.ID, workflow.Facts{"mother": "p-mother", "parent_ground": ground, "applicant_relation": "parent"})
			w.step("clerk", f, workflow.Lodge, nil)
			w.paper(f, workflow.MatParentProof)
			w.paper(f, workflow.MatHouseholdBook)
			return f
		}
		filled := parent("certificate")
		if err := w.try("clerk", filled, workflow.Accept, "", nil); !refusedFor(err, workflow.GParentProven) {
			t.Errorf("the excluded mother was filled in: %s", describe(err))
		}
		w.step("clerk", filled, workflow.Withdraw, workflow.Facts{"reason": "没有新的鉴定"})
		filled = parent("judgment")
		w.step("clerk", filled, workflow.Accept, nil)
		w.step("clerk", filled, workflow.AssignCheck, nil)
		w.step("community", filled, workflow.ReportCheck, checkedAndHeard)
		if err := w.try("head", filled, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station alone set the report aside: %s", describe(err))
		}
	})
}

// TestTwoReportsExcludeBothAndNobodyReadsWho: the second report excludes the father as
// well; the case is the head's, restricted, with both items blank.
func TestTwoReportsExcludeBothAndNobodyReadsWho(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.MotherExcluded)
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "父亲另行鉴定"})
		w.step("head", id, workflow.BothExcluded, reportOn("father"))
		w.wantState(id, workflow.OriginInquiry)
		if blank, out := w.blankItems(id); blank != workflow.BothParents || out != workflow.BothParents {
			t.Errorf("blank %q, excluded %q", blank, out)
		}
		if !w.row(id).Restricted {
			t.Error("the case is not restricted")
		}
		for _, role := range []workflow.SubjectRole{workflow.Mother, workflow.Father} {
			if _, ok := w.child(id, role); ok {
				t.Errorf("the excluded %s is still of the case", role)
			}
		}
		w.step("head", id, workflow.SecondTest, workflow.Facts{"reason": "样本有误，另一机构再次鉴定"})
		again := reportInput()
		again["report_no"] = "D-2"
		w.step("clerk", id, workflow.Supported, again)
		if blank, out := w.blankItems(id); blank+out != "" {
			t.Errorf("struck, and still blank %q, excluded %q", blank, out)
		}
		if _, ok := w.child(id, workflow.Father); !ok {
			t.Error("the father whom the second test supports is not of the case")
		}
	})
}

// TestNothingOfAnExcludedFatherGoesAlongButThatHeIsExcluded: the child dies, and the case
// that registers birth and death knows neither his name nor his number, and takes him no more.
func TestNothingOfAnExcludedFatherGoesAlongButThatHeIsExcluded(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.testedOf(workflow.FatherExcluded, workflow.Facts{"father_name": "马文", "father_number": "649901199505050016", "father_registered_in": "family"})
		w.step("clerk", id, workflow.ChildDies, workflow.Facts{"died_on": "2026-09-23", "successor": "birth_then_death"})
		next := one[models.Case](w, "origin_case = '"+id+"'").ID
		var kept workflow.Facts
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			err := a.read(next)
			kept = a.form.Facts
			return err
		}))
		for _, k := range fatherItems {
			if kept.Has(k) {
				t.Errorf("the next case knows %s: %v", k, kept[k])
			}
		}
		if !kept.Has(workflow.FactMother) {
			t.Error("the next case does not know the mother")
		}
		again := workflow.Facts{"father": "p-father", "father_name": "马文"}
		if err := w.changes("clerk", next, again); !refusedAs(err, "excluded_by_report", again) {
			t.Errorf("the excluded man is entered anew: %s", describe(err))
		}
		w.must(w.changes("clerk", next, workflow.Facts{"mother_name": "李春梅"}))
	})
}
