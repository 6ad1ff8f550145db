package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// voidThese marks which of the case's papers serve no more.
func (a *act) voidThese(papers []GivenPaper) error {
	undone, err := a.undoneSince()
	if err != nil {
		return err
	}
	for i := range papers {
		p := &papers[i]
		p.Void = undone || p.Until != "" && p.Until < a.today
		switch p.Kind {
		case PaperPermit, PaperMoveCert:
			p.Void = p.Void || !a.inForceNow(p.Kind) || replaced(*p, papers, p.Kind)
		case PaperDecision:
			p.Void = p.Void || a.c.State == string(workflow.Withdrawn) && !p.adverse()
			if !p.Void {
				p.Void, err = a.takenBackDecision(*p)
			}
		case PaperLodging, PaperReceipt, PaperNotice, PaperSupplement:
			p.Void = p.Void || a.c.State == string(workflow.Withdrawn)
		default:
			if !p.Void {
				p.Void, err = a.voidNumbered(p.paper)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// undoneSince tells whether something that the case entered was undone by another case: a
// reversal, or a fraud found out.
func (a *act) undoneSince() (bool, error) {
	n, err := store.Count[models.RegisterEvent](a.tx, "case_id <> ? and reverses in (select id from register_events where case_id = ?)", a.c.ID, a.c.ID)
	return n > 0, err
}

// inForceNow tells whether the case stands where a permit or a certificate of a move is
// carried about: before it is used up, lost or past its days.
func (a *act) inForceNow(kind PaperKind) bool {
	stands := []workflow.State{workflow.PermitIssued, workflow.CertReceived, workflow.CertReturned}
	if kind == PaperMoveCert {
		stands = []workflow.State{workflow.InTransit}
	}
	return slices.Contains(stands, workflow.State(a.c.State))
}

// replaced tells whether the case issued a later paper of the kind.
func replaced(p GivenPaper, all []GivenPaper, kind PaperKind) bool {
	return slices.ContainsFunc(all, func(x GivenPaper) bool { return x.Kind == kind && x.seq > p.seq })
}

// outcomes are the decisions that say how a case ends; a later one takes the place of the
// one before.
var outcomes = []workflow.Event{workflow.Approve, workflow.SkipCheck, workflow.Refuse, workflow.Decline, workflow.Terminate, workflow.AlreadyRegistered}

// adverse tells that a decision refuses: it stays what it was when the case is given up.
func (p GivenPaper) adverse() bool {
	return p.on == workflow.Refuse || p.on == workflow.Decline || p.on == workflow.Terminate
}

// takenBackDecision tells whether a decision of an outcome was followed by another one, or
// the case was sent back behind it to be decided anew.
func (a *act) takenBackDecision(p GivenPaper) (bool, error) {
	if !slices.Contains(outcomes, p.on) {
		return false, nil
	}
	later, err := store.Count[models.Decision](a.tx, "case_id = ? and seq > ? and kind in ?", a.c.ID, p.seq, outcomes)
	if err != nil || later > 0 {
		return later > 0, err
	}
	back, err := store.Count[models.Entry](a.tx, "case_id = ? and seq > ? and event in ?", a.c.ID, p.seq, []workflow.Event{workflow.Return, workflow.TakeBack})
	return back > 0, err
}

// voidNumbered tells whether a certificate, a booklet or an answer serves no more for
// another reason than its days: another booklet took its place, its household is closed,
// or an entry of the person that it may rest on was undone after it was issued.
func (a *act) voidNumbered(p models.IssuedPaper) (bool, error) {
	switch p.Kind {
	case PaperBooklet:
		n, err := store.Count[models.IssuedPaper](a.tx, "voids = ?", p.Number)
		if err != nil || n > 0 {
			return n > 0, err
		}
		h, ok, err := a.householdByID(p.HouseholdID)
		return err == nil && (!ok || h.Status != HouseholdOpen), err
	case PaperCertificate:
		if p.PersonID == "" {
			return false, nil
		}
		n, err := store.Count[models.RegisterEvent](a.tx, "subject_id = ? and kind = ? and recorded_at > ?", p.PersonID, EventReverse, p.At)
		return n > 0, err
	}
	return false, nil
}

// maskedName is a name of which the first character and the last of three or more are
// told: 周*诺, 马*. What chooses the variant of a character stays with it.
func maskedName(name string) string {
	var signs []string
	for _, c := range strings.TrimSpace(name) {
		if n := len(signs); n > 0 && (c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF) {
			signs[n-1] += string(c)
			continue
		}
		signs = append(signs, string(c))
	}
	switch len(signs) {
	case 0:
		return ""
	case 1, 2:
		return signs[0] + "*"
	}
	return signs[0] + "*" + signs[len(signs)-1]
}
