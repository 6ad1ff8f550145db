package roster

import "hukou/models"

// Rules are what the reader must be told from outside. The functions may be
// nil; what they would check is then not checked.
type Rules struct {
	// Today bounds dates: nobody was born or taken in later.
	Today models.Date
	// AdultOn is the day on which the children must be under eighteen, as a
	// rule the day the batch is lodged; empty means Today.
	AdultOn models.Date
	// StationKnown tells whether a station with the code of twelve digits exists.
	StationKnown func(code string) bool
	// Division looks up a code of six digits on a day. The hint, such as the
	// name of the successor, goes into the message as it is.
	Division func(code string, on models.Date) (known, abolished bool, hint string)
	// Number looks at a number that is well formed, for instance at its
	// division code; nil means that nothing is remarkable.
	Number func(models.CitizenNumber) *Issue
}

// Issue is a finding of a rule from outside, about one cell. The texts must not
// repeat the cell.
type Issue struct {
	Code    string
	Zh, En  string
	Warning bool
}
