package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// followedBy is the case that goes on with another one.
func (w *world) followedBy(id string) string {
	w.t.Helper()
	return one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
}

// TestWhatWasKeptFromOthersIsKeptFromThemInTheNextCase: a restriction lies over the child,
// not over one number of a file (未成年人保护法 103).
func TestWhatWasKeptFromOthersIsKeptFromThemInTheNextCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.found(foundFacts("林若溪", "2025-12-01", "101", "abandoned"))
		w.searchedInVainFor(id)
		w.step("head", id, workflow.Restrict, workflow.Facts{"reason": "涉刑事案件"})
		w.step("clerk", id, workflow.Die, workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1", "successor": "birth_then_death"})
		next := w.followedBy(id)
		for who, sees := range map[string]bool{"clerk": true, "head": true, "clerk2": false, "community": false} {
			if _, err := w.r.View(t.Context(), w.officer(who), next); sees != (err == nil) || !sees && !errors.Is(err, ErrNotFound) {
				t.Errorf("%s reads the case that follows: %v, want %v", who, err, sees)
			}
		}
	})
}

// TestADeathThatALineShowedIsEntered: the dead stay in the register for nobody's wish.
func TestADeathThatALineShowedIsEntered(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		w.step("clerk", lines[0], workflow.Die, workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1", "successor": "death"})
		next := w.followedBy(lines[0])
		if err := w.try("clerk_b", next, workflow.Withdraw, "", workflow.Facts{"reason": "x"}); !refusedFor(err, workflow.GNotOwed) {
			t.Errorf("one clerk withdrew the death of a child who stays registered: %s", describe(err))
		}
	})
}

// TestWhoLeavesARosterIsOnePersonOfTheLead: what the register knows and what was declared
// is the same child, in the lead and in the case that it becomes.
func TestWhoLeavesARosterIsOnePersonOfTheLead(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		_, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
		leaves := workflow.Facts{"reason_code": "other", "reason": "转往他处", "facts_found": "已核", "evidence": []string{"文书"}, "law": []string{"未成年人保护法 95"}, "leaving": "transferred", "document_no": "L-1", "successor": "lead"}
		w.step("clerk", lines[0], workflow.ProposeEvent(workflow.LeftInstitution), leaves)
		w.step("head", lines[0], workflow.LeftInstitution, leaves)
		lead := w.followedBy(lines[0])
		only := func(id string, role workflow.SubjectRole) {
			rows := []models.CaseSubject{}
			w.must(w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
				rows, err = store.Many[models.CaseSubject](tx, "n", "case_id = ? and role = ?", id, string(role))
				return err
			}))
			if len(rows) != 1 || rows[0].PersonID != child {
				t.Errorf("the case is about %+v, want the one child", rows)
			}
		}
		only(lead, workflow.Found)
		w.step("clerk", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "已到新单位"})
		w.step("clerk", lead, workflow.LeadConvert, workflow.Facts{"successor": "ward_move", "registration_wanted": true})
		only(w.followedBy(lead), workflow.Ward)
	})
}

// TestACancellationIsUndoneOneLevelAboveWhoDecidedIt: it was decided against somebody, and
// by a level all the same.
func TestACancellationIsUndoneOneLevelAboveWhoDecidedIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		decided := w.open("clerk", OpenRequest{Business: workflow.DeathUnreported})
		id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Facts: workflow.Facts{"register_event_id": "ev-1"}})
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.RegisterEvent{ID: "ev-1", Kind: EventCancel, SubjectKind: SubjectPerson, SubjectID: "p-x", CaseID: decided, RecordedAt: w.r.Now(), EffectiveOn: "2026-09-01", Image: []byte("{}")}); err != nil {
				return err
			}
			return store.Insert(tx,
				models.Decision{ID: "d-1", CaseID: decided, Seq: 4, Kind: "approve", Level: 2, Adverse: true, Remedy: "x", Org: countyOrg, Number: "1", At: w.r.Now()},
				models.Decision{ID: "d-2", CaseID: decided, Seq: 5, Kind: "suspend", Level: 1, Adverse: true, Remedy: "x", Org: stationOrg, Number: "2", At: w.r.Now()})
		})
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			if err := a.load(id); err != nil {
				return err
			}
			level, err := a.reversedLevel()
			if level != 2 {
				t.Errorf("undone against level %d, want the county's", level)
			}
			return err
		}))
	})
}

// A paper of a child comes, and a clerk says that the child has left, before the roster is
// accepted: both are rows of the line, which the roster's acceptance gives its policy without
// one. The check finds nothing wrong with that.
func TestALineSpokenOfBeforeItsRosterIsAcceptedIsSound(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		ans, err := w.r.OpenBatch(t.Context(), w.officer("clerk"), BatchRequest{OpenRequest: OpenRequest{Business: workflow.WardBatch, Key: "batch",
			Facts: workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}}, Lines: []workflow.Facts{wardFacts("石明月", "2", "2022-05-06", "002")}})
		w.must(err)
		line := one[models.Case](w, "parent_id = ?", ans.CaseID).ID
		w.paper(line, workflow.MatIntakeForm)
		w.paper(ans.CaseID, workflow.MatUnitPapers)
		w.step("clerk", ans.CaseID, workflow.Lodge, nil)
		w.step("clerk", ans.CaseID, workflow.Accept, nil)
		w.soundCases()
		form := one[models.CaseForm](w, "case_id = ?", line)
		if form.Policy == "" {
			t.Error("the roster's acceptance pinned no policy to its line")
		}
		w.step("clerk", line, workflow.Search, nil)
		w.soundCases()
	})
}
