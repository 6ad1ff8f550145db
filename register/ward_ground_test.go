package register

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TestChildrenOfTheLastParentHaveAGuardianLookedFor: a boy loses his mother and then his
// father; whoever else stands in the household, nobody is his guardian until one is found.
func TestChildrenOfTheLastParentHaveAGuardianLookedFor(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.death("p-li", "2026-09-20")
		if n := w.guardianLookedFor("p-son"); n != 0 {
			t.Errorf("%d tasks while the father lives", n)
		}
		w.death("p-ma", "2026-09-20")
		if n := w.guardianLookedFor("p-son"); n != 1 {
			t.Errorf("%d tasks for an orphan", n)
		}
		if n := w.guardianLookedFor("p-bro"); n != 0 {
			t.Errorf("%d tasks for a grown man", n)
		}
	})
}

// asOrphan takes a child whose uncle is not in the book to the confirmation of the place of origin.
func (w *world) asOrphan() (child, line string) {
	w.t.Helper()
	child = w.seedUnit()
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Person](tx, map[string]any{"status": models.StatusDead, "household_id": "", "relation": ""}, "id = 'p-uncle'")
		return err
	})
	_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
	say := workflow.Facts{"extract": "独居", "land_and_benefits": "无", "kin_in_book": "none"}
	w.step("clerk_b", lines[0], workflow.ProposeEvent(workflow.OriginConfirm), say)
	w.step("head_b", lines[0], workflow.OriginConfirm, say)
	w.wantState(lines[0], workflow.OriginCleared)
	return child, lines[0]
}

func (w *world) set(person string, columns map[string]any) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Person](tx, columns, "id = ?", person)
		return err
	})
}

// TestKinWhoComeIntoTheBookAreToldFirst: the place of origin confirmed that nobody of age stood
// in the book; a man whose death was undone stands there again, and the place is asked once more.
func TestKinWhoComeIntoTheBookAreToldFirst(t *testing.T) {
	eachWorld(t, func(w *world) {
		_, line := w.asOrphan()
		submit := workflow.Facts{"best_interest_no": "BI-1", "land_notice_no": "LN-1"}
		if err := w.try("head", line, workflow.Submit, "", submit); refusedFor(err, workflow.GClearanceGood) || refusedFor(err, workflow.GGroundHolds) {
			t.Fatalf("nobody has come: %s", describe(err))
		}
		w.set("p-uncle", map[string]any{"status": models.StatusActive, "household_id": "h-origin", "relation": "02"})
		if err := w.try("head", line, workflow.Submit, "", submit); !refusedFor(err, workflow.GClearanceGood) {
			t.Fatalf("a man stands in the book whom nobody told: %s", describe(err))
		}
		w.step("clerk", line, workflow.ClearanceExpired, nil)
		w.wantState(line, workflow.OriginPending)
	})
}

// TestALivingParentIsNoDeadGuardian: the line goes by the guardian's death, and the register
// has the father, who lives; a document of another ground, or his death, lets it go on.
func TestALivingParentIsNoDeadGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		child, line := w.asOrphan()
		submit := workflow.Facts{"best_interest_no": "BI-1", "land_notice_no": "LN-1"}
		w.set(child, map[string]any{"father_id": "p-father"})
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Person{ID: "p-father", Name: "王大江", Sex: "1", BirthDate: "1985-01-01", Status: models.StatusActive, HouseholdID: "h-near", Relation: "02", Org: otherOrg, Version: 1, EventID: "seed", CaseID: "seed"})
		})
		if err := w.try("head", line, workflow.Submit, "", submit); !refusedFor(err, workflow.GGroundHolds) {
			t.Fatalf("his father lives: %s", describe(err))
		}
		if got := w.lacksAt("clerk", line, workflow.Submit); !slices.Contains(got, "role") || !slices.Contains(got, string(workflow.GGroundHolds)) {
			t.Errorf("the clerk, who cannot submit, is told %v", got)
		}
		w.set("p-father", map[string]any{"status": models.StatusDead})
		if err := w.try("head", line, workflow.Submit, "", submit); refusedFor(err, workflow.GGroundHolds) {
			t.Fatalf("his father is dead: %s", describe(err))
		}
		if got := w.lacksAt("clerk", line, workflow.Submit); slices.Contains(got, string(workflow.GGroundHolds)) {
			t.Errorf("the clerk is told still %v", got)
		}
		w.set("p-father", map[string]any{"status": models.StatusActive})
		w.step("clerk", line, workflow.GuardianshipDocument, workflow.Facts{"document_no": "判9", "guardianship_ground": "revoked", "on_behalf_of": "甲县民政局"})
		if err := w.try("head", line, workflow.Submit, "", submit); refusedFor(err, workflow.GGroundHolds) {
			t.Fatalf("a court revoked it: %s", describe(err))
		}
	})
}

// lacksAt are the codes of what a step still lacks, as an officer sees them.
func (w *world) lacksAt(who, id string, on workflow.Event) []string {
	w.t.Helper()
	steps, err := w.r.Steps(w.t.Context(), w.officer(who), id)
	w.must(err)
	var out []string
	for _, s := range steps {
		for _, c := range s.Unmet {
			if s.Event == on {
				out = append(out, c.Code)
			}
		}
	}
	return out
}
