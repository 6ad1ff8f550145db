package workflow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hukou/models"
)

// Finding is one fault of the rule book. State and Event are empty where the
// fault is not one of a state or a step; Edition and Business are empty where it
// lies in the vocabulary that all definitions share.
type Finding struct {
	Business Business
	Edition  models.Date
	State    State
	Event    Event
	// Code names the kind of fault; Faults describes every one.
	Code   string
	Zh, En string
}

// String is the finding on one line, for `hukou check`.
func (f Finding) String() string {
	where := "vocabulary"
	if f.Business != "" {
		where = fmt.Sprintf("%s@%s", f.Business, f.Edition)
	}
	if f.State != "" {
		where += " " + string(f.State)
	}
	if f.Event != "" {
		where += " " + string(f.Event)
	}
	return fmt.Sprintf("%s: %s (%s) / %s", where, f.En, f.Code, f.Zh)
}

// Check proves the rule book sound and lists what is not. It looks at the
// vocabulary, then at each definition: its words, its graph, who may do what, and
// what protects the applicant, the child and the officer. A sound book gives an
// empty list. The order of the findings is always the same.
func (b *Book) Check() []Finding {
	c := &checker{b: b, faults: Faults()}
	c.vocabulary()
	c.guards()
	seen := map[string]bool{}
	for _, d := range b.defs {
		c.d = d
		key := fmt.Sprintf("%s@%s", d.Business, d.Edition)
		if seen[key] {
			c.add("duplicate_edition", "", "", key)
		}
		seen[key] = true
		c.words()
		c.rules()
		c.graph()
		c.returns()
		c.clocks()
		c.stops()
		c.roles()
		c.adverse()
		c.fourEyes()
		c.aloof()
		c.levels()
		c.looseChild()
		c.asked()
	}
	return c.out
}

// checker gathers findings; d is the definition being looked at, nil for the
// shared vocabulary.
type checker struct {
	b      *Book
	d      *Definition
	faults map[string]Word
	out    []Finding
}

// add reports a fault once; what names the word or the guard concerned.
func (c *checker) add(code string, s State, e Event, what string) {
	w := c.faults[code]
	f := Finding{State: s, Event: e, Code: code, Zh: w.Zh, En: w.En}
	if what != "" {
		f.Zh, f.En = w.Zh+"："+what, w.En+": "+what
	}
	if c.d != nil {
		f.Business, f.Edition = c.d.Business, c.d.Edition
	}
	if !slices.Contains(c.out, f) {
		c.out = append(c.out, f)
	}
}

// known reports a word that is not in the vocabulary.
func (c *checker) known(ok bool, kind string, s State, e Event, word string) {
	if !ok {
		c.add("unknown_"+kind, s, e, fmt.Sprintf("%q", word))
	}
}

// named reports a word that lacks its Chinese or its English.
func (c *checker) named(w Word, what string) {
	if w.Zh == "" || w.En == "" {
		c.add("missing_word", "", "", what)
	}
}

// founded reports a rule that rests on no article, or on one that no officer can
// look up.
func (c *checker) founded(b []Basis, s State, e Event, what string) {
	if len(b) == 0 || slices.Contains(b, "") {
		c.add("missing_basis", s, e, what)
	}
	for _, x := range b {
		if !x.published() {
			c.add("unpublished_basis", s, e, strings.TrimSpace(what+" "+string(x)))
		}
	}
}

// lasting reports a limit that is unknown or has no days where no policy row
// speaks.
func (c *checker) lasting(l Limit, s State, e Event) {
	r, ok := c.b.limits[l]
	c.known(ok, "limit", s, e, string(l))
	if ok && (r.Preset.N <= 0 || r.Preset.Unit == "") {
		c.add("limit_without_days", s, e, string(l))
	}
}

// condition reports a condition of a rule that no guard stands for.
func (c *checker) condition(id GuardID, s State, e Event) {
	if id == "" {
		return
	}
	_, ok := c.b.guards[id]
	c.known(ok, "guard", s, e, string(id))
}

// sorted lists the keys of a vocabulary in one order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// has tells whether a step carries a guard.
func (s Step) has(id GuardID) bool { return slices.Contains(s.If, id) }

// does tells whether a step carries an effect.
func (s Step) does(e Effect) bool { return slices.Contains(s.Do, e) }

// asks tells whether the officer may or must write the field with the step.
func (s Step) asks(f Field) bool { return slices.Contains(s.Needs, f) || slices.Contains(s.May, f) }

// systemIn tells whether the system is among those who take a side of the step.
func systemIn(by []By) bool {
	return slices.ContainsFunc(by, func(x By) bool { return x.Role == System })
}

// systemOnly tells whether nobody but the system takes the step.
func (s Step) systemOnly() bool {
	return len(s.By) > 0 && !slices.ContainsFunc(s.By, func(x By) bool { return x.Role != System })
}
