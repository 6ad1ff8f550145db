package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// changes writes other facts into a case and gives the refusal.
func (w *world) changes(who, id string, facts workflow.Facts) error {
	w.t.Helper()
	_, err := w.r.Change(context.Background(), w.officer(who), id, w.row(id).Version, facts)
	return err
}

// refusedAs tells whether the change was refused with this code for every item of it.
func refusedAs(err error, code string, facts workflow.Facts) bool {
	var wrong *Invalid
	if !errors.As(err, &wrong) {
		return false
	}
	for k := range facts {
		if !slices.ContainsFunc(wrong.Errors, func(e FieldError) bool { return e.Field == "facts."+string(k) && e.Code == code }) {
			return false
		}
	}
	return true
}

// withCertificate brings a birth without a certificate to the one that health issued.
func (w *world) withCertificate() (id, house string) {
	w.t.Helper()
	mother, father, house := w.seedFamily()
	id = w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "在医院出生"}))
	w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "甲县卫健局", "document_no": "卫1"})
	w.step("clerk", id, workflow.CertIssued, certificate("T640000001", "马小禾"))
	w.wantState(id, workflow.CertVerified)
	return id, house
}

func certificate(no, name string) workflow.Facts {
	return workflow.Facts{"issued_certificate_no": no, "issued_certificate_on": "2026-09-20", "issued_certificate_name": name, "health_data_agree": true}
}

// TestWhatTheCertificateWasVerifiedOnIsNotChangedBehindIt: nobody puts another child, other
// parents or another certificate in the place of those that health's data agreed with. To
// correct them the verification falls first, in the journal, and health is asked anew.
func TestWhatTheCertificateWasVerifiedOnIsNotChangedBehindIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		id, house := w.withCertificate()
		supplement := workflow.Facts{"items": []string{"户口簿"}, "reason": "须补充"}
		w.step("clerk", id, workflow.AskSupplement, supplement)
		another := workflow.Facts{"certificate_no": "T640000009", "certificate_issued_on": "2026-09-21", "certificate_name": "马大田", "child_name": "马大田",
			"child_sex": "1", "child_birth_date": "2026-08-01", "mother": nil, "mother_name": "张三妹", "mother_number": "649901199001010029", "father": nil, "father_name": "张大牛", "father_number": "649901199001010010"}
		if err := w.changes("clerk", id, another); !refusedAs(err, "certified", another) {
			t.Fatalf("behind the certificate: %s", describe(err))
		}
		// What the certificate does not speak of may change, and whatever stays as it is may be sent.
		w.must(w.changes("clerk", id, workflow.Facts{"late_reason": "住院", "child_name": "马小禾"}))
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"户口簿"}})

		w.step("clerk", id, workflow.CertRecheck, workflow.Facts{"reason": "母亲姓名登记有误，须更正"})
		w.wantState(id, workflow.HealthReferred)
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"出生情况更正说明"}, "reason": "须更正"})
		w.must(w.changes("clerk", id, workflow.Facts{"child_sex": "1"}))
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"出生情况更正说明"}})
		w.wantState(id, workflow.HealthReferred)
		if err := w.try("clerk", id, workflow.Approve, "", nil); err == nil {
			t.Fatal("decided on a certificate whose verification fell")
		}
		w.step("clerk", id, workflow.CertIssued, certificate("T640000002", "马小禾"))
		w.step("clerk", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if p := w.wantRegistered(id, workflow.Child, house); p.Sex != "1" {
			t.Errorf("entered as %+v", p)
		}
		// The certificate that was given back serves nobody any more, and holds nobody up.
		if n := count[models.SubjectLock](w, "case_id = '"+id+"' and released_at is null"); n != 0 {
			t.Errorf("%d holds are left", n)
		}
	})
}

// TestACertificateReturnedByTheHeadIsFixedAsWell: a case that the head gives back for
// another look is as fixed as one in the clerk's hands.
func TestACertificateReturnedByTheHeadIsFixedAsWell(t *testing.T) {
	eachWorld(t, func(w *world) {
		id, _ := w.withCertificate()
		w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
		w.must(w.try("head", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "lacking", "items": []string{"走访记录"}, "reason": "记录不全"}))
		other := workflow.Facts{"child_birth_date": "2026-09-11"}
		if err := w.changes("clerk", id, other); !refusedAs(err, "certified", other) {
			t.Fatalf("behind the certificate: %s", describe(err))
		}
		w.step("clerk", id, workflow.CertRecheck, workflow.Facts{"reason": "出生日期有误"})
		w.wantState(id, workflow.HealthReferred)
		if err := w.try("clerk", id, workflow.ReportBack, "", workflow.Facts{"findings": "已补"}); !refusedFor(err, workflow.GBirthProven) {
			t.Errorf("reported back without a certificate: %v", err)
		}
	})
}
