package workflow

import (
	"slices"

	"hukou/models"
)

// Asked is a field as a step or a form asks for it: its rule, and what a value may be
// beyond the kind.
type Asked struct {
	Field Field
	FieldRule
	Required bool
	// MaxLength is the most characters of a text, or of each text of a list; MaxItems
	// the most texts. Zero where the kind says it.
	MaxLength int
	MaxItems  int
	// MinItems is the fewest texts of a list that must say something; Unique tells that
	// no text stands in it twice.
	MinItems int
	Unique   bool
	// Pattern is the shape of a number or code as a regular expression.
	Pattern string
	// Filled tells that a required text may not be empty.
	Filled bool
	// Latin tells that a name may also be written as a foreigner's passport prints it.
	Latin bool
}

// The longest that a value may be: characters of a text, texts of a list. Only lists that
// go by a roster's lines are as long as a roster.
const (
	MaxText   = 200
	MaxLong   = 4000
	maxList   = 200
	maxRoster = 2000
)

// rosterLists go by the lines of a roster.
var rosterLists = []Field{InRows, InLines, InSuccessors}

// besides are names of people who need no entry of their own: a parent may be a foreigner,
// and so may whoever applies or cares.
var besides = []Field{FactMotherName, FactFatherName, FactApplicantName, InNewApplicant, FactMinorsCarer, FactLeadHead}

// sets are lists in which nothing may stand twice.
var sets = []Field{InOfficers, InHitPersons, InItems, InBrought, InNotHad}

// Asks describes what an officer writes with a step: the fields needed, then those
// allowed, each once.
func (b *Book) Asks(needs, may []Field) []Asked {
	out := make([]Asked, 0, len(needs)+len(may))
	for _, f := range needs {
		out = append(out, b.Ask(f, true))
	}
	for _, f := range may {
		if !slices.ContainsFunc(out, func(a Asked) bool { return a.Field == f }) {
			out = append(out, b.Ask(f, false))
		}
	}
	return out
}

// Ask describes one field.
func (b *Book) Ask(f Field, required bool) Asked {
	rule, _ := b.Field(f)
	a := Asked{Field: f, FieldRule: rule, Required: required}
	switch rule.Kind {
	case KindBool, KindInt, KindDate, KindCode:
	case KindList:
		a.MaxLength, a.MaxItems, a.Unique = MaxLong, maxList, slices.Contains(sets, f)
		if slices.Contains(rosterLists, f) {
			a.MaxItems = maxRoster
		}
		if required {
			a.MinItems = 1
		}
	case KindNumber:
		a.Pattern = "^[0-9]{17}[0-9Xx]$"
	case KindOrg:
		a.Pattern = "^[0-9]{12}$"
	case KindLong:
		a.MaxLength, a.Filled = MaxLong, required
	case KindName:
		a.MaxLength, a.Filled, a.Latin = models.NameLimit, required, slices.Contains(besides, f)
	default:
		a.MaxLength, a.Filled = MaxText, required
	}
	return a
}
