package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// reversal walks the reversal of an event up to the head's decision, and the register
// follows by itself if it can.
func (w *world) reversal(person, event string) string {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: person}},
		Facts: workflow.Facts{"register_event_id": event, "reversal_reason": "登记对象有误", "applicant_relation": "ex_officio"}})
	w.step("clerk", id, workflow.Lodge, nil)
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "核对档案", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.Approve, nil)
	return id
}

// last is the newest event on a person.
func (w *world) last(person string) models.RegisterEvent {
	w.t.Helper()
	var rows []models.RegisterEvent
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		rows, err = store.Many[models.RegisterEvent](tx, "serial desc limit 1", "subject_id = ?", person)
		return err
	}))
	return rows[0]
}

// asBefore compares people and households with an earlier picture of them, apart from
// who wrote the rows.
func (w *world) asBefore(before []models.Person, homes []models.Household) {
	w.t.Helper()
	plain := func(ps []models.Person) []models.Person {
		for i := range ps {
			ps[i].Version, ps[i].EventID, ps[i].CaseID = 0, "", ""
		}
		return ps
	}
	bare := func(hs []models.Household) []models.Household {
		for i := range hs {
			hs[i].Version, hs[i].EventID, hs[i].CaseID = 0, "", ""
		}
		return hs
	}
	now, houses := w.everybody()
	if diff := cmp.Diff(plain(before), plain(now)); diff != "" {
		w.t.Errorf("people (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(bare(homes), bare(houses)); diff != "" {
		w.t.Errorf("households (-before +after):\n%s", diff)
	}
}

func (w *world) everybody() (people []models.Person, houses []models.Household) {
	w.t.Helper()
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		if people, err = store.Many[models.Person](tx, "id", ""); err != nil {
			return err
		}
		houses, err = store.Many[models.Household](tx, "id", "")
		return err
	}))
	return people, houses
}

func TestAReversedDeathBringsBackPersonHouseholdAndHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		death := w.death("p-ma", "2026-09-20")
		w.death("p-old", "2026-09-21")
		w.setClock("2026-09-28T09:00:00+08:00")
		for _, person := range []string{"p-ma", "p-old"} {
			id := w.reversal(person, w.last(person).ID)
			w.wantState(id, workflow.Effected)
		}
		w.asBefore(people, houses)
		if n := count[models.CaseTask](w, "case_id = ? and kind = 'head_vacancy' and done_at is null", death); n != 0 {
			t.Errorf("%d tasks still look for a head", n)
		}
		for known, want := range map[string]models.PersonStatus{"2026-09-26T09:00:00+08:00": models.StatusDead, "2026-09-29T09:00:00+08:00": models.StatusActive} {
			v, err := w.see("clerk", "p-ma", PersonQuery{AsOf: "2026-09-24", KnownAt: at(known), Purpose: "核对"})
			w.must(err)
			if v.Status != want {
				t.Errorf("as known on %s: %s, want %s", known, v.Status, want)
			}
		}
		w.sound()
	})
}

func TestAReversedBirthStaysToBeReadAndItsNumberIsNeverGivenAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		p, _ := w.child(birth, workflow.Child)
		id := w.reversal(p.ID, w.last(p.ID).ID)
		w.wantState(id, workflow.Effected)
		p, _ = w.child(birth, workflow.Child)
		if p.Status != models.StatusCancelled || p.HouseholdID != "" || len(p.NumberIndex) == 0 {
			t.Errorf("the child stands as %+v", p)
		}
		if e := one[models.NumberEntry](w, "person_id = ?", p.ID); e.State != NumberVoided {
			t.Errorf("the number is %s", e.State)
		}
		again := w.birthOnTheSpot("h-ma", "2026-09-10")
		q := w.wantRegistered(again, workflow.Child, "h-ma")
		old, _ := w.r.number(p)
		n, _ := w.r.number(q)
		if n.Sequence() != old.Sequence()+2 {
			t.Errorf("sequence %d after %d", n.Sequence(), old.Sequence())
		}
		w.sound()
	})
}

func TestNothingIsReversedUnderALaterAct(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		p, _ := w.child(birth, workflow.Child)
		first := w.last(p.ID)
		w.death(p.ID, "2026-09-24")
		err := w.act(workflow.Reversal, workflow.Affected, p.ID, workflow.Facts{"register_event_id": first.ID}, workflow.EffReverse)
		wantBlocked(t, err, "later_event")
		err = w.act(workflow.Reversal, workflow.Affected, "p-old", workflow.Facts{"register_event_id": w.last("p-old").ID}, workflow.EffReverse)
		wantBlocked(t, err, "loaded_entry")
		w.sound()
	})
}

func wantBlocked(t *testing.T, err error, code string) {
	t.Helper()
	b, ok := err.(*Blocked)
	if !ok || b.Code != code {
		t.Errorf("got %v, want blocked by %s", err, code)
	}
}

func TestAMoveIsUndoneAtBothStations(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		people, houses := w.everybody()
		facts := workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead", "guardianship_doc_no": "G-1"}
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bs", facts, workflow.EffMove, workflow.EffGuardian)))
		in := one[models.RegisterEvent](w, "subject_id = 'p-bs' and kind = 'move_in'")
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, "p-bs", workflow.Facts{"register_event_id": in.ID}, workflow.EffReverse)))
		w.asBefore(people, houses)
		if n := count[models.Guardianship](w, "ward_id = 'p-bs' and closed_at is null"); n != 0 {
			t.Errorf("%d guardianships of the undone move stand", n)
		}
		err := w.act(workflow.Reversal, workflow.Affected, "p-bs", workflow.Facts{"register_event_id": in.ID}, workflow.EffReverse)
		wantBlocked(t, err, "reversed_already")
	})
}

func TestAPersonInTransitLandsOrGoesHome(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		people, houses := w.everybody()
		facts := workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead"}
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-b", facts, workflow.EffMoveOut)))
		p := one[models.Person](w, "id = 'p-b'")
		if p.Status != models.StatusTransit || p.HouseholdID != "" || p.Org != otherOrg {
			t.Errorf("in transit the person stands as %+v", p)
		}
		if h := one[models.Household](w, "id = 'h-b'"); h.HeadID != "" {
			t.Errorf("the household left keeps its head %q", h.HeadID)
		}
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-b", facts, workflow.EffRestore)))
		w.asBefore(people, houses)

		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bs", facts, workflow.EffMoveOut)))
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bs", facts, workflow.EffLand)))
		p = one[models.Person](w, "id = 'p-bs'")
		if p.Status != models.StatusActive || p.HouseholdID != unitHome || p.Relation != "99" {
			t.Errorf("landed the person stands as %+v", p)
		}
	})
}

func TestOfTwoEntriesOneIsCancelledAndItsNumberLinked(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-twice", Number: "649901201603040027", Name: "王晓石", Sex: "2", BirthDate: "2016-03-04", Relation: "97", Since: "2018-01-01"})
		w.load(hs)
		keeper := one[models.Person](w, "id = 'p-bs'")
		w.must(orNil(w.act(workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": "p-bs", "second_entry": "p-twice", factKeep: "p-bs"},
			workflow.EffCancelPerson, workflow.EffVoidNumber)))
		p := one[models.Person](w, "id = 'p-twice'")
		e := one[models.NumberEntry](w, "person_id = 'p-twice'")
		if p.Status != models.StatusCancelled || p.StatusReason != ReasonDuplicate || e.State != NumberVoided || e.LinkedTo != "p-bs" {
			t.Errorf("the other entry is %s (%s), its number %s, linked to %q", p.Status, p.StatusReason, e.State, e.LinkedTo)
		}
		if diff := cmp.Diff(keeper, one[models.Person](w, "id = 'p-bs'")); diff != "" {
			t.Errorf("the keeper changed:\n%s", diff)
		}
		// Undone, the same person has the same number again.
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, "p-twice", workflow.Facts{"register_event_id": w.last("p-twice").ID}, workflow.EffReverse)))
		if e := one[models.NumberEntry](w, "person_id = 'p-twice'"); e.State != NumberIssued || e.LinkedTo != "" {
			t.Errorf("after the reversal the number is %s, linked to %q", e.State, e.LinkedTo)
		}
	})
}

// headedBy changes the head of the village's family.
func (w *world) headedBy(person string, relations []string, consents ...string) {
	w.t.Helper()
	facts := workflow.Facts{"head_capable": true, "consents": append([]string{}, consents...)}
	if relations != nil {
		facts["relations"] = relations
	}
	id := w.alters(workflow.HeadChange, person, facts)
	w.acceptsSeen(id, bookPapers...)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
}

// Whoever is put back stands in relation to the head whom the household has by then: as
// kinship tells, and where it does not, as the case declares.
func TestWhoIsPutBackStandsToThePresentHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.death("p-gran", "2026-09-20")
		w.death("p-li", "2026-09-21")
		w.headedBy("p-bro", nil, "马文", "马武")
		w.undoes("p-li", w.last("p-li").ID)
		w.undoes("p-gran", w.last("p-gran").ID)
		if got := w.stands("p-bro", "p-ma", "p-li", "p-gran"); got != "p-bro:h-ma/02 p-ma:h-ma/71 p-li:h-ma/72 p-gran:h-ma/52" {
			w.t.Errorf("everybody stands as %s", got)
		}
		// The head's wife under another head: the check tells it.
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"relation": "12"}, "id = 'p-li'")
			return err
		})
		found, err := w.r.Check(context.Background())
		w.must(err)
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Row == "p-li" && f.Code == "relation_to_head" }) {
			t.Errorf("a wife of nobody is not found: %v", found)
		}
	})
}

func TestARelationNobodyKnowsIsDeclaredBeforeAReversal(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members = append(hs[0].Members, LoadedPerson{ID: "p-aunt", Number: "649901196202020020", Name: "马秀英", Sex: "2", BirthDate: "1962-02-02", Ethnicity: "03", Relation: "97", Since: "2015-03-01"})
		w.load(hs)
		w.death("p-aunt", "2026-09-20")
		w.headedBy("p-li", nil, "马文", "李春梅")
		id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: "p-aunt"}},
			Facts: workflow.Facts{"register_event_id": w.last("p-aunt").ID, "reversal_reason": "登记对象有误", "applicant_relation": "ex_officio"}})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, wrong := range []any{nil, "02", "51"} {
			_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relation_to_head": wrong})
			w.must(err)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRelationBack) {
				w.t.Fatalf("put back as %v: %s", wrong, describe(err))
			}
		}
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relation_to_head": "54"})
		w.must(err)
		w.step("clerk", id, workflow.Accept, nil)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-aunt"); got != "p-aunt:h-ma/54" {
			t.Errorf("she stands as %s", got)
		}
		w.sound()
	})
}
