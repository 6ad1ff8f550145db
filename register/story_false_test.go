package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

var falsePapers = []workflow.MaterialKind{workflow.MatInquiry, workflow.MatComparison, workflow.MatVisitRecord}

func (w *world) falseEntry(person, kind string) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.FalseCancel, Facts: workflow.Facts{"person_id": person, "false_entry_kind": kind, "false_entry_detail": "出生证明系伪造", "applicant_relation": "ex_officio"}})
}

// struckOff walks a false entry to its delivery; the notice is over on the day.
func (w *world) struckOff(id, over string) {
	w.t.Helper()
	for _, k := range falsePapers {
		w.paper(id, k)
	}
	w.noticed(id)
	if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GNoticeOver) {
		w.t.Errorf("reported while the notice runs: %s", describe(err))
	}
	w.agedDays(over)
	w.wantState(id, workflow.PublicNotice)
	w.step("community", id, workflow.ReportCheck, nobodyObjected)
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, workflow.Facts{"reason": "公示期满无异议", "facts_found": "经核查属实"})
	w.delivers(id)
}

func TestAFalseEntryIsCancelledAfterNoticeAndARealPersonIsRegisteredAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		w.otherOwnEnds(func() string { return w.falseEntry("p-bro", "nobody") }, falsePapers, func(id string) {
			w.noticed(id)
			w.agedDays("2026-10-30T09:00:00+08:00")
			w.step("community", id, workflow.ReportCheck, nobodyObjected)
		})
		// Of a real person with no other entry: the right registration opens in the same act.
		id := w.falseEntry("p-ma", "only")
		w.struckOff(id, "2026-12-10T09:00:00+08:00")
		p := one[models.Person](w, "id = 'p-ma'")
		if p.Status != models.StatusCancelled || p.StatusReason != ReasonFalse || p.CaseID != id || p.HouseholdID != "" {
			t.Errorf("the person stands as %+v", p)
		}
		if n := count[models.NumberEntry](w, "person_id = 'p-ma' and state = 'voided'"); n != 1 {
			t.Error("the number of the false entry is not voided")
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
		link := one[models.CaseLink](w, "from_case = ?", id)
		next := w.row(link.ToCase)
		if link.Kind != "successor" || next.Business != string(workflow.Unreg8) || next.ClosedAt != nil || next.DueOn == "" || next.RegisterOrg != stationOrg {
			t.Errorf("after it %s %+v", link.Kind, next)
		}
		if s := one[models.CaseSubject](w, "case_id = ?", next.ID); s.Name != "马文" || s.PersonID != "" {
			t.Errorf("the case that follows is about %+v", s)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

func TestAFalseEntryOfNobodyEndsAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.falseEntry("p-old", "nobody")
		w.struckOff(id, "2026-11-10T09:00:00+08:00")
		if n := count[models.CaseLink](w, "from_case = ?", id); n != 0 {
			t.Errorf("%d cases follow from an entry of nobody", n)
		}
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
			t.Errorf("the household is %s", h.Status)
		}
		w.sound()
		// Who has a true entry elsewhere: the case says where.
		id = w.falseEntry("p-li", "elsewhere")
		if err := w.try("clerk", id, workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GFactsComplete) {
			t.Errorf("opened without the true entry: %s", describe(err))
		}
	})
}

// TestKinOfAFalseEntryFollowTheRightOneAndUntilThenAreSomebodysTask: a man with a false entry,
// a wife and a son. When the entry ends, their station has the task to settle whom they
// name. When he is entered rightly, under another name and day, they name that entry; read
// as of before, the son has the father he had. Undone, the task is there again.
func TestKinOfAFalseEntryFollowTheRightOneAndUntilThenAreSomebodysTask(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[1].Spouse = hs[0].Members[0].Number.Reveal()
		hs[0].Members[0].Spouse = hs[0].Members[1].Number.Reveal()
		w.load(hs)
		born := birthFacts("p-li", "p-ma", "h-ma")
		baby := w.bornHere(born).PersonID
		id := w.falseEntry("p-ma", "only")
		w.struckOff(id, "2026-12-10T09:00:00+08:00")
		open := func() int64 {
			return count[models.CaseTask](w, "kind = ? and org = ? and note in ('p-li', 'p-son', ?) and done_at is null", string(workflow.TaskDuplicateKin), stationOrg, baby)
		}
		if n := open(); n != 3 {
			t.Errorf("%d tasks about wife, son and baby, want 3", n)
		}
		w.sound()
		next := one[models.CaseLink](w, "from_case = ?", id).ToCase
		w.setClock("2027-02-10T09:00:00+08:00")
		// He headed the household: before anybody comes into it, his wife does.
		w.becomesHead("p-li", "李春梅")
		w.unregisteredEnters(next, workflow.Facts{"name": "马温", "birth_date": "1990-03-08", "household_id": "h-ma", "applicant_relation": "self", "applicant_name": "马温", "relation_to_head": "97", "consents": []string{"李春梅"}})
		right := one[models.CaseSubject](w, "case_id = ? and role = 'affected'", next).PersonID
		wife, son := one[models.Person](w, "id = 'p-li'"), one[models.Person](w, "id = 'p-son'")
		if wife.SpouseID != right || son.FatherID != right || one[models.Person](w, "id = ?", right).SpouseID != "p-li" || open() != 0 {
			t.Errorf("husband %q, father %q, %d open tasks", wife.SpouseID, son.FatherID, open())
		}
		if e := w.last("p-son"); e.Kind != EventParents || e.Reason != ReasonFalse || e.CaseID != next {
			t.Errorf("the son's event: %+v", e)
		}
		if was := w.asOn("p-son", "2026-12-31"); was.FatherID != "p-ma" {
			t.Errorf("at the end of the year the son's father was %q", was.FatherID)
		}
		w.sound()
		w.undoes(right, w.entry(right).ID)
		if son := one[models.Person](w, "id = 'p-son'"); son.FatherID != "p-ma" || open() != 3 {
			t.Errorf("undone, the father is %q and %d tasks are open", son.FatherID, open())
		}
		w.sound()
	})
}

// TestKinOfAnEntryOfNobodyAreTheirStationsTask: there is nobody to name instead.
func TestKinOfAnEntryOfNobodyAreTheirStationsTask(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		id := w.falseEntry("p-ma", "nobody")
		w.struckOff(id, "2026-11-10T09:00:00+08:00")
		tasks := w.task(id, workflow.TaskDuplicateKin)
		if len(tasks) != 2 || tasks[0].Note+tasks[1].Note != "p-lip-son" || tasks[0].Org != stationOrg {
			t.Errorf("the tasks: %+v", tasks)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
		if tasks := w.task(id, workflow.TaskDuplicateKin); len(tasks) != 0 {
			t.Errorf("undone, somebody is still asked: %+v", tasks)
		}
	})
}

// entry is the event that entered a person.
func (w *world) entry(person string) models.RegisterEvent {
	w.t.Helper()
	return one[models.RegisterEvent](w, "subject_id = ? and prev_event = ''", person)
}

// asOn is a person as the register has them on a day.
func (w *world) asOn(person string, day models.Date) models.Person {
	w.t.Helper()
	var p models.Person
	w.must(w.db.Read(w.t.Context(), func(tx *store.Tx) error {
		f, err := w.r.begin(tx, w.officer("clerk")).folded(person, day, w.r.Now())
		if err == nil {
			p, _, err = f.Person()
		}
		return err
	}))
	return p
}

// becomesHead puts a member at the head of their household, with the consent of those named.
func (w *world) becomesHead(person string, consents ...string) {
	w.t.Helper()
	id := w.alters(workflow.HeadChange, person, workflow.Facts{"head_capable": true, "consents": consents})
	w.acceptsSeen(id, bookPapers...)
	w.step("clerk", id, workflow.SkipCheck, nil)
}
