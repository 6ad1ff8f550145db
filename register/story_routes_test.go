package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// routed is an accepted birth without certificate on its route.
func (w *world) routed(route workflow.State) (id, house string) {
	w.t.Helper()
	mother, father, house := w.seedFamily()
	id = w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.must(w.try("clerk", id, workflow.ChooseRoute, route, workflow.Facts{"reason": "证明须补发"}))
	w.wantState(id, route)
	return id, house
}

// Route R1: health is written to, its first certificate differs from what was declared and is
// put right, and the clerk decides on the spot; the certificate serves once.
func TestACertificateThatHealthIssuesLaterRegistersTheBirth(t *testing.T) {
	eachWorld(t, func(w *world) {
		id, house := w.routed(workflow.RouteR1)
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "甲县卫健局", "document_no": "卫1"})
		w.wantState(id, workflow.HealthReferred)
		w.step("clerk", id, workflow.CertMismatch, workflow.Facts{"reason": "姓名有误", "addressee": "甲县卫健局", "document_no": "卫2"})
		w.wantState(id, workflow.HealthReferred)
		disagrees := certificate("T640000001", "马小禾")
		disagrees["health_data_agree"] = false
		if err := w.try("clerk", id, workflow.CertIssued, "", disagrees); !refusedFor(err, workflow.GHealthAgrees) {
			t.Errorf("against health's own data: %s", describe(err))
		}
		w.step("clerk", id, workflow.CertIssued, certificate("T640000001", "马小禾"))
		w.wantState(id, workflow.CertVerified)
		w.step("clerk", id, workflow.Approve, nil)
		p := w.wantRegistered(id, workflow.Child, house)
		if p.MotherID != "p-mother" || p.FatherID != "p-father" || len(p.CertIndex) == 0 {
			t.Errorf("the child stands as %+v", p)
		}
	})
}

// Route R0: a policy row with its document and hospitals opens the pilot. A hospital that is
// not named there states nothing; the county's station issues the certificate, and its no leads
// to route R1.
func TestThePilotRouteGoesByItsPolicyRow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.PolicyRow{ID: "r0", Business: string(workflow.BirthNoCert), Division: "6405", From: "2026-01-01", Level: -1, Document: "宁卫妇幼〔2026〕1号",
				Options: `{"r0":true,"r0_hospitals":["城关镇卫生院"]}`, EnteredBy: "seed", EnteredAt: w.r.Now()})
		})
		id, house := w.routed(workflow.RouteR0)
		if err := w.try("clerk", id, workflow.TownshipCertified, "", workflow.Facts{"hospital": "河东镇卫生院", "document_no": "证1"}); !refusedFor(err, workflow.GHospitalNamed) {
			t.Errorf("by a hospital outside the pilot: %s", describe(err))
		}
		states := func() {
			w.step("clerk", id, workflow.TownshipCertified, workflow.Facts{"hospital": "城关镇卫生院", "document_no": "证1"})
			w.wantState(id, workflow.R0Statement)
		}
		states()
		w.step("clerk", id, workflow.CountyMCHRefused, workflow.Facts{"reason": "须由助产机构补发", "document_no": "妇幼1"})
		w.wantState(id, workflow.RouteR1)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR0, workflow.Facts{"reason": "机构已撤销"}))
		states()
		w.step("clerk", id, workflow.CountyMCHIssued, certificate("T640000003", "马小禾"))
		w.wantState(id, workflow.CertVerified)
		w.step("clerk", id, workflow.Approve, nil)
		w.wantRegistered(id, workflow.Child, house)
	})
}

// A child born abroad whose parents have both died goes to the grandfather, by a proof of
// kinship and with his word, and its station looks for a guardian; with no kin it goes on as a ward.
func TestAChildBornAbroadOfDeadParentsJoinsKinOrIsAWard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-li", "2026-09-20")
		w.death("p-ma", "2026-09-20")
		f := workflow.Facts{"follows": "grandparents", "household_id": "h-old", "applicant_name": "丁福", "applicant_relation": "relative"}
		opens := func() string {
			id := w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: bornAway(f)})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range append(abroadPapers, workflow.MatTravelPaper) {
				w.paper(id, k)
			}
			return id
		}
		id := opens()
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GAmongKin) || !refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("without a proof and the head's word: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "无亲属接收", "successor": "ward_first"})
		if c := w.row(w.followedBy(id)); c.Business != string(workflow.WardFirst) {
			t.Errorf("it goes on as %s", c.Business)
		}
		f["consents"] = []string{"丁福"}
		id = opens()
		w.paper(id, workflow.MatKinship)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"丁福"}})
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		p := w.wantRegistered(id, workflow.Child, "h-old")
		if p.MotherID != "p-li" || p.FatherID != "p-ma" || p.BirthPlace != "泰国 清迈府" {
			t.Errorf("the child stands as %+v", p)
		}
		if n := w.guardianLookedFor(p.ID); n != 1 {
			t.Errorf("%d tasks look for a guardian, want 1", n)
		}
	})
}
