package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// rules is a change of a minor's guardian, as far as the acceptance.
func (w *world) rules(f workflow.Facts, papers ...workflow.MaterialKind) (string, error) {
	w.t.Helper()
	facts := workflow.Facts{"guardian": "p-old", "guardianship_doc_no": "协议1", "applicant_name": "丁福", "applicant_relation": "relative"}
	for k, v := range f {
		facts[k] = v
	}
	id := w.alters(workflow.GuardianChange, "p-son", facts)
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range append(papers, workflow.MatGuardianship) {
		w.paper(id, k)
	}
	err := w.try("clerk", id, workflow.Accept, "", nil)
	if err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先问父母"})
	}
	return id, err
}

// checked reports a change of guardian with some people heard.
func (w *world) checked(id string, heard ...string) error {
	w.t.Helper()
	return w.try("community", id, workflow.ReportCheck, "", workflow.Facts{"findings": "已核实", "persons_heard": heard})
}

// A stranger became the guardian of a child whose parents lived with it, on his own word and
// paper; nobody had asked them. They give way to a court or civil affairs alone, or by their own
// agreement; they are heard, and the county decides.
func TestAStrangerIsNoGuardianWhileTheParentsLive(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		for _, ground := range []string{"agreement", "statutory", "will", "last"} {
			if _, err := w.rules(workflow.Facts{"guardian_ground": ground}); !refusedFor(err, workflow.GParentsFirst) {
				t.Errorf("%s: %s", ground, describe(err))
			}
		}
		for _, ground := range []string{"revoked", "temporary", "appointed", "long_term"} {
			if _, err := w.rules(workflow.Facts{"guardian_ground": ground}); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatRuling)) {
				t.Errorf("%s, without the court's or civil affairs' document: %s", ground, describe(err))
			}
		}
		for story, f := range map[string]workflow.Facts{
			"revoked by a court": {"guardian_ground": "revoked"},
			"the parents' wish":  {"guardian_ground": "agreement", "applicant_name": "马文", "applicant_relation": "parent"},
		} {
			var papers []workflow.MaterialKind
			if f["guardian_ground"] == "revoked" {
				papers = append(papers, workflow.MatRuling)
			}
			id, err := w.rules(f, papers...)
			w.must(err)
			w.step("clerk", id, workflow.AssignCheck, nil)
			if err := w.checked(id, "丁福", "李春梅"); !refusedFor(err, workflow.GParentsHeard) || !mentions(describe(err), "马文") || mentions(describe(err), "丁福") {
				t.Errorf("%s: the father was not heard: %s", story, describe(err))
			}
			w.must(w.checked(id, "李春梅", "马文（书面通知，未到场）"))
			if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
				t.Errorf("%s: the station alone decided: %s", story, describe(err))
			}
			w.step("head", id, workflow.PassUp, nil)
			w.step("county_lead", id, workflow.Approve, nil)
			w.wantState(id, workflow.Effected)
			w.sound()
			w.undoes("p-son", w.last("p-son").ID)
		}
		w.asBefore(people, houses)
	})
}

// Where the court revoked the parents' guardianship, they come back by the court's document, not
// by a paper of their own; an orphan's guardian needs no document of a court.
func TestHowAGuardianshipOfParentsComesBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id, err := w.rules(workflow.Facts{"guardian_ground": "revoked"}, workflow.MatRuling)
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.must(w.checked(id, "李春梅", "马文"))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)

		back := workflow.Facts{"guardian": "p-li", "guardian_ground": "statutory", "applicant_name": "李春梅", "applicant_relation": "parent"}
		if _, err := w.rules(back); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatRuling)) {
			t.Errorf("back on her own paper: %s", describe(err))
		}
		id, err = w.rules(back, workflow.MatRuling)
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.must(w.checked(id, "丁福"))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)

		// An orphan's guardian, by the order of the law.
		w.death("p-ma", "2026-09-24")
		w.death("p-li", "2026-09-24")
		id, err = w.rules(workflow.Facts{"guardian_ground": "statutory"})
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.must(w.checked(id, "丁福"))
		w.step("head", id, workflow.Approve, nil)
		if g := one[models.Guardianship](w, "ward_id = 'p-son' and closed_at is null"); g.GuardianID != "p-old" {
			t.Errorf("the guardian is %+v", g)
		}
		w.sound()
	})
}
