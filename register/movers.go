package register

import (
	"maps"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// bond is one person and what they are, or are to be, to the head of a household.
type bond struct {
	person   string
	relation gb.Relation
}

// bondsOf reads relations as a form declares them, person=code a line; what stands behind
// the code is for people. False tells that a line is not of that shape.
func bondsOf(lines []string) ([]bond, bool) {
	out := make([]bond, 0, len(lines))
	for _, line := range lines {
		person, rest, ok := strings.Cut(strings.TrimSpace(line), "=")
		rest = strings.TrimSpace(rest)
		if !ok || len(rest) < 2 || !gb.Relation(rest[:2]).Valid() || len(rest) > 2 && rest[2] != ' ' {
			return nil, false
		}
		out = append(out, bond{person: strings.TrimSpace(person), relation: gb.Relation(rest[:2])})
	}
	return out, true
}

// gathering says who of a household must stand among the relations declared, and whether
// a new head is among them.
type gathering struct {
	all    bool // everybody of the household, and nobody less
	headed bool // exactly one of them is the head
	self   bool // the case's own person is that head
	leaves bool // somebody stays behind, with a head
}

// gatherings are those of the businesses on households; one that is not here declares no
// relations.
var gatherings = map[workflow.Business]gathering{
	workflow.HeadChange:      {all: true, headed: true, self: true},
	workflow.HouseholdCreate: {headed: true},
	workflow.HouseholdSplit:  {headed: true, leaves: true},
	workflow.HouseholdMerge:  {all: true},
	workflow.MoveInStation:   {},
	workflow.MoveInCounty:    {headed: true},

	workflow.MoveInPrefecture: {headed: true},
	workflow.MoveInRegion:     {headed: true},
	workflow.MoveOutOfRegion:  {headed: true},
	workflow.PublicHousehold:  {},
}

// gathers is the case's gathering: who moves into a household that stands brings no head
// along, unless it has none (see headless), and a household that changes its address moves as
// it is.
func (a *act) gathers() (gathering, bool) {
	g, ok := gatherings[a.def.Business]
	if a.fact(workflow.FactHousehold) != "" {
		g.headed = false
	} else if a.def.Business == workflow.MoveInStation {
		return g, false
	}
	return g, ok
}

// movesWhole tells whether the case gives the whole household a new address in the station.
func (a *act) movesWhole() bool {
	return a.def.Business == workflow.MoveInStation && a.fact(workflow.FactHousehold) == "" && a.fact(workflow.FactNewAddress) != ""
}

// movement is what a case does to a household: who it is about, where they stand, who of
// that household is declared and as what, and those who stay. Of a household joined that has
// no head it holds those who stand there too, and what they are declared to be to the head
// named with the move: see headless.
type movement struct {
	person  models.Person
	source  models.Household
	members []models.Person
	moving  []bond
	staying []bond

	headless bool
	there    []models.Person
	anew     []bond
}

// movement reads the household of the case's person and the relations declared. It is
// empty while no person is named.
func (a *act) movement() (movement, bool, error) {
	var m movement
	p, ok, err := a.person()
	if err != nil || !ok || p.HouseholdID == "" {
		return m, false, err
	}
	m.person = p
	if m.source, ok, err = a.householdByID(p.HouseholdID); err != nil || !ok {
		return m, false, err
	}
	if m.members, err = a.members(m.source.ID); err != nil {
		return m, false, err
	}
	m.moving, _ = bondsOf(a.form.Facts.List(workflow.FactRelations))
	m.staying, _ = bondsOf(a.form.Facts.List(workflow.FactRemaining))
	if _, gathers := a.gathers(); !gathers {
		m.moving = nil
	}
	for i, l := range m.moving {
		if a.def.Business == workflow.MoveOutOfRegion && l.relation == gb.RelationSelf {
			m.moving[i].relation = gb.RelationHead // 本人, as the certificate prints its holder
		}
	}
	err = a.underNobody(&m)
	return m, true, err
}

// member is one of the household that the case changes, or of those who stand in the one
// joined while nobody heads it.
func (m movement) member(id string) (models.Person, bool) {
	for _, of := range [][]models.Person{m.members, m.there} {
		if i := slices.IndexFunc(of, func(p models.Person) bool { return p.ID == id }); i >= 0 {
			return of[i], true
		}
	}
	return models.Person{}, false
}

// underOneHead are the lines that are to the same head: of those who move, and of those who
// stand in a household joined that has none.
func (m movement) underOneHead() []bond { return slices.Concat(m.moving, m.anew) }

func (m movement) moves(id string) bool {
	return slices.ContainsFunc(m.moving, func(x bond) bool { return x.person == id })
}

// rest are the members who are not among those declared.
func (m movement) rest() []models.Person {
	return slices.DeleteFunc(slices.Clone(m.members), func(p models.Person) bool { return m.moves(p.ID) })
}

// relationFaults lists what is wrong with the relations declared.
func (a *act) relationFaults() ([]string, error) {
	g, gathers := a.gathers()
	m, ok, err := a.movement()
	if err != nil || !ok || !gathers {
		return a.sayFaults(m, a.addressFaults(m)), err
	}
	wanted := []models.Person{m.person}
	if g.all {
		wanted = m.members
	}
	out := m.faults("", m.underOneHead(), slices.Concat(wanted, m.there), g.headed || m.headless)
	if g.self && !slices.Contains(m.moving, bond{m.person.ID, gb.RelationHead}) {
		out = append(out, "head:another")
	}
	if a.fact(workflow.FactHousehold) == m.source.ID {
		out = append(out, "same:household")
	}
	joined, _, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil {
		return nil, err
	}
	for _, l := range m.moving {
		if joined.Kind == models.CollectiveHousehold && l.relation != gb.RelationNotRelated {
			out = append(out, l.person+":not_related")
		}
	}
	if !g.leaves {
		return a.sayFaults(m, out), nil
	}
	rest := m.rest()
	switch {
	case len(rest) == 0:
		out = append(out, "nobody:stays")
	case m.moves(m.source.HeadID) || m.source.HeadID == "":
		out = append(out, m.faults("rest:", m.staying, rest, true)...)
	case len(m.staying) > 0:
		out = append(out, m.faults("rest:", m.staying, nil, slices.Contains(m.staying, bond{m.source.HeadID, gb.RelationHead}))...)
	}
	return a.sayFaults(m, out), nil
}

// faults compares lines with the household: those wanted are all there, nobody else's,
// and one of them is head or none is.
func (m movement) faults(mark string, lines []bond, wanted []models.Person, headed bool) []string {
	var out []string
	seen, heads := map[string]bool{}, 0
	for _, l := range lines {
		if _, member := m.member(l.person); !member || mark != "" && m.moves(l.person) {
			out = append(out, mark+l.person+":not_a_member")
		}
		if p, member := m.member(l.person); member && !l.relation.Fits(p.Sex) {
			out = append(out, mark+l.person+":other_sex")
		}
		if seen[l.person] {
			out = append(out, mark+l.person+":twice")
		}
		seen[l.person] = true
		if l.relation == gb.RelationHead {
			heads++
		}
		if l.relation == gb.RelationHead && !headed {
			out = append(out, mark+l.person+":stays_head")
		}
	}
	for _, p := range wanted {
		if !seen[p.ID] {
			out = append(out, mark+p.ID+":missing")
		}
	}
	switch {
	case headed && heads == 0:
		out = append(out, mark+"head:none")
	case headed && heads > 1:
		out = append(out, mark+"head:several")
	}
	return out
}

// headGround is how those who become head stand: see FHeadGround.
func (a *act) headGround() (string, error) {
	m, ok, err := a.movement()
	if err != nil || !ok {
		return "", err
	}
	ground := "none"
	for _, group := range [][]bond{m.underOneHead(), m.staying} {
		i := slices.IndexFunc(group, func(x bond) bool { return x.relation == gb.RelationHead })
		if i < 0 {
			continue
		}
		fit := map[string]bool{}
		for _, x := range group {
			p, member := m.member(x.person)
			if fit[p.ID], err = a.mayHead(p); err != nil {
				return "", err
			}
			fit[p.ID] = fit[p.ID] && member
		}
		switch {
		case fit[group[i].person]:
			if ground == "none" {
				ground = "adult"
			}
		case slices.Contains(slices.Collect(maps.Values(fit)), true):
			return "minor", nil
		default:
			ground = "minors_alone"
		}
	}
	return ground, nil
}

// mayHead tells whether somebody is of age and under nobody's guardianship (Norm 15).
func (a *act) mayHead(p models.Person) (bool, error) {
	if !a.ofAge(p) {
		return false, nil
	}
	kept, err := a.adultWard(p)
	return !kept, err
}

func (a *act) ofAge(p models.Person) bool {
	return p.BirthDate.Valid() && p.BirthDate.AgeOn(a.today) >= ageOfMajority
}

// consentsLacking names the adults to be asked whose consent is not noted: see
// FConsentsLacking.
func (a *act) consentsLacking() ([]string, error) {
	if a.admits() {
		return a.admittersLacking()
	}
	if a.bears() {
		return a.apartLacking()
	}
	m, ok, err := a.movement()
	if err != nil || !ok && a.def.Business != workflow.MoveAcrossRegion {
		return nil, err
	}
	policy, err := a.policy()
	if err != nil {
		return nil, err
	}
	_, gathers := a.gathers()
	var asked []models.Person
	for _, p := range m.members {
		concerned := !gathers || m.moves(p.ID) || slices.ContainsFunc(m.staying, func(x bond) bool { return x.person == p.ID })
		if policy.option("head_consent_only") {
			concerned = p.ID == m.source.HeadID
		}
		if concerned && a.ofAge(p) {
			asked = append(asked, p)
		}
	}
	keepers, err := a.partedKeepers()
	if err != nil {
		return nil, err
	}
	for _, k := range keepers {
		if !slices.ContainsFunc(asked, func(p models.Person) bool { return p.ID == k.ID }) {
			asked = append(asked, k)
		}
	}
	if h, there, err := a.householdByID(a.fact(workflow.FactHousehold)); err != nil {
		return nil, err
	} else if there {
		joined, err := a.askedOf(h)
		if err != nil {
			return nil, err
		}
		asked = append(asked, joined...)
	}
	return a.unnoted(asked)
}

// unnoted names those asked whose consent the form does not note; for an adult ward the
// guardian is asked, and where none can act the ward is named and nobody's consent will do.
func (a *act) unnoted(asked []models.Person) ([]string, error) {
	noted := a.form.Facts.List(workflow.FactConsents)
	var out []string
	for _, p := range asked {
		who, err := a.speakers(p)
		if err != nil {
			return nil, err
		}
		if len(who) == 0 {
			out = append(out, a.called(p))
			continue
		}
		agrees := func(name string) bool {
			return slices.ContainsFunc(noted, func(n string) bool { return gb.Fold(n) == gb.Fold(name) })
		}
		if !slices.ContainsFunc(who, agrees) && !slices.Contains(out, who[0]) {
			out = append(out, who[0])
		}
	}
	return out, nil
}
