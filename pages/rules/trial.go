package rules

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// trialPage is the form of a trial and, once a step is chosen, what would happen.
type trialPage struct {
	form   register.WhatIfForm
	query  register.WhatIfQuery
	given  map[workflow.Field]string
	result *register.WhatIf
	by     string
	book   *workflow.Book
}

// trial asks for state, step and facts, and says what the rules would do. It is a
// question without a case: everything stands in the address, and no fact names a
// person.
func trial(r *desk.Request) error {
	d, err := definition(r)
	if err != nil {
		return err
	}
	p := trialPage{book: r.Reg.Book(), given: map[workflow.Field]string{}, by: r.QueryParam("by")}
	p.query = register.WhatIfQuery{Business: d.Business, Edition: d.Edition, State: workflow.State(r.QueryParam("state")), Event: workflow.Event(r.QueryParam("event")),
		To: workflow.State(r.QueryParam("to")), Facts: workflow.Facts{}, By: byOf(r.QueryParam("by"))}
	if p.query.State == "" {
		p.query.State = d.Initial
	}
	if p.form, err = r.Reg.WhatIfForm(d.Business, p.query.State, p.query.Event); err != nil {
		return err
	}
	for _, f := range p.form.Fields {
		text := strings.TrimSpace(r.QueryParam("f." + string(f.Field)))
		p.given[f.Field] = text
		if value, ok := valueOf(f.Kind, text); ok {
			p.query.Facts[f.Field] = value
		}
	}
	if p.query.Event != "" && r.QueryParam("go") != "" {
		out, err := r.Reg.WhatIf(p.query)
		if errors.Is(err, register.ErrNotFound) {
			return err
		}
		if err != nil {
			f := r.Fault(err)
			if !desk.Shown(f) {
				return err
			}
			return r.Page(f.Status, r.T("试算", "Trial"), ui.Rules, func(v *ui.View) templ.Component { return trialForm(v, d, p, f) })
		}
		p.result = &out
	}
	if p.query.Event == "" && r.QueryParam("asked") != "" && r.QueryParam("state") != "" {
		f := &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还没有试算", "Nothing tried yet"), Text: r.T("先选要试的步骤，再填它要看的事实。", "Choose the step to try; then the facts it looks at are asked."),
			Fields: []ui.FieldFault{{Field: "event", Text: r.T("请选步骤", "Choose a step")}}}
		return r.Page(f.Status, r.T("试算", "Trial"), ui.Rules, func(v *ui.View) templ.Component { return trialForm(v, d, p, f) })
	}
	return r.Page(http.StatusOK, r.T("试算", "Trial"), ui.Rules, func(v *ui.View) templ.Component { return trialForm(v, d, p, nil) })
}

// byOf reads "role seat".
func byOf(text string) workflow.By {
	role, seat, _ := strings.Cut(text, " ")
	return workflow.By{Role: workflow.Role(role), Seat: workflow.Seat(seat)}
}

// valueOf is a typed fact; an empty box leaves the fact unknown.
func valueOf(k workflow.Kind, text string) (any, bool) {
	switch {
	case text == "":
		return nil, false
	case k == workflow.KindBool:
		return text == "true", true
	case k == workflow.KindInt:
		n, err := strconv.Atoi(text)
		return n, err == nil
	case k == workflow.KindList:
		return strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '，' || c == ',' }), true
	}
	return text, true
}
