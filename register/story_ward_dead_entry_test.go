package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// diesAtOrigin enters a death at the other station, decided on the spot.
func (w *world) diesAtOrigin(person string, on models.Date) string {
	w.t.Helper()
	id := w.open("clerk_b", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: person}},
		Facts: workflow.Facts{"event_date": string(on), "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "王大山", "applicant_relation": "relative"}})
	w.step("clerk_b", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatDeathProof, workflow.MatHouseholdBook} {
		w.paperBy("clerk_b", "clerk_b", id, k)
	}
	w.step("clerk_b", id, workflow.Accept, nil)
	w.step("clerk_b", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
	return id
}

// stays gives somebody who was put in the register their stay at the other station.
func (w *world) stays(p string, since models.Date) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Residence{ID: "r-" + p, PersonID: p, HouseholdID: "h-origin", Relation: "97", ValidFrom: since, RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
	})
}

// loadedBoy is a child whom the register of the other station was loaded with.
func (w *world) loadedBoy() string {
	w.t.Helper()
	w.load([]LoadedHousehold{{ID: "h-there", Number: "000031", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇三十一号", OpenedOn: "2012-01-01", Members: []LoadedPerson{
		{ID: "p-there", Number: models.CitizenNumber(numberOf("649901", "1980-03-07", 31)), Name: "石大山", Sex: "1", BirthDate: "1980-03-07", Ethnicity: "01", Relation: "02", Since: "2012-01-01"},
		{ID: "p-same", Number: models.CitizenNumber(boyNumber), Name: "石小山", Sex: "1", BirthDate: "2016-03-04", Ethnicity: "01", Relation: "97", Since: "2016-03-04"}}}})
	return "p-same"
}

var dies = workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1"}

func diesInto(next string) workflow.Facts {
	return workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1", "successor": next}
}

// follower is the case that follows another.
func (w *world) follower(id string) string {
	w.t.Helper()
	return one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
}

// The origin entered the ward's death before the roster's clerk had found the entry. The
// clerk finds it all the same, the line learns of the death and ends with it, and the child
// is not entered a second time.
func TestAWardWhoseDeathTheOriginEnteredIsFoundAndNotEnteredAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.loadedBoy()
		batch, lines := w.batch(also(wardFacts("石小山", "1", "2016-03-04", "001"), "citizen_number", boyNumber))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		death := w.diesAtOrigin("p-same", "2026-09-20")
		if err := w.try("clerk", id, workflow.Die, "", diesInto("birth_then_death")); !refusedFor(err, workflow.GDeathUnentered) {
			t.Fatalf("a second entry was begun: %s", describe(err))
		}
		w.step("clerk", id, workflow.HitOne, hit("p-same"))
		w.wantState(id, workflow.RegisteredElsewhere)
		if err := w.try("clerk", id, workflow.RequestOrigin, "", nil); !refusedFor(err, workflow.GFoundAlive) {
			t.Errorf("the origin is asked about a dead child: %s", describe(err))
		}
		for _, next := range []string{"death", "birth_then_death", "existing"} {
			if err := w.try("clerk", id, workflow.Die, "", diesInto(next)); !refusedFor(err, workflow.GDeathCase) {
				t.Errorf("%s follows a death that is entered: %s", next, describe(err))
			}
		}
		w.step("clerk", id, workflow.Die, dies)
		w.wantState(id, workflow.Terminated)
		w.wantState(batch, workflow.BClosed)
		if got := w.follower(id); got != death {
			t.Errorf("the line ends with %s, want the death's case", got)
		}
		if n := count[models.Person](w, "name = '石小山'"); n != 1 {
			t.Errorf("the child stands %d times", n)
		}

		// The death was a mistake: the living child's application goes on at the roster's station.
		w.undo("p-same", EventDeath)
		rows := column(w, "SELECT to_case FROM case_links WHERE from_case = ? AND kind = 'successor' AND to_case <> ?", id, death)
		if len(rows) != 1 {
			t.Fatalf("%d cases follow the line of a child who lives", len(rows))
		}
	})
}

// A child who was born and died unregistered, as somebody says, looks like a dead person of
// the register: the case ends as registered already, by the dead person's number; who says
// that they are two decides above the head.
func TestABirthWithDeathBesideADeadLookAlikeIsNotTheHeadsAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.found(foundFacts("林若溪", "2025-12-01", "101", "abandoned"))
		w.searchedInVainFor(id)
		w.step("clerk", id, workflow.Die, diesInto("birth_then_death"))
		next := w.follower(id)
		number := numberOf("649901", "2025-12-01", 12)
		w.entered(models.Person{ID: "p-dead", Name: "林若溪", Sex: "2", BirthDate: "2025-12-01", Relation: "97"}, number)
		w.stays("p-dead", "2025-12-01")
		w.diesAtOrigin("p-dead", "2026-09-20")
		_, err := w.r.Change(t.Context(), w.officer("clerk"), next, w.row(next).Version, workflow.Facts{"birth_order": 1, "birth_place_code": "640522", "born_where": "elsewhere"})
		w.must(err)
		w.accepts(next, workflow.MatBirthAccount, workflow.MatDeathProof)
		w.step("clerk", next, workflow.AssignCheck, nil)
		report := workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}
		if err := w.try("community", next, workflow.ReportCheck, "", report); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Fatalf("the dead look-alike was passed over: %s", describe(err))
		}
		w.step("community", next, workflow.ReportCheck, also(report, "dismissed_candidates", []string{"p-dead=同名同日"}))
		if err := w.try("head", next, workflow.Approve, "", nil); err == nil {
			t.Fatal("the head alone has a child of the register entered again")
		}
		ends := no(workflow.Facts{"reason_code": "registered_already", "found_number": number})
		w.step("clerk", next, workflow.ProposeEvent(workflow.AlreadyRegistered), ends)
		w.step("head", next, workflow.AlreadyRegistered, ends)
		w.wantState(next, workflow.Terminated)
		if n := count[models.Person](w, "name = '林若溪'"); n != 1 {
			t.Errorf("the child stands %d times", n)
		}
	})
}

// twoEntries is a line that waits for the ruling on two entries of its child, and the ruling's case.
func (w *world) twoEntries() (batch, line, dup string) {
	w.t.Helper()
	child := w.seedUnit()
	w.entered(models.Person{ID: "p-again", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Relation: "97"}, "")
	w.stays("p-again", "2016-03-04")
	batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitMany, workflow.Facts{"hit_persons": []string{child, "p-again"}, "findings": "两条"})
	w.wantState(lines[0], workflow.Duplicated)
	return batch, lines[0], one[models.Case](w, "business = ?", string(workflow.DupCancel)).ID
}

// The child of two entries dies, and the death is entered at one: the ruling goes through
// whichever is kept, and the line ends as the child's death.
func TestTheRulingGoesThroughAfterTheChildsDeath(t *testing.T) {
	for _, keep := range []string{"p-ward", "p-again"} {
		t.Run(keep, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				_, line, dup := w.twoEntries()
				w.diesAtOrigin("p-again", "2026-09-20")
				w.ruledOn(dup)
				w.saysOn(dup, "clerk_b", true)
				w.step("community", dup, workflow.ReportCheck, nobodyObjected)
				w.step("head", dup, workflow.PassUp, nil)
				w.step("county_lead", dup, workflow.PassUp, nil)
				w.step("city_lead", dup, workflow.Approve, workflow.Facts{"keep": keep, "reason": "先登记"})
				w.wantState(dup, workflow.Effected)
				other := map[string]string{"p-ward": "p-again", "p-again": "p-ward"}[keep]
				if kept, gone := one[models.Person](w, "id = ?", keep), one[models.Person](w, "id = ?", other); kept.Status != models.StatusDead || gone.Status != models.StatusCancelled {
					t.Errorf("kept: %s, the other: %s", kept.Status, gone.Status)
				}
				w.wantState(line, workflow.RegisteredElsewhere)
				w.step("clerk", line, workflow.Die, dies)
				w.wantState(line, workflow.Terminated)
			})
		})
	}
}

// A child with two entries is registered: the death goes to a death case where one of them
// stands, no third entry is begun, and the ruling goes on. The roster takes the line off by
// the conditions of the confirmation, at the proposal already.
func TestAChildOfTwoEntriesDiesWhereItIsRegistered(t *testing.T) {
	eachWorld(t, func(w *world) {
		batch, line, dup := w.twoEntries()
		off := no(workflow.Facts{"lines": []string{line}, "successor": "existing"})
		if err := w.try("clerk", batch, workflow.ProposeEvent(workflow.RemoveLine), "", off); !refusedFor(err, workflow.GNoLooseLines) {
			t.Errorf("proposed, though it cannot be confirmed: %s", describe(err))
		}
		if err := w.try("clerk", line, workflow.Die, "", diesInto("birth_then_death")); !refusedFor(err, workflow.GDeathCase) {
			t.Fatalf("a third entry was begun: %s", describe(err))
		}
		w.step("clerk", line, workflow.Die, diesInto("death"))
		w.wantState(line, workflow.Terminated)
		death := w.row(w.follower(line))
		if death.Business != string(workflow.Death) || death.RegisterOrg != otherOrg || count[models.CaseSubject](w, "case_id = ? and role = 'deceased' and person_id in ('p-ward', 'p-again')", death.ID) != 1 {
			t.Errorf("the death goes on in %s at %s", death.Business, death.RegisterOrg)
		}
		if w.row(dup).ClosedAt != nil {
			t.Error("the ruling ended with the line")
		}
	})
}

// Nobody had entered the match when the registered youth came of age. No registration of an
// unregistered adult follows, with a number that another entry has; an entry that is not
// plainly theirs is the head's to look at.
func TestAYouthOfTheRegisterWhoIsNotMatchedYetIsNotUnregisteredAtEighteen(t *testing.T) {
	for _, x := range []struct {
		name string
		want workflow.State
	}{{"王大石", workflow.AgedOut}, {"王达石", workflow.Matching}} {
		t.Run(string(x.want), func(t *testing.T) {
			eachWorld(t, func(w *world) {
				w.seedUnit()
				w.entered(models.Person{ID: "p-young", Name: x.name, Sex: "1", BirthDate: "2008-10-02", Relation: "97"}, youthNumber)
				_, lines := w.batch(also(wardFacts("王大石", "1", "2008-10-02", "001"), "citizen_number", youthNumber))
				w.step("clerk", lines[0], workflow.Search, nil)
				w.agedDays("2026-10-12T09:00:00+08:00")
				w.wantState(lines[0], x.want)
				if n := count[models.Case](w, "business = ?", string(workflow.Unreg8)); n != 0 {
					t.Errorf("%d registrations of the unregistered follow", n)
				}
				if x.want == workflow.Matching {
					if alerts := w.task(lines[0], workflow.TaskAlert); len(alerts) != 1 {
						t.Errorf("the head was given %+v", alerts)
					}
				}
			})
		})
	}
}

// The death that ended a line of a roster was entered by mistake: undone, the living child
// has an application at the roster's station again, with the day of the line.
func TestAfterTheDeathIsUndoneTheLineHasASuccessor(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		child := w.loadedBoy()
		_, lines := w.batch(wardFacts("石小山", "1", "2016-03-04", "001"))
		w.step("clerk", lines[0], workflow.Search, nil)
		w.step("clerk", lines[0], workflow.HitOne, hit(child))
		w.diesAtOrigin(child, "2026-09-20")
		w.wantState(lines[0], workflow.Terminated)
		w.undo(child, EventDeath)
		next := w.row(w.follower(lines[0]))
		if next.Business != string(workflow.WardMove) || next.HandlingOrg != stationOrg || next.ClosedAt != nil {
			t.Fatalf("what follows is %s at %s", next.Business, next.HandlingOrg)
		}
		w.wantFact(next.ID, factLineDay, string(w.row(lines[0]).AcceptedOn))
		w.step("clerk", next.ID, workflow.Lodge, nil)
	})
}
