package desk

import (
	"errors"

	"hukou/register"
)

// Keep puts a case into the hands of the officer who just worked on it, where nobody
// holds it and the next ordinary work is theirs. Where the rules leave it to others
// nothing happens.
func (r *Request) Keep(id string) error {
	_, err := r.Reg.Claim(r.Request().Context(), r.Actor, id)
	var held *register.HeldError
	var refused *register.Refused
	if errors.Is(err, register.ErrForbidden) || errors.As(err, &held) || errors.As(err, &refused) {
		return nil
	}
	return err
}
