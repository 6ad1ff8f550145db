package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// Everybody else of the household had died by mistake after the birth and was put back: they
// stand there by their own entries, and a birth that was wrong is undone all the same.
func TestAWrongBirthIsUndoneThoughItsParentsWerePutBackSince(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members = hs[0].Members[:2]
		w.load(hs)
		child := w.wantRegistered(w.birthOnTheSpot("h-ma", "2026-09-10"), workflow.Child, "h-ma")
		birth := w.last(child.ID).ID
		for _, parent := range []string{"p-li", "p-ma"} {
			w.death(parent, "2026-09-20")
		}
		for _, parent := range []string{"p-li", "p-ma"} {
			w.undoes(parent, w.last(parent).ID)
		}
		w.undoes(child.ID, birth)
		if p := one[models.Person](w, "id = ?", child.ID); p.Status != models.StatusCancelled {
			t.Errorf("the child stands as %s", p.Status)
		}
		if got := w.stands("p-ma", "p-li"); got != "p-ma:h-ma/02 p-li:h-ma/12" {
			t.Errorf("the parents stand as %s", got)
		}
		w.sound()
	})
}
