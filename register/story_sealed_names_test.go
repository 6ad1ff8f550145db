package register

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// reads is everything that an officer is shown of a case: itself, the comparison, what it is
// related to, the journal and whether each step could be taken.
func (w *world) reads(who, id string) string {
	w.t.Helper()
	s, err := w.r.CaseSheet(context.Background(), w.officer(who), id)
	w.must(err)
	return jsonText(s)
}

// names tells which of the sealed mother and child a text names.
func names(text string) []string {
	return slices.DeleteFunc([]string{"李春梅", "马小麦"}, func(n string) bool { return !strings.Contains(text, n) })
}

// A mother and her child are sealed. The household's page hands out their ids, and a draft on
// an id told the name to any clerk and auxiliary of the station, as did the comparison and
// the consents that a move of the husband lacks. Whoever has the file lifted reads it on.
func TestADraftTellsNobodyTheNameOfASealedPerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		for _, p := range []string{"p-li", "p-son"} {
			w.sealedOff(p)
			for _, who := range []string{"clerk2", "aux"} {
				w.key++
				ans, err := w.r.Open(ctx, w.officer(who), OpenRequest{Business: workflow.ItemMinor, Key: "draft-" + who + p,
					Facts: workflow.Facts{"person_id": p, "applicant_name": "路人乙", "applicant_relation": "relative"}})
				w.must(err)
				if said := string(ans.Body); len(names(said)) > 0 || !strings.Contains(said, SealedWord().Zh) {
					t.Errorf("%s opens a draft on %s and reads %s", who, p, said)
				}
				if said := w.reads(who, ans.CaseID); len(names(said)) > 0 || strings.Contains(said, "2017-02-03") || strings.Contains(said, "1991-06-12") {
					t.Errorf("%s reads in the case on %s: %v in %s", who, p, names(said), said)
				}
				v, err := w.r.View(ctx, w.officer(who), ans.CaseID)
				w.must(err)
				if len(v.Subjects) != 1 || v.Subjects[0].Name != SealedWord().Zh {
					t.Errorf("%s: the subjects are %+v", who, v.Subjects)
				}
			}
		}
		if list, _ := w.listed("clerk2", WorklistQuery{Queue: QueueDrafts}); len(list) != 2 || len(names(jsonText(list))) > 0 {
			t.Errorf("the worklist says %s", jsonText(list))
		}
		// The husband takes the child to his father's: the mother is asked, and not named.
		moved := workflow.Facts{"person_id": "p-son", "move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-son=99"},
			"applicant_name": "马文", "applicant_relation": "parent", "consents": []string{"马文", "丁福"}}
		id := w.alters(workflow.MoveInStation, "p-son", moved)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook} {
			w.paper(id, k)
		}
		err := w.try("clerk", id, workflow.Accept, "", nil)
		if said := describe(err); !refusedFor(err, workflow.GConsentsNoted) || len(names(said)) > 0 || !strings.Contains(said, SealedWord().Zh) {
			t.Errorf("the consents lacking are told as %s", said)
		}
		if said := w.reads("clerk", id); len(names(said)) > 0 {
			t.Errorf("the case that lacks her consent names %v: %s", names(said), said)
		}

		// With the lift the officer goes on, each look logged as one at a sealed file.
		lift := w.approved("clerk", "head", "p-son")
		if v, err := w.r.View(ctx, w.officer("clerk"), id); err != nil || !slices.ContainsFunc(v.Subjects, func(s SubjectView) bool { return s.Name == "马小麦" }) {
			t.Errorf("with the lift the subjects are %+v, %v", v, err)
		}
		if l := one[models.AccessLog](w, "person_id = 'p-son' and what = 'case' and approval_id <> ''"); l.ApprovalID != lift || l.CaseID != id || l.OfficerID != "o-clerk" {
			t.Errorf("the look is logged as %+v", l)
		}
		if n := count[models.AccessSeen](w, "person_id = 'p-son' and class = 'D' and officer_id = 'o-clerk'"); n != 1 {
			t.Error("the look is not counted as one at a restricted file")
		}
		if said := w.reads("clerk", id); !slices.Equal(names(said), []string{"马小麦"}) {
			t.Errorf("with the lift of the child the case names %v", names(said))
		}
		if said := w.reads("clerk2", id); len(names(said)) > 0 {
			t.Errorf("a colleague without a lift reads %v", names(said))
		}
		w.sound()
	})
}

// The mother on a child's page is told by the seal's word, as she is in every list.
func TestThePageOfAChildNamesNoSealedMother(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.sealedOff("p-li")
		v, err := w.see("clerk", "p-son", PersonQuery{CaseID: w.alters(workflow.ItemMinor, "p-son", nil)})
		w.must(err)
		if said := jsonText(v); strings.Contains(said, "李春梅") || !strings.Contains(said, SealedWord().Zh) {
			t.Errorf("the page of the child says %s", said)
		}
	})
}

// protects seals a person for protection by two officers, and gives the seal.
func (w *world) protects(person string) string {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.r.SealPerson(ctx, w.officer("clerk"), person, SealProtection, "人身安全保护令", w.r.newID())
	w.must(err)
	s := one[models.PersonSeal](w, "person_id = ? and ended_at is null", person)
	_, err = w.r.ConfirmSeal(ctx, w.officer("head"), s.ID)
	w.must(err)
	return s.ID
}

// A mother stands under protection by a seal of two officers: what spares a mother whom a
// load marked spares her. The father moves the child without her word, another is made
// guardian without her being heard, and the seal's end brings both questions back.
func TestASealOfProtectionSparesAMotherUntilItEnds(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		moves := func() ([]models.Person, error) {
			p := one[models.Person](w, "id = 'p-son'")
			var out []models.Person
			err := w.r.reading(ctx, w.officer("clerk"), func(a *act) error {
				var err error
				out, err = a.partedFrom([]models.Person{p})
				return err
			})
			return out, err
		}
		asked := func(want ...string) {
			t.Helper()
			rows, err := moves()
			w.must(err)
			var got []string
			for _, p := range rows {
				got = append(got, p.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("asked before the child moves are %v, want %v", got, want)
			}
		}
		guarded := func() string {
			t.Helper()
			id, err := w.rules(workflow.Facts{"guardian_ground": "agreement", "applicant_name": "马文", "applicant_relation": "parent"})
			w.must(err)
			w.step("clerk", id, workflow.AssignCheck, nil)
			return id
		}
		asked("p-li", "p-ma")
		id := guarded()
		if err := w.checked(id, "马文 同意"); !refusedFor(err, workflow.GParentsHeard) || !mentions(describe(err), "李春梅") {
			t.Errorf("before the seal: %s", describe(err))
		}
		seal := w.protects("p-li")
		asked("p-ma")
		if err := w.checked(id, "路人"); !refusedFor(err, workflow.GParentsHeard) || mentions(describe(err), "李春梅") {
			t.Errorf("under the seal the parents to hear are told as %s", describe(err))
		}
		if one[models.Person](w, "id = 'p-li'").Protected {
			t.Error("the seal wrote the register's own mark")
		}
		w.approved("clerk", "head", "p-li")
		v, err := w.see("clerk", "p-li", PersonQuery{Code: PurposeCheck})
		w.must(err)
		if !v.Protected {
			t.Error("her page does not say that she is protected")
		}
		if n := count[models.Outbox](w, "kind = 'protected_view'"); n == 0 {
			t.Error("nobody is told of the look at a protected person")
		}
		_, err = w.r.EndSeal(ctx, w.officer("clerk"), seal, "保护期满")
		w.must(err)
		_, err = w.r.ConfirmSeal(ctx, w.officer("head"), seal)
		w.must(err)
		asked("p-li", "p-ma")
		if err := w.checked(id, "马文 同意"); !refusedFor(err, workflow.GParentsHeard) {
			t.Errorf("after the seal: %s", describe(err))
		}
		w.protects("p-li")
		if err := w.checked(id, "马文 同意"); err != nil {
			t.Errorf("protected again she is still to be heard: %s", describe(err))
		}
		w.sound()
	})
}
