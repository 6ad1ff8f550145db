package register

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A child is adopted in secrecy. The finished case and the household of the adopters are read
// by a colleague without a lift: neither says whom the case was about, and nothing that
// stands on one of the pages is found on another. Each leads to the lift, and with it to the
// file.
func TestAFinishedCaseAndAHouseholdDoNotMeetInASealedChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.cared()
		id := w.alters(workflow.AdoptionMove, "p-bs", adopted(workflow.Facts{"person_number": "649901201603040014", "secrecy_asked_for": true}))
		w.accepts(id, adoptionPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.decided(id, "county_lead")
		w.delivers(id)
		name := one[models.Person](w, "id = 'p-bs'").Name
		paper := one[models.Material](w, "case_id = ? and kind = ?", id, string(workflow.MatAdoption)).ID

		view, err := w.r.View(ctx, w.officer("clerk2"), id)
		w.must(err)
		house, err := w.r.Household(ctx, w.officer("clerk2"), "h-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		seals, err := w.r.Seals(ctx, w.officer("clerk2"))
		w.must(err)
		log, err := w.r.Journal(ctx, w.officer("clerk2"), id)
		w.must(err)
		decided, err := w.r.Decisions(ctx, w.officer("clerk2"), id)
		w.must(err)
		for page, said := range map[string]string{"the case": jsonText(view), "its sheet": w.reads("clerk2", id), "the household": jsonText(house), "the seals": jsonText(seals),
			"the journal": jsonText(log), "the decisions": jsonText(decided)} {
			for _, told := range []string{name, "p-bs", "649901201603040014", "收登1", "p-ma\"", "2016-03-04"} {
				if page == "the household" && told == "p-ma\"" || !strings.Contains(said, told) {
					continue
				}
				t.Errorf("%s says %q: %s", page, told, said)
			}
		}
		if len(view.Facts) > 0 || slices.ContainsFunc(view.Subjects, func(s SubjectView) bool { return s.Name != SealedWord().Zh }) {
			t.Errorf("the case shows %+v, %+v", view.Facts, view.Subjects)
		}
		i := slices.IndexFunc(house.Members, func(m MemberView) bool { return m.Withheld == AccessSealed })
		if i < 0 || house.Members[i].ID == view.Subjects[0].Person || seals[0].PersonID == house.Members[i].ID || seals[0].PersonID == view.Subjects[0].Person {
			t.Fatalf("the pages meet: %+v, %+v, %+v", house.Members, view.Subjects, seals)
		}
		if _, err := w.r.MaterialContent(ctx, w.officer("clerk2"), id, paper); !closed(err, AccessSealed) {
			t.Errorf("the scan of the adoption's paper is read: %v", err)
		}
		if _, err := w.r.RevealFact(ctx, w.officer("clerk2"), id, workflow.FactPersonCard, "核对"); !closed(err, AccessSealed) {
			t.Errorf("the number declared is read: %v", err)
		}

		// Either page leads to the request; what a colleague was given leads nowhere.
		other, err := w.r.Household(ctx, w.officer("clerk"), "h-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		hidden := house.Members[i].ID
		if hidden == other.Members[i].ID {
			t.Error("two officers are given one id")
		}
		if _, err := w.see("clerk2", other.Members[i].ID, PersonQuery{Code: PurposeCheck}); err != ErrNotFound {
			t.Errorf("a colleague's id leads to %v", err)
		}
		page, err := w.see("clerk2", hidden, PersonQuery{Code: PurposeCheck})
		w.must(err)
		if !page.Sealed || page.ID != hidden || page.Name != "" {
			t.Errorf("behind the id stands %+v", page)
		}
		asked, err := w.asks("clerk2", view.Subjects[0].Person)
		w.must(err)
		if q := one[models.AccessRequest](w, "id = ?", asked); q.PersonID != "p-bs" || q.Kind != AccessSealed {
			t.Errorf("asked is for %+v", q)
		}
		if list, err := w.r.AccessRequests(ctx, w.officer("head"), ""); err != nil || strings.Contains(jsonText(list), "p-bs") {
			t.Errorf("the head reads %s, %v", jsonText(list), err)
		}
		w.must(w.decides("head", asked, true))
		view, err = w.r.View(ctx, w.officer("clerk2"), id)
		w.must(err)
		if view.Subjects[0].Name != name || view.Subjects[0].Person != "p-bs" || view.Facts.Text(workflow.FactFather) != "p-ma" {
			t.Errorf("with the lift the case shows %+v, %+v", view.Subjects, view.Facts)
		}
		if page, err = w.see("clerk2", hidden, PersonQuery{Code: PurposeCheck}); err != nil || page.ID != "p-bs" || page.Name != name {
			t.Errorf("with the lift the id leads to %+v, %v", page, err)
		}
	})
}

// The form of a household sends back the ids of its page, where one stands for a sealed member.
func TestAHouseholdsFormNamesASealedMemberByThePagesId(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.sealedOff("p-son")
		house, err := w.r.Household(t.Context(), w.officer("clerk2"), "h-ma", PersonQuery{Code: PurposeCheck})
		w.must(err)
		i := slices.IndexFunc(house.Members, func(m MemberView) bool { return m.Withheld == AccessSealed })
		id := w.open("clerk2", OpenRequest{Business: workflow.HouseholdSplit, Facts: workflow.Facts{"person_id": "p-li", "relations": []string{"p-li=02", house.Members[i].ID + "=20"}}})
		if n := count[models.CaseSubject](w, "case_id = ? and person_id = 'p-son'", id); n != 1 {
			t.Error("the line of the sealed member is not understood")
		}
	})
}
