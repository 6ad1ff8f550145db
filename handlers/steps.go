package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"hukou/register"
	"hukou/workflow"
)

// stepOut is one step as it stands before the officer.
type stepOut struct {
	Event   string                 `json:"event"`
	To      []string               `json:"to" doc:"可去的环节；多于一个时由办理人选定。Where it leads; with more than one the officer chooses."`
	ToFor   map[string]text        `json:"to_for,omitempty" doc:"各去向适用于谁，须在几条路线中选定的才有。For whom each target is, where routes are to be chosen from."`
	Label   string                 `json:"label"`
	Names   text                   `json:"names"`
	Allowed bool                   `json:"allowed" doc:"本人现在能否办理。Whether you may take it now."`
	Unmet   []UnmetCondition       `json:"unmet"`
	Input   *jsonSchema            `json:"input" doc:"办理时要填的内容，JSON Schema。What the step takes, as JSON Schema."`
	SignOff *register.SignOffAsked `json:"signoff,omitempty" doc:"决定如何签署；needed 即须随本环节填动态口令。How the decision is signed; needed: give a code with the step."`
	Adverse bool                   `json:"adverse,omitempty" doc:"不利于申请人的决定。A decision against the applicant."`
	Basis   []workflow.Basis       `json:"basis"`
}

// listSteps lists every step written for the case's state, in the order of the
// table, each with what it still lacks for this officer.
func (s *server) listSteps(ctx context.Context, in *bare) (*page[stepOut], error) {
	c := of(ctx)
	steps, err := s.reg.Steps(ctx, c.actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	items := make([]stepOut, 0, len(steps))
	for _, v := range steps {
		items = append(items, s.stepOf(v, c.lang))
	}
	return whole(items), nil
}

func (s *server) stepOf(v register.StepView, l lang) stepOut {
	out := stepOut{Event: string(v.Event), Label: word(v.Label, l), Names: text{v.Label.Zh, v.Label.En}, Allowed: v.Allowed,
		To: []string{}, Unmet: []UnmetCondition{}, Input: inputSchema(s.reg.Book(), v.Needs, v.May, l), SignOff: v.SignOff, Adverse: v.Adverse, Basis: orNone(v.Basis)}
	for f, said := range v.Proposed {
		if p, ok := out.Input.Properties[string(f)]; ok {
			p.Default = said
		}
	}
	for _, to := range v.To {
		out.To = append(out.To, string(to))
		if who := forWhom(s.reg.Book(), to); who != nil && v.Event == workflow.ChooseRoute {
			if out.ToFor == nil {
				out.ToFor = map[string]text{}
			}
			out.ToFor[string(to)] = *who
		}
	}
	for _, c := range v.Unmet {
		out.Unmet = append(out.Unmet, unmetCondition(c, l))
	}
	if out.Basis == nil {
		out.Basis = []workflow.Basis{}
	}
	return out
}

// stepBody is the wish to take a step. Who takes it, in which role and for which
// station, the session says; a body that states one is refused.
type stepBody struct {
	Event   string         `json:"event" minLength:"1" maxLength:"64"`
	To      string         `json:"to,omitempty" maxLength:"64" doc:"有多个去向时选定的环节。The target where there are several."`
	Grounds string         `json:"grounds,omitempty" maxLength:"4000" doc:"办理理由，记入留痕。The officer's reasons, kept in the journal."`
	Input   workflow.Facts `json:"input,omitempty" doc:"按该环节的 input 填写：各项的名称和取值见 GET /cases/{id}/steps，条件的代码（如 wanted_or_child）不是项目名称。As the step's input schema says: GET /cases/{id}/steps names the items and their values; the code of a condition (such as wanted_or_child) is no item."`
	SignOff *signOff       `json:"signoff,omitempty"`
}

// signOff is the officer's signature under a decision. Empty, or left out, the session
// speaks, where the place's rule takes that.
type signOff struct {
	Method string `json:"method,omitempty" enum:"totp"`
	Code   string `json:"code,omitempty" maxLength:"16" doc:"验证器上的动态口令，一次有效。The one-time code; it works once."`
}

// given is the signature as the register takes it, at an instant of real time.
func (s *signOff) given(now time.Time) register.SignOff {
	if s == nil {
		return register.SignOff{}
	}
	return register.SignOff{Code: strings.TrimSpace(s.Code), At: now}
}

type stepInput struct {
	OfCase
	Versioned
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// takeStep takes a step, in the contract's order of answers: what is wrong with the
// form of the body is told last, so that a rehearsal comes before it.
func (s *server) takeStep(ctx context.Context, in *stepInput) (*answered, error) {
	version, err := s.sawVersion(ctx, in.ID, in.IfMatch)
	if err != nil {
		return nil, err
	}
	body, wrong := read[stepBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	q := body.request(in.ID, version, in.Key)
	q.SignOff = body.SignOff.given(s.Now())
	if wrong != nil {
		return nil, s.rehearsed(ctx, q, wrong)
	}
	ans, err := s.reg.Take(ctx, of(ctx).actor, q)
	if err != nil {
		return nil, unsaid(s.faultOf(ctx, err), q.Input)
	}
	return plainAnswer(ans), nil
}

// unsaid takes out of a refusal's details whatever the officer wrote with the step:
// an answer repeats nothing that was sent.
func unsaid(r *refusal, input workflow.Facts) *refusal {
	for i, c := range r.unmet {
		var kept []string
		for _, d := range c.Detail {
			if !written(input, d) {
				kept = append(kept, d)
			}
		}
		r.unmet[i].Detail = kept
	}
	return r
}

func written(input workflow.Facts, text string) bool {
	for f := range input {
		if input.Text(f) == text || slices.Contains(input.List(f), text) {
			return true
		}
	}
	return false
}

func (b stepBody) request(id string, version int64, key string) register.StepRequest {
	input := b.Input
	if input == nil {
		input = workflow.Facts{}
	}
	return register.StepRequest{CaseID: id, Event: workflow.Event(b.Event), To: workflow.State(b.To), Version: version, Key: key, Grounds: b.Grounds, Input: input}
}

// rehearsed is the answer to a step whose request has a wrong form. Where the event
// can be read, what the rules say of it comes first; nothing is left behind.
func (s *server) rehearsed(ctx context.Context, q register.StepRequest, wrong *refusal) error {
	if q.Event == "" || wrong.code == codeNotJSON {
		return s.afterSight(ctx, q.CaseID, wrong)
	}
	if !keyGiven(q.Key) {
		q.Key = ""
	}
	err := s.reg.Rehearse(ctx, of(ctx).actor, q)
	// An error of another kind is one of the form: it is more than the register hears.
	for _, knows := range []func(error) *refusal{s.ruled, unavailable} {
		if no := knows(err); no != nil {
			return unsaid(no, q.Input)
		}
	}
	return wrong
}
