package register

import (
	"fmt"
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// signOffs writes down again what each decision was signed over, and wants a signature
// where the policy that the case keeps asks for one.
func (c *checker) signOffs(x models.Case, def *workflow.Definition, records []Record, forms []models.CaseForm) {
	mode := SignOffRecent
	if len(forms) > 0 {
		a := &act{r: c.r, tx: c.tx}
		if err := a.openForm(forms[0]); err == nil && a.form.Policy != nil {
			mode = a.form.Policy.signOff()
		}
	}
	// A line of a roster is accepted with it and has no row of its own for that.
	accepts := func(rec Record) bool {
		s, ok := c.stepOf(def, rec)
		return ok && slices.Contains(s.Do, workflow.EffAcceptance)
	}
	accepted := x.AcceptedOn != "" && !slices.ContainsFunc(records, accepts)
	for _, rec := range records {
		row := fmt.Sprintf("%s/%d", x.ID, rec.Seq)
		if rec.SignOff != nil && !rec.SignOff.Holds(rec) {
			c.add("journal", row, "signoff_differs", "签署的内容与本条留痕不符。", "What was signed is not what this row says.")
		}
		if accepted && mode != SignOffRecent && rec.Role != workflow.System && !signedAs(mode, rec) {
			if s, ok := c.stepOf(def, rec); ok && s.Decides() {
				c.add("journal", row, "signoff_missing", "按受理时的政策须签署的决定没有签署。", "A decision that the policy of its acceptance wants signed is not signed.")
			}
		}
		accepted = accepted || accepts(rec)
	}
}

// signedAs tells whether a row is signed as the mode wants it.
func signedAs(mode SignOffMode, rec Record) bool {
	s := rec.SignOff
	return s != nil && s.Method != MethodSession && (mode == SignOffDocket || s.Docket == nil || s.Docket.Size == 1)
}

// Holds tells whether the signature is over what the journal row says, and a docket's
// over its root. A session signs nothing that could be written down again.
func (s SignedOff) Holds(rec Record) bool {
	if s.Method == MethodSession {
		return s.Hash == "" && s.Docket == nil
	}
	text := SignedText(rec.CaseID, s.Version, rec.Event, s.To, rec.Officer, s.At)
	if s.Hash != hashText(text) || s.To != "" && s.To != rec.To {
		return false
	}
	return s.Docket == nil || s.Docket.Holds(text)
}
