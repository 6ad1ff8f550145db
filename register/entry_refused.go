package register

import (
	"slices"

	"hukou/workflow"
)

// entryWaits are the conditions of an entry that time or the office meets, and which say
// nothing against the decision.
var entryWaits = []workflow.GuardID{workflow.GSiteMayEffect, workflow.GLedgerCertified, workflow.GLedgerIfNew, workflow.GNotRecused, workflow.GClearanceGood}

// entryRefused lists the conditions that keep an approved case, whose place of origin may
// have answered too, out of the register and that
// nobody can wait for: those of the road on which the fewest fail.
func (a *act) entryRefused() ([]string, error) {
	var out []string
	first := true
	for _, on := range []workflow.Event{workflow.EffectIt, workflow.MoveOut} {
		for _, s := range a.r.book.Edges(a.def, a.state(), on) {
			failing := []string{}
			for _, id := range s.If {
				if slices.Contains(entryWaits, id) {
					continue
				}
				ok, err := a.holds(id)
				if err != nil {
					return nil, err
				}
				if !ok {
					failing = append(failing, string(id))
				}
			}
			if first || len(failing) < len(out) {
				out, first = failing, false
			}
		}
	}
	return out, nil
}

// waitsForOffice tells why an approved case is not entered yet where its station's office is
// what it waits for.
func (a *act) waitsForOffice() ([]workflow.Condition, error) {
	asks := func(s workflow.Step) bool { return slices.Contains(s.If, workflow.GSiteMayEffect) }
	if !slices.ContainsFunc(a.r.book.Edges(a.def, a.state(), workflow.EffectIt), asks) {
		return nil, nil
	}
	ok, err := a.holds(workflow.GSiteMayEffect)
	if err != nil || ok {
		return nil, err
	}
	g, _ := a.r.book.Guard(workflow.GSiteMayEffect)
	return []workflow.Condition{{Code: string(workflow.GSiteMayEffect), Message: g.Unmet, Basis: g.Basis}}, nil
}

// entryStands warns of an approved case that cannot be entered as it was decided, with what
// fails and who leads on.
func (a *act) entryStands() ([]workflow.Condition, error) {
	failing, err := a.entryRefused()
	if err != nil || len(failing) == 0 {
		return nil, err
	}
	said := workflow.Word{
		Zh: "本案已准予，但是现在不符合登记条件，不能登记：",
		En: "The case is approved, and now cannot be entered: "}
	for _, id := range failing {
		g, _ := a.r.book.Guard(workflow.GuardID(id))
		said.Zh += g.Unmet.Zh
		said.En += g.Unmet.En + " "
	}
	said.Zh += "需要改变申报或者重新核实的，由作出准予的一级“退回补正”并列明项目，补正后重新核实、重新决定。"
	said.En += "Where something is to be declared or verified anew, the level that approved returns the case with the items named, and it is decided once more."
	return []workflow.Condition{{Code: "entry_refused", Basis: "Norm 9", Message: said}}, nil
}
