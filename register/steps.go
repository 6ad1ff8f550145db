package register

import (
	"context"
	"slices"

	"hukou/store"
	"hukou/workflow"
)

// StepView is one step as it stands before the officer: possible or not, and why
// not, each unmet condition with its article.
type StepView struct {
	Event   workflow.Event       `json:"event"`
	Label   workflow.Word        `json:"label"`
	To      []workflow.State     `json:"to"`
	Allowed bool                 `json:"allowed"`
	Unmet   []workflow.Condition `json:"unmet"`
	Needs   []workflow.Field     `json:"needs"`
	May     []workflow.Field     `json:"may"`
	Basis   []workflow.Basis     `json:"basis"`
	Adverse bool                 `json:"adverse,omitempty"`
}

// Steps lists every step written for the case's state, in table order, as it is for
// this officer now.
func (r *Registrar) Steps(ctx context.Context, actor Actor, id string) ([]StepView, error) {
	var out []StepView
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		var err error
		out, err = a.steps()
		return err
	})
	return out, mapStore(err)
}

func (a *act) steps() ([]StepView, error) {
	out := []StepView{}
	mine := a.actor.standings(a.seats)
	for _, on := range a.def.Events(a.state()) {
		v, err := a.stepView(on, mine)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// stepView asks the rule book about one event, as if every input were written.
func (a *act) stepView(on workflow.Event, mine []workflow.By) (StepView, error) {
	a.req.Event = on
	facts, err := a.gather(a.r.book.FieldsOf(a.def, a.state(), on))
	if err != nil {
		return StepView{}, err
	}
	v := StepView{Event: on, Label: a.r.book.EventWord(on), Unmet: []workflow.Condition{}}
	for _, s := range a.r.book.Edges(a.def, a.state(), on) {
		for _, to := range s.Open(a.state(), facts) {
			if !slices.Contains(v.To, to) {
				v.To = append(v.To, to)
			}
		}
		v.Needs, v.May, v.Basis, v.Adverse = joined(v.Needs, s.Needs), joined(v.May, s.May), s.Basis, v.Adverse || s.Adverse
	}
	q := workflow.Request{State: a.state(), Event: on, Standings: mine, Facts: facts, Input: assumed(v.Needs)}
	if len(v.To) > 1 && !a.r.book.ChoosesItself(a.def, a.state(), on) {
		q.To = v.To[0]
	}
	_, ref := a.r.book.Decide(a.def, q)
	v.Allowed = ref == nil
	if ref != nil {
		v.Unmet = append(v.Unmet, ref.Unmet...)
		if ref.Cause == workflow.NeverYours {
			v.Unmet = append(v.Unmet, workflow.Condition{Code: "role", Basis: firstBasis(v.Basis),
				Message: workflow.Word{Zh: "本步骤由其他岗位办理。", En: "Another role takes this step."}})
		}
	}
	return v, nil
}

func firstBasis(b []workflow.Basis) workflow.Basis {
	if len(b) == 0 {
		return ""
	}
	return b[0]
}

func joined(a, b []workflow.Field) []workflow.Field {
	out := slices.Clone(a)
	for _, f := range b {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// assumed stands for inputs that the officer has yet to write. Inputs that a guard
// reads (a successor, a task) are left open, so that what they must be is shown.
func assumed(needs []workflow.Field) workflow.Facts {
	out := workflow.Facts{}
	for _, f := range needs {
		if f == workflow.InTask || f == workflow.InSuccessor {
			continue
		}
		out[f] = "…"
	}
	return out
}
