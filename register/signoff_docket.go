package register

import (
	"context"

	"hukou/evidence"
	"hukou/store"
	"hukou/workflow"
)

// DocketWish is one decision among those that are signed together.
type DocketWish struct {
	CaseID  string
	Version int64
	Event   workflow.Event
	To      workflow.State
}

// wishes are the decisions of a step on many lines.
func (q StepRequest) wishes(lines []LineWish) []DocketWish {
	out := make([]DocketWish, 0, len(lines))
	for _, l := range lines {
		out = append(out, DocketWish{CaseID: l.ID, Version: l.Version, Event: q.Event, To: q.To})
	}
	return out
}

// Docket is one code over many decisions. It binds each to its case, version, event and
// target: a case that has moved on is not decided by it.
type Docket struct {
	sign   SignOff
	why    string
	proofs map[string]evidence.DocketProof
}

// SignDocket uses a code up for all the decisions of a list. A code that is not right
// makes a docket that signs nothing, so that each case still says what it has to say
// first, and a repeat gets its first answer.
func (r *Registrar) SignDocket(ctx context.Context, actor Actor, s SignOff, wishes []DocketWish) (*Docket, error) {
	s.At = s.At.UTC()
	got, err := r.tryCode(ctx, actor.OfficerID, s)
	if err != nil {
		return nil, err
	}
	d := &Docket{sign: s, why: got.why, proofs: map[string]evidence.DocketProof{}}
	if got.step == 0 {
		return d, nil
	}
	texts := make([]string, len(wishes))
	for i, w := range wishes {
		texts[i] = SignedText(w.CaseID, w.Version, w.Event, w.To, actor.OfficerID, s.At)
	}
	proofs, err := evidence.Docket(texts)
	if err != nil {
		return nil, err
	}
	used := false
	err = r.db.InTx(ctx, func(tx *store.Tx) (err error) {
		used, err = useCode(tx, actor.OfficerID, got.step, s.At)
		return err
	})
	if err != nil {
		return nil, mapStore(err)
	}
	if used {
		d.why = SignOffUsed
		return d, nil
	}
	for i, w := range wishes {
		d.proofs[w.CaseID] = proofs[i]
	}
	return d, nil
}

// signByDocket takes the case's place in a docket for its signature. One of a single
// decision is that decision's own.
func (a *act) signByDocket(mode SignOffMode) error {
	d := a.req.Docket
	if d.why != "" {
		return &SignOffRequired{Mode: mode, Why: d.why}
	}
	p, in := d.proofs[a.c.ID]
	text := SignedText(a.c.ID, a.before.Version, a.req.Event, a.req.To, a.actor.OfficerID, d.sign.At)
	if !in || !p.Holds(text) {
		return &SignOffRequired{Mode: mode, Why: SignOffMissing}
	}
	if mode == SignOffEach && p.Size > 1 {
		return &SignOffRequired{Mode: mode, Why: SignOffAlone}
	}
	a.signed = &SignedOff{Method: MethodTOTP, At: d.sign.At, Version: a.before.Version, To: a.req.To, Hash: hashText(text), Docket: &p}
	return nil
}
