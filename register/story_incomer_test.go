package register

import (
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// fromAfar is a woman of another province who joins the Ma family.
func fromAfar(more workflow.Facts) workflow.Facts {
	number := "64990219930404002"
	out := workflow.Facts{"name": "周敏", "sex": "2", "birth_date": "1993-04-04", "citizen_number": number + string(models.CheckDigit(number)), "ethnicity_there": "01", "comes_from": "外省丁市戊区派出所",
		"move_cause": "relatives", "household_id": "h-ma", "relation_to_head": "97", "consents": []string{"马文"}, "applicant_name": "周敏", "applicant_relation": "self"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func (w *world) arrives(facts workflow.Facts) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.MoveAcrossRegion, Facts: facts})
}

// permitted takes a draft up to the permit.
func (w *world) permitted(facts workflow.Facts) string {
	w.t.Helper()
	id := w.arrives(facts)
	w.accepts(id, movePapersKin...)
	w.decidedBy("county_lead", id)
	w.wantState(id, workflow.PermitIssued)
	return id
}

// shown is the certificate that the other province wrote.
func shown(more workflow.Facts) workflow.Facts {
	out := workflow.Facts{"presented_certificate_number": "11223344", "presented_certificate_issuer": "外省丁市戊区派出所", "presented_certificate_issued_on": "2026-09-24", "certificate_agrees": true}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func TestWhoComesFromAnotherProvinceHasAPermitThenACertificateAndKeepsTheNumber(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		w.otherEnds(func() string { return w.arrives(fromAfar(nil)) }, func(id string) { w.accepts(id, movePapersKin...) })
		id := w.permitted(fromAfar(nil))
		if n := count[models.Outbox](w, "case_id = ? and kind = 'move_permit' and body like ?", id, "%-准迁字第1号%"); n != 1 {
			t.Errorf("%d permits were written, want 1", n)
		}
		w.wantNobody("周敏")
		if err := w.try("clerk", id, workflow.PresentCert, "", shown(workflow.Facts{"presented_certificate_issued_on": "2026-08-01"})); !refusedFor(err, workflow.GMoveCertGood) {
			t.Errorf("a certificate that has expired: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.PresentCert, "", shown(workflow.Facts{"certificate_agrees": false})); !refusedFor(err, workflow.GMoveCertRight) {
			t.Errorf("a certificate of another name: %s", describe(err))
		}
		w.step("clerk", id, workflow.RejectCert, workflow.Facts{"reason": "姓名有误", "document_no": "甲公函1号"})
		w.wantState(id, workflow.CertReturned)
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		w.wantState(id, workflow.Effected)
		p := one[models.Person](w, "name = '周敏'")
		if p.HouseholdID != "h-ma" || p.Relation != "97" || p.Org != stationOrg || w.cardOf(p.ID) != fromAfar(nil).Text(workflow.FactWardNumber) || p.Ethnicity != "01" {
			t.Errorf("landed as %+v", p)
		}
		if e := one[models.NumberEntry](w, "person_id = ?", p.ID); e.State != NumberIssued || e.Division != "649902" {
			t.Errorf("the ledger has %+v", e)
		}
		if e := w.last(p.ID); e.Kind != EventMoveIn || e.Scope != "nation" || e.Reason != "relatives" {
			t.Errorf("the event: %+v", e)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'landing_receipt'", id); n != 1 {
			t.Errorf("%d receipts to the origin, want 1", n)
		}
		w.delivers(id)
		w.sound()
		// Undone, the number stays hers: another register gave it.
		w.undoes(p.ID, w.last(p.ID).ID)
		if e := one[models.NumberEntry](w, "person_id = ?", p.ID); e.State != NumberIssued {
			t.Errorf("undone, the number is %s", e.State)
		}
		now, _ := w.everybody()
		w.asBefore(slices.Concat(slices.DeleteFunc(now, func(x models.Person) bool { return x.ID != p.ID }), people), houses)
		w.step("clerk", w.permitted(fromAfar(nil)), workflow.PresentCert, shown(nil))
		if again := one[models.Person](w, "name = '周敏'"); again.ID != p.ID || again.Status != models.StatusActive {
			t.Errorf("entered anew as %+v", again)
		}
		w.sound()
	})
}

// wantNobody checks that nobody of the name is in the register.
func (w *world) wantNobody(name string) {
	w.t.Helper()
	if n := count[models.Person](w, "name = ?", name); n != 0 {
		w.t.Errorf("%d entries of %s before the landing", n, name)
	}
}

func TestANumberThatIsAnothersIsNotEntered(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for what, more := range map[string]workflow.Facts{
			"of another birth":        {"birth_date": "1993-04-05"},
			"of another sex":          {"sex": "1"},
			"of somebody here":        {"citizen_number": w.cardOf("p-li"), "birth_date": "1991-06-12"},
			"of the same person here": {"citizen_number": w.cardOf("p-li"), "birth_date": "1991-06-12", "name": "李春梅"},
		} {
			id := w.arrives(fromAfar(more))
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range movePapersKin {
				w.paper(id, k)
			}
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNumberTheirs) {
				t.Errorf("a number %s: %s", what, describe(err))
			}
		}
		// A host who was not asked, a relation that is none, a child that would head a household.
		for guard, more := range map[workflow.GuardID]workflow.Facts{workflow.GConsentsNoted: {"consents": []string{}}, workflow.GPlaced: {"relation_to_head": "02"}} {
			id := w.arrives(fromAfar(more))
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, guard) {
				t.Errorf("%s: %s", guard, describe(err))
			}
		}
	})
}

func TestAPermitExpiresIsReissuedAndTheOriginMayRefuse(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.permitted(fromAfar(nil))
		w.setClock("2026-11-20T09:00:00+08:00")
		if _, err := w.r.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantState(id, workflow.PermitExpired)
		w.must(orNil(w.both(id, workflow.ReissuePermit, workflow.Facts{"reason": "申请人住院"})))
		w.wantState(id, workflow.PermitIssued)
		if n := count[models.Outbox](w, "case_id = ? and kind = 'move_permit' and body like ?", id, "%-准迁字第2号%"); n != 1 {
			t.Errorf("%d second permits, want 1", n)
		}
		w.step("clerk", id, workflow.OriginRefuses, workflow.Facts{"reason": "刑事案件需要", "document_no": "丁公〔2026〕3号", "on_behalf_of": "外省丁市戊区派出所"})
		w.wantState(id, workflow.OriginRefused)
		w.wantUnchanged(id)
		w.wantNobody("周敏")
		id = w.permitted(fromAfar(nil))
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "不迁了"})
		w.wantUnchanged(id)
	})
}

func TestAStudentComesWithTheCertificateAndSetsUpAHouseholdAfterwards(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		home := workflow.Facts{"move_cause": "study_end", "household_id": nil, "relation_to_head": nil, "new_address": "城关镇东街9号", "head_capable": true,
			"move_certificate_number": "55667788", "move_certificate_issuer": "外省庚大学派出所", "move_certificate_issued_on": "2026-09-20"}
		facts := fromAfar(home)
		delete(facts, "household_id")
		delete(facts, "relation_to_head")
		id := w.arrives(facts)
		w.step("clerk", id, workflow.Lodge, nil)
		w.setClock("2026-10-30T09:00:00+08:00") // the offices' own time makes no certificate old
		for _, k := range []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatStudies, workflow.MatMoveCert} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.decidedBy("county_lead", id)
		w.delivers(id)
		p := one[models.Person](w, "name = '周敏'")
		if h := one[models.Household](w, "id = ?", p.HouseholdID); h.HeadID != p.ID || p.Relation != "02" || h.Address != "城关镇东街9号" {
			t.Errorf("the household: %+v", h)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'move_permit'", id); n != 0 {
			t.Error("a student was given a permit")
		}
		w.sound()
		old := fromAfar(home)
		delete(old, "household_id")
		delete(old, "relation_to_head")
		old["move_certificate_issued_on"] = "2026-07-01"
		id = w.arrives(old)
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMoveCertGiven) {
			t.Errorf("a student's certificate that has expired: %s", describe(err))
		}
	})
}

func TestWhoDiesOnTheWayHereIsLandedAndCancelledInOneCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		id := w.permitted(fromAfar(nil))
		w.step("clerk", id, workflow.DieOnTheWay, shown(workflow.Facts{"died_on": "2026-09-23", "document_no": "丁医死〔2026〕5号"}))
		w.delivers(id)
		p := one[models.Person](w, "name = '周敏'")
		if p.Status != models.StatusDead || count[models.RegisterEvent](w, "subject_id = ? and case_id = ?", p.ID, id) != 2 {
			t.Errorf("the person stands as %+v", p)
		}
		w.sound()
		w.asBefore(slices.Insert(people, 0, p), houses)
	})
}

func TestWhoMovedAwayAndComesBackIsTheSamePerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := goingAway()
		facts["relations"] = []string{"p-li=01"}
		facts["consents"] = []string{"李春梅"}
		number := w.cardOf("p-li")
		w.step("clerk", w.away("p-li", facts, permitPapers...), workflow.LandNotice, landNote)
		id := w.permitted(fromAfar(workflow.Facts{"name": "李春梅", "birth_date": "1991-06-12", "citizen_number": number, "relation_to_head": "12"}))
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		if got := w.stands("p-li"); got != "p-li:h-ma/12" || w.cardOf("p-li") != number {
			t.Errorf("back as %s", got)
		}
		if n := count[models.Person](w, "name = '李春梅'"); n != 1 || !strings.Contains(w.last("p-li").Kind, EventMoveIn) {
			t.Errorf("%d entries of one person", n)
		}
		w.sound()
	})
}
