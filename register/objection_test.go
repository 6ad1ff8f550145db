package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// An objection is heard once for each party and fact: it stops the case, and once it is
// answered the notice goes on from where it began; said again, it stops nothing.
func TestAnObjectionIsHeardOnceAndGivesNoSecondNotice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.noticed(id)
		due := w.row(id).DueOn
		son := workflow.Facts{"objector": "马大山", "objector_is": "another", "objected_to": "finding", "reason": "人在外地", "document_no": "异1号"}
		if err := w.try("clerk", id, workflow.RepeatObjection, "", son); !refusedFor(err, workflow.GObjectionRepeated) {
			t.Errorf("an objection never heard was taken for a repeated one: %s", describe(err))
		}
		w.agedDays("2026-10-09T09:00:00+08:00")
		w.step("clerk", id, workflow.Object, son)
		w.step("head", id, workflow.AssignCheck, nil)
		w.step("head", id, workflow.AnswerObjection, workflow.Facts{"findings": "核查后仍属实", "document_no": "答1号"})
		w.wantState(id, workflow.PublicNotice)
		if got := w.row(id).DueOn; got != due {
			t.Errorf("the notice ends on %s, before the objection it was %s", got, due)
		}
		son["objector"] = "马大山 "
		if err := w.try("clerk", id, workflow.Object, "", son); !refusedFor(err, workflow.GObjectionNew) {
			t.Errorf("the same objection was heard twice: %s", describe(err))
		}
		w.step("clerk", id, workflow.RepeatObjection, son)
		w.wantState(id, workflow.PublicNotice)
		w.agedDays(string(due.AddDays(1)) + "T09:00:00+08:00")
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		// Somebody else is heard, in review too; then the case needs no other notice.
		w.step("clerk", id, workflow.Object, workflow.Facts{"objector": "马小梅", "objector_is": "another", "objected_to": "finding", "reason": "x"})
		w.step("head", id, workflow.AnswerObjection, workflow.Facts{"findings": "仍属实", "document_no": "答2号"})
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.wantState(id, workflow.StationReview)
		if n := count[models.Entry](w, "case_id = ? and event = ?", id, string(workflow.PublishNotice)); n != 1 {
			t.Errorf("%d notices were given, want one", n)
		}
	})
}

// Until the notice is given nobody but the station is waited for, and it may be late.
func TestANoticeNotGivenInTimeIsLate(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.told(id)
		w.wantOverdue(id, false)
		w.agedDays(string(w.row(id).DueOn.AddDays(1)) + "T09:00:00+08:00")
		w.wantOverdue(id, true)
		page, err := w.r.Queue(t.Context(), w.officer("clerk"), QueueOverdue, "", 0)
		w.must(err)
		if len(page.Items) != 1 || page.Items[0].ID != id {
			t.Errorf("the clerk's queue of what is late: %+v", page.Items)
		}
		w.step("clerk", id, workflow.PublishNotice, workflow.Facts{"document_no": "公示1号"})
		w.wantOverdue(id, false)
	})
}

// Of an entry held for false its bearer is heard too: met before the answer, and whoever he
// is, the case goes on, since he may be real and the entry false.
func TestWhoBearsAnEntryHeldForFalseIsMetBeforeTheAnswer(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.falseEntry("p-bro", "nobody")
		for _, k := range falsePapers {
			w.paper(id, k)
		}
		w.noticed(id)
		w.step("clerk", id, workflow.Object, workflow.Facts{"objector": "马武", "objector_is": "the_person", "objected_to": "finding", "reason": "证明是真的"})
		answer := workflow.Facts{"findings": "证明编号不存在", "document_no": "答1号"}
		if err := w.try("clerk", id, workflow.AnswerObjection, "", answer); !refusedFor(err, workflow.GPersonMet) {
			t.Errorf("answered unseen: %s", describe(err))
		}
		answer["person_met"] = "the_person"
		w.step("clerk", id, workflow.AnswerObjection, answer)
		w.wantState(id, workflow.PublicNotice)
	})
}
