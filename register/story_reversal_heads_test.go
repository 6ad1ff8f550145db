package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// The wife's death was entered, then the uncle became head, then she was put back: until
// that day she is the former head's wife, and since then his brother's. When the change of
// head is undone too, she and a child born in between stand to the head of before again.
func TestRelationsFollowTheHeadOfEachDayThroughReversals(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.death("p-li", "2026-09-20")
		w.setClock("2026-09-28T09:00:00+08:00")
		w.headedBy("p-bro", nil, "马文", "马秀英", "马武")
		change := w.last("p-bro").ID
		w.undoes("p-li", w.last("p-li").ID)
		on := func(day models.Date) string {
			v, err := w.see("clerk", "p-li", PersonQuery{AsOf: day, Purpose: "核对"})
			w.must(err)
			return v.Relation
		}
		if got := on("2026-09-21") + " " + on("2026-09-27") + " " + on("2026-09-28"); got != "12 12 72" {
			t.Errorf("read day by day she was %s, want 12 12 72", got)
		}
		w.sound()
		child := w.wantRegistered(w.birthOnTheSpot("h-ma", "2026-09-10"), workflow.Child, "h-ma")
		if child.Relation != "94" && child.Relation != "93" {
			t.Errorf("under the uncle the child is %s", child.Relation)
		}
		w.undoes("p-bro", change)
		if got := one[models.Person](w, "id = ?", child.ID).Relation; got != "20" && got != "30" {
			t.Errorf("under the father again the child is %s", got)
		}
		if got := w.stands("p-ma", "p-li", "p-gran", "p-bro"); got != "p-ma:h-ma/02 p-li:h-ma/12 p-gran:h-ma/52 p-bro:h-ma/73" {
			t.Errorf("undone, everybody stands as %s", got)
		}
		if ok := one[models.Residence](w, "person_id = 'p-li' and valid_to = ''"); ok.ValidFrom != "2026-09-28" {
			t.Errorf("she stands so from %s", ok.ValidFrom)
		}
		if got := on("2026-09-21") + " " + on("2026-09-28"); got != "12 12" {
			t.Errorf("read day by day she was %s, want 12 12", got)
		}
		w.sound()
	})
}

// A daughter of the wife alone is 20 to husband and wife. Neither the change of head after
// his death nor its undoing touches her.
func TestWhoIsTheSameToBothHeadsStaysSo(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[2].Father = ""
		w.load(hs)
		people, houses := w.everybody()
		w.death("p-ma", "2026-09-20")
		died := w.last("p-ma").ID
		w.headedBy("p-li", []string{"p-li=02", "p-son=20"}, "李春梅")
		w.undoes("p-li", w.last("p-li").ID)
		if got := one[models.Person](w, "id = 'p-son'").Relation; got != "20" {
			t.Errorf("the change of head undone, the child is %s", got)
		}
		w.undoes("p-ma", died)
		w.asBefore(people, houses)
	})
}
