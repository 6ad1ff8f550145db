package register

import (
	"fmt"
	"strconv"
	"testing"

	"hukou/models"
	"hukou/store/storetest"
	"hukou/workflow"
)

// withGrandmothers loads homes of a woman and her mother, the head, each.
func (w *world) withGrandmothers() {
	w.t.Helper()
	hs := village()
	for i := range atOnce {
		k, body := strconv.Itoa(i), fmt.Sprintf("64990119600101%03d", 2*i+2)
		mother := body + string(models.CheckDigit(body))
		hs = append(hs, LoadedHousehold{ID: "h-n" + k, Number: "00060" + k, Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: fmt.Sprintf("城关镇后街%d号", i+1), OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-gm" + k, Number: models.CitizenNumber(mother), Name: "田大妈", Sex: "2", BirthDate: "1960-01-01", Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
			{ID: "p-n" + k, Key: "n" + k, Name: "田小妹", Sex: "2", BirthDate: models.Date("1995-01-0" + strconv.Itoa(i+1)), Ethnicity: "01", Relation: "30", Since: "2001-01-01", Mother: mother},
		}})
	}
	w.load(hs)
}

// leavesHome moves a woman to old Ding's, without the steps before.
func (w *world) leavesHome(end func(), woman string) error {
	return w.actUntil(end, workflow.MoveInStation, workflow.Affected, woman, workflow.Facts{"person_id": woman, "household_id": "h-old", "relations": []string{woman + "=97"}}, workflow.EffJoin)
}

// A newborn who follows the mother is entered where she stands, and not where she stood before.
func TestANewbornIsNotEnteredWhereTheMotherStoodBefore(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withGrandmothers()
		w.must(orNil(w.leavesHome(func() {}, "p-n0")))
		wantBlocked(t, w.bornTo(func() {}, "p-n0", "p-ma", "h-n0"), string(workflow.GWithFollowed))
		w.must(orNil(w.bornTo(func() {}, "p-n0", "p-ma", "h-old")))
	})
}

// At one instant on PostgreSQL it is the same: where she left first, nobody is entered behind her.
func TestANewbornIsNotEnteredWhereTheMotherLeavesAtThatInstant(t *testing.T) {
	w := newWorld(t, storetest.Postgres(t))
	w.withGrandmothers()
	for i := range atOnce {
		mother, house := fmt.Sprintf("p-n%d", i), fmt.Sprintf("h-n%d", i)
		inTurn(i, func(end func()) error { return w.bornTo(end, mother, "p-ma", house) }, func(end func()) error { return w.leavesHome(end, mother) })
		want := int64(1)
		if i%2 == 1 { // she was the first
			want = 0
		}
		if n := count[models.Person](w, "mother_id = ? and household_id = ?", mother, house); n != want {
			t.Errorf("try %d: %d children are entered where she left, want %d", i, n, want)
		}
	}
}
