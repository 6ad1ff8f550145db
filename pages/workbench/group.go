package workbench

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// most is how many cases one press may take.
const most = 100

// task is a step asked for several cases at once, with what each answers.
type task struct {
	back  string
	event workflow.Event
	to    workflow.State
	word  workflow.Word
	key   string
	// needs and may are what is written with the step, for each case alike.
	needs, may []workflow.Field
	input      workflow.Facts
	fault      *ui.Fault
	lines      []line
	done       bool
	// asked is how the step is signed, where it is a decision; signed is the code over it.
	asked  *register.SignOffAsked
	signed *register.Docket
}

// line is one case of a task.
type line struct {
	id, number, subject string
	version             int64
	wanted              []workflow.Field // what may be written and this case cannot do without
	business            workflow.Word
	can                 bool
	fault               *ui.Fault
	state               workflow.Word
}

func (l line) wish() string { return l.id + "|" + strconv.FormatInt(l.version, 10) }

// count tells how many of the lines can, or could.
func (t *task) count(can bool) int {
	n := 0
	for _, l := range t.lines {
		if l.can == can {
			n++
		}
	}
	return n
}

// asked reads the step and the cases from the form: those ticked of the step's, or all
// of it when none is.
func asked(r *desk.Request) (*task, error) {
	if _, err := r.FormParams(); err != nil {
		return nil, err
	}
	form := r.Request().PostForm
	on, to, _ := strings.Cut(form.Get("act"), "|")
	t := &task{event: workflow.Event(on), to: workflow.State(to), back: desk.Back(form.Get("back"), "/"), key: form.Get("key"), input: workflow.Facts{}}
	t.word = r.Reg.Book().EventWord(t.event)
	pick := func(name string) []line {
		var out []line
		for _, w := range form[name] {
			if l, ok := strings.CutPrefix(w, form.Get("act")+"|"); ok {
				id, version, _ := strings.Cut(l, "|")
				n, _ := strconv.ParseInt(version, 10, 64)
				out = append(out, line{id: id, version: n})
			}
		}
		return out
	}
	if t.lines = pick("tick"); len(t.lines) == 0 {
		t.lines = pick("row")
	}
	if t.event == "" || len(t.lines) == 0 || len(t.lines) > most {
		return nil, desk.NotFound()
	}
	return t, nil
}

// checkGroup says first what can be done and what cannot and why; nothing is done yet.
func checkGroup(r *desk.Request) error {
	t, err := asked(r)
	if err != nil {
		return err
	}
	t.key = r.Key()
	if err := try(r, t); err != nil {
		return err
	}
	return showTask(r, http.StatusOK, t)
}

// try asks the rule book about each case.
func try(r *desk.Request, t *task) error {
	ctx := r.Request().Context()
	for i := range t.lines {
		l := &t.lines[i]
		steps, err := r.Reg.Steps(ctx, r.Actor, l.id)
		if err != nil {
			l.fault = r.Fault(err)
			continue
		}
		n := slices.IndexFunc(steps, func(s register.StepView) bool { return s.Event == t.event })
		if n < 0 {
			l.fault = &ui.Fault{Title: r.T("本件已不在这一步", "The case is no longer at this step"), Text: r.T("打开看看现在到了哪里。", "Open it to see where it is now.")}
			continue
		}
		l.can = steps[n].Allowed
		l.wanted = steps[n].Wanted
		t.needs, t.may = desk.Fields(desk.Fields(t.needs, steps[n].Needs), l.wanted), desk.Fields(t.may, steps[n].May)
		if !l.can {
			l.fault = r.Unmet(steps[n].Unmet)
		} else if t.asked == nil {
			t.asked = steps[n].SignOff
		}
	}
	t.may = slices.DeleteFunc(t.may, func(f workflow.Field) bool { return slices.Contains(t.needs, f) })
	return name(r, t)
}

// hint says for whom a needed box is written.
func (t *task) hint(v *ui.View, f workflow.Field) string {
	n := 0
	for _, l := range t.lines {
		if l.can && slices.Contains(l.wanted, f) {
			n++
		}
	}
	if n > 0 && n < t.count(true) {
		return v.Count(n, "其中 %d 件非填不可；写给每一件", "%d of them needs it; written for each of them", "%d of them need it; written for each of them")
	}
	return v.T("写给每一件", "Written for each of them")
}

// name gives the lines the words that their queue has for them.
func name(r *desk.Request, t *task) error {
	for _, queue := range []string{register.QueueMine, register.QueueStation, register.QueueReturned, register.QueueOverdue, register.QueueWaiting, register.QueueApprovals} {
		list, err := r.Reg.Worklist(r.Request().Context(), r.Actor, register.WorklistQuery{Queue: queue, Limit: most})
		if err != nil {
			return err
		}
		left := false
		for i := range t.lines {
			l := &t.lines[i]
			for _, item := range list.Items {
				if item.ID == l.id {
					l.number, l.subject, l.business, l.state = item.Number, item.Subject, item.BusinessName, item.StateName
				}
			}
			left = left || l.number == ""
		}
		if !left {
			return nil
		}
	}
	return nil
}

// takeGroup takes the step for each case; each is a decision of its own and answers
// for itself. Sent twice under one key, each answers as it first did.
func takeGroup(r *desk.Request) error {
	t, err := asked(r)
	if err != nil {
		return err
	}
	if err := name(r, t); err != nil {
		return err
	}
	if err := t.write(r); err != nil {
		return err
	}
	if t.fault == nil {
		t.sign(r)
	}
	for i := range t.lines {
		t.lines[i].can = true
		if t.fault == nil {
			take(r, t, &t.lines[i])
		}
	}
	if t.fault == nil && t.count(true) == 0 {
		// Nothing was done: what was typed is not to be typed again.
		t.fault, t.key = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("一件也没有办成", "Nothing was done"),
			Text: r.T("原因写在各件后面。能在这里改的，改好再交，已填的都还在；其余的逐件打开办。", "Each says why. Mend what can be mended here and send again, all that you typed is kept; open the others one by one.")}, r.Key()
		for i := range t.lines {
			t.lines[i].can = true
		}
	}
	if t.fault != nil {
		return showTask(r, t.fault.Status, t)
	}
	t.done = true
	return showTask(r, http.StatusOK, t)
}

// sign takes one code for all the cases, as a docket, where the form asked for one.
func (t *task) sign(r *desk.Request) {
	code, mode := r.SignOff(), register.SignOffMode(r.FormValue("sign"))
	if mode == "" {
		return
	}
	t.asked = &register.SignOffAsked{Mode: mode, Needed: true}
	if code.Code == "" {
		t.fault = r.Fault(&register.SignOffRequired{Mode: mode, Why: register.SignOffMissing})
		return
	}
	var wishes []register.DocketWish
	for _, l := range t.lines {
		wishes = append(wishes, register.DocketWish{CaseID: l.id, Version: l.version, Event: t.event, To: t.to})
	}
	var err error
	t.signed, err = r.Reg.SignDocket(r.Request().Context(), r.Actor, code, wishes)
	t.fault = r.Fault(err)
}

// write reads what goes with the step; what is needed and lacks is told at its box.
func (t *task) write(r *desk.Request) error {
	form := r.Request().PostForm
	read := func(f string) (rule workflow.FieldRule, has bool, err error) {
		rule, ok := r.Reg.Book().Field(workflow.Field(f))
		if !ok {
			return rule, false, desk.NotFound()
		}
		value, has := desk.Fact(form, f, rule.Kind)
		if has = has && value != nil; has {
			t.input[workflow.Field(f)] = value
		}
		return rule, has, nil
	}
	for _, f := range form["needs"] {
		rule, has, err := read(f)
		if err != nil {
			return err
		}
		t.needs = append(t.needs, workflow.Field(f))
		if !has {
			t.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还有没填的", "Something is not filled in"), Text: r.T("填好后再交一次，已填的都还在。", "Fill it in and send again; what you typed is kept."),
				Fields: append(fieldsOf(t.fault), ui.FieldFault{Field: f, Text: r.Lang.Word(rule.Word) + r.T("：必填", ": needed")})}
		}
	}
	for _, f := range form["may"] {
		if _, _, err := read(f); err != nil {
			return err
		}
		t.may = append(t.may, workflow.Field(f))
	}
	return nil
}

func fieldsOf(f *ui.Fault) []ui.FieldFault {
	if f == nil {
		return nil
	}
	return f.Fields
}

func take(r *desk.Request, t *task, l *line) {
	_, err := r.Reg.Take(r.Request().Context(), r.Actor, register.StepRequest{CaseID: l.id, Event: t.event, To: t.to, Version: l.version, Key: t.key + "/" + l.id, Input: t.input, Docket: t.signed})
	if err != nil {
		l.can, l.fault = false, r.Fault(err)
	}
}

func showTask(r *desk.Request, status int, t *task) error {
	return r.Page(status, r.Lang.Word(t.word), ui.Mine, func(v *ui.View) templ.Component { return groupPage(v, r.Reg.Book(), t) })
}
