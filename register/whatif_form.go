package register

import (
	"slices"
	"strconv"

	"hukou/models"
	"hukou/workflow"
)

// WhatIfForm says what a page has to ask for a trial of a step of an edition, the present one
// where none is named; with the state or the event left empty it lists what there is to choose. What
// conditions may not look at (ethnicity, faith, family planning, marriage, fees) is
// never asked. The deciding level is not asked for but the facts that lift it.
func (r *Registrar) WhatIfForm(business workflow.Business, edition models.Date, state workflow.State, event workflow.Event) (WhatIfForm, error) {
	def, err := r.definition(business, edition)
	if err != nil {
		return WhatIfForm{}, err
	}
	out := WhatIfForm{Business: business, Name: def.Names, Edition: def.Edition, States: r.namedStates(def.States()), Events: []WhatIfEvent{},
		By: []workflow.By{}, To: []WhatIfState{}, Fields: []WhatIfField{}}
	if state == "" {
		return out, nil
	}
	if !slices.Contains(def.States(), state) {
		return WhatIfForm{}, r.noSuchState(def)
	}
	out.Events = r.namedEvents(def.Events(state))
	edges := r.book.Edges(def, state, event)
	if event != "" && len(edges) == 0 {
		return WhatIfForm{}, r.noSuchEvent(def, state)
	}
	var to []workflow.State
	for _, s := range edges {
		out.By = union(out.By, s.By)
		to = union(to, s.Targets(state))
	}
	out.To = r.namedStates(to)
	out.Fields = r.trialFields(def, edges)
	return out, nil
}

func union[T comparable](a, b []T) []T {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// trialFields are the facts that the conditions of some steps read, then what the
// officer writes with them.
func (r *Registrar) trialFields(def *workflow.Definition, edges []workflow.Step) []WhatIfField {
	out := []WhatIfField{}
	place := map[workflow.Field]int{}
	add := func(f workflow.Field) *WhatIfField {
		if i, have := place[f]; have {
			return &out[i]
		}
		rule, ok := r.book.Field(f)
		if !ok || r.book.Forbidden(f) {
			return &WhatIfField{}
		}
		place[f] = len(out)
		out = append(out, WhatIfField{Field: f, Label: rule.Word, Kind: rule.Kind, Source: rule.Source, Codes: choicesOf(f, rule), Guards: []WhatIfGuard{}})
		return &out[len(out)-1]
	}
	guard := func(id workflow.GuardID) {
		g, _ := r.book.Guard(id)
		shown := WhatIfGuard{Guard: id, Unmet: g.Unmet, Basis: g.Basis}
		for _, f := range r.asked(def, g.Reads) {
			field := add(f)
			field.Guards = union(field.Guards, []WhatIfGuard{shown})
		}
	}
	for _, s := range edges {
		for _, id := range s.If {
			guard(id)
		}
	}
	for _, s := range edges {
		for _, f := range s.Needs {
			add(f).Needed = true
		}
		for _, f := range s.May {
			add(f)
		}
	}
	return out
}

// asked are the facts to be asked for what a condition reads: for the deciding level
// those that lift it.
func (r *Registrar) asked(def *workflow.Definition, reads []workflow.Field) []workflow.Field {
	var out []workflow.Field
	for _, f := range reads {
		if f != workflow.FRequiredLevel {
			out = union(out, []workflow.Field{f})
			continue
		}
		out = union(out, []workflow.Field{workflow.FPolicyLevel})
		for _, e := range def.Escalators {
			g, _ := r.book.Guard(e.When)
			out = union(out, g.Reads)
		}
	}
	return out
}

// choicesOf are the values that a fact may have: the codes of the book, and of a level
// the four that decide.
func choicesOf(f workflow.Field, rule workflow.FieldRule) []workflow.Code {
	if !slices.Contains([]workflow.Field{workflow.FRequiredLevel, workflow.FPolicyLevel, workflow.FReversedLevel}, f) {
		return rule.Codes
	}
	var out []workflow.Code
	for l := workflow.P0; l <= workflow.P3; l++ {
		out = append(out, workflow.Code{Value: strconv.Itoa(int(l)), Word: l.Word()})
	}
	return out
}
