package register

import (
	"errors"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// looseLines lists the named lines whose child would be left without registration: asked of
// each line as its own end asks it, so that a proposal is refused where the confirmation is.
func (a *act) looseLines() ([]string, error) {
	var out []string
	for _, name := range a.req.Input.List(workflow.InLines) {
		n, err := a.lineTakenOff(name)
		if errors.Is(err, store.ErrNotFound) {
			continue // told at its field
		}
		if err != nil {
			return nil, err
		}
		bare, err := n.subjectUnregistered()
		if err != nil {
			return nil, err
		}
		if next, err := n.hasSuccessor(); err != nil {
			return nil, err
		} else if bare && !next {
			out = append(out, name)
		}
	}
	return out, nil
}

// lineTakenOff is the step that takes a named line off with the successor of the input.
func (a *act) lineTakenOff(name string) (*act, error) {
	l, err := store.One[models.Case](a.tx, "(id = ? or number = ?) and parent_id = ?", name, name, a.c.ID)
	if err != nil {
		return nil, err
	}
	in := workflow.Facts{}
	if s := a.in(workflow.InSuccessor); s != "" {
		in[workflow.InSuccessor] = s
	}
	n := a.lineStep(l, workflow.TakenOff, in)
	return n, n.read(l.ID)
}

// linesStay finds, among the lines to be taken off a roster in hand, those that do not end
// from where they stand, and those that no open case of their child takes over.
func (a *act) linesStay(line map[string]models.Case) ([]FieldError, error) {
	off := a.req.Event == workflow.RemoveLine || a.req.Event == workflow.ProposeEvent(workflow.RemoveLine)
	if !off || a.state() == workflow.BDraft {
		return nil, nil
	}
	var wrong []FieldError
	for i, name := range a.req.Input.List(workflow.InLines) {
		if l, of := line[name]; !of || l.ClosedAt != nil {
			continue // told with the others
		}
		n, err := a.lineTakenOff(name)
		if err != nil {
			return nil, err
		}
		field := fmt.Sprintf("input.%s[%d]", workflow.InLines, i)
		if !slices.Contains(n.def.Events(n.state()), workflow.TakenOff) {
			wrong = append(wrong, fieldError(field, "line_refused", "这一行已经登记或者正在迁移，不能移出：先办结（发放或者落户）。", "This line is entered or on the way and is not taken off: finish it first (deliver it, or land the child)."))
		}
		if a.in(workflow.InSuccessor) != successorExisting {
			continue
		}
		if _, ok, err := n.otherCase(); err != nil {
			return nil, err
		} else if !ok {
			wrong = append(wrong, fieldError(field, "no_other_case", "没有查到这名儿童的其他在办业务：请选一项后续业务，或者留空。", "No other open case of this child is found: name a business that follows, or leave it empty."))
		}
	}
	return wrong, nil
}
