package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

func TestTheCheckFindsOnePersonOnBothSides(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	def, _ := w.r.book.Current(workflow.BirthCert, "2026-09-24")
	rec := func(person string, event workflow.Event, from, to workflow.State, role workflow.Role) Record {
		return Record{Person: person, Event: event, From: from, To: to, Role: role, Seat: workflow.Own}
	}
	lodge := rec("p-1", workflow.Lodge, workflow.Draft, workflow.Lodged, workflow.Clerk)
	approve := rec("p-1", workflow.Approve, workflow.StationReview, workflow.Approved, workflow.Head)
	spot := rec("p-1", workflow.SkipCheck, workflow.Accepted, workflow.Approved, workflow.Clerk)
	makes := []models.CaseHand{{CaseID: "c", PersonID: "p-1", Side: "makes"}}
	for _, c := range []struct {
		story   string
		records []Record
		want    []string
	}{
		{"made and approved", []Record{lodge, approve}, []string{"made_and_checked"}},
		{"made and decided on the spot, the named exemption", []Record{lodge, spot}, nil},
		{"approved by another, whose side is not on record", []Record{lodge, rec("p-2", approve.Event, approve.From, approve.To, approve.Role)}, []string{"hand_missing"}},
	} {
		k := &checker{r: w.r}
		k.hands(models.Case{ID: "c"}, def, c.records, makes)
		var got []string
		for _, f := range k.found {
			got = append(got, f.Code)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

func TestTheCheckMissesADecisionAgainstSomebody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}},
			Facts: workflow.Facts{"event_date": "2026-09-20", "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "丁福", "applicant_relation": "relative"}})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("head", id, workflow.Terminate, workflow.Facts{"reason_code": "moot", "reason": "查明健在", "facts_found": "本人到所", "evidence": []string{"人像比对"}, "law": []string{"Reg. 8"}})
		w.wantState(id, workflow.Terminated)
		w.sound()
		w.tx(func(tx *store.Tx) error { _, err := tx.Exec("DELETE FROM decisions WHERE case_id = ?", id); return err })
		found, err := w.r.Check(context.Background())
		w.must(err)
		if len(found) != 2 || found[0].Code != "decision_gone" || found[1].Code != "remedy_missing" || found[1].Row != id {
			t.Errorf("found %v", found)
		}
	})
}

func TestTheCheckComparesGuardianshipsToo(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[2].Members[1].Guardian = &LoadedGuardian{Ground: "kin", Document: "G-9"}
		hs[2].Members[1].Guardian.Person = string(proper(village())[2].Members[0].Number)
		w.load(hs)
		w.sound()
		g := one[models.Guardianship](w, "ward_id = 'p-bs'")
		if g.GuardianID != "p-b" || g.From != "2016-04-01" {
			t.Errorf("the guardianship: %+v", g)
		}
		w.exec("UPDATE guardianships SET ground = 'other' WHERE ward_id = 'p-bs'")
		found, err := w.r.Check(context.Background())
		w.must(err)
		if len(found) != 1 || found[0].Table != "guardianships" || found[0].Row != g.ID {
			t.Errorf("found %v", found)
		}
	})
}

func TestTheGuardiansDeathIsToldToTheWardsStation(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[2].Guardian = &LoadedGuardian{Person: string(proper(village())[1].Members[0].Number), Ground: "kin"}
		w.load(hs)
		id := w.death("p-old", "2026-09-20")
		if n := count[models.Outbox](w, "case_id = ? and kind = 'guardian_gone'", id); n != 1 {
			t.Errorf("%d alerts that a ward's guardian has died, want 1", n)
		}
		w.sound()
	})
}
