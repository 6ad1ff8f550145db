package register

import (
	"maps"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// goingAway is the Ma family with one certificate for the couple and the child.
func goingAway() workflow.Facts {
	return workflow.Facts{"move_cause": "work", "destination_address": "外省丁市戊区己路1号", "permit_number": "01234567", "permit_issuer": "外省丁市公安局", "permit_issued_on": "2026-09-10",
		"relations": []string{"p-ma=02", "p-li=12", "p-son=20"}, "consents": []string{"马文", "李春梅"}}
}

var permitPapers = []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatPermit}

// departs takes the case up to the certificate.
func (w *world) departs(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"马文"}})
	w.step("head", id, workflow.Approve, workflow.Facts{"identity_and_wish_verified": true})
	w.wantState(id, workflow.InTransit)
}

func (w *world) away(person string, facts workflow.Facts, papers ...workflow.MaterialKind) string {
	w.t.Helper()
	id := w.alters(workflow.MoveOutOfRegion, person, facts)
	w.accepts(id, papers...)
	w.departs(id)
	return id
}

// certificate is what was said of the case's newest certificate.
func (w *world) certificate(id string) string {
	w.t.Helper()
	return one[models.Outbox](w, "id = (select max(id) from outbox where case_id = ? and kind = 'move_certificate')", id).Body
}

var landNote = workflow.Facts{"document_no": "丁公户落〔2026〕7号", "on_behalf_of": "外省丁市戊区派出所"}

// both has clerk and county agree on a step.
func (w *world) both(id string, on workflow.Event, in workflow.Facts) error {
	w.t.Helper()
	if err := w.try("clerk", id, "propose_"+on, "", in); err != nil {
		return err
	}
	return w.try("county_lead", id, on, "", in)
}

func TestAFamilyMovesToAnotherProvinceOnOneCertificateAndLandsOneByOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		number := w.cardOf("p-li")
		draft := func() string { return w.alters(workflow.MoveOutOfRegion, "p-ma", goingAway()) }
		w.otherEndsOut(draft)
		id := w.away("p-ma", goingAway(), permitPapers...)
		for _, p := range []string{"p-ma", "p-li", "p-son"} {
			if r := one[models.Person](w, "id = ?", p); r.Status != models.StatusTransit || r.Org != stationOrg || r.HouseholdID != "" {
				t.Errorf("on the way %s stands as %+v", p, r)
			}
		}
		if cert := w.certificate(id); !strings.Contains(cert, "-迁移字第1号") || !strings.Contains(cert, "2026-10-2") {
			t.Errorf("the certificate: %s", cert)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdClosed {
			t.Errorf("the household that all left is %s", h.Status)
		}
		if err := w.try("clerk", id, workflow.Withdraw, "", workflow.Facts{"reason": "x"}); err == nil {
			t.Error("whoever is on the way cannot withdraw into nowhere")
		}
		w.sound()
		couple := workflow.Facts{"travellers": []string{"马文", "p-li"}}
		for k, v := range landNote {
			couple[k] = v
		}
		w.step("clerk", id, workflow.LandNotice, couple)
		w.wantState(id, workflow.InTransit)
		if err := w.try("clerk", id, workflow.LandNotice, "", couple); !refusedFor(err, workflow.GTravellers) {
			t.Errorf("landed twice: %s", describe(err))
		}
		w.step("clerk", id, workflow.LandNotice, landNote)
		w.wantState(id, workflow.LandedAway)
		for _, p := range []string{"p-ma", "p-li", "p-son"} {
			if r := one[models.Person](w, "id = ?", p); r.Status != models.StatusCancelled || r.StatusReason != ReasonMovedAway {
				t.Errorf("landed %s stands as %s (%s)", p, r.Status, r.StatusReason)
			}
		}
		if e := one[models.NumberEntry](w, "person_id = 'p-li'"); e.State != NumberIssued || w.cardOf("p-li") != number {
			t.Errorf("the number is %s", e.State)
		}
		if n := count[models.SubjectLock](w, "case_id = ? and released_at is null", id); n != 0 {
			t.Errorf("%d holds outlive the case", n)
		}
		w.sound()
	})
}

// otherEndsOut walks the ends before the certificate.
func (w *world) otherEndsOut(draft func() string) {
	w.t.Helper()
	accepted := func(id string) { w.accepts(id, permitPapers...) }
	id := draft()
	accepted(id)
	w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "不迁了"})
	w.wantState(id, workflow.Withdrawn)
	w.wantUnchanged(id)
	id = draft()
	accepted(id)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "冒名", "persons_heard": []string{"马文"}})
	if err := w.try("head", id, workflow.Approve, "", nil); err == nil {
		w.t.Error("approved without verifying identity and wish")
	}
	if err := w.try("head", id, workflow.Refuse, "", no(workflow.Facts{"persons_heard": []string{"马文"}, "move_objection_ground": "debts"})); err == nil {
		w.t.Error("kept for debts")
	}
	w.step("head", id, workflow.Refuse, no(workflow.Facts{"persons_heard": []string{"马文"}, "move_objection_ground": "unwilling"}))
	w.wantState(id, workflow.Refused)
	w.wantUnchanged(id)
}

func TestAnExpiredOrLostCertificateIsReissuedOrThePeopleComeHome(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		id := w.away("p-ma", goingAway(), permitPapers...)
		w.step("clerk", id, workflow.LoseCert, workflow.Facts{"reason": "途中遗失"})
		w.wantState(id, workflow.CertLost)
		w.must(orNil(w.both(id, workflow.ReissueCert, workflow.Facts{"reason": "遗失声明已交"})))
		w.wantState(id, workflow.InTransit)
		if cert := w.certificate(id); !strings.Contains(cert, "-迁移字第2号") {
			t.Errorf("the new certificate: %s", cert)
		}
		w.setClock("2026-11-10T09:00:00+08:00")
		if _, err := w.r.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantState(id, workflow.CertExpired) // time alone brings nobody back
		if r := one[models.Person](w, "id = 'p-ma'"); r.Status != models.StatusTransit {
			t.Errorf("after the last day the person is %s", r.Status)
		}
		// First the child alone, to a household without a head; then the parents.
		w.must(orNil(w.both(id, workflow.RestoreSome, workflow.Facts{"reason": "未落户", "travellers": []string{"p-son"}})))
		w.wantState(id, workflow.CertExpired)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdOpen || h.HeadID != "" {
			t.Errorf("the child's household is %s under %q", h.Status, h.HeadID)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head", n)
		}
		w.sound()
		w.must(orNil(w.both(id, workflow.Restored, workflow.Facts{"reason": "未落户"})))
		w.wantState(id, workflow.ReturnedHome)
		w.asBefore(people, houses)
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		w.sound()
	})
}

func TestWhoComesHomeToAHouseholdThatIsGoneJoinsTheOneNamed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := goingAway()
		facts["relations"], facts["consents"] = []string{"p-son=01"}, []string{"马文", "李春梅"}
		facts["minors_cared_for_by"], facts["minors_stay_because"] = "马文", "先随校就读，父母随后迁出"
		id := w.away("p-son", facts, permitPapers...)
		whole := goingAway()
		whole["relations"] = []string{"p-ma=01", "p-li=12"}
		w.step("clerk", w.away("p-ma", whole, permitPapers...), workflow.LandNotice, landNote)
		if err := w.both(id, workflow.Restored, workflow.Facts{"reason": "未落户"}); err == nil {
			t.Errorf("to a household that is gone: %v", err)
		}
		w.must(orNil(w.both(id, workflow.Restored, workflow.Facts{"reason": "未落户", "household_to_return_to": "h-old"})))
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("home again as %s", got)
		}
		w.sound()
	})
}

func TestADeathOnTheWayIsEnteredAndTheOthersGoOn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := goingAway()
		facts["relations"] = []string{"p-ma=01", "p-li=12"}
		maps.Copy(facts, cared)
		id := w.away("p-ma", facts, permitPapers...)
		q := deathOf("p-ma")
		q.Facts["event_date"] = "2026-09-24"
		dead := w.open("clerk", q)
		w.step("clerk", dead, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatDeathProof, workflow.MatHouseholdBook} {
			w.paper(dead, k)
		}
		w.step("clerk", dead, workflow.Accept, nil)
		w.step("clerk", dead, workflow.SkipCheck, nil)
		w.wantState(dead, workflow.Effected)
		if r := one[models.Person](w, "id = 'p-ma'"); r.Status != models.StatusDead {
			t.Errorf("dead on the way, the person is %s", r.Status)
		}
		w.wantState(id, workflow.InTransit)
		w.step("clerk", id, workflow.LandNotice, landNote)
		w.wantState(id, workflow.LandedAway)
		w.sound()
	})
}

// Whoever leaves for another province is declared as in every other move: one of them is 02, the
// holder of the certificate, who may be written 01 (本人) as the certificate prints it.
func TestThoseWhoLeaveAreDeclaredAsInEveryMove(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		accept := func(relations ...string) (string, error) {
			facts := goingAway()
			facts["relations"] = relations
			id := w.alters(workflow.MoveOutOfRegion, "p-ma", facts)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range permitPapers {
				w.paper(id, k)
			}
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		for told, lines := range map[string][]string{"户内成员：没有户主（02）": {"p-ma=99", "p-li=12", "p-son=20"}, "户内成员：户主（02）多于一人": {"p-ma=02", "p-li=01", "p-son=20"}} {
			id, err := accept(lines...)
			if !refusedFor(err, workflow.GRelationsRight) || !mentions(describe(err), told, "持证人（02）") {
				t.Errorf("%v: %s", lines, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		for _, holder := range []string{"01", "02"} {
			id, err := accept("p-ma="+holder, "p-li=12", "p-son=20")
			if err != nil {
				t.Errorf("the holder as %s: %s", holder, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		}
	})
}

func TestAPermitIsAskedOfAllButStudentsAndMustBeGood(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		student := workflow.Facts{"move_cause": "study", "destination_address": "外省庚大学", "relations": []string{"p-li=01"}, "consents": []string{"李春梅"}}
		w.away("p-li", student, workflow.MatHouseholdBook, workflow.MatStudies)
		bare := goingAway()
		bare["relations"] = []string{"p-ma=01"}
		delete(bare, "permit_number")
		id := w.alters(workflow.MoveOutOfRegion, "p-ma", bare)
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GFactsComplete) {
			t.Errorf("without a permit: %s", describe(err))
		}
		old := goingAway()
		old["relations"], old["permit_issued_on"] = []string{"p-ma=01"}, "2026-08-01"
		id = w.alters(workflow.MoveOutOfRegion, "p-ma", old)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range permitPapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GPermitGood) {
			t.Errorf("on a permit that has expired: %s", describe(err))
		}
	})
}

// The head dies on the way. Home is where nobody else lives meanwhile: widow and child come
// back to it, and somebody is to find its head.
func TestAWidowOnTheWayComesHome(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.away("p-ma", goingAway(), permitPapers...)
		w.wantState(w.death("p-ma", w.r.Today()), workflow.Effected)
		w.must(orNil(w.both(id, workflow.Restored, workflow.Facts{"reason": "未落户"})))
		if got := w.stands("p-li", "p-son"); got != "p-li:h-ma/12 p-son:h-ma/20" {
			t.Errorf("widow and child stand as %s", got)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdOpen || h.HeadID != "" {
			t.Errorf("their household is %s under %q", h.Status, h.HeadID)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head", n)
		}
		w.sound()
	})
}
