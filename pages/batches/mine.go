package batches

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// asked is a roster as a station of origin sees it: the children it is asked about and
// no other.
type asked struct {
	id, number string
	lines      []register.BatchLine
	tasks      []*task
	key        string
	others     map[string][]workflow.Event
}

// answers are the steps by which an asked body answers for several children at once;
// an objection, a correction of the address and what else there is are written child
// by child on the page of the case.
func answers() []workflow.Event {
	return []workflow.Event{workflow.OriginConfirm, workflow.ProposeEvent(workflow.OriginConfirm), workflow.Acknowledge}
}

func readMine(r *desk.Request) (*asked, error) {
	ctx := r.Request().Context()
	a := &asked{id: r.Param("id"), key: r.Key()}
	var err error
	if a.number, a.lines, err = r.Reg.AskedLines(ctx, r.Actor, a.id); err != nil {
		return nil, err
	}
	for _, event := range answers() {
		t, err := newTask(r, event, a.lines)
		if err != nil {
			return nil, err
		}
		t.batch = &batch{key: a.key}
		t.number, t.home, t.action = a.number, "/batches/"+a.id+"/mine", "/batches/"+a.id+"/mine"
		t.rows = slices.DeleteFunc(t.rows, func(x row) bool { return !x.can })
		if len(t.rows) == 0 {
			continue
		}
		if err := t.readFacts(r); err != nil {
			return nil, err
		}
		t.second = len(a.tasks) > 0
		a.tasks = append(a.tasks, t)
	}
	return a, a.readOthers(r)
}

// readFacts reads what the roster declares of each child, and what the first officer
// answered where the second only agrees.
func (t *task) readFacts(r *desk.Request) error {
	t.facts = map[string]workflow.Facts{}
	for i, x := range t.rows {
		v, err := r.Reg.View(r.Request().Context(), r.Actor, x.ID)
		if err != nil {
			return err
		}
		t.facts[x.ID] = v.Facts
		if t.event == workflow.ProposeEvent(workflow.OriginConfirm) {
			says, err := r.Reg.Extract(r.Request().Context(), r.Actor, x.ID)
			if err != nil {
				return err
			}
			t.rows[i].extract = r.Lang.Word(says)
		}
		if t.event != workflow.OriginConfirm {
			continue
		}
		rows, err := r.Reg.Journal(r.Request().Context(), r.Actor, x.ID)
		if err != nil {
			return err
		}
		for _, j := range rows {
			if j.Event == workflow.ProposeEvent(t.event) {
				if t.given == nil {
					t.given = map[string]workflow.Facts{}
				}
				t.given[x.ID] = j.Input
			}
		}
	}
	return nil
}

// extracted tells that the register says of every child that is chosen what the answer
// asks for, so that nobody has to write it.
func (t *task) extracted(chosen map[string]int64) bool {
	for _, x := range t.rows {
		if _, sent := chosen[x.ID]; (sent || chosen == nil) && x.extract == "" {
			return false
		}
	}
	return len(t.rows) > 0
}

// saysItself tells that a field need not be written, because each child's line in the
// register says it.
func (t *task) saysItself(f workflow.Field) bool {
	return f == workflow.InExtract && t.extracted(nil)
}

// wantedByAll tells that no line that can be taken can do without a box.
func (t *task) wantedByAll(f workflow.Field) bool {
	n, _ := t.wants(f, nil)
	return n > 0 && n == t.count(true)
}

// hint says what becomes of a field's text.
func (t *task) hint(v *ui.View, f workflow.Field) string {
	if t.saysItself(f) {
		return v.T("空着则逐人记下面登记簿所载；写了则写给所选的每一人", "Left empty, what the register says of each below is written down; else this is written for each that is chosen")
	}
	if n, _ := t.wants(f, nil); n > 0 && n < t.count(true) {
		return v.Count(n, "其中 %d 人非填不可；写给所选的每一人", "%d of them needs it; written for each that is chosen", "%d of them need it; written for each that is chosen")
	}
	return v.T("写给所选的每一人", "Written for each that is chosen")
}

func askMine(r *desk.Request) error {
	a, err := readMine(r)
	if err != nil {
		return err
	}
	return a.show(r, http.StatusOK)
}

func (a *asked) show(r *desk.Request, status int) error {
	return r.Page(status, r.T("商请核实", "Asked of this station")+" "+a.number, ui.Batches, func(v *ui.View) templ.Component { return minePage(keeping(v), r.Reg.Book(), a) })
}

// answerMine answers for the children that are ticked; each answers for itself.
func answerMine(r *desk.Request) error {
	a, err := readMine(r)
	if err != nil {
		return err
	}
	event := workflow.Event(r.FormValue("event"))
	i := slices.IndexFunc(a.tasks, func(t *task) bool { return t.event == event })
	if i < 0 {
		return a.show(r, http.StatusConflict)
	}
	t := a.tasks[i]
	if t.take(r) {
		return t.answer(r)
	}
	return a.show(r, t.fault.Status)
}

// isOther tells that a step is an answer written child by child: an objection, or that the
// child is not of this station, by one officer or by the first of two.
func isOther(on workflow.Event) bool {
	return slices.Contains([]workflow.Event{workflow.OriginObject, workflow.ProposeEvent(workflow.OriginObject), workflow.NotOurs, workflow.ProposeEvent(workflow.NotOurs)}, on)
}

// readOthers finds the steps beside the common answers that the officer may take for
// each line.
func (a *asked) readOthers(r *desk.Request) error {
	a.others = map[string][]workflow.Event{}
	for _, l := range a.lines {
		if !slices.ContainsFunc(l.Events, isOther) {
			continue
		}
		steps, err := r.Reg.Steps(r.Request().Context(), r.Actor, l.ID)
		if err != nil {
			return err
		}
		for _, s := range steps {
			if s.Allowed && isOther(s.Event) {
				a.others[l.ID] = append(a.others[l.ID], s.Event)
			}
		}
	}
	return nil
}
