package register

import (
	"context"
	"slices"
	"strings"

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
	// Wanted are those of May that this case's conditions cannot do without.
	Wanted  []workflow.Field `json:"wanted,omitempty"`
	Basis   []workflow.Basis `json:"basis"`
	Adverse bool             `json:"adverse,omitempty"`
	// SignOff says how a decision is signed; nil for a step that is none.
	SignOff *SignOffAsked `json:"signoff,omitempty"`
	// Proposed is what another officer proposed, which a confirmation takes over.
	Proposed workflow.Facts `json:"proposed,omitempty"`
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

// stepView asks the rule book whether the step would be possible if the officer wrote
// with it what it asks for. Of tasks, only those that await the officer can be named.
func (a *act) stepView(on workflow.Event, mine []workflow.By) (StepView, error) {
	v := StepView{Event: on, Label: a.r.book.EventWord(on), Unmet: []workflow.Condition{}}
	edges := a.r.book.Edges(a.def, a.state(), on)
	for _, s := range edges {
		v.Needs, v.May, v.Basis, v.Adverse = joined(v.Needs, s.Needs), joined(v.May, s.May), s.Basis, v.Adverse || s.Adverse
	}
	facts, err := a.probing(on, v.Needs)
	if err != nil {
		return StepView{}, err
	}
	for _, s := range edges {
		v.To = joined(v.To, s.Open(a.state(), facts))
	}
	q := workflow.Request{State: a.state(), Event: on, Standings: mine, Facts: facts, Input: a.req.Input}
	if len(v.To) > 1 && !a.r.book.ChoosesItself(a.def, a.state(), on) {
		q.To = v.To[0]
	}
	dec, ref := a.r.book.Could(a.def, q)
	if ref == nil && !dec.Proposing {
		v.Wanted = a.r.book.Wanted(dec.Step, q)
	}
	if v.SignOff, err = a.signOffAsked(edges, dec, ref); err != nil {
		return v, err
	}
	if ref != nil {
		if v.Unmet, err = a.veil(append(v.Unmet, ref.Unmet...)); err != nil {
			return v, err
		}
		if ref.Cause == workflow.NeverYours {
			v.Unmet = append(v.Unmet, workflow.Condition{Code: "role", Basis: firstBasis(v.Basis),
				Message: a.takenBy(edges)})
			others, err := a.veil(a.othersLack(edges, q))
			if err != nil {
				return v, err
			}
			v.Unmet = append(v.Unmet, others...)
		}
	} else if slices.Contains(v.Needs, workflow.InTask) && !a.req.Input.Has(workflow.InTask) {
		v.Unmet = append(v.Unmet, workflow.Condition{Code: "input_" + string(workflow.InTask), Basis: firstBasis(v.Basis),
			Message: workflow.Word{Zh: "本案没有须由您完成的事项。", En: "No task of this case awaits you."}})
	} else if slices.Contains(v.Needs, workflow.InAsk) && !a.req.Input.Has(workflow.InAsk) {
		v.Unmet = append(v.Unmet, workflow.Condition{Code: "input_" + string(workflow.InAsk), Basis: firstBasis(v.Basis),
			Message: workflow.Word{Zh: "本案没有可由您撤回的征询。", En: "Nothing was asked in this case that you could take back."}})
	}
	if ref == nil && approves(dec.Step, dec.Proposing) {
		n, err := a.glass()
		if err != nil {
			return StepView{}, err
		}
		if n.ID != "" {
			v.Unmet = append(v.Unmet, glassCondition())
		}
	}
	v.Allowed = len(v.Unmet) == 0 && ref == nil
	if said, ok, err := a.proposed(on); err != nil {
		return v, err
	} else if ok && v.Allowed {
		v.Needs, v.May, v.Proposed = nil, joined(v.Needs, v.May), said
	}
	return v, nil
}

// takenBy names the posts that may take a step, where its officer may not.
func (a *act) takenBy(edges []workflow.Step) workflow.Word {
	words := workflow.RoleWords()
	var zh, en []string
	for _, s := range edges {
		for _, by := range append(slices.Clone(s.By), s.Propose...) {
			if w := words[by.Role]; by.Role != workflow.System && !slices.Contains(zh, w.Zh) {
				zh, en = append(zh, w.Zh), append(en, w.En)
			}
		}
	}
	if len(zh) == 0 {
		return workflow.Word{Zh: "本步骤由其他岗位办理。", En: "Another role takes this step."}
	}
	return workflow.Word{Zh: "本步骤由其他岗位办理：" + strings.Join(zh, "、") + "。", En: "Another role takes this step: " + strings.Join(en, ", ") + "."}
}

// probing gathers the facts of a step of which nothing is written yet but, where it
// takes a task, one that awaits the officer, and can be ended where one can, and where it
// takes an ask back, one that the officer may.
func (a *act) probing(on workflow.Event, needs []workflow.Field) (workflow.Facts, error) {
	a.req.Event, a.req.Input = on, workflow.Facts{}
	if slices.Contains(needs, workflow.InTask) {
		rows, err := a.tasks()
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			if t.DoneAt != nil || !answersTask(on, t) || !a.awaits(t) {
				continue
			}
			a.req.Input[workflow.InTask] = t.ID
			if waits, err := a.stillHeadless(t); err != nil {
				return nil, err
			} else if !waits {
				break
			}
		}
	}
	if slices.Contains(needs, workflow.InAsk) {
		rows, err := a.tasks()
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			a.req.Input[workflow.InAsk] = t.ID
			mine, err := a.askIsMine()
			if err != nil {
				return nil, err
			}
			no, err := a.answeredNo()
			if err != nil {
				return nil, err
			}
			if mine && !no {
				break
			}
			delete(a.req.Input, workflow.InAsk)
		}
	}
	return a.gather(a.r.book.FieldsOf(a.def, a.state(), on))
}

func firstBasis(b []workflow.Basis) workflow.Basis {
	if len(b) == 0 {
		return ""
	}
	return b[0]
}

func joined[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
