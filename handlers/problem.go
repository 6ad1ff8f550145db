package handlers

import (
	"net/http"
	"strconv"

	"hukou/register"
	"hukou/workflow"
)

// Problem is an answer that is a no, as RFC 9457 writes it. Title, detail and the
// messages are in the language that Accept-Language asks for. No member repeats a
// value that was sent.
type Problem struct {
	Type          string           `json:"type" format:"uri-reference" doc:"Where this kind of answer is explained."`
	Title         string           `json:"title" doc:"The kind of answer, for people."`
	Status        int              `json:"status" doc:"The HTTP status."`
	Code          string           `json:"code" doc:"The kind of answer, for programs; docs/errors.md lists them."`
	Detail        string           `json:"detail" doc:"What happened, why, and what to do next."`
	Errors        []FieldProblem   `json:"errors,omitzero" doc:"Every value that breaks a rule."`
	Unmet         []UnmetCondition `json:"unmet,omitzero" doc:"Every condition that is not met."`
	AllowedEvents []workflow.Event `json:"allowed_events,omitzero" doc:"The steps that start from the case's present state."`
	Holder        *HolderProblem   `json:"holder,omitempty" doc:"Who has the case in hand."`
}

// FieldProblem is one value that breaks a rule: where it stands and what is wrong.
type FieldProblem struct {
	Field   string `json:"field" doc:"The field as a path, a query parameter or header by its name, or a cell as Sheet!C7."`
	Code    string `json:"code"`
	Message string `json:"message"`
	Suggest string `json:"suggest,omitempty" doc:"What may stand instead, once compared and confirmed: a name with the interpunct or the standard character for its look-alike."`
}

// UnmetCondition is one condition that does not hold, with its article of law.
type UnmetCondition struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Basis   string   `json:"basis" doc:"The article it rests on, as the rule book writes it."`
	Article string   `json:"article,omitempty" doc:"The same in words: the name of the law in the language of the answer."`
	Detail  []string `json:"detail,omitempty" doc:"What exactly is lacking, as codes of the rule book."`
}

// HolderProblem names the officer who has a case in hand.
type HolderProblem struct {
	Officer string `json:"officer"`
	Name    string `json:"name"`
}

// refusal is a no before it has a language. It is an error, and huma knows it as
// one with a status.
type refusal struct {
	code    code
	errors  []register.FieldError
	unmet   []workflow.Condition
	allowed []workflow.Event
	holder  *HolderProblem
	// retry is after how many seconds another try makes sense; 0 says nothing.
	retry int
	// say is told instead of the catalogue's words, where more is known.
	say workflow.Word
	// cause is for the log alone.
	cause error
}

// refuse is a refusal with nothing but its code.
func refuse(c code) *refusal { return &refusal{code: c} }

// wrongValue refuses one value of a request by the border's own words.
func wrongValue(field, what string) *refusal {
	return &refusal{code: codeInvalid, errors: []register.FieldError{fieldError(field, what)}}
}

// fieldError is one wrong value in the words of the field catalogue.
func fieldError(field, what string) register.FieldError {
	t := fieldCatalogue()[what]
	return register.FieldError{Field: field, Code: what, Message: workflow.Word{Zh: t.Zh, En: t.En}}
}

// Error is the code, which is all a log may hold.
func (r *refusal) Error() string { return string(r.code) }

// Unwrap leads to what caused it.
func (r *refusal) Unwrap() error { return r.cause }

// GetStatus is the HTTP status.
func (r *refusal) GetStatus() int { return statusOf(r.code) }

// ContentType is that of problem documents.
func (r *refusal) ContentType(string) string { return problemType }

// GetHeaders adds how to come in, and when to come back.
func (r *refusal) GetHeaders() http.Header {
	h := http.Header{}
	if r.GetStatus() == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="hukou"`)
	}
	if r.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(r.retry))
	}
	return h
}

const problemType = "application/problem+json"

// typeOf is where a kind of answer is explained: an address of this very program.
func typeOf(c code) string { return "/docs/errors#" + string(c) }

// problem is the refusal in a language.
func (r *refusal) problem(l lang) Problem {
	words := catalogue()[r.code]
	p := Problem{Type: typeOf(r.code), Title: words.title.in(l), Status: r.GetStatus(), Code: string(r.code), Detail: words.detail.in(l),
		AllowedEvents: r.allowed, Holder: r.holder}
	if r.say.Zh != "" {
		p.Detail = word(r.say, l)
	}
	for _, e := range r.errors {
		p.Errors = append(p.Errors, FieldProblem{Field: e.Field, Code: e.Code, Message: word(e.Message, l), Suggest: e.Suggest})
	}
	for _, c := range r.unmet {
		p.Unmet = append(p.Unmet, unmetCondition(c, l))
	}
	return p
}

func unmetCondition(c workflow.Condition, l lang) UnmetCondition {
	return UnmetCondition{Code: c.Code, Message: word(c.Message, l), Basis: string(c.Basis), Article: word(c.Basis.Word(), l), Detail: c.Detail}
}

// word is a term of the rule book in a language.
func word(w workflow.Word, l lang) string {
	if l == english {
		return w.En
	}
	return w.Zh
}
