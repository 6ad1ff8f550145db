package register

import (
	"errors"
	"fmt"

	"hukou/store"
	"hukou/workflow"
)

// ErrNotFound is also the answer for what exists in another jurisdiction: elsewhere
// looks like nowhere.
var ErrNotFound = errors.New("no such thing")

// ErrStale says that the case has changed since the officer saw it.
var ErrStale = errors.New("the version seen is old")

// ErrKeyReused says that an idempotency key came back with another body.
var ErrKeyReused = errors.New("the key was used for another request")

// ErrForbidden says that no posting of the officer allows the act.
var ErrForbidden = errors.New("no posting of yours allows this")

// ErrUnavailable and ErrFull say that the database cannot take anything at the moment,
// or has no room left: nothing was done. They are the store's own.
var (
	ErrUnavailable = store.ErrUnavailable
	ErrFull        = store.ErrFull
)

// HeldError says who holds the case.
type HeldError struct{ OfficerID, Name string }

// Error says that another officer holds the case.
func (e *HeldError) Error() string { return "the case is held by another officer" }

// Refused is the rule book's no, with the case's present version. Where conditions are
// not met, Wrong are the values of the input that could not stand anyhow.
type Refused struct {
	workflow.Refusal
	State   workflow.State
	Version int64
	Wrong   []FieldError
}

// Error names the state only; the conditions are in the refusal.
func (e *Refused) Error() string { return fmt.Sprintf("the step is refused in state %s", e.State) }

// FieldError is one value that breaks a rule, at its field. The value itself is
// never repeated.
type FieldError struct {
	Field   string        `json:"field"`
	Code    string        `json:"code"`
	Message workflow.Word `json:"message"`
	// Short is the message without the beginning of a list too long to tell, which is for
	// programs: a page has the whole list in its box. Empty where Message is as short.
	Short workflow.Word `json:"-"`
	// Suggest is what may stand instead, once the officer has compared and confirmed it: a
	// name with the character that is meant for its look-alike. Empty where nothing tells it.
	Suggest string `json:"suggest,omitempty"`
}

// Invalid holds every wrong value of a request.
type Invalid struct{ Errors []FieldError }

// Error counts the wrong values; each is in Errors.
func (e *Invalid) Error() string {
	return workflow.Counted(len(e.Errors), "%d value breaks a rule", "%d values break a rule")
}

func invalid(field, code, zh, en string) *Invalid {
	return &Invalid{Errors: []FieldError{{Field: field, Code: code, Message: workflow.Word{Zh: zh, En: en}}}}
}

// Blocked is an effect that cannot be carried out now: the case stays approved, and
// the officer reads why.
type Blocked struct {
	Code    string
	Message workflow.Word
}

// Error names the code of what stands in the way.
func (e *Blocked) Error() string { return "the register cannot take this now: " + e.Code }
