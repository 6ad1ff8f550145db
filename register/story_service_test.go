package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

var servicePapers = []workflow.MaterialKind{workflow.MatServiceNotice}

func (w *world) service(person, act, on string) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.EnlistMark, Facts: workflow.Facts{"person_id": person, "service_act": act, "event_date": on, "service_body": "甲县征兵办公室", "service_notice_no": "甲征1号"}})
}

// marked walks a mark of service to its delivery.
func (w *world) marked(person, act, on string) {
	w.t.Helper()
	id := w.service(person, act, on)
	w.accepts(id, servicePapers...)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.delivers(id)
}

func TestWhoEnlistsKeepsTheRegistrationAndBearsAMarkUntilTheReturn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		w.otherEnds(func() string { return w.service("p-bro", "enlisted", "2026-09-15") }, func(id string) { w.accepts(id, servicePapers...) })
		w.marked("p-bro", "enlisted", "2026-09-15")
		p, e := one[models.Person](w, "id = 'p-bro'"), w.last("p-bro")
		if p.Status != models.StatusActive || p.Military != "serving" || w.stands("p-bro") != "p-bro:h-ma/73" {
			t.Errorf("enlisted, the person stands as %+v", p)
		}
		if e.Kind != EventService || e.EffectiveOn != "2026-09-15" || e.Reason != "enlisted" {
			t.Errorf("the event: %+v", e)
		}
		w.sound()
		for act, want := range map[string]bool{"enlisted": true, "returned": false} {
			id := w.service("p-bro", act, "2026-09-20")
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range servicePapers {
				w.paper(id, k)
			}
			if err := w.try("clerk", id, workflow.Accept, "", nil); refusedFor(err, workflow.GServiceDiffers) != want {
				t.Errorf("%s again: %s", act, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		w.marked("p-bro", "returned", "2026-09-22")
		if p := one[models.Person](w, "id = 'p-bro'"); p.Military != "" || p.Status != models.StatusActive {
			t.Errorf("sent back, the person stands as %+v", p)
		}
		w.sound()
		w.undoes("p-bro", w.last("p-bro").ID)
		w.undoes("p-bro", e.ID)
		w.asBefore(people, houses)
	})
}

// numberOf is a person's number as their card has it.
func (w *world) numberOf(person string) string {
	w.t.Helper()
	n, err := w.r.number(one[models.Person](w, "id = ?", person))
	w.must(err)
	return n.Reveal()
}

func (w *world) veteran(person, house string, more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"household_id": house, "veteran_letter_no": "甲退1号"}
	for k, v := range more {
		f[k] = v
	}
	return w.alters(workflow.VeteranRestore, person, f)
}

func TestAVeteranComesHomeOrSettlesElsewhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		// Cancelled as it was on enlistment before 2021: the same line and number stand again,
		// by the county's word.
		w.load([]LoadedHousehold{{ID: "h-sol", Number: "000301", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇西街2号", OpenedOn: "2010-01-01", Members: []LoadedPerson{
			{ID: "p-dad", Number: "649901195501010075", Name: "马老", Sex: "1", BirthDate: "1955-01-01", Ethnicity: "03", Relation: "02", Since: "2010-01-01"},
			{ID: "p-sol", Number: "649901198001010093", Name: "马军", Sex: "1", BirthDate: "1980-01-01", Ethnicity: "03", Status: models.StatusCancelled, StatusOn: "2015-09-05", StatusReason: "enlisted"}}}})
		before := one[models.Person](w, "id = 'p-sol'")
		papers := []workflow.MaterialKind{workflow.MatVeteranLetter, workflow.MatComparison}
		draft := func() string {
			return w.veteran("p-sol", "h-sol", workflow.Facts{"relation_to_head": "20", "consents": []string{"马老"}})
		}
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatVeteranLetter)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("restored without a comparison: %s", describe(err))
		}
		w.paper(id, workflow.MatComparison)
		w.step("clerk", id, workflow.Accept, nil)
		w.byCounty(id)
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-sol'")
		if string(p.NumberIndex) != string(before.NumberIndex) || w.stands("p-sol") != "p-sol:h-sol/20" {
			t.Errorf("restored, the person stands as %s", w.stands("p-sol"))
		}
		w.sound()
		// Who kept the registration at another station settles here by a move, the mark with it.
		w.marked("p-ma", "enlisted", "2026-09-10")
		id = w.veteran("p-ma", "h-old", workflow.Facts{"relation_to_head": "97", "consents": []string{"丁福"}})
		w.accepts(id, workflow.MatVeteranLetter)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		p = one[models.Person](w, "id = 'p-ma'")
		if p.Military != "" || w.stands("p-ma") != "p-ma:h-old/97" {
			t.Errorf("settled, the person stands as %s with %q", w.stands("p-ma"), p.Military)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
		w.sound()
		near := w.veteran("p-near", "h-old", workflow.Facts{"person_number": w.numberOf("p-near"), "relation_to_head": "99", "consents": []string{"丁福"}})
		w.accepts(near, workflow.MatVeteranLetter)
		w.step("clerk", near, workflow.SkipCheck, nil)
		w.wantState(near, workflow.Effected)
		if p := one[models.Person](w, "id = 'p-near'"); p.Org != stationOrg {
			t.Errorf("settled from elsewhere, the person is kept by %s", p.Org)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'moved_out'", near); n != 1 {
			t.Errorf("%d letters to the station of before, want 1", n)
		}
		w.sound()
		id = w.veteran("p-ma", "h-old", nil)
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNotThere) {
			t.Errorf("settled where they stand: %s", describe(err))
		}
	})
}
