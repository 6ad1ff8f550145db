package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

func (w *world) compared(who, id string) map[workflow.Field]CompareRow {
	w.t.Helper()
	rows, err := w.r.Compare(context.Background(), w.officer(who), id)
	w.must(err)
	out := map[workflow.Field]CompareRow{}
	for _, row := range rows {
		out[row.Field] = row
	}
	return out
}

func TestDeclaredItemsStandBesideTheRegister(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		village := proper(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		facts[workflow.FactMotherName], facts[workflow.FactFatherName] = "李春梅", "马斌"
		facts[workflow.FactMotherNumber] = village[0].Members[1].Number.Reveal()
		facts[workflow.FactMotherAt], facts[workflow.FactCertificateName] = "family", "马小荷"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		got := w.compared("clerk", id)
		for field, want := range map[workflow.Field]CompareResult{
			workflow.FactMotherName: CompareEqual, workflow.FactMotherNumber: CompareEqual, workflow.FactFatherName: CompareDiffers,
			workflow.FactMotherAt: CompareEqual, workflow.FactApplicantName: CompareEqual, workflow.FactHousehold: CompareEqual,
			workflow.FactChildName: CompareDiffers, workflow.FactChildSex: CompareDeclaredOnly, workflow.FactBirthHospital: CompareNotComparable,
		} {
			if got[field].Result != want {
				t.Errorf("%s: %s, want %s: %+v", field, got[field].Result, want, got[field])
			}
		}
		name := got[workflow.FactChildName]
		if !name.MaterialDiffers || name.RegisterDiffers || name.Material.Value != "马小荷" || name.Material.Source.Zh != "出生医学证明" {
			t.Errorf("the child's name: %+v of %+v", name.Material, name)
		}
		number := got[workflow.FactMotherNumber]
		if number.Declared.Value != number.Register.Value || !strings.Contains(number.Register.Value, "****") || number.Register.PersonID != "p-li" {
			t.Errorf("the mother's number: %+v", number.Register)
		}
		if h := got[workflow.FactHousehold]; h.Declared.Value != "000101 城关镇南街12号" {
			t.Errorf("the household: %+v", h.Declared)
		}
		if n := count[models.AccessLog](w, "what = 'compare' and person_id in ('p-li', 'p-ma') and case_id = ?", id); n != 2 {
			t.Errorf("%d rows of the log, want one for each parent", n)
		}
		if _, err := w.r.Compare(context.Background(), w.officer("clerk_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county compares: %v", err)
		}
	})
}

// What health issued in the course of the case stands beside what was declared, with
// the paper and the officer who copied it.
func TestACertificateWrittenWithAStepIsASource(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		for _, f := range []workflow.Field{workflow.FactCertificate, workflow.FactCertificateOn, workflow.FactCertificateName} {
			delete(facts, f)
		}
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatParentBook, workflow.MatMarriage, workflow.MatIdentity} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "在医院出生"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "甲县卫健局", "document_no": "函1"})
		w.step("clerk", id, workflow.CertIssued, workflow.Facts{"issued_certificate_no": "T640000009", "issued_certificate_on": "2026-09-20", "issued_certificate_name": "马小荷", "health_data_agree": true})
		w.paper(id, workflow.MatBirthCertificate)
		row := w.compared("clerk", id)[workflow.FactChildName]
		if row.Declared.Value != "马小禾" || row.Material.Value != "马小荷" || row.Result != CompareDiffers {
			t.Errorf("the name: declared %+v, material %+v, %s", row.Declared, row.Material, row.Result)
		}
		if row.Material.Officer != "民警clerk" || row.Material.At.IsZero() || row.Material.MaterialID == "" {
			t.Errorf("the source: %+v", row.Material)
		}
		if no := w.compared("head", id)[workflow.FactCertificate]; no.Result != CompareEqual || no.Material.Value != "T640000009" {
			t.Errorf("the certificate's number: %+v", no)
		}
	})
}

func TestAWardFoundInTheRegisterIsComparedItemByItem(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := workflow.Facts{"name": "王小石", "sex": "1", "birth_date": "2016-03-05", "citizen_number": proper(village())[2].Members[1].Number.Reveal(), "birth_estimated": true}
		w.must(w.db.InTx(context.Background(), func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			a.def, _ = w.r.book.Current(workflow.WardMove, a.today)
			a.form = form{Facts: facts}
			return a.writeDraft(OpenRequest{Business: workflow.WardMove, RegisterStation: stationOrg}, stationOrg,
				[]models.CaseSubject{{Role: string(workflow.Ward), PersonID: "p-bs", Name: "王小石", Key: w.r.personKey("p-bs")}})
		}))
		c := one[models.Case](w, "business = ?", string(workflow.WardMove))
		got := map[workflow.Field]CompareResult{}
		for f, row := range w.compared("clerk", c.ID) {
			got[f] = row.Result
		}
		want := map[workflow.Field]CompareResult{"name": CompareEqual, "sex": CompareEqual, "birth_date": CompareDiffers, "citizen_number": CompareEqual, "birth_estimated": CompareDiffers}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the ward (-want +got):\n%s", diff)
		}
		w.tx(func(tx *store.Tx) error {
			now := w.r.Now()
			_, err := store.Set[models.Case](tx, map[string]any{"closed_at": &now}, "id = ?", c.ID)
			return err
		})
		for f, row := range w.compared("clerk", c.ID) {
			if row.Register != nil {
				t.Errorf("of an ended case the register's %s is shown", f)
			}
		}
	})
}
