package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// addressFaults is what is wrong with relations that stand beside a new address of the whole
// household: a member who is not listed would go along unnamed, since who leaves the rest
// splits off, or joins a household. Where nobody is listed, nobody needs be.
func (a *act) addressFaults(m movement) []string {
	declared := a.besideAddress()
	if len(declared) == 0 {
		return nil
	}
	return m.faults("", declared, m.members, m.source.Kind == models.FamilyHousehold && m.source.HeadID != "")
}

// besideAddress are the relations declared with a new address of the whole household, which
// the change of the address does not enter.
func (a *act) besideAddress() []bond {
	if a.def.Business != workflow.MoveInStation || a.fact(workflow.FactHousehold) != "" {
		return nil
	}
	declared, _ := bondsOf(a.form.Facts.List(workflow.FactRelations))
	return declared
}

// relationsApart lists the relations declared that the case would not enter, as it leaves the
// head of the household what it is: see FRelationsApart.
func (a *act) relationsApart() ([]string, error) {
	m, ok, err := a.movement()
	if err != nil || !ok {
		return nil, err
	}
	var out []string
	differ := func(field workflow.Field, lines []bond) {
		for _, l := range lines {
			if p, member := m.member(l.person); member && p.Relation != string(l.relation) {
				out = append(out, a.contradiction(field, p, l.relation, gb.Relation(p.Relation)))
			}
		}
	}
	differ(workflow.FactRelations, a.besideAddress())
	if g, _ := a.gathers(); g.leaves && m.source.HeadID != "" && !m.moves(m.source.HeadID) {
		differ(workflow.FactRemaining, m.staying)
	}
	return slices.Compact(out), nil
}
