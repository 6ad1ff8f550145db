package ui

import "time"

// TypedForm is the name of the hidden box by which a form says under which address what
// is typed into it is kept.
const TypedForm = "typed-form"

// KeptAt is when what stands for the form at an address was kept; zero where nothing is,
// and on the answer to the form that was sent: it shows what it brought.
func (v *View) KeptAt(form string) time.Time {
	if v.Kept == nil {
		return time.Time{}
	}
	return v.Kept(form)
}
