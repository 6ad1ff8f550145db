package register

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bookPapers are those of a business on a household that asks for no more.
var bookPapers = []workflow.MaterialKind{workflow.MatHouseholdBook}

// acceptsSeen accepts a case whose relations were gone through with the members.
func (w *world) acceptsSeen(id string, papers ...workflow.MaterialKind) {
	w.t.Helper()
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range papers {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, workflow.Facts{"relations_confirmed": true})
}

// byHead takes an accepted case through the station's check to the head's yes.
func (w *world) byHead(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.Approve, nil)
}

// bonds are the relations that a case declares, without what stands behind the code.
func (w *world) bonds(id string) []string {
	w.t.Helper()
	var out []string
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		if err := a.load(id); err != nil {
			return err
		}
		for _, line := range a.form.Facts.List(workflow.FactRelations) {
			code, _, _ := strings.Cut(line, " ")
			out = append(out, code)
		}
		return nil
	}))
	slices.Sort(out)
	return out
}

// stands is what everybody of the village is, as household/relation.
func (w *world) stands(ids ...string) string {
	w.t.Helper()
	var out []string
	for _, id := range ids {
		p := one[models.Person](w, "id = ?", id)
		out = append(out, id+":"+p.HouseholdID+"/"+p.Relation)
	}
	return strings.Join(out, " ")
}

// undoes walks the reversal of an event to the level above the one that decided.
func (w *world) undoes(person, event string) {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: person}},
		Facts: workflow.Facts{"register_event_id": event, "reversal_reason": "登记有误", "applicant_relation": "ex_officio"}})
	w.step("clerk", id, workflow.Lodge, nil)
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "核对档案", "persons_heard": []string{"李春梅"}})
	for _, who := range []string{"head", "county_lead", "city_lead"} {
		if err := w.try(who, id, workflow.Approve, "", nil); err == nil {
			break
		}
		w.step(who, id, workflow.PassUp, nil)
	}
	w.wantState(id, workflow.Effected)
	w.sound()
}

func TestTheHeadChangesWithEverybodysRelation(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		facts := workflow.Facts{"head_capable": true, "consents": []string{"马文", "李春梅"}}
		draft := func() string { return w.alters(workflow.HeadChange, "p-li", facts) }
		w.otherEnds(draft, func(id string) { w.acceptsSeen(id, bookPapers...) })

		id := draft()
		if got := strings.Join(w.bonds(id), " "); got != "p-li=02 p-ma=11 p-son=20" {
			t.Fatalf("the register proposes %s", got)
		}
		w.acceptsSeen(id, bookPapers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		if got := w.stands("p-li", "p-ma", "p-son"); got != "p-li:h-ma/02 p-ma:h-ma/11 p-son:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "p-li" {
			t.Errorf("the head is %q", h.HeadID)
		}
		w.sound()
		w.undoes("p-li", w.last("p-li").ID)
		w.asBefore(people, houses)
	})
}

func TestANewHeadEndsTheVacancyThatADeathLeft(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		id := w.alters(workflow.HeadChange, "p-li", workflow.Facts{"head_capable": true, "consents": []string{"李春梅"}})
		if got := strings.Join(w.bonds(id), " "); got != "p-li=02 p-son=20" {
			t.Fatalf("the register proposes %s", got)
		}
		w.acceptsSeen(id, bookPapers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and done_at is null"); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		w.sound()
		// Undone, the household has no head again, and somebody is to find one.
		w.undoes("p-li", w.last("p-li").ID)
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
	})
}

func TestAHeadIsOfAgeCapableAndAgreedUpon(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, c := range []struct {
			person string
			facts  workflow.Facts
			want   []workflow.GuardID
		}{
			{"p-son", workflow.Facts{"head_capable": true, "applicant_relation": "head"}, []workflow.GuardID{workflow.GHeadFit, workflow.GConsentsNoted}},
			{"p-li", workflow.Facts{"consents": []string{"李春梅", "马文"}}, []workflow.GuardID{workflow.GHeadFit}},
			{"p-li", workflow.Facts{"head_capable": true, "consents": []string{"李春梅", "马文"}, "relations": []string{"p-li=02", "p-ma=02", "p-old=99"}}, []workflow.GuardID{workflow.GRelationsRight}},
		} {
			id := w.alters(workflow.HeadChange, c.person, c.facts)
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatHouseholdBook)
			err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
			for _, g := range c.want {
				if !refusedFor(err, g) {
					t.Errorf("%s with %v: %s, want %s", c.person, c.facts, describe(err), g)
				}
			}
		}
		_, err := w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.HeadChange, Key: "x", Facts: workflow.Facts{"person_id": "p-li", "relations": []string{"p-li as head"}, "applicant_relation": "king"}})
		if got := describe(err); !mentions(got, "facts.relations", "facts.applicant_relation") {
			t.Errorf("all that is wrong is told at once, got %s", got)
		}
	})
}
