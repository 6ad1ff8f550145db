package register

import (
	"slices"
	"strings"
	"testing"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// alters opens a business about a person whom the form names, at the clerk's window.
func (w *world) alters(business workflow.Business, person string, facts workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"person_id": person, "applicant_name": "李春梅", "applicant_relation": "self"}
	for k, v := range facts {
		f[k] = v
	}
	return w.open("clerk", OpenRequest{Business: business, Facts: f})
}

// accepts lodges the case, takes its papers in and accepts it.
func (w *world) accepts(id string, papers ...workflow.MaterialKind) {
	w.t.Helper()
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range papers {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, nil)
}

// delivers hands the papers of an entered case over.
func (w *world) delivers(id string) {
	w.t.Helper()
	w.wantState(id, workflow.Effected)
	w.step("clerk", id, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
	w.wantState(id, workflow.Delivered)
}

// itemPapers are those of a change of items.
var itemPapers = []workflow.MaterialKind{workflow.MatItemProof, workflow.MatHouseholdBook}

// no is a reasoned decision against what was asked.
func no(more workflow.Facts) workflow.Facts {
	out := workflow.Facts{"reason_code": "proof_insufficient", "reason": "证明与登记不符", "facts_found": "学校无此学籍", "evidence": []string{"学校复函"}, "law": []string{"Norm 57"}}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// wantUnchanged checks that a case which ended otherwise left the register alone.
func (w *world) wantUnchanged(id string) {
	w.t.Helper()
	if n := count[models.RegisterEvent](w, "case_id = ?", id); n != 0 {
		w.t.Errorf("case %s left %d events in the register", id, n)
	}
	if n := count[models.SubjectLock](w, "case_id = ? and released_at is null", id); n != 0 {
		w.t.Errorf("case %s still holds somebody", id)
	}
}

// otherEnds walks a business to each of its ends but the delivery, from a fresh case
// each time; accepted takes a draft up to its acceptance.
func (w *world) otherEnds(draft func() string, accepted func(id string)) {
	w.t.Helper()
	for _, end := range []struct {
		state workflow.State
		walk  func(id string)
	}{
		{workflow.Withdrawn, func(id string) { w.step("aux", id, workflow.Withdraw, workflow.Facts{"reason": "申报人撤回"}) }},
		{workflow.Withdrawn, func(id string) {
			accepted(id)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "申报人撤回"})
		}},
		{workflow.NotAccepted, func(id string) {
			w.step("clerk", id, workflow.Lodge, nil)
			w.step("clerk", id, "propose_decline", no(workflow.Facts{"competent_body": "—"}))
			w.step("head", id, workflow.Decline, no(workflow.Facts{"competent_body": "—"}))
		}},
		{workflow.Terminated, func(id string) {
			accepted(id)
			w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "moot"}))
		}},
		{workflow.Refused, func(id string) {
			accepted(id)
			w.step("clerk", id, workflow.AssignCheck, nil)
			w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "不属实", "persons_heard": []string{"李春梅", "马文"}})
			for _, up := range []struct{ who, at string }{{"head", "station_review"}, {"county_lead", "county_review"}, {"city_lead", "city_review"}} {
				if err := w.try(up.who, id, workflow.Refuse, "", no(workflow.Facts{"persons_heard": []string{"李春梅"}})); err == nil {
					return
				}
				w.step(up.who, id, workflow.PassUp, nil)
			}
		}},
	} {
		id := draft()
		end.walk(id)
		w.wantState(id, end.state)
		w.wantUnchanged(id)
	}
}

func TestMinorItemsAreChangedOnTheSpotAndUndone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		draft := func() string {
			return w.alters(workflow.ItemMinor, "p-li", workflow.Facts{"education": "31", "occupation": "教师", "workplace": "城关小学", "height_cm": 162, "marital": "20"})
		}
		papers := append([]workflow.MaterialKind{workflow.MatMarriage}, itemPapers...)
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })

		id := draft()
		w.accepts(id, papers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-li'")
		if p.Education != "31" || p.Occupation != "教师" || p.Workplace != "城关小学" || p.HeightCM != 162 || p.Marital != "20" || p.Name != "李春梅" || p.Relation != "12" {
			t.Errorf("the person stands as %+v", p)
		}
		e := w.last("p-li")
		if e.Kind != EventChange || e.Reason != "91" || e.CaseID != id || !gb.ChangeKind(e.Reason).Valid() {
			t.Errorf("the event: %+v", e)
		}
		w.sound()
		undo := w.reversal("p-li", e.ID)
		w.wantState(undo, workflow.Effected)
		w.asBefore(people, houses)
		w.sound()
	})
}

func TestAChangeOfItemsChangesSomething(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"marital": "20"})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range itemPapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GItemsDiffer) {
			t.Errorf("what the page says already was accepted: %v", err)
		}
		// A neighbour asks for nobody's items, and another station's people are not there.
		id = w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"education": "31", "applicant_relation": "neighbour"})
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GHeadOrOneself) {
			t.Errorf("a neighbour asked: %v", err)
		}
		_, err := w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.ItemMinor, Key: "x", Facts: workflow.Facts{"person_id": "p-b", "height_cm": 900}})
		if got := describe(err); !mentions(got, "facts.person_id", "facts.height_cm") {
			t.Errorf("all that is wrong is told at once, got %s", got)
		}
	})
}

// The codes of the form are those of the standards that package gb has.
func TestTheItemsCodesAreTheStandards(t *testing.T) {
	lists := map[string]gb.List{}
	for _, l := range gb.Lists() {
		lists[l.ID] = l
	}
	for field, id := range map[workflow.Field]string{workflow.FactMarital: "marital", workflow.FactEducation: "education"} {
		rule := workflow.Fields()[field]
		terms := lists[id].Terms
		if len(terms) != len(rule.Codes) || len(terms) == 0 {
			t.Fatalf("%s has %d codes, the standard %d", field, len(rule.Codes), len(terms))
		}
		for i, c := range rule.Codes {
			if c.Value != string(terms[i].ID) || c.Zh != terms[i].Names.Zh || c.En != terms[i].Names.En {
				t.Errorf("%s: %+v, the standard has %+v", field, c, terms[i])
			}
		}
	}
}

// mentions tells whether a text holds all parts.
func mentions(text string, parts ...string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(text, p) })
}
