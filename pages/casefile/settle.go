package casefile

import (
	"net/http"
	"strconv"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// settling is what an officer wrote to decide a difference, when the form came back.
type settling struct {
	field        workflow.Field
	take         workflow.Side
	reason, note string
}

// settle decides one item in which the sources differ.
func settle(r *desk.Request) error {
	version, _ := strconv.ParseInt(r.FormValue("version"), 10, 64)
	q := register.DifferenceRequest{CaseID: r.Param("id"), Field: workflow.Field(r.Param("field")), Take: workflow.Side(r.FormValue("take")),
		Reason: r.FormValue("reason"), Note: r.FormValue("note"), Version: version, Key: r.FormValue("key")}
	if _, err := r.Reg.SettleDifference(r.Request().Context(), r.Actor, q); err != nil {
		f := r.Fault(err)
		if !desk.Shown(f) {
			return err
		}
		s, no := readSheet(r)
		if no != nil {
			return no
		}
		s.fault, s.settling = f, settling{q.Field, q.Take, q.Reason, q.Note}
		if f.Status == http.StatusPreconditionFailed {
			if s.changes, err = r.Reg.ChangesSince(r.Request().Context(), r.Actor, s.ID, version); err != nil {
				return err
			}
		}
		return showSheet(r, f.Status, s)
	}
	rule, _ := r.Reg.Book().Field(q.Field)
	return r.Go(at(q.CaseID, "", r.FormValue("queue")), r.T("已认定：", "Settled: ")+r.Lang.Word(rule.Word))
}

// maySettle tells that differences are settled in this case and that the officer is one
// of those who do; the register decides.
func (s *sheet) maySettle() bool {
	return !s.Closed && !s.isDraft() && s.actor.Has(workflow.Clerk, workflow.Community) && s.around.Own && !s.heldByOther()
}

// settleAt is where the form of an item goes.
func (s *sheet) settleAt(f workflow.Field) string { return s.at("/differences/" + string(f)) }

// sides are what can be taken in an item: the sources marked ≠ where declared data may
// change now, and what was declared.
func (s *sheet) sides(row register.CompareRow) []workflow.Side {
	var out []workflow.Side
	if s.def != nil && register.Changeable(s.def, s.State) {
		if row.MaterialDiffers {
			out = append(out, workflow.FromMaterial)
		}
		if row.RegisterDiffers {
			out = append(out, workflow.FromRegister)
		}
	}
	return append(out, workflow.Declared)
}

func sideWord(l ui.Lang, side workflow.Side) string {
	switch side {
	case workflow.FromMaterial:
		return l.T("用证明", "Take the paper's")
	case workflow.FromRegister:
		return l.T("用登记库", "Take the register's")
	}
	return l.T("保留申报", "Keep what was declared")
}

// open tells that nobody decided on a difference yet.
func open(row register.CompareRow) bool {
	return row.Result == register.CompareDiffers && row.Settled == nil
}

func was(l ui.Lang, d *register.Settled) string {
	if d.WasText != nil && d.WasText.Zh != "" {
		return l.Word(*d.WasText)
	}
	return d.Was
}
