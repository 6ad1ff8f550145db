package register

import (
	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// WhatIfQuery is a trial of the rule book without any case: in this state, on these
// facts, this officer takes this step. An edition left empty is today's. Facts not
// given are unknown, which no condition takes for yes.
type WhatIfQuery struct {
	Business workflow.Business
	Edition  models.Date
	State    workflow.State
	Event    workflow.Event
	To       workflow.State
	// Facts are the values by field, declared, written with the step or computed alike.
	Facts workflow.Facts
	By    workflow.By
}

// WhatIf is what would happen.
type WhatIf struct {
	Allowed bool           `json:"allowed"`
	Cause   workflow.Cause `json:"cause,omitempty"`
	// Unmet are all conditions that do not hold, with basis; empty when allowed.
	Unmet []workflow.Condition `json:"unmet"`
	// To is the state the case would stand in; Proposing tells that another officer
	// must confirm first.
	To        workflow.State `json:"to,omitempty"`
	ToName    workflow.Word  `json:"to_name"`
	Proposing bool           `json:"proposing,omitempty"`
	Adverse   bool           `json:"adverse,omitempty"`
	Hand      workflow.Hand  `json:"hand,omitempty"`
	Effects   []WhatIfEffect `json:"effects"`
	// Level decides the case on these facts, after every escalator.
	Level     workflow.Level `json:"level"`
	LevelName workflow.Word  `json:"level_name"`
	// Raised are the escalators that hold, as the basis of the level.
	Raised []workflow.Basis `json:"raised,omitempty"`
	// Limits are the periods that run in the target state, as the rule book presets
	// them; a policy row of a place may say otherwise.
	Limits []WhatIfLimit    `json:"limits"`
	Basis  []workflow.Basis `json:"basis"`
	// Allows are the events possible from the state, for what could be tried instead.
	Allows []WhatIfEvent `json:"allows"`
}

// WhatIfEffect is an act on the register or the case that the step would carry out.
type WhatIfEffect struct {
	Effect workflow.Effect `json:"effect"`
	Name   workflow.Word   `json:"name"`
}

// WhatIfEvent is an event by its name.
type WhatIfEvent struct {
	Event workflow.Event `json:"event"`
	Name  workflow.Word  `json:"name"`
}

// WhatIfLimit is a period; DueOn is its end when it began today.
type WhatIfLimit struct {
	Limit workflow.Limit `json:"limit"`
	Name  workflow.Word  `json:"name"`
	Span  calendar.Span  `json:"span"`
	DueOn models.Date    `json:"due_on,omitempty"`
	Basis workflow.Basis `json:"basis"`
	// Acts names the event that the system takes when the period is over.
	Acts workflow.Event `json:"acts,omitempty"`
}

// WhatIfForm is what a page asks for a trial: the states and events of a business, who
// may take the step, where it may lead, and the facts its conditions read.
type WhatIfForm struct {
	Business workflow.Business `json:"business"`
	Name     workflow.Word     `json:"name"`
	Edition  models.Date       `json:"edition"`
	States   []WhatIfState     `json:"states"`
	Events   []WhatIfEvent     `json:"events"`
	By       []workflow.By     `json:"by"`
	To       []WhatIfState     `json:"to"`
	Fields   []WhatIfField     `json:"fields"`
}

// WhatIfState is a state by its name.
type WhatIfState struct {
	State workflow.State `json:"state"`
	Name  workflow.Word  `json:"name"`
}

// WhatIfField is one fact as a form field. Guards are the conditions that read it,
// named by what they say when unmet; Needed tells that the officer must write it.
type WhatIfField struct {
	Field  workflow.Field  `json:"field"`
	Label  workflow.Word   `json:"label"`
	Kind   workflow.Kind   `json:"kind"`
	Source workflow.Source `json:"source"`
	Codes  []workflow.Code `json:"codes,omitempty"`
	Guards []WhatIfGuard   `json:"guards"`
	Needed bool            `json:"needed,omitempty"`
}

// WhatIfGuard is a condition of the rule book.
type WhatIfGuard struct {
	Guard workflow.GuardID `json:"guard"`
	Unmet workflow.Word    `json:"unmet"`
	Basis workflow.Basis   `json:"basis"`
}

// WhatIf tries the rule book. It reads no case and no person.
func (r *Registrar) WhatIf(q WhatIfQuery) (WhatIf, error) { return WhatIf{}, errUnmade }

// WhatIfForm says what a page has to ask for a trial of a step; with the event left
// empty it lists the states and the events alone. What conditions may not look at
// (ethnicity, faith, family planning, marriage, fees) is never asked.
func (r *Registrar) WhatIfForm(business workflow.Business, state workflow.State, event workflow.Event) (WhatIfForm, error) {
	return WhatIfForm{}, errUnmade
}
