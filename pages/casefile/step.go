package casefile

import (
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// act is the form of one step: what is asked, what was typed, what there is to choose
// from.
type act struct {
	*sheet
	step    register.StepView
	asks    []workflow.Asked
	options map[workflow.Field][]option
	// alikes are the entries that the step rules out, or rests on as ruled out.
	alikes []desk.Alike
	typed  workflow.Facts
	to     workflow.State
	// gone is the target that was chosen where the case, having moved on, leads there no
	// more: none of the others is chosen in its place.
	gone    workflow.State
	grounds string
	remedy  string
	// proposed is the row in which another officer proposed the step.
	proposed *register.JournalView
	// extract is what the register says of the person, for an answer that asks for it.
	extract string
	// merged tells that the case moved on while this was written.
	merged bool
}

// option is one choice of a field: its value, and how it is told.
type option struct{ value, label, note string }

// stepForm shows the form of a step, filled with what the case already says.
func stepForm(r *desk.Request) error {
	a, err := readAct(r)
	if err != nil {
		return err
	}
	if err := a.readExtract(r); err != nil {
		return err
	}
	a.prefill(r.Lang, r.QueryParam("task"))
	return showAct(r, http.StatusOK, a)
}

// readAct is the page and the step asked for. A step that the state does not have is
// none.
func readAct(r *desk.Request) (*act, error) {
	s, err := readSheet(r)
	if err != nil {
		return nil, err
	}
	step, ok := s.step(workflow.Event(r.Param("event")))
	if !ok || s.bySystem(step.Event) {
		return nil, desk.NotFound()
	}
	a := &act{sheet: s, step: step, asks: s.asksOf(step), typed: workflow.Facts{}}
	if len(step.To) > 0 {
		a.to = step.To[0]
	}
	a.proposed = s.proposedFor(step.Event)
	if a.options, err = a.choices(r); err != nil {
		return nil, err
	}
	if a.alikes, err = desk.Alikes(r, s.def, s.CaseView, step.Event); err != nil {
		return nil, err
	}
	if step.Adverse {
		a.remedy, err = r.Reg.Remedy(r.Request().Context(), r.Actor, s.ID)
	}
	return a, err
}

// rulesOut tells that the form has the boxes for the reasons against look-alikes.
func (a *act) rulesOut() bool {
	return slices.ContainsFunc(a.asks, func(x workflow.Asked) bool { return x.Field == workflow.InDismissed })
}

// proposedFor is the row in which another officer proposed the step since the case came
// to its present state; nil where nobody did.
func (s *sheet) proposedFor(on workflow.Event) *register.JournalView {
	for i, row := range slices.Backward(s.journal) {
		if row.Event == workflow.ProposeEvent(on) && row.From == s.State {
			return &s.journal[i]
		}
		if row.From != row.To {
			return nil
		}
	}
	return nil
}

func showAct(r *desk.Request, status int, a *act) error {
	return r.Page(status, r.Lang.Word(a.step.Label)+" "+a.Number, a.section(), func(v *ui.View) templ.Component { return stepPage(keeping(v), a) })
}

// takeStep takes the step that the form asks for, and says on the case's page what was
// done. Refused, the form comes back with all that was typed.
func takeStep(r *desk.Request) error {
	id, event := r.Param("id"), workflow.Event(r.Param("event"))
	version, _ := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if version == 0 {
		version = -1 // a form without one saw no version
	}
	q := register.StepRequest{CaseID: id, Event: event, To: workflow.State(r.FormValue("to")), Version: version, Key: r.FormValue("key"),
		Grounds: r.FormValue("grounds"), Input: input(r), SignOff: r.SignOff()}
	if q.To == "" && r.FormValue("choose") != "" { // the rule book would take the first way that is open
		return again(r, q, &register.Invalid{Errors: []register.FieldError{{Field: "to", Code: "required",
			Message: workflow.Word{Zh: "请选择转到哪里。", En: "Choose where it goes."}}}})
	}
	if _, err := r.Reg.Take(r.Request().Context(), r.Actor, q); err != nil {
		return again(r, q, err)
	}
	if slices.Contains(goesOn(), event) {
		if err := r.Keep(id); err != nil {
			return err
		}
	}
	return r.Go(at(id, "", r.FormValue("queue")), doneLine(r, event))
}

// goesOn are the steps of the counter after which whoever took them works on: the case
// stays with them where its next ordinary work is theirs. Decisions, and what sends a
// case to somebody else, leave it to others.
func goesOn() []workflow.Event {
	return []workflow.Event{workflow.Lodge, workflow.Resubmit, workflow.Accept, workflow.Supplied, workflow.EffectIt}
}

// doneLine says what was done in the words of the button that was pressed, without naming
// anybody.
func doneLine(r *desk.Request, event workflow.Event) string {
	said := r.FormValue("said")
	if said == "" || utf8.RuneCountInString(said) > 40 {
		said = r.Lang.Word(r.Reg.Book().EventWord(event))
	}
	return r.T("已办：", "Done: ") + said
}

// input reads what the form's boxes say. Which boxes a step has the register checks.
func input(r *desk.Request) workflow.Facts {
	out := workflow.Facts{}
	form := r.Request().PostForm
	if form == nil {
		form = r.Request().Form
	}
	for name := range form {
		field, ok := cutField(name)
		if !ok {
			continue
		}
		rule, known := r.Reg.Book().Field(field)
		if !known {
			continue
		}
		if rule.Kind == workflow.KindList && len(form[name]) > 1 {
			out[field] = lines(form[name])
			continue
		}
		if value, has := desk.Fact(form, "input."+string(field), rule.Kind); has && value != nil {
			out[field] = value
		}
	}
	if ruled := dismissed(form); len(ruled) > 0 {
		out[workflow.InDismissed] = ruled
	}
	return out
}

// again shows a refused form with everything typed. When the case has moved on, the
// page says what changed, and the form carries the new version to decide again.
func again(r *desk.Request, q register.StepRequest, err error) error {
	f := r.Fault(err)
	if !desk.Shown(f) {
		return err
	}
	a, no := readAct(r)
	if no != nil {
		return gone(r, q, f, err)
	}
	a.fault, a.typed, a.grounds = f, q.Input, q.Grounds
	if a.to = q.To; q.To != "" && !slices.Contains(a.step.To, q.To) {
		a.to, a.gone = "", q.To
	}
	if isStale(err) {
		if a.changes, no = r.Reg.ChangesSince(r.Request().Context(), r.Actor, q.CaseID, max(q.Version, 0)); no != nil {
			return no
		}
		a.merged = true
	}
	return showAct(r, f.Status, a)
}

// gone is the answer when the step no longer starts from where the case stands: the
// case's page, with what changed and what was written.
func gone(r *desk.Request, q register.StepRequest, f *ui.Fault, err error) error {
	s, no := readSheet(r)
	if no != nil {
		return no
	}
	s.fault = f
	if s.Version != q.Version && q.Version > 0 {
		if s.changes, no = r.Reg.ChangesSince(r.Request().Context(), r.Actor, q.CaseID, q.Version); no != nil {
			return no
		}
	}
	v := &act{sheet: s, typed: q.Input, grounds: q.Grounds}
	return r.Page(f.Status, s.title(r.Lang), s.section(), func(view *ui.View) templ.Component { return kept(view, v, q.Event, r.Reg.Calendar()) })
}
