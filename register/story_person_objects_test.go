package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A man held for dead stands at the window and is written down as 本人; nobody answers him
// unseen, and nobody is entered as objecting without a word on whether it is the person. Asked
// to come he does not; the notice goes out, and then he comes after all: the case stops anew
// for the same words, and once he was met nothing but its end is left.
func TestTheManHeldForDeadIsMetHoweverHeIsWrittenDownAndWheneverHeComes(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.noticed(id)
		alive := workflow.Facts{"reason": "我还活着", "objector": "来所男子", "objected_to": "finding"}
		if err := w.try("clerk", id, workflow.Object, "", alive); err == nil {
			t.Error("nobody said whether it is the person")
		}
		alive["objector_is"] = "the_person"
		w.step("clerk", id, workflow.Object, alive)
		answer := workflow.Facts{"findings": "查无此人", "document_no": "答复1号"}
		if err := w.try("head", id, workflow.AnswerObjection, "", answer); !refusedFor(err, workflow.GNotAlive) {
			t.Errorf("a living man was answered unseen: %s", describe(err))
		}
		answer["person_met"] = "did_not_come"
		w.step("head", id, workflow.AnswerObjection, answer)
		w.wantState(id, workflow.PublicNotice)

		alive["document_no"] = "异1号"
		if err := w.try("clerk", id, workflow.RepeatObjection, "", alive); !refusedFor(err, workflow.GObjectionRepeated) {
			t.Errorf("he was noted as repeating himself: %s", describe(err))
		}
		// By the bare word, and declared as somebody else, it is he all the same.
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "我来了，就在窗口", "objector": "本人", "objector_is": "another", "objected_to": "finding"})
		w.wantState(id, workflow.Objection)
		again := workflow.Facts{"findings": "查无此人", "document_no": "答复2号", "person_met": "the_person"}
		if err := w.try("head", id, workflow.AnswerObjection, "", again); !refusedFor(err, workflow.GNotAlive) {
			t.Errorf("a living man was answered away: %s", describe(err))
		}
		w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "objection"}))
		if p := one[models.Person](w, "id = 'p-ma'"); p.Status != models.StatusActive {
			t.Errorf("the man is %s", p.Status)
		}
	})
}
