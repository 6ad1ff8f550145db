package register

import (
	"context"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The verdicts on a paper beside VerdictOK. Each of them needs a note.
const (
	VerdictUnreadable  = "unreadable"
	VerdictWrongPerson = "wrong_person"
	VerdictExpired     = "expired"
	VerdictDoubtful    = "doubtful"
)

// VerdictRequest is an officer's verdict on a paper of a case, at the version seen.
// Version 0 stands for whatever the case is now.
type VerdictRequest struct {
	CaseID   string
	Material string
	Result   string
	Note     string
	Version  int64
	Key      string
}

// Verdict judges a paper. Only a clerk or community officer of the handling body does,
// never an auxiliary, never a party or kin, and it makes: whoever judged a paper does
// not decide the case (Norm 7, 9). A later verdict follows an earlier one; both stand
// in the journal.
func (r *Registrar) Verdict(ctx context.Context, actor Actor, q VerdictRequest) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req.Event = workflow.MaterialVerdict
		if err := a.load(q.CaseID); err != nil {
			return err
		}
		m, err := a.material(q.Material)
		if err != nil {
			return err
		}
		ans, done, err := a.replay(q.Key, hashRequest("verdict", q.CaseID, q.Material, q.Result, q.Note))
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.mayJudge(q); err != nil {
			return err
		}
		if err := a.judge(m, q); err != nil {
			return err
		}
		out, err = a.answer(q.Key, 200)
		return err
	})
	return out, mapStore(err)
}

// mayJudge refuses in the order of the contract.
func (a *act) mayJudge(q VerdictRequest) error {
	if !a.actAs([]workflow.Role{workflow.Clerk, workflow.Community}, workflow.Own) && !(a.worksOnPapers() && a.actAs([]workflow.Role{workflow.Clerk}, workflow.Accepting)) {
		return ErrForbidden
	}
	if err := a.heldByOther(); err != nil {
		return err
	}
	if q.Version != 0 && q.Version != a.c.Version {
		return ErrStale
	}
	if a.c.ClosedAt != nil {
		return a.notFromHere()
	}
	if err := q.check(); err != nil {
		return err
	}
	return a.notRecused()
}

func (q VerdictRequest) check() error {
	var wrong []FieldError
	if !slices.Contains([]string{VerdictOK, VerdictUnreadable, VerdictWrongPerson, VerdictExpired, VerdictDoubtful}, q.Result) {
		wrong = append(wrong, fieldError("result", "unknown_result", "核验结果须为 ok（可用）、unreadable（看不清）、wrong_person（不是本人）、expired（已过期）或 doubtful（存疑）。",
			"The result is ok, unreadable, wrong_person, expired or doubtful."))
	}
	if q.Result != VerdictOK && strings.TrimSpace(q.Note) == "" {
		wrong = append(wrong, fieldError("note", "required", "请说明问题，申报人据此补正。", "Say what is wrong; the applicant acts on it."))
	}
	if len([]rune(q.Note)) > workflow.MaxLong {
		wrong = append(wrong, fieldError("note", "too_long", "最多4000字。", "At most 4000 characters."))
	}
	return refused(wrong)
}

func (a *act) judge(m models.Material, q VerdictRequest) error {
	a.dec.Step = workflow.Step{On: workflow.MaterialVerdict, Hand: workflow.Makes}
	if err := a.recordHand(); err != nil {
		return err
	}
	if _, err := store.Set[models.Material](a.tx, map[string]any{"verdict": q.Result, "note": q.Note, "verdict_by": a.actor.OfficerID, "verdict_at": a.now},
		"id = ? and case_id = ?", m.ID, a.c.ID); err != nil {
		return err
	}
	a.note("material", m.ID)
	a.note("kind", m.Kind)
	a.note("result", q.Result)
	a.forget("materials")
	return a.journalStay(workflow.MaterialVerdict, q.Note)
}
