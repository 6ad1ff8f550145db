package register

import (
	"fmt"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store/storetest"
	"hukou/workflow"
)

// undoneNow undoes an act of the register, without the steps before.
func (w *world) undoneNow(end func(), person, event string, more workflow.Facts) error {
	f := workflow.Facts{"register_event_id": event}
	for k, v := range more {
		f[k] = v
	}
	return w.actUntil(end, workflow.Reversal, workflow.Affected, person, f, workflow.EffReverse)
}

// She moved out by mistake, and another came as the man's wife. Undone, the first stands with
// them again, but not as a second wife: what she is to him is declared.
func TestWhoComesBackByAReversalIsNoSecondWife(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.suitors()
		w.must(orNil(w.movesAsWife(func() {}, "p-x0", "h-g0")))
		w.must(orNil(w.leavesHome(func() {}, "p-x0")))
		left := w.last("p-x0").ID
		w.must(orNil(w.movesAsWife(func() {}, "p-y0", "h-g0")))
		wantBlocked(t, w.undoneNow(func() {}, "p-x0", left, nil), "relation_unknown")
		wantBlocked(t, w.undoneNow(func() {}, "p-x0", left, workflow.Facts{"relation_to_head": "12"}), "relation_unknown")
		w.must(orNil(w.undoneNow(func() {}, "p-x0", left, workflow.Facts{"relation_to_head": "97"})))
		if got := w.stands("p-x0", "p-y0"); got != "p-x0:h-g0/97 p-y0:h-g0/12" {
			t.Errorf("they stand as %s", got)
		}
	})
}

// At one instant on PostgreSQL he has one wife too, whichever of the two is the first.
func TestOfAWifePutBackAndOneWhoComesAtThatInstantOneIsHis(t *testing.T) {
	w := newWorld(t, storetest.Postgres(t))
	w.suitors()
	for i := range atOnce {
		house, x, y := fmt.Sprintf("h-g%d", i), fmt.Sprintf("p-x%d", i), fmt.Sprintf("p-y%d", i)
		w.must(orNil(w.movesAsWife(func() {}, x, house)))
		w.must(orNil(w.leavesHome(func() {}, x)))
		left := w.last(x).ID
		inTurn(i, func(end func()) error { return w.undoneNow(end, x, left, nil) }, func(end func()) error { return w.movesAsWife(end, y, house) })
		if n := w.wives(house); n != 1 {
			t.Errorf("try %d: he has %d wives", i, n)
		}
	}
}

// A child's father was struck out, and the striking is undone at the instant at which the
// father's entry is cancelled as his second one: the child names the entry kept.
func TestAParentPutBackIsTheEntryKept(t *testing.T) {
	struck := func(w *world, i int) (child, event string) {
		mother, drop := fmt.Sprintf("p-m%d", i), fmt.Sprintf("p-o%d", i)
		w.must(orNil(w.bornTo(func() {}, mother, drop, fmt.Sprintf("h-m%d", i))))
		child = one[models.Person](w, "mother_id = ?", mother).ID
		w.must(orNil(w.actUntil(func() {}, workflow.ParentItem, workflow.Affected, child, workflow.Facts{"person_id": child, "parent_struck_out": "father", "parent_ground": "report"}, workflow.EffParents)))
		return child, w.last(child).ID
	}
	eachWorld(t, func(w *world) {
		w.pairs()
		child, event := struck(w, 0)
		w.must(orNil(w.doubled(func() {}, "p-o0", "p-k0")))
		w.must(orNil(w.undoneNow(func() {}, child, event, nil)))
		if p := one[models.Person](w, "id = ?", child); p.FatherID != "p-k0" {
			t.Errorf("the father is %q", p.FatherID)
		}
	})
	w := newWorld(t, storetest.Postgres(t))
	w.pairs()
	for i := range atOnce {
		child, event := struck(w, i)
		drop, keep := fmt.Sprintf("p-o%d", i), fmt.Sprintf("p-k%d", i)
		inTurn(i, func(end func()) error { return w.undoneNow(end, child, event, nil) }, func(end func()) error { return w.doubled(end, drop, keep) })
		if p := one[models.Person](w, "id = ?", child); p.FatherID != keep {
			t.Errorf("try %d: the father is %q", i, p.FatherID)
		}
	}
}

// Whoever dies at the instant at which a body names them is neither its helper nor its head.
func TestADeadManIsNotNamedForACollectiveHousehold(t *testing.T) {
	named := func(w *world, end func(), what, person string) error {
		f := workflow.Facts{"household_id": "h-old-school", "care_of_household": what, "helper_until": "2028-09-01", "head_capable": true, "person_id": person}
		if what == "helper" {
			f["helper_id"] = person
		}
		return w.actUntil(end, workflow.CollectiveAdmin, workflow.Affected, person, f, workflow.EffCollectiveCare)
	}
	loaded := func(w *world) {
		w.pairs()
		w.exec("insert into households (id, number, org, division, kind, collective_kind, institution_id, head_id, helper_id, helper_until, address, address_pinyin, address_initials, status, opened_on, closed_on, version, event_id, case_id) " +
			strings.ReplaceAll("select 'h-old-school', '900009', org, division, 'collective', 'school', '', '', '', '', address, address_pinyin, address_initials, status, opened_on, closed_on, version, event_id, case_id from households where id = 'h-old'", "collective'", string(models.CollectiveHousehold)+"'"))
	}
	eachWorld(t, func(w *world) {
		loaded(w)
		w.must(w.diesNow(func() {}, "p-o0"))
		wantBlocked(t, named(w, func() {}, "helper", "p-o0"), string(workflow.GCareHelper))
		wantBlocked(t, named(w, func() {}, "head", "p-o0"), string(workflow.GCareHead))
	})
	w := newWorld(t, storetest.Postgres(t))
	loaded(w)
	for i := range atOnce {
		person := fmt.Sprintf("p-o%d", i)
		what := []string{"head", "helper"}[i/2%2]
		inTurn(i, func(end func()) error { return named(w, end, what, person) }, func(end func()) error { return w.diesNow(end, person) })
		h := one[models.Household](w, "id = 'h-old-school'")
		if n := h.HeadID == person || h.HelperID == person; n != (i%2 == 0) { // named before he died
			t.Errorf("try %d: named as %s: %t", i, what, n)
		}
	}
}
