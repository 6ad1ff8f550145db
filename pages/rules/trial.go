package rules

import (
	"errors"
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

// trialPage is the form of a trial and, once it is pressed, what would happen. Moved
// tells that the step asked for does not start from the state, so that the first that
// does is tried.
type trialPage struct {
	moved  bool
	form   register.WhatIfForm
	query  register.WhatIfQuery
	given  map[workflow.Field]string
	result *register.WhatIf
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
	p := trialPage{book: r.Reg.Book(), given: map[workflow.Field]string{}}
	p.query = register.WhatIfQuery{Business: d.Business, Edition: d.Edition, State: workflow.State(r.QueryParam("state")), Event: workflow.Event(r.QueryParam("event")),
		To: workflow.State(r.QueryParam("to")), Facts: workflow.Facts{}, By: byOf(r.QueryParam("by"))}
	if p.query.State == "" {
		p.query.State = d.Initial
	}
	if err := p.ask(r.Reg, d.Business); err != nil {
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
	return r.Page(http.StatusOK, r.T("试算", "Trial"), ui.Rules, func(v *ui.View) templ.Component { return trialForm(v, d, p, nil) })
}

// ask reads what the step is asked about. A page has always a step, so that one press
// answers, also after another state was chosen.
func (p *trialPage) ask(reg *register.Registrar, business workflow.Business) error {
	from, err := reg.WhatIfForm(business, p.query.Edition, p.query.State, "")
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(from.Events, func(e register.WhatIfEvent) bool { return e.Event == p.query.Event }) {
		p.moved = p.query.Event != ""
		p.query.Event = ""
		if len(from.Events) > 0 {
			p.query.Event = from.Events[0].Event
		}
	}
	if p.form, err = reg.WhatIfForm(business, p.query.Edition, p.query.State, p.query.Event); err != nil {
		return err
	}
	// What belonged to another step is not asked of this one.
	if !slices.Contains(p.form.By, p.query.By) {
		p.query.By = workflow.By{}
	}
	if !slices.ContainsFunc(p.form.To, func(s register.WhatIfState) bool { return s.State == p.query.To }) {
		p.query.To = ""
	}
	return nil
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

// open is a condition that a fact decides which nobody has filled in.
type open struct {
	workflow.Condition
	label workflow.Word
}

// conditions are those that do not hold by what was filled in, and those of which it is not
// known yet: the rules hold what is unknown for not shown, and a trial says which it was.
func (p trialPage) conditions() (unmet []workflow.Condition, unknown []open) {
	for _, c := range p.result.Unmet {
		i := slices.IndexFunc(p.form.Fields, func(f register.WhatIfField) bool {
			return p.given[f.Field] == "" && slices.ContainsFunc(f.Guards, func(g register.WhatIfGuard) bool { return string(g.Guard) == c.Code })
		})
		if i < 0 {
			unmet = append(unmet, c)
		} else {
			unknown = append(unknown, open{c, p.form.Fields[i].Label})
		}
	}
	return unmet, unknown
}

// unknownID is the panel's name: that of the answer where it is all of it.
func unknownID(unmet int) string {
	if unmet == 0 {
		return "out"
	}
	return "unknown"
}
