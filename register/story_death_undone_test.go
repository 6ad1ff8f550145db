package register

import (
	"errors"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// entersWithDeath declares a birth with the child's death and enters both.
func (w *world) entersWithDeath() string {
	w.t.Helper()
	f := birthFacts("p-li", "p-ma", "h-ma")
	f["child_died_on"] = "2026-09-11"
	delete(f, "parents_evidence")
	id := w.open("clerk", OpenRequest{Business: workflow.BirthThenDeath, Facts: f})
	w.accepts(id, workflow.MatBirthCertificate, workflow.MatDeathProof, workflow.MatParentBook)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
	return id
}

// A living child entered as dead keeps the birth and the number when the death is undone
// (Norm 4); the birth undone as well leads on to an ordinary birth.
func TestAWrongDeathTogetherWithABirthIsUndoneAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.entersWithDeath()
		child, _ := w.child(birth, workflow.Child)
		number := string(child.NumberIndex)
		born := one[models.RegisterEvent](w, "subject_id = ? and kind = 'birth'", child.ID)
		w.undoes(child.ID, w.last(child.ID).ID)
		p := one[models.Person](w, "id = ?", child.ID)
		if p.Status != models.StatusActive || p.HouseholdID != "h-ma" || p.Relation != "30" || string(p.NumberIndex) != number {
			t.Errorf("the living child stands as %s in %q (%s)", p.Status, p.HouseholdID, p.Relation)
		}
		if e := one[models.NumberEntry](w, "person_id = ?", child.ID); e.State != NumberIssued {
			t.Errorf("the number is %s", e.State)
		}
		if n := count[models.Case](w, "business = 'birth_then_death' and closed_at is null and id <> ?", birth); n != 0 {
			t.Error("the living child is to be registered with a death again")
		}
		w.undoes(child.ID, born.ID)
		if p := one[models.Person](w, "id = ?", child.ID); p.Status != models.StatusCancelled {
			t.Errorf("after the birth was undone the child is %s", p.Status)
		}
		if n := count[models.Case](w, "business = 'birth_cert' and state = 'draft'"); n != 1 {
			t.Errorf("%d cases of birth follow, want 1", n)
		}
	})
}

func TestABirthUndoneTakesItsDeathAlong(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.entersWithDeath()
		child, _ := w.child(birth, workflow.Child)
		w.undoes(child.ID, one[models.RegisterEvent](w, "subject_id = ? and kind = 'birth'", child.ID).ID)
		if p := one[models.Person](w, "id = ?", child.ID); p.Status != models.StatusCancelled {
			t.Errorf("the child is %s", p.Status)
		}
		if n := count[models.Case](w, "business = 'birth_then_death' and state = 'draft'"); n != 1 {
			t.Errorf("%d cases follow, want 1", n)
		}
	})
}

// An officer is a person of the register: whose death is entered signs in no more.
func TestADeadOfficerIsOutOfOffice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		acc, err := w.r.AddOfficer(t.Context(), Operator(), NewOfficer{Username: "ding.fu", PersonID: "p-old", Password: goodPassword})
		w.must(err)
		_, err = w.r.Post(t.Context(), Operator(), NewPosting{OfficerID: acc.ID, Org: stationOrg, Role: workflow.Community, From: "2026-01-01"})
		w.must(err)
		token, err := w.signIn(acc, realNow)
		w.must(err)
		w.death("p-old", "2026-09-20")
		if _, _, err := w.r.Session(t.Context(), token, realNow); !errors.Is(err, ErrNoSession) {
			w.t.Errorf("the dead officer's session goes on: %v", err)
		}
		if _, err := w.signIn(acc, realNow.AddDate(0, 0, 1)); !errors.Is(err, ErrSignIn) {
			w.t.Errorf("the dead officer signs in: %v", err)
		}
		act := one[models.AdminAct](w, "act = ? and object_id = ?", ActAccountDisabled, acc.ID)
		if act.OfficerID != systemActor().OfficerID {
			w.t.Errorf("the account was stopped by %q", act.OfficerID)
		}
		w.sound()
	})
}
