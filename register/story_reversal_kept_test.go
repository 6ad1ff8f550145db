package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// moveToOld has somebody of the village move into the old man's household.
func (w *world) moveToOld(person string, relations, consents []string) {
	w.t.Helper()
	id := w.alters(workflow.MoveInStation, person, workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": relations, "consents": consents})
	w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
}

// relationOn is what the register says today that somebody was to the head on a day, and in
// which household.
func (w *world) relationOn(person string, day models.Date) string {
	w.t.Helper()
	v, err := w.see("clerk", person, PersonQuery{AsOf: day, Purpose: "核对"})
	w.must(err)
	return v.HouseholdID + "/" + v.Relation
}

// headOn is who headed a household on a day, as the register knows today.
func (w *world) headOn(household string, day models.Date) string {
	w.t.Helper()
	var head string
	w.must(w.r.reading(w.t.Context(), w.officer("clerk"), func(a *act) error {
		f, err := a.folded(household, day, a.now)
		if err != nil {
			return err
		}
		h, err := f.Household()
		head = h.HeadID
		return err
	}))
	return head
}

// A man is entered as dead by mistake; his widow becomes head and moves away with their
// son. What she did is true and stays; he comes home all the same: head until she was,
// her husband under her, and the head of the household again since she left it.
func TestAWrongDeathIsUndoneThoughTheWidowBecameHeadAndMovedAway(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		death := w.last("p-ma").ID
		w.setClock("2026-09-28T09:00:00+08:00")
		w.headedBy("p-li", nil, "李春梅")
		headship := w.last("p-li").ID
		w.setClock("2026-09-29T09:00:00+08:00")
		w.moveToOld("p-li", []string{"p-li=99", "p-son=99"}, []string{"李春梅", "丁福"})
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdClosed {
			t.Fatalf("the household left is %s", h.Status)
		}
		w.setClock("2026-09-30T09:00:00+08:00")
		w.undoes("p-ma", death)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdOpen || h.HeadID != "p-ma" || h.ClosedOn != "" {
			t.Errorf("his household is %s under %q", h.Status, h.HeadID)
		}
		if got := w.stands("p-ma", "p-li", "p-son"); got != "p-ma:h-ma/02 p-li:h-old/99 p-son:h-old/99" {
			t.Errorf("everybody stands as %s", got)
		}
		for day, want := range map[models.Date]string{"2026-09-19": "p-ma h-ma/02", "2026-09-21": "p-ma h-ma/02", "2026-09-28": "p-li h-ma/11", "2026-09-30": "p-ma h-ma/02"} {
			if got := w.headOn("h-ma", day) + " " + w.relationOn("p-ma", day); got != want {
				t.Errorf("on %s it is %s, want %s", day, got, want)
			}
		}
		if got := w.relationOn("p-li", "2026-09-28"); got != "h-ma/02" {
			t.Errorf("she was %s on the day she became head", got)
		}
		for _, e := range []string{headship, w.last("p-li").ID} {
			if n := count[models.RegisterEvent](w, "reverses = ?", e); n != 0 {
				t.Error("what she did was undone with it")
			}
		}
		if n := count[models.CaseTask](w, "kind = ? and note = 'h-ma' and done_at is null", string(workflow.TaskHeadVacancy)); n != 0 {
			t.Errorf("%d tasks look for a head", n)
		}
		w.sound()
	})
}

// Where she heads the household still he comes back as her husband; the others' relations
// to her stay, and a second man is no head beside her on any day.
func TestWhoComesBackFindsTheHeadWhoIsThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.death("p-ma", "2026-09-20")
		death := w.last("p-ma").ID
		w.setClock("2026-09-28T09:00:00+08:00")
		w.headedBy("p-li", nil, "李春梅", "马秀英", "马武")
		was := w.stands("p-li", "p-son", "p-gran", "p-bro")
		w.undoes("p-ma", death)
		if got := w.stands("p-li", "p-son", "p-gran", "p-bro"); got != was {
			t.Errorf("the others stand as %s, and stood as %s", got, was)
		}
		if got := w.stands("p-ma"); got != "p-ma:h-ma/11" {
			t.Errorf("he stands as %s", got)
		}
		if got := w.headOn("h-ma", "2026-09-21") + " " + w.relationOn("p-ma", "2026-09-21"); got != "p-ma h-ma/02" {
			t.Errorf("on 2026-09-21 it was %s", got)
		}
		w.sound()
	})
}

// Nobody puts the place's head back over a true change of it by naming another event: a
// change of head rests under the next one as before.
func TestAChangeOfHeadStillRestsUnderTheNextOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.headedBy("p-li", nil, consentsOfMa...)
		change := w.last("p-li").ID
		w.headedBy("p-bro", []string{"p-bro=02", "p-ma=71", "p-li=72", "p-son=93", "p-gran=52"}, consentsOfMa...)
		if err := w.reversing("p-li", change); !refusedFor(err, workflow.GNothingAfter) {
			t.Errorf("undone under the next head: %s", describe(err))
		}
	})
}

// Whoever is restored by a case of its own has that home too: the household that they left,
// though others closed it since, and nobody else's.
func TestTheHouseholdLeftStandsAgainForWhoLeftItAndForNobodyElse(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-ma", "2026-09-20")
		w.headedBy("p-li", nil, "李春梅")
		w.moveToOld("p-li", []string{"p-li=99", "p-son=99"}, []string{"李春梅", "丁福"})
		w.death("p-old", "2026-09-22")
		id := w.restores("p-old", "h-ma", "mistaken", workflow.Facts{"relation_to_head": "99"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GHomeStands) {
			t.Errorf("a closed household of others was opened for him: %s", describe(err))
		}
		id = w.restores("p-ma", "h-ma", "mistaken", nil)
		w.accepts(id, restorePapers...)
		w.byCounty(id)
		w.delivers(id)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdOpen || h.HeadID != "p-ma" || w.stands("p-ma") != "p-ma:h-ma/02" {
			t.Errorf("his household is %s under %q, he stands as %s", h.Status, h.HeadID, w.stands("p-ma"))
		}
		w.sound()
	})
}
