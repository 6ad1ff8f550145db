package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"hukou/register"
	"hukou/workflow"
)

// faultOf turns what package register answered into a refusal. What it does not
// know is an internal error: the log gets its text, the officer does not.
func (s *server) faultOf(ctx context.Context, err error) *refusal {
	var known *refusal
	if errors.As(err, &known) {
		return known
	}
	for _, knows := range []func(error) *refusal{signInFault, s.ruled} {
		if r := knows(err); r != nil {
			return r
		}
	}
	if r := unavailable(err); r != nil {
		s.log.LogAttrs(ctx, slog.LevelError, "unavailable", slog.String("error", err.Error()))
		return r
	}
	s.log.LogAttrs(ctx, slog.LevelError, "internal", slog.String("error", err.Error()))
	return &refusal{code: codeInternal, cause: err}
}

// ruled knows the answers that the rules give.
func (s *server) ruled(err error) *refusal {
	var held *register.HeldError
	var refused *register.Refused
	var invalid *register.Invalid
	var blocked *register.Blocked
	var purpose *register.PurposeRequired
	var closed *register.ApprovalRequired
	var unsigned *register.SignOffRequired
	switch {
	case errors.Is(err, register.ErrNotFound):
		return refuse(codeNotFound)
	case errors.Is(err, register.ErrStale):
		return refuse(codeStale)
	case errors.Is(err, register.ErrKeyReused):
		return refuse(codeKeyReused)
	case errors.Is(err, register.ErrForbidden):
		return refuse(codeForbidden)
	case errors.As(err, &held):
		return &refusal{code: codeHeld, holder: &HolderProblem{Officer: held.OfficerID, Name: held.Name}}
	case errors.As(err, &refused):
		return refusedByRules(s.reg.Book(), refused)
	case errors.As(err, &invalid):
		return &refusal{code: codeInvalid, errors: invalid.Errors}
	case errors.As(err, &purpose):
		return &refusal{code: codePurpose, errors: []register.FieldError{fieldError("purpose", "required")}}
	case errors.As(err, &closed):
		return &refusal{code: codeApproval, unmet: []workflow.Condition{closed.Condition()}}
	case errors.As(err, &unsigned):
		if wrong, is := unsigned.Wrong(); is {
			return &refusal{code: codeSignOffCode, errors: []register.FieldError{wrong}}
		}
		return &refusal{code: codeSignOff, unmet: []workflow.Condition{unsigned.Condition()}}
	case errors.As(err, &blocked):
		return &refusal{code: codeBlocked, unmet: []workflow.Condition{{Code: blocked.Code, Message: blocked.Message}}}
	}
	return nil
}

func refusedByRules(book *workflow.Book, r *register.Refused) *refusal {
	allowed := r.Allowed
	if allowed == nil {
		allowed = []workflow.Event{}
	}
	switch r.Cause {
	case workflow.NeverYours:
		return &refusal{code: codeNeverYours, say: neverYours(book, r)}
	case workflow.NotFromHere:
		return &refusal{code: codeNotFromHere, allowed: allowed, say: notFromHere(book, r)}
	case workflow.Conflicting:
		return &refusal{code: codeConflicting, allowed: allowed, unmet: r.Unmet}
	}
	return &refusal{code: codeUnmet, unmet: r.Unmet, errors: r.Wrong}
}

// retrySoon is how long a caller waits before a database that could not answer is
// asked again, in seconds.
const retrySoon = 2

// unavailable tells whether nothing can be taken now, by the database or by those who
// look at files: nothing was done, and the same request may succeed later.
func unavailable(err error) *refusal {
	switch {
	case errors.Is(err, register.ErrFull):
		return &refusal{code: codeStorageFull, cause: err}
	case errors.Is(err, register.ErrNotLogged):
		return &refusal{code: codeNotLogged, retry: retrySoon, cause: err}
	case errors.Is(err, register.ErrBusy):
		return &refusal{code: codeUploadsBusy, retry: retrySoon, cause: err}
	case errors.Is(err, register.ErrUnavailable), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &refusal{code: codeUnavailable, retry: retrySoon, cause: err}
	}
	return nil
}

// codeOfStatus is the code for a status that the router or huma chose.
func codeOfStatus(status int) code {
	switch status {
	case http.StatusNotFound:
		return codeNotFound
	case http.StatusMethodNotAllowed:
		return codeMethod
	case http.StatusRequestEntityTooLarge:
		return codeTooLarge
	case http.StatusUnsupportedMediaType:
		return codeMediaType
	case http.StatusRequestTimeout:
		return codeTimeout
	case http.StatusUnprocessableEntity:
		return codeInvalid
	case http.StatusTooManyRequests:
		return codeTooMany
	}
	if status >= http.StatusBadRequest && status < http.StatusInternalServerError {
		return codeBadRequest
	}
	return codeInternal
}
