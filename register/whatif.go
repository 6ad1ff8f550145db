package register

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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

// WhatIf tries the rule book: it reads no case and no person, and the answer is the
// same for every officer. An unknown business, state or event, a value of the wrong
// shape, and a fact that no condition may look at are *Invalid.
func (r *Registrar) WhatIf(q WhatIfQuery) (WhatIf, error) {
	t, err := r.trial(q)
	if err != nil {
		return WhatIf{}, err
	}
	out := WhatIf{Unmet: []workflow.Condition{}, Effects: []WhatIfEffect{}, Limits: []WhatIfLimit{}, Basis: []workflow.Basis{}, Allows: r.namedEvents(t.def.Offered(q.State))}
	t.level(&out)
	dec, refusal := r.book.Decide(t.def, workflow.Request{State: q.State, Event: q.Event, To: q.To, Standings: t.by, Facts: t.facts, Input: t.input})
	if refusal != nil {
		out.Cause, out.Unmet = refusal.Cause, append(out.Unmet, refusal.Unmet...)
		if refusal.Cause == workflow.NeverYours {
			out.Unmet = append(out.Unmet, workflow.Condition{Code: "role", Message: workflow.Word{Zh: "本步骤由其他岗位办理。", En: "Another role takes this step."}})
		}
		return out, nil
	}
	out.Allowed, out.To, out.ToName, out.Proposing = true, dec.To, r.book.StateWord(dec.To), dec.Proposing
	out.Adverse, out.Hand, out.Basis = dec.Step.Adverse, dec.Step.Hand, append(out.Basis, dec.Step.Basis...)
	for _, e := range dec.Step.Do {
		out.Effects = append(out.Effects, WhatIfEffect{Effect: e, Name: r.book.EffectWord(e)})
	}
	if dec.To != q.State {
		out.Limits = t.limits(dec.To)
	}
	return out, nil
}

// trial is a query made ready for the rule book.
type trial struct {
	r     *Registrar
	def   *workflow.Definition
	by    []workflow.By
	facts workflow.Facts
	input workflow.Facts
}

func (r *Registrar) trial(q WhatIfQuery) (*trial, error) {
	def, err := r.definition(q.Business, q.Edition)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(def.States(), q.State) {
		return nil, r.noSuchState(def)
	}
	edges := r.book.Edges(def, q.State, q.Event)
	if len(edges) == 0 {
		return nil, r.noSuchEvent(def, q.State)
	}
	t := &trial{r: r, def: def, by: []workflow.By{q.By}, facts: workflow.Facts{}, input: workflow.Facts{}}
	if q.By == (workflow.By{}) {
		// Whoever may take it, takes it.
		for _, s := range edges {
			t.by = append(t.by, s.By...)
		}
	}
	if err := t.take(q.Facts); err != nil {
		return nil, err
	}
	if !t.facts.Has(workflow.FToday) {
		t.facts[workflow.FToday] = string(r.Today())
	}
	return t, nil
}

// definition is an edition of a business, the present one when none is named.
func (r *Registrar) definition(business workflow.Business, edition models.Date) (*workflow.Definition, error) {
	def, ok := r.book.Get(business, edition)
	if edition == "" {
		def, ok = r.book.Current(business, r.Today())
	}
	if !ok {
		return nil, r.noSuchBusiness("business")
	}
	return def, nil
}

// take sorts the facts into what the officer writes with the step and the rest, each
// in the shape of its kind.
func (t *trial) take(given workflow.Facts) error {
	var wrong []FieldError
	for _, f := range sortedFields(given) {
		rule, ok := t.r.book.Field(f)
		if !ok || t.r.book.Forbidden(f) {
			wrong = append(wrong, fieldError("facts."+string(f), "unknown_field", "规则不看此项目。", "No rule looks at this item."))
			continue
		}
		v, ok := shaped(rule.Kind, given[f])
		switch {
		case !ok:
			wrong = append(wrong, fieldError("facts."+string(f), "wrong_shape", "填写的值与项目类型不符。", "The value does not have the shape of the item."))
		case v == nil:
		case rule.Source == workflow.FromInput:
			t.input[f] = v
		default:
			t.facts[f] = v
		}
	}
	return refused(wrong)
}

// shaped is a value as the rule book reads it, from JSON or from the text of a form;
// nil for one left empty.
func shaped(kind workflow.Kind, v any) (any, bool) {
	text, isText := v.(string)
	if v == nil || isText && strings.TrimSpace(text) == "" {
		return nil, true
	}
	switch kind {
	case workflow.KindBool:
		if isText {
			b, err := strconv.ParseBool(text)
			return b, err == nil
		}
		_, ok := v.(bool)
		return v, ok
	case workflow.KindInt:
		if isText {
			n, err := strconv.Atoi(strings.TrimSpace(text))
			return n, err == nil
		}
		return workflow.Facts{"": v}.Int(""), isNumber(v)
	case workflow.KindList:
		if isText {
			return strings.Fields(strings.NewReplacer("、", " ", ",", " ", "，", " ").Replace(text)), true
		}
		list := workflow.Facts{"": v}.List("")
		return list, list != nil
	case workflow.KindDate:
		return text, isText && models.Date(text).Valid()
	}
	return text, isText && utf8.ValidString(text)
}

func isNumber(v any) bool {
	switch v.(type) {
	case int, int64, float64, workflow.Level:
		return true
	}
	return false
}

// level fills in which body decides on these facts. A level given stands; else the
// rule book finds it, and the conditions on the level read what it found.
func (t *trial) level(out *WhatIf) {
	out.Level = t.r.book.RequiredLevel(t.def, t.facts)
	if t.facts.Has(workflow.FRequiredLevel) {
		out.Level = min(max(workflow.Level(t.facts.Int(workflow.FRequiredLevel)), workflow.P0), workflow.P3)
	}
	for _, e := range t.def.Escalators {
		if e.To == out.Level && t.r.book.Holds(e.When, t.facts) {
			out.Raised = append(out.Raised, e.Basis)
		}
	}
	t.facts[workflow.FRequiredLevel] = int(out.Level)
	out.LevelName = out.Level.Word()
}

// limits are the period of a state and those after which the system acts in it.
func (t *trial) limits(s workflow.State) []WhatIfLimit {
	out := []WhatIfLimit{}
	if l, ok := t.def.Limits[s]; ok {
		out = append(out, t.limit(l, ""))
	}
	for _, step := range t.def.From(s) {
		if step.After != "" {
			out = append(out, t.limit(step.After, step.On))
		}
	}
	return out
}

func (t *trial) limit(l workflow.Limit, acts workflow.Event) WhatIfLimit {
	rule, _ := t.r.book.Limit(l)
	due, _ := t.r.Calendar().Due(t.facts.Date(workflow.FToday), rule.Preset)
	return WhatIfLimit{Limit: l, Name: rule.Word, Span: rule.Preset, DueOn: due, Basis: rule.Basis, Acts: acts}
}

func (r *Registrar) namedEvents(events []workflow.Event) []WhatIfEvent {
	out := make([]WhatIfEvent, len(events))
	for i, e := range events {
		out[i] = WhatIfEvent{Event: e, Name: r.book.EventWord(e)}
	}
	return out
}

func (r *Registrar) namedStates(states []workflow.State) []WhatIfState {
	out := make([]WhatIfState, len(states))
	for i, s := range states {
		out[i] = WhatIfState{State: s, Name: r.book.StateWord(s)}
	}
	return out
}
