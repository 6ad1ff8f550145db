package register

import (
	"fmt"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The codes of GB/T 4761 that say spouse, child and parent. A child or parent by adoption
// or another marriage is one too; with how many years between them nobody can say.
var (
	spouses  = []gb.Relation{"10", "11", "12"}
	children = []gb.Relation{"20", "21", "22", "23", "24", "25", "26", "27", "29", "30", "31", "32", "33", "34", "35", "36", "37", "39"}
	elders   = []gb.Relation{"50", "51", "52", "57", "58", "59"}
	bySecond = []gb.Relation{"27", "37", "57", "58"}
)

// marriageOver are the marital states (GB/T 2261.2) in which a spouse who stands on the
// page is one no more.
var marriageOver = []string{"10", "30", "40"}

// linkLasts tells whether somebody of a marital status is still married to whom the page names:
// not once it says that the marriage is over, or that another followed (22, 再婚).
func linkLasts(marital string) bool {
	return marital != "22" && !slices.Contains(marriageOver, marital)
}

// known is what somebody is to a head by the links of their pages: a parent, a child or
// the spouse of the marriage that lasts; false where the pages link them by nothing.
func known(head, p models.Person) (gb.Relation, bool) {
	bySex := func(man, woman gb.Relation) (gb.Relation, bool) {
		if p.Sex == string(models.SexFemale) {
			return woman, true
		}
		return man, true
	}
	over := slices.Contains(marriageOver, head.Marital) || slices.Contains(marriageOver, p.Marital)
	switch {
	case p.ID == head.FatherID || p.ID == head.MotherID:
		return bySex(gb.RelationFather, gb.RelationMother)
	case head.ID == p.FatherID || head.ID == p.MotherID:
		return bySex(gb.RelationSon, gb.RelationDaughter)
	case (head.SpouseID == p.ID || p.SpouseID == head.ID) && !over:
		return bySex(gb.RelationHusband, gb.RelationWife)
	}
	return "", false
}

// ownChild tells whether a code says the head's own child: any but a child by adoption or
// another marriage (27, 37), and those who married one (28, 38).
func ownChild(r gb.Relation) bool {
	return slices.Contains(children, r) && !slices.Contains(bySecond, r)
}

// stepchild is a child by adoption or another marriage (GB/T 4761).
func stepchild(p models.Person) gb.Relation {
	if p.Sex == string(models.SexFemale) {
		return "37"
	}
	return "27"
}

// ofAnother tells whether a child's page names somebody else than the head as the parent of
// the head's sex, who may be dead or off the register: no child of the head's own is.
func ofAnother(head models.Person, father, mother string) bool {
	parent := mother
	if head.Sex == string(models.SexMale) {
		parent = father
	}
	return head.ID != "" && parent != "" && father != head.ID && mother != head.ID
}

// contradicts tells whether the register knows that somebody is not what is declared, and
// what they are where it knows that.
func contradicts(head, p models.Person, declared gb.Relation) (is gb.Relation, wrong bool) {
	if r, linked := known(head, p); linked {
		for _, family := range [][]gb.Relation{spouses, children, elders} {
			if slices.Contains(family, r) {
				return r, !slices.Contains(family, declared)
			}
		}
	}
	switch {
	case slices.Contains(bySecond, declared):
	case ownChild(declared) && ofAnother(head, p.FatherID, p.MotherID):
		if head.SpouseID != "" && (head.SpouseID == p.FatherID || head.SpouseID == p.MotherID) && linkLasts(head.Marital) {
			return stepchild(p), true
		}
		wrong = true
	case slices.Contains(children, declared):
		wrong = p.BirthDate < head.BirthDate.AddMonths(12*youngestParent)
	case slices.Contains(elders, declared):
		wrong = head.BirthDate < p.BirthDate.AddMonths(12*youngestParent)
	}
	switch declared {
	case gb.RelationFather:
		wrong = wrong || head.FatherID != ""
	case gb.RelationMother:
		wrong = wrong || head.MotherID != ""
	}
	return "", wrong
}

// contradicted lists the relations declared that the register knows to be otherwise: see
// FRelationsContradict. They are to the head among those declared, else to that of the
// household joined.
func (a *act) contradicted() ([]string, error) {
	if a.enters() {
		return a.comerContradicted()
	}
	m, ok, err := a.movement()
	if err != nil || !ok {
		return nil, err
	}
	joined, _, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil || joined.Kind == models.CollectiveHousehold {
		return nil, err
	}
	var out []string
	for _, group := range []struct {
		field workflow.Field
		lines []bond
		head  string
	}{{workflow.FactRelations, m.underOneHead(), joined.HeadID}, {workflow.FactRemaining, m.staying, ""}} {
		if i := slices.IndexFunc(group.lines, func(x bond) bool { return x.relation == gb.RelationHead }); i >= 0 {
			group.head = group.lines[i].person
		}
		head, ok, err := a.personByID(group.head)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		for _, l := range group.lines {
			if p, member := m.member(l.person); member && p.ID != head.ID {
				r, wrong := contradicts(head, p, l.relation)
				if !wrong && slices.Contains(spouses, l.relation) {
					if wrong, err = a.spokenFor(head, p, group.lines, joined); err != nil {
						return nil, err
					}
				}
				if wrong {
					out = append(out, a.contradiction(group.field, p, l.relation, r))
				}
			}
		}
	}
	return out, nil
}

// spokenFor tells whether whom a line declares the head's spouse cannot be it: one of the
// two is married to somebody else, or somebody else is the head's spouse by another line or
// in the household joined (民法典 1041, 1042).
func (a *act) spokenFor(head, p models.Person, lines []bond, joined models.Household) (bool, error) {
	if slices.ContainsFunc(lines, func(x bond) bool { return x.person != p.ID && slices.Contains(spouses, x.relation) }) {
		return true, nil
	}
	if head.ID == joined.HeadID {
		there, err := a.members(joined.ID)
		if err != nil || slices.ContainsFunc(there, func(x models.Person) bool {
			return x.ID != p.ID && slices.Contains(spouses, gb.Relation(x.Relation)) && !slices.ContainsFunc(lines, func(l bond) bool { return l.person == x.ID })
		}) {
			return err == nil, err
		}
	}
	return a.marriedElsewhere(head, p)
}

// marriedElsewhere tells whether one of two has another spouse who lives and is registered,
// in a marriage that no page says is over or followed by another (22, 再婚). The link may
// stand on either page: whoever names one of the two as spouse counts as well.
func (a *act) marriedElsewhere(x, y models.Person) (bool, error) {
	for _, pair := range [][2]models.Person{{x, y}, {y, x}} {
		p, other := pair[0], pair[1]
		if !linkLasts(p.Marital) {
			continue
		}
		if p.SpouseID != "" && p.SpouseID != other.ID {
			if s, ok, err := a.personByID(p.SpouseID); err != nil || ok && inForce(s) {
				return err == nil, err
			}
		}
		naming, err := store.Many[models.Person](a.tx, "id", "spouse_id = ? and spouse_id <> ''", p.ID)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(naming, func(s models.Person) bool {
			return s.ID != other.ID && inForce(s) && linkLasts(s.Marital)
		}) {
			return true, nil
		}
	}
	return false, nil
}

// contradiction names the box, the person and the relation. A minor of another station is
// named by the id alone, as the form does.
func (a *act) contradiction(field workflow.Field, p models.Person, declared, r gb.Relation) string {
	name, sign := a.called(p), "="
	if !a.ofAge(p) && p.Org != a.c.RegisterOrg {
		name = p.ID
	}
	if r == "" {
		r, sign = declared, "≠"
	}
	term, _ := r.Term()
	return fmt.Sprintf("%s: %s%s%s %s %s", field, name, sign, r, term.Zh, term.En)
}
