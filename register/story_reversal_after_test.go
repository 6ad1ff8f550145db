package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// undo reverses the newest event of a kind on somebody, without the steps before.
func (w *world) undo(person, kind string) {
	w.t.Helper()
	var rows []models.RegisterEvent
	w.tx(func(tx *store.Tx) error {
		var err error
		rows, err = store.Many[models.RegisterEvent](tx, "serial desc limit 1", "subject_id = ? and kind = ?", person, kind)
		return err
	})
	if len(rows) == 0 {
		w.t.Fatalf("%s has no %s", person, kind)
	}
	w.must(orNil(w.act(workflow.Reversal, workflow.Affected, person, workflow.Facts{"register_event_id": rows[0].ID}, workflow.EffReverse)))
}

// openTasks counts the open tasks of a kind at a station with a note.
func (w *world) openTasks(kind workflow.Task, org, note string) int64 {
	w.t.Helper()
	return count[models.CaseTask](w, "kind = ? and org = ? and note = ? and done_at is null", string(kind), org, note)
}

// peopleSound wants the check to find nothing about people: acts without steps are decided by nobody.
func (w *world) peopleSound() {
	w.t.Helper()
	found, err := w.r.Check(w.t.Context())
	w.must(err)
	for _, f := range found {
		if f.Table == "people" || f.Table == "guardianships" {
			w.t.Errorf("the check found: %s", f)
		}
	}
}

// withOrphan loads a girl who lives with her grandmother at the other station, in a county of another
// prefecture, and the home of an institution here.
func (w *world) withOrphan() {
	w.t.Helper()
	w.load(append(village(), LoadedHousehold{ID: "h-far", Number: "000041", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇四十一号", OpenedOn: "2010-01-01", Members: []LoadedPerson{
		{ID: "p-grandma", Number: "649901195501010021", Name: "田桂兰", Sex: "2", BirthDate: "1955-01-01", Ethnicity: "01", Relation: "02", Since: "2010-01-01"},
		{ID: "p-orphan", Number: "649901201805050025", Name: "田小雨", Sex: "2", BirthDate: "2018-05-05", Ethnicity: "01", Relation: "41", Since: "2018-06-01"}}}))
	w.seedHome()
}

var toUnit = workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead", "guardianship_doc_no": "G-1"}

// The last adult of a household died, its orphan went to an institution in another prefecture, and
// that move was undone: the girl of eight stood alone at her old address again, and no head knew,
// nor did anybody look for a guardian in the place of civil affairs, whose guardianship ended.
func TestAChildWhomAReversalPutsBackAloneIsToldOf(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withOrphan()
		w.must(w.diesNow(func() {}, "p-grandma"))
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-orphan", toUnit, workflow.EffMove, workflow.EffGuardian)))
		w.tx(func(tx *store.Tx) error { // what her death left is done
			_, err := store.Set[models.CaseTask](tx, map[string]any{"done_at": w.r.Now()}, "done_at is null")
			return err
		})
		w.undo("p-orphan", EventMoveIn)
		if got := w.stands("p-orphan"); !strings.HasPrefix(got, "p-orphan:h-far/") {
			t.Fatalf("she stands as %s", got)
		}
		for note, kind := range map[string]workflow.Task{"minors_alone h-far": workflow.TaskAlert, "person_back h-far": workflow.TaskAlert, "p-orphan": workflow.TaskWardGuardian} {
			if n := w.openTasks(kind, otherOrg, note); n != 1 {
				t.Errorf("%d tasks %s at her station, want 1", n, note)
			}
		}
		w.must(orNil(w.namedGuardian(func() {}, "p-orphan", "p-b")))
		if n := w.openTasks(workflow.TaskWardGuardian, otherOrg, "p-orphan"); n != 0 {
			t.Errorf("%d tasks still look for a guardian", n)
		}
	})
}

// With her grandmother there she is back, and nobody is alone; at the station that undid it nobody
// is told of people of another.
func TestAChildWhomAReversalPutsBackWithKinIsNotAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withOrphan()
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-orphan", toUnit, workflow.EffMove, workflow.EffGuardian)))
		w.undo("p-orphan", EventMoveIn)
		if n := w.openTasks(workflow.TaskAlert, otherOrg, "person_back h-far"); n != 1 {
			t.Errorf("%d alerts tell her station, want 1", n)
		}
		if n := count[models.CaseTask](w, "note = 'minors_alone h-far' or kind = ? and note = 'p-orphan'", string(workflow.TaskWardGuardian)); n != 0 {
			t.Errorf("%d tasks on a child who is with kin", n)
		}
		w.must(w.diesNow(func() {}, "p-old"))
		w.undo("p-old", EventDeath)
		if n := count[models.CaseTask](w, "note like 'person_back%' and org = ?", stationOrg); n != 0 {
			t.Errorf("%d alerts tell a station of what it undid itself", n)
		}
	})
}

// A guardian gave way to another, died as nobody's guardian, and stood as one again when the change
// was undone. He comes back with the task to look for another, and the head is told.
func TestADeadGuardianPutBackIsToldOf(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.pairs()
		w.must(orNil(w.namedGuardian(func() {}, "p-w0", "p-o1")))
		w.must(orNil(w.namedGuardian(func() {}, "p-w0", "p-k2")))
		w.must(w.diesNow(func() {}, "p-o1"))
		w.undo("p-w0", EventGuardian)
		if n := count[models.Guardianship](w, "ward_id = 'p-w0' and guardian_id = 'p-o1' and closed_at is null"); n != 1 {
			t.Errorf("%d guardianships put back, want 1", n)
		}
		if w.unlooked("p-w0", "p-o1") {
			t.Error("the head is not told")
		}
		if n := w.openTasks(workflow.TaskWardGuardian, stationOrg, "p-w0"); n != 1 {
			t.Errorf("%d tasks look for another, want 1", n)
		}
		w.peopleSound()
	})
}

// A child was born to a man whose entry had just been cancelled as a second one, and was entered on
// the entry kept by the birth's own case. The cancellation undone, the child is his again; so is who
// was born before it, and who was handed on twice. Whom a later case gave another father keeps that one.
func TestAChildEnteredOnACancelledEntryComesBackToIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.pairs()
		born := func(mother string) string {
			t.Helper()
			w.must(w.bornTo(func() {}, "p-m"+mother, "p-o"+mother, "h-m"+mother))
			return one[models.Person](w, "mother_id = ?", "p-m"+mother).ID
		}
		first := born("0")
		for _, n := range []string{"0", "1", "2"} {
			w.must(w.doubled(func() {}, "p-o"+n, "p-k"+n))
		}
		w.must(w.doubled(func() {}, "p-k1", "p-k4"))
		twice, third := born("1"), born("2")
		for child, father := range map[string]string{first: "p-k0", twice: "p-k4", third: "p-k2"} {
			if p := one[models.Person](w, "id = ?", child); p.FatherID != father {
				t.Errorf("before, the father is %s, want %s", p.FatherID, father)
			}
		}
		for _, n := range []string{"0", "1"} {
			w.undo("p-o"+n, EventCancel)
		}
		for child, father := range map[string]string{first: "p-o0", twice: "p-o1"} {
			if p := one[models.Person](w, "id = ?", child); p.FatherID != father {
				t.Errorf("undone, the father is %s, want %s", p.FatherID, father)
			}
		}
		w.must(orNil(w.act(workflow.ParentItem, workflow.Affected, third, workflow.Facts{"person_id": third, "father": "p-o3", "parent_ground": "report"}, workflow.EffParents)))
		w.undo("p-o2", EventCancel)
		if p := one[models.Person](w, "id = ?", third); p.FatherID != "p-o3" {
			t.Errorf("the father of a later case is %s now", p.FatherID)
		}
		w.peopleSound()
	})
}

// A parent and a guardian of before were entries that were cancelled as duplicates meanwhile: put
// back, the child names the entries kept.
func TestWhoIsPutBackNamesTheEntryKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.pairs()
		father := func(id string) {
			w.must(orNil(w.act(workflow.ParentItem, workflow.Affected, "p-w0", workflow.Facts{"person_id": "p-w0", "father": id, "parent_ground": "report"}, workflow.EffParents)))
		}
		father("p-k3")
		father("p-k4")
		w.must(orNil(w.namedGuardian(func() {}, "p-w0", "p-k5")))
		w.must(orNil(w.namedGuardian(func() {}, "p-w0", "p-m5")))
		w.must(w.doubled(func() {}, "p-k3", "p-o3"))
		w.must(w.doubled(func() {}, "p-k5", "p-o5"))
		w.undo("p-w0", EventGuardian)
		if n := count[models.Guardianship](w, "ward_id = 'p-w0' and guardian_id = 'p-o5' and closed_at is null"); n != 1 {
			t.Errorf("%d guardianships of the entry kept, want 1", n)
		}
		w.undo("p-w0", EventParents)
		if p := one[models.Person](w, "id = 'p-w0'"); p.FatherID != "p-o3" {
			t.Errorf("the father is %s", p.FatherID)
		}
		w.peopleSound()
	})
}
