package gb

import "slices"

// Names is a text in both languages of the register, Chinese first.
type Names struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// Term is one value of a code list.
type Term struct {
	// ID is what the register stores. In a national list it is the code; where
	// only the practice of one system is known it is a word of our own, so that a
	// better source can change the code without touching a record.
	ID string `json:"id"`
	// Code is the code to exchange with other systems.
	Code string `json:"code"`
	Names
	// Verified tells that the value was read in its source, not recalled.
	Verified bool `json:"verified"`
}

// List is a code list with the standard it comes from.
type List struct {
	ID       string `json:"id"`
	Standard string `json:"standard"` // "GB/T 4761-2008"; "practice" where no standard was seen
	Names
	Terms []Term `json:"terms"`
}

// Lists are the code lists for forms and documentation, in the order of a
// register page. Ethnicity is not among them: it is shown beside a person and
// never offered as a list to choose people by.
func Lists() []List {
	all := []List{
		sexes, maritals, educations, relations, householdKinds, personStatuses,
		changeKinds, cancelKinds, changeScopes, reasonGroups, reasonCauses,
		businessKinds, duplicateOutcomes,
	}
	for i := range all {
		all[i].Terms = slices.Clone(all[i].Terms)
	}
	return all
}

// find is the term with the id; ok is false when the list has none.
func (l List) find(id string) (term Term, ok bool) {
	for _, term := range l.Terms {
		if term.ID == id {
			return term, true
		}
	}
	return Term{}, false
}

func (l List) has(id string) bool {
	_, ok := l.find(id)
	return ok
}

// national is a term of a national list: stored by its code.
func national(code, zh, en string) Term {
	return Term{ID: code, Code: code, Names: Names{zh, en}, Verified: true}
}

// recalled is a term of a national list that was not read in its source.
func recalled(code, zh, en string) Term {
	return Term{ID: code, Code: code, Names: Names{zh, en}}
}

// practice is a term stored by a word of our own, with the code that one system
// in use has for it.
func practice(id, code, zh, en string) Term {
	return Term{ID: id, Code: code, Names: Names{zh, en}, Verified: true}
}

// presumed is a term of practice whose code or name was not seen as such.
func presumed(id, code, zh, en string) Term {
	return Term{ID: id, Code: code, Names: Names{zh, en}}
}
