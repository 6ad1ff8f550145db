package register

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
)

// atOnce is how often two acts are put against each other, each in turn the first.
const atOnce = 6

// crossing carries out an act up to its commit and begins another; the first commits when the
// other has ended, which without a hold on the person named it does at once and unseen, or waits.
func crossing(first func(end func()) error, second func() error) {
	reached, ends := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var both sync.WaitGroup
	both.Go(func() {
		_ = first(func() {
			once.Do(func() {
				close(reached)
				select {
				case <-ends:
				case <-time.After(300 * time.Millisecond):
				}
			})
		})
		once.Do(func() { close(reached) })
	})
	both.Go(func() {
		<-reached
		_ = second()
		close(ends)
	})
	both.Wait()
}

// inTurn puts two acts against each other, the one or the other first.
func inTurn(i int, x, y func(end func()) error) {
	if i%2 == 1 {
		x, y = y, x
	}
	crossing(x, func() error { return y(func() {}) })
}

// pairs loads homes of an old man and an orphan each, and of each old man another entry elsewhere.
func (w *world) pairs() {
	w.t.Helper()
	number := func(n int) models.CitizenNumber {
		body := fmt.Sprintf("64990119500101%03d", n)
		return models.CitizenNumber(body + string(models.CheckDigit(body)))
	}
	hs := village()
	for i := range atOnce {
		id, street := strconv.Itoa(i), fmt.Sprintf("城关镇北街%d号", i+1)
		born := models.Date(fmt.Sprintf("1950-01-%02d", i+1))
		hs = append(hs, LoadedHousehold{ID: "h-o" + id, Number: fmt.Sprintf("0002%02d", i), Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: street, OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-o" + id, Key: "o" + id, Name: "丁山", Number: number(4*i + 1), Sex: "1", BirthDate: "1950-01-01", Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
			{ID: "p-w" + id, Key: "w" + id, Name: "田小雨", Sex: "1", BirthDate: "2018-02-03", Ethnicity: "01", Relation: "97", Since: "2018-03-01"},
		}}, LoadedHousehold{ID: "h-k" + id, Number: fmt.Sprintf("0003%02d", i), Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: street + "院", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-k" + id, Key: "k" + id, Name: "丁山", Number: number(4*i + 3), Sex: "1", BirthDate: "1950-01-01", Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
		}}, LoadedHousehold{ID: "h-m" + id, Number: fmt.Sprintf("0004%02d", i), Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: street + "后院", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-m" + id, Key: "m" + id, Name: "李梅", Sex: "2", BirthDate: born.AddMonths(12 * 45), Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
		}})
	}
	w.load(hs)
}

// actUntil carries out effects as act does, on a case drafted before, so that two do not wait for
// a number of cases; end happens before the transaction ends.
func (w *world) actUntil(end func(), b workflow.Business, role workflow.SubjectRole, person string, facts workflow.Facts, effects ...workflow.Effect) error {
	begun := func(tx *store.Tx) *act {
		a := w.r.begin(tx, w.officer("clerk"))
		a.def, _ = w.r.book.Current(b, a.today)
		a.form = form{Facts: facts}
		return a
	}
	var c models.Case
	if err := w.db.InTx(context.Background(), func(tx *store.Tx) error {
		a := begun(tx)
		subject := models.CaseSubject{Role: string(role), PersonID: person, Name: "x"}
		if person != "" {
			subject.Key = w.r.personKey(person)
		}
		err := a.writeDraft(OpenRequest{Business: b, RegisterStation: stationOrg}, stationOrg, []models.CaseSubject{subject})
		c = a.c
		return err
	}); err != nil {
		return err
	}
	return w.db.InTx(context.Background(), func(tx *store.Tx) error {
		a := begun(tx)
		a.c = c
		for _, e := range effects {
			if err := a.run(e); err != nil {
				return err
			}
		}
		end()
		return nil
	})
}

// namedGuardian enters somebody as the guardian of an orphan, without the steps before.
func (w *world) namedGuardian(end func(), ward, guardian string) error {
	return w.actUntil(end, workflow.GuardianChange, workflow.Affected, ward, workflow.Facts{"person_id": ward, "guardian": guardian, "guardian_ground": "statutory"}, workflow.EffGuardians)
}

// diesNow enters a death, without the steps before.
func (w *world) diesNow(end func(), person string) error {
	return w.actUntil(end, workflow.Death, workflow.Deceased, person, workflow.Facts{"event_date": "2026-09-20", "death_cause": "illness"}, workflow.EffDeath)
}

// unlooked tells that the dead man stands as the orphan's guardian, and nobody looks for another.
func (w *world) unlooked(ward, guardian string) bool {
	w.t.Helper()
	stands := count[models.Guardianship](w, "ward_id = ? and guardian_id = ? and closed_at is null", ward, guardian)
	return stands > 0 && count[models.CaseTask](w, "note = ? and done_at is null", "guardian_gone "+ward) == 0
}

// bornTo enters a child of a mother and of a man, without the steps before.
func (w *world) bornTo(end func(), mother, father, house string) error {
	f := birthFacts(mother, father, house)
	f["certificate_no"] = "T64000" + mother
	return w.actUntil(end, workflow.BirthCert, workflow.Child, "", f, workflow.EffBirth, workflow.EffNumber)
}

// doubled cancels an entry as a second one, without the steps before.
func (w *world) doubled(end func(), drop, keep string) error {
	return w.actUntil(end, workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": drop, "second_entry": keep, factKeep: keep}, workflow.EffCancelPerson, workflow.EffVoidNumber)
}

// An orphan's guardian is entered, and dies: whichever comes first, somebody looks for another, or
// the dead man is none.
func TestADeadManIsNotEnteredAsGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.pairs()
		w.must(w.diesNow(func() {}, "p-o0"))
		wantBlocked(t, w.namedGuardian(func() {}, "p-w0", "p-o0"), string(workflow.GGuardianFits))
		w.must(orNil(w.namedGuardian(func() {}, "p-w1", "p-o1")))
		w.must(w.diesNow(func() {}, "p-o1"))
		if w.unlooked("p-w1", "p-o1") {
			t.Error("nobody looks for another guardian")
		}
	})
}

// At one instant on PostgreSQL it is the same.
func TestAGuardianWhoDiesAtThatInstantIsNoneOrAnotherIsSought(t *testing.T) {
	w := newWorld(t, storetest.Postgres(t))
	w.pairs()
	for i := range atOnce {
		ward, guardian := fmt.Sprintf("p-w%d", i), fmt.Sprintf("p-o%d", i)
		inTurn(i, func(end func()) error { return w.namedGuardian(end, ward, guardian) }, func(end func()) error { return w.diesNow(end, guardian) })
		if p := one[models.Person](w, "id = ?", guardian); p.Status != models.StatusDead {
			t.Fatalf("try %d: %s is %s", i, guardian, p.Status)
		}
		if w.unlooked(ward, guardian) {
			t.Errorf("try %d: the dead man is guardian, and nobody looks for another", i)
		}
	}
}

// The child's father is an entry that was cancelled as a second one of his since the birth was
// declared, or is at that instant: the child names the entry kept.
func TestAChildNamesTheEntryKeptOfItsFather(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.pairs()
		w.must(orNil(w.doubled(func() {}, "p-o0", "p-k0")))
		w.must(orNil(w.bornTo(func() {}, "p-m0", "p-o0", "h-m0")))
		if c := one[models.Person](w, "mother_id = 'p-m0'"); c.FatherID != "p-k0" {
			t.Errorf("the father is %s", c.FatherID)
		}
	})
}

// At one instant on PostgreSQL it is the same.
func TestAChildOfAnEntryCancelledAtThatInstantNamesTheOneKept(t *testing.T) {
	w := newWorld(t, storetest.Postgres(t))
	w.pairs()
	for i := range atOnce {
		mother, drop, keep := fmt.Sprintf("p-m%d", i), fmt.Sprintf("p-o%d", i), fmt.Sprintf("p-k%d", i)
		house := fmt.Sprintf("h-m%d", i)
		inTurn(i, func(end func()) error { return w.bornTo(end, mother, drop, house) }, func(end func()) error { return w.doubled(end, drop, keep) })
		if c := one[models.Person](w, "mother_id = ?", mother); c.FatherID != keep {
			t.Errorf("try %d: the father is %s", i, c.FatherID)
		}
	}
}
