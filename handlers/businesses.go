package handlers

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// businessOut is a business of the rule book in one edition.
type businessOut struct {
	ID         string           `json:"id"`
	Names      text             `json:"names"`
	Edition    models.Date      `json:"edition" doc:"该版规则的生效日。The day from which this edition is in force."`
	Initial    string           `json:"initial"`
	States     []stateOut       `json:"states"`
	Steps      []ruleOut        `json:"steps"`
	Materials  []materialRule   `json:"materials"`
	Deadlines  []deadlineOut    `json:"deadlines"`
	Level      levelOut         `json:"level" doc:"通常由哪级决定。The body that decides as a rule."`
	Escalators []escalatorOut   `json:"escalators" doc:"提级的情形。What lifts the deciding level."`
	Facts      *jsonSchema      `json:"facts" doc:"申报的项目，JSON Schema。What is declared, as JSON Schema."`
	Subject    *termOut         `json:"subject,omitempty"`
	Child      string           `json:"child,omitempty" doc:"批量业务的子业务。The business of a batch's lines."`
	Basis      []workflow.Basis `json:"basis"`
}

// termOut is a word of the vocabulary.
type termOut struct {
	ID    string `json:"id"`
	Names text   `json:"names"`
}

type stateOut struct {
	ID    string `json:"id"`
	Names text   `json:"names"`
	Means string `json:"means,omitempty"`
	For   *text  `json:"for,omitempty" doc:"供选择的环节：适用于谁。Of a state that the officer chooses: for whom it is."`
	Ended bool   `json:"ended"`
}

type byOut struct {
	Role workflow.Role `json:"role"`
	Seat workflow.Seat `json:"seat"`
}

// ruleOut is one line of the rule table.
type ruleOut struct {
	From       []workflow.State `json:"from"`
	Event      workflow.Event   `json:"event"`
	Names      text             `json:"names"`
	To         []workflow.State `json:"to"`
	By         []byOut          `json:"by"`
	ProposedBy []byOut          `json:"proposed_by,omitempty" doc:"须由两人办理：一人提出，另一人确认。An act of two persons: one proposes, another confirms."`
	Needs      []workflow.Field `json:"needs"`
	May        []workflow.Field `json:"may"`
	If         []conditionOut   `json:"conditions"`
	Do         []termOut        `json:"effects"`
	After      *termOut         `json:"after,omitempty" doc:"期满由系统办理。The system takes it after this period."`
	Adverse    bool             `json:"adverse,omitempty"`
	Basis      []workflow.Basis `json:"basis"`
}

type conditionOut struct {
	ID    string         `json:"id"`
	Unmet text           `json:"unmet" doc:"不满足时的说明。What an officer reads when it does not hold."`
	Basis workflow.Basis `json:"basis"`
}

type materialRule struct {
	Kind     string         `json:"kind"`
	Names    text           `json:"names"`
	When     string         `json:"when,omitempty" doc:"只在该条件下需要。Needed only under this condition."`
	Shared   bool           `json:"shared,omitempty" doc:"可由共享数据代替，不得要求申请人提供。Shared data stand for it where they answer."`
	Optional bool           `json:"optional,omitempty"`
	Basis    workflow.Basis `json:"basis"`
}

type deadlineOut struct {
	State string         `json:"state"`
	Limit string         `json:"limit"`
	Names text           `json:"names"`
	Span  calendar.Span  `json:"span" doc:"预设期限；各地政策另有规定的从其规定。The preset; a policy row of the place may set another."`
	Basis workflow.Basis `json:"basis"`
}

type levelOut struct {
	Level int  `json:"level"`
	Names text `json:"names"`
}

type escalatorOut struct {
	When  string         `json:"when"`
	To    levelOut       `json:"to"`
	Basis workflow.Basis `json:"basis"`
}

type noInput struct{}

type businessesInput struct{ Kept }

// listBusinesses is the catalogue: every business in the edition of today.
func (s *server) listBusinesses(ctx context.Context, in *businessesInput) (*cachedOut, error) {
	var items []businessOut
	for _, d := range s.reg.Book().All(s.reg.Today()) {
		items = append(items, businessOf(s.reg.Book(), d, of(ctx).lang))
	}
	return in.cached(whole(items).Body)
}

type businessInput struct {
	Kept
	ID      string `path:"id" doc:"业务的 id。The business's id."`
	Edition string `query:"edition" doc:"版本（生效日）；不填即现行版。An edition by its day; the one in force if left out."`
}

// getBusiness is one business; a case's own edition stays readable for ever.
func (s *server) getBusiness(ctx context.Context, in *businessInput) (*cachedOut, error) {
	book := s.reg.Book()
	d, ok := book.Current(workflow.Business(in.ID), s.reg.Today())
	if in.Edition != "" {
		d, ok = book.Get(workflow.Business(in.ID), models.Date(in.Edition))
	}
	if !ok {
		return nil, s.noBusiness(workflow.Business(in.ID))
	}
	return in.cached(businessOf(book, d, of(ctx).lang))
}

// forWhom says for whom a state is that the officer chooses among several; nil for others.
func forWhom(book *workflow.Book, st workflow.State) *text {
	w := book.StateFor(st)
	if w.Zh == "" {
		return nil
	}
	return &text{w.Zh, w.En}
}

func businessOf(book *workflow.Book, d *workflow.Definition, l lang) businessOut {
	out := businessOut{ID: string(d.Business), Names: names(d.Names), Edition: d.Edition, Initial: string(d.Initial), States: []stateOut{}, Steps: []ruleOut{},
		Materials: []materialRule{}, Deadlines: []deadlineOut{}, Escalators: []escalatorOut{}, Facts: factsSchema(book, d.Facts, l), Level: levelOf(d.Profile), Child: string(d.Child), Basis: orNone(d.Basis)}
	for _, st := range d.States() {
		w := book.StateWord(st)
		out.States = append(out.States, stateOut{string(st), names(w), w.Means, forWhom(book, st), d.Ended(st)})
		if limit, ok := d.Limits[st]; ok {
			rule, _ := book.Limit(limit)
			out.Deadlines = append(out.Deadlines, deadlineOut{string(st), string(limit), names(rule.Word), rule.Preset, rule.Basis})
		}
	}
	for _, step := range d.Steps {
		out.Steps = append(out.Steps, ruleOf(book, step))
	}
	for _, m := range d.Materials {
		w, _ := book.Material(m.Kind)
		out.Materials = append(out.Materials, materialRule{string(m.Kind), names(w.Word), string(m.When), m.Shared, m.Optional, m.Basis})
	}
	for _, e := range d.Escalators {
		out.Escalators = append(out.Escalators, escalatorOut{string(e.When), levelOf(e.To), e.Basis})
	}
	if d.Subject != "" {
		out.Subject = &termOut{string(d.Subject), names(book.SubjectWord(d.Subject))}
	}
	return out
}

func ruleOf(book *workflow.Book, s workflow.Step) ruleOut {
	out := ruleOut{From: s.From, Event: s.On, Names: names(book.EventWord(s.On)), To: orNone(s.To), By: byOf(s.By), ProposedBy: byOf(s.Propose),
		Needs: orNone(s.Needs), May: orNone(s.May), If: []conditionOut{}, Do: []termOut{}, Adverse: s.Adverse, Basis: orNone(s.Basis)}
	for _, id := range s.If {
		g, _ := book.Guard(id)
		out.If = append(out.If, conditionOut{string(id), names(g.Unmet), g.Basis})
	}
	for _, e := range s.Do {
		out.Do = append(out.Do, termOut{string(e), names(book.EffectWord(e))})
	}
	if s.After != "" {
		rule, _ := book.Limit(s.After)
		out.After = &termOut{string(s.After), names(rule.Word)}
	}
	return out
}

func byOf(by []workflow.By) []byOut {
	out := make([]byOut, 0, len(by))
	for _, b := range by {
		out = append(out, byOut(b))
	}
	return out
}

func levelOf(l workflow.Level) levelOut { return levelOut{int(l), names(l.Word())} }

func names(w workflow.Word) text { return text{w.Zh, w.En} }

// orNone is a list that JSON writes as [] and not as null.
func orNone[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return slices.Clone(all)
}
