package workflow

import (
	"strconv"
	"strings"
)

// MostListed is how many values a refusal lists; of more it says how many there are, and
// where all of them stand.
const MostListed = 10

// Among adds to what is said of a wrong value those that would be right: each as it is
// written, with its name behind it where it has one. all is where the whole list stands,
// told only where it is longer than MostListed.
func (w Word) Among(right []Code, all Word) Word {
	if len(right) == 0 {
		return w
	}
	return w.listing(Word{Zh: "可填：", En: " One of: "}, right, all, MostListed)
}

// Listing adds a whole list behind a lead of its own.
func (w Word) Listing(lead Word, list []Code) Word {
	return w.listing(lead, list, Word{}, len(list))
}

func (w Word) listing(lead Word, right []Code, all Word, most int) Word {
	listed := right[:min(len(right), most)]
	zh, en := make([]string, len(listed)), make([]string, len(listed))
	for i, c := range listed {
		zh[i], en[i] = c.Value, c.Value
		if c.Zh != "" {
			zh[i], en[i] = c.Value+"（"+c.Zh+"）", c.Value+" ("+c.En+")"
		}
	}
	w.Zh += lead.Zh + strings.Join(zh, "、")
	w.En += lead.En + strings.Join(en, ", ")
	if more := len(right) - len(listed); more > 0 {
		w.Zh += "，另有 " + strconv.Itoa(more) + " 项"
		w.En += ", and " + strconv.Itoa(more) + " more"
		if all.Zh != "" {
			w.Zh += "，全部见" + all.Zh
			w.En += "; all stand in " + all.En
		}
	}
	w.Zh += "。"
	w.En += "."
	return w
}

// EventCodes names events as values to choose from.
func (b *Book) EventCodes(events []Event) []Code {
	return codesOf(events, b.EventWord)
}

// StateCodes names states as values to choose from.
func (b *Book) StateCodes(states []State) []Code {
	return codesOf(states, b.StateWord)
}

// RoleCodes names roles as values to choose from.
func (b *Book) RoleCodes(roles []Role) []Code {
	return codesOf(roles, b.RoleWord)
}

// FieldCodes names fields as values to choose from, each once.
func (b *Book) FieldCodes(fields []Field) []Code {
	var once []Field
	for _, f := range fields {
		once = union(once, f)
	}
	return codesOf(once, func(f Field) Word { return b.fields[f].Word })
}

// MaterialCodes names the papers of a business as values to choose from.
func (b *Book) MaterialCodes(d *Definition) []Code {
	var kinds []MaterialKind
	for _, m := range d.Materials {
		kinds = union(kinds, m.Kind)
	}
	return codesOf(kinds, func(m MaterialKind) Word { return b.materials[m].Word })
}

// SubjectCodes names the person that a business is about as a value to choose from: whoever
// else takes part is named by a fact.
func (b *Book) SubjectCodes(d *Definition) []Code {
	if d.Subject == "" {
		return nil
	}
	return codesOf([]SubjectRole{d.Subject}, b.SubjectWord)
}

// BusinessCodes names the businesses that are opened for themselves as values to choose
// from.
func (b *Book) BusinessCodes(defs []*Definition) []Code {
	var open []Business
	for _, d := range defs {
		if _, line := b.BatchOf(d.Business); !line {
			open = union(open, d.Business)
		}
	}
	return codesOf(open, b.BusinessWord)
}

func codesOf[T ~string](all []T, name func(T) Word) []Code {
	out := make([]Code, 0, len(all))
	for _, v := range all {
		w := name(v)
		out = append(out, code(string(v), w.Zh, w.En))
	}
	return out
}

// takers are those who may take one of the steps, each once.
func takers(steps []edge) []By {
	var out []By
	for _, s := range steps {
		for _, by := range s.By {
			out = union(out, by)
		}
	}
	return out
}

// union adds what is not there yet.
func union[T comparable](all []T, v T) []T {
	for _, have := range all {
		if have == v {
			return all
		}
	}
	return append(all, v)
}
