package register

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// lackingOf are the details of a refusal's condition.
func lackingOf(err error, g workflow.GuardID) []string {
	var no *Refused
	if errors.As(err, &no) {
		for _, c := range no.Unmet {
			if c.Code == string(g) {
				return c.Detail
			}
		}
	}
	return nil
}

// TestACasePastItsDayWaitsWhileAnotherHoldsThePerson: two changes of one woman are asked for.
// The second does not count as accepted while the first is open: it names the first, and
// the head has one task, however many sweeps pass. When the first ends the second counts
// as accepted from the day of its receipt, and the task is over.
func TestACasePastItsDayWaitsWhileAnotherHoldsThePerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		items := workflow.Facts{"education": "31"}
		first := w.alters(workflow.ItemMinor, "p-li", items)
		w.accepts(first, itemPapers...)
		second := w.alters(workflow.ItemMinor, "p-li", items)
		w.step("clerk", second, workflow.Lodge, nil)
		for _, k := range itemPapers {
			w.paper(second, k)
		}
		if err := w.try("clerk", second, workflow.Accept, "", nil); !slices.Equal(lackingOf(err, workflow.GNoConflict), []string{w.row(first).Number}) {
			t.Errorf("the holder is not named: %s", describe(err))
		}
		w.tx(func(tx *store.Tx) error { // an officer of another station, who may not open it
			a := w.r.begin(tx, w.officer("clerk_b"))
			if err := a.read(second); err != nil {
				return err
			}
			if seen, err := a.holders(); err != nil || !slices.Equal(seen, []string{one[models.Organisation](w, "code = '"+stationOrg+"'").Name}) {
				t.Errorf("elsewhere is told %v, %v", seen, err)
			}
			_, err := store.Set[models.Person](tx, map[string]any{"protected": true}, "id = 'p-li'")
			if err != nil {
				return err
			}
			if seen, err := a.holders(); err != nil || len(seen) != 0 {
				t.Errorf("of a protected woman elsewhere is told %v, %v", seen, err)
			}
			_, err = store.Set[models.Person](tx, map[string]any{"protected": false}, "id = 'p-li'")
			return err
		})
		for _, day := range []string{"2026-10-14", "2026-10-15", "2026-10-19"} {
			w.agedDays(day + "T09:00:00+08:00")
			w.wantState(second, workflow.Lodged)
		}
		tasks := w.task(second, workflow.TaskHeld)
		if len(tasks) != 1 || tasks[0].Role != string(workflow.Head) || tasks[0].Org != stationOrg {
			t.Fatalf("the tasks: %+v", tasks)
		}
		w.step("clerk", first, workflow.Withdraw, workflow.Facts{"reason": "由另一件办理"})
		w.agedDays("2026-10-20T09:00:00+08:00")
		w.wantState(second, workflow.Accepted)
		if c := w.row(second); c.AcceptedOn != "2026-09-24" || len(w.task(second, workflow.TaskHeld)) != 0 {
			t.Errorf("accepted on %s, still asked %+v", c.AcceptedOn, w.task(second, workflow.TaskHeld))
		}
		w.sound()
	})
}

// TestTheHeadEndsTheOneThatWaits: the other way out.
func TestTheHeadEndsTheOneThatWaits(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		items := workflow.Facts{"education": "31"}
		w.accepts(w.alters(workflow.ItemMinor, "p-li", items), itemPapers...)
		second := w.alters(workflow.ItemMinor, "p-li", items)
		w.step("clerk", second, workflow.Lodge, nil)
		w.agedDays("2026-10-14T09:00:00+08:00")
		w.step("head", second, workflow.Terminate, workflow.Facts{"reason_code": "registered_already", "reason": "另有在办", "facts_found": "同一事项", "evidence": []string{"在办业务"}, "law": []string{"Reg. 6"}})
		w.wantState(second, workflow.Terminated)
		w.sound()
	})
}

// TestOneCertificateIsOneBirths: the same certificate is brought for another child. The
// second case is not accepted and names the first; once that is withdrawn it goes on.
func TestOneCertificateIsOneBirths(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		papers := []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage}
		first := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.accepts(first, papers...)
		twin := birthFacts(mother, father, house)
		maps.Copy(twin, workflow.Facts{"child_name": "马小苗", "certificate_name": "马小苗", "birth_order": 2})
		second := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: twin})
		w.step("clerk", second, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(second, k)
		}
		if err := w.try("clerk", second, workflow.Accept, "", nil); !slices.Equal(lackingOf(err, workflow.GCertificateFree), []string{w.row(first).Number}) {
			t.Errorf("accepted with another case's certificate, or not told which: %s", describe(err))
		}
		w.step("clerk", first, workflow.Withdraw, workflow.Facts{"reason": "改按无证办理", "successor": "birth_no_cert"})
		if n := count[models.SubjectLock](w, "case_id = ? and released_at is null", first); n != 0 {
			t.Errorf("%d holds stay with the case withdrawn", n)
		}
		w.step("clerk", second, workflow.Accept, nil)
	})
}

// Two restorations of one man are asked for, and the second is entered. The first does not count
// as accepted by time, to hold the man ever after: its head is asked which goes on, and ends it.
func TestACaseThatAnotherOvertookIsNotAcceptedByTime(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.must(orNil(w.act(workflow.AbroadCancel, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "applicant_relation": "ex_officio", "abroad_ground": "abroad"}, workflow.EffCancelAbroad)))
		first := w.open("clerk", OpenRequest{Business: workflow.RestoreOther, Facts: workflow.Facts{"person_id": "p-old", "household_id": "h-old", "restore_ground": "mistaken", "applicant_name": "丁福", "applicant_relation": "self"}})
		w.step("clerk", first, workflow.Lodge, nil)
		w.must(orNil(w.act(workflow.RestoreOther, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-old"}, workflow.EffRestorePerson)))
		for _, day := range []string{"2026-10-14", "2026-10-15"} {
			w.agedDays(day + "T09:00:00+08:00")
			w.wantState(first, workflow.Lodged)
		}
		if tasks := w.task(first, workflow.TaskHeld); len(tasks) != 1 || tasks[0].Role != string(workflow.Head) {
			t.Errorf("the tasks: %+v", tasks)
		}
		if n := count[models.SubjectLock](w, "case_id = ? and released_at is null", first); n != 0 {
			t.Errorf("%d holds of a case that was overtaken", n)
		}
		w.step("clerk", first, workflow.Withdraw, workflow.Facts{"reason": "已由另一件恢复"})
		w.wantState(first, workflow.Withdrawn)
	})
}
