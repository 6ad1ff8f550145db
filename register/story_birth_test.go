package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// child reads the case's child as the register has it.
func (w *world) child(id string, role workflow.SubjectRole) (models.Person, bool) {
	w.t.Helper()
	var p models.Person
	var found bool
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		s, err := store.Many[models.CaseSubject](tx, "", "case_id = ? and role = ?", id, string(role))
		if err != nil || len(s) != 1 || s[0].PersonID == "" {
			return err
		}
		p, err = store.One[models.Person](tx, "id = ?", s[0].PersonID)
		found = err == nil
		return err
	}))
	return p, found
}

// wantRegistered checks that the child stands in the household with a number of its
// sex and one register event that names the case.
func (w *world) wantRegistered(id string, role workflow.SubjectRole, house string) models.Person {
	w.t.Helper()
	p, ok := w.child(id, role)
	if !ok {
		w.t.Fatal("the child is not in the register")
	}
	n, err := w.r.number(p)
	w.must(err)
	if p.HouseholdID != house || p.Status != models.StatusActive || n.Division() != "649901" || string(n.Sex()) != p.Sex || n.BirthDate() != p.BirthDate {
		w.t.Fatalf("the child stands as %+v with number %s", p, n)
	}
	if p.CaseID != id {
		w.t.Errorf("the row names case %s, want %s", p.CaseID, id)
	}
	return p
}

func TestNewbornWithCertificateIsRegisteredOnTheSpot(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		if err := w.try("clerk2", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GAcceptor) {
			t.Fatalf("another clerk decides on the spot: %v", err)
		}
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		p := w.wantRegistered(id, workflow.Child, house)
		if p.Relation != "30" && p.Relation != "39" && p.Relation != "31" {
			t.Errorf("relation %s, want a daughter of the head", p.Relation)
		}
		w.step("clerk", id, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
		w.wantState(id, workflow.Delivered)
	})
}

func TestNewbornByParentageReportIsDecidedByTheCounty(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("aux", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("aux", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.paper(id, workflow.MatHealthRefusal)
		if err := w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR0, workflow.Facts{"reason": "x"}); err == nil {
			t.Fatal("the pilot route opened without a policy row")
		}
		must := func(who string, on workflow.Event, to workflow.State, in workflow.Facts) {
			t.Helper()
			if err := w.try(who, id, on, to, in); err != nil {
				t.Fatalf("%s: %s", on, describe(err))
			}
		}
		must("clerk", workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健已书面说明不予出具"})
		must("clerk", workflow.NeedsTest, "", workflow.Facts{"reason": "无鉴定"})
		must("clerk", workflow.Supported, "", workflow.Facts{"report_no": "D-1", "agency": "某鉴定所", "agency_licence_no": "L-1", "agency_licensed": true, "parents_tested": "both"})
		w.wantState(id, workflow.ParentageSupported)
		must("clerk", workflow.ReportCheck, "", workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
		must("head", workflow.PassUp, "", nil)
		if err := w.try("head", id, workflow.Approve, "", nil); err == nil {
			t.Fatal("the station head decided for the county")
		}
		must("county_lead", workflow.Approve, "", nil)
		w.wantState(id, workflow.Effected)
		w.wantRegistered(id, workflow.Child, house)
		if diff := cmp.Diff(map[string]int64{"births": 1, "female": 1, "timely": 1, "r2": 1}, w.sheetOf("head", StatQuery{Sheet: SheetBirths}).row(stationOrg)); diff != "" {
			t.Errorf("the month's births (-want +got):\n%s", diff)
		}
	})
}

func TestReturnedCaseGoesStraightBackToWhoReturnedIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.paper(id, workflow.MatHealthRefusal)
		w.paper(id, workflow.MatParentageReport)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "登记鉴定结论"})
		w.step("clerk", id, workflow.Supported, reportInput())
		w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
		w.step("head", id, workflow.PassUp, nil)
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "lacking", "items": []string{"走访记录"}, "reason": "记录不全"}))
		w.wantState(id, workflow.Verifying)
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "已补"})
		w.wantState(id, workflow.CountyReview)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}
