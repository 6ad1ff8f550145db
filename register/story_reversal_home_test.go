package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// Two old people live alone. One is entered as dead by mistake, then the other dies indeed,
// and the household is closed. The living one comes back as its head from that day, and the
// true death stays; nobody looks for a head meanwhile.
func TestAWrongDeathIsUndoneThoughATrueOneClosedTheHouseholdSince(t *testing.T) {
	for _, c := range []struct{ alive, dead, was string }{{"p-old", "p-spouse", "02"}, {"p-spouse", "p-old", "12"}} {
		t.Run(c.alive, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				hs := village()
				hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-spouse", Number: "649901194802020022", Name: "白兰", Sex: "2", BirthDate: "1948-02-02", Ethnicity: "01", Relation: "12", Since: "2001-01-01"})
				w.load(hs)
				w.death(c.alive, "2026-09-20")
				w.death(c.dead, "2026-09-22")
				if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
					t.Fatalf("the household is %s", h.Status)
				}
				if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-old' and done_at is null"); n != 0 {
					t.Errorf("%d tasks look for the head of a closed household", n)
				}
				w.setClock("2026-09-28T09:00:00+08:00")
				w.undoes(c.alive, w.last(c.alive).ID)
				if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdOpen || h.HeadID != c.alive || h.ClosedOn != "" {
					t.Errorf("the household is %s under %q, closed on %q", h.Status, h.HeadID, h.ClosedOn)
				}
				if got := w.stands(c.alive); got != c.alive+":h-old/02" {
					t.Errorf("back, the person stands as %s", got)
				}
				if p := one[models.Person](w, "id = ?", c.dead); p.Status != models.StatusDead {
					t.Errorf("the other is %s", p.Status)
				}
				for day, want := range map[models.Date]string{"2026-09-21": c.was, "2026-09-28": "02"} {
					v, err := w.see("clerk", c.alive, PersonQuery{AsOf: day, Purpose: "核对"})
					w.must(err)
					if v.Relation != want || v.HouseholdID != "h-old" {
						t.Errorf("on %s the person was %s in %q, want %s", day, v.Relation, v.HouseholdID, want)
					}
				}
				if n := count[models.CaseTask](w, "kind = ? and note = 'h-old' and done_at is null", string(workflow.TaskHeadVacancy)); n != 0 {
					t.Errorf("%d tasks look for a head", n)
				}
				w.sound()
			})
		})
	}
}

// Ding merges into the Ma family, and the head's brother sets up a household at the address
// he left; the family moves to a new home, and the grandmother stays at the old address with
// one of her own. Neither the merging nor the move is undone while two families would stand
// at one address; once the others are gone again, both are.
func TestNothingIsUndoneToAnAddressThatAnotherFamilyHasByNow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		settles := func(person, name, address string) string {
			id := w.alters(workflow.HouseholdCreate, person, workflow.Facts{"new_address": address, "relations": []string{person + "=02"}, "head_capable": true, "consents": []string{name}})
			w.acceptsSeen(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
			w.byHead(id)
			w.wantState(id, workflow.Effected)
			return one[models.Person](w, "id = ?", person).HouseholdID
		}
		kept := func(person, event string) {
			t.Helper()
			id, err := w.opensReversal(person, event)
			w.must(err)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GBackStands) {
				t.Errorf("accepted, to an address of others: %s", describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "原址已另有户"})
		}
		merge := w.alters(workflow.HouseholdMerge, "p-old", workflow.Facts{"household_id": "h-ma", "relations": []string{"p-old=55"}, "consents": []string{"马文", "丁福"}})
		w.acceptsSeen(merge, workflow.MatHouseholdBook, workflow.MatKinship)
		w.byHead(merge)
		merged := w.last("p-old").ID
		first := settles("p-bro", "马武", "城关镇南街14号")
		kept("p-old", merged)

		move := w.alters(workflow.MoveInStation, "p-ma", workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇新区8号", "consents": []string{"马文", "李春梅", "马秀英", "丁福"}})
		w.accepts(move, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", move, workflow.SkipCheck, nil)
		moved := one[models.RegisterEvent](w, "case_id = ?", move).ID
		second := settles("p-gran", "马秀英", "城关镇南街12号")
		kept("p-ma", moved)

		w.undoes("p-gran", w.last("p-gran").ID)
		w.undoes("p-ma", moved)
		w.undoes("p-bro", w.last("p-bro").ID)
		w.undoes("p-old", merged)
		gone := func(id string) models.Household { return one[models.Household](w, "id = ?", id) }
		w.asBefore(people, append([]models.Household{gone(first), gone(second)}, houses...))
	})
}
