package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// RelatedView is the persons and households that a case is about, each once.
type RelatedView struct {
	People     []RelatedPerson    `json:"people"`
	Households []RelatedHousehold `json:"households"`
}

// RelatedPerson is a person of a case. As says what they are to it (a subject, a
// parent, the head of the household to join). Line tells that the register has a page
// of theirs, MayOpen that this officer may open it, NeedsPurpose that it takes a
// purpose: beside the case's own subjects, and once the case has ended.
type RelatedPerson struct {
	PersonID     string              `json:"person_id,omitempty"`
	Name         string              `json:"name"`
	Number       string              `json:"citizen_number,omitempty"` // masked
	As           []workflow.Word     `json:"as"`
	Status       models.PersonStatus `json:"status,omitempty"`
	HouseholdID  string              `json:"household_id,omitempty"`
	Station      string              `json:"station,omitempty"`
	Line         bool                `json:"line"`
	MayOpen      bool                `json:"may_open"`
	NeedsPurpose bool                `json:"needs_purpose,omitempty"`
}

// RelatedHousehold is a household of a case: the one to join, or that of a person.
type RelatedHousehold struct {
	HouseholdID  string          `json:"household_id"`
	Number       string          `json:"number"`
	Address      string          `json:"address"`
	Station      string          `json:"station"`
	Status       string          `json:"status"`
	As           []workflow.Word `json:"as"`
	MayOpen      bool            `json:"may_open"`
	NeedsPurpose bool            `json:"needs_purpose,omitempty"`
}

// Related lists the persons and households of a case. Where a protected person lives
// is left out for whoever does not hold the register there. The look is logged, each
// person of the register on a row of their own.
func (r *Registrar) Related(ctx context.Context, actor Actor, caseID string) (RelatedView, error) {
	out := RelatedView{}
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		var err error
		out, err = a.related()
		return err
	})
	if err != nil {
		return RelatedView{}, err
	}
	return out, nil
}

// related are the people and households, with the mark of the look.
func (a *act) related() (RelatedView, error) {
	if a.narrowed() {
		return RelatedView{People: []RelatedPerson{}, Households: []RelatedHousehold{}}, a.logAccess("related")
	}
	g, err := a.relatives()
	if err != nil {
		return RelatedView{}, err
	}
	over, err := a.sealedOver()
	if err != nil {
		return RelatedView{}, err
	}
	if over {
		g.onlySealed()
	}
	people := make([]models.Person, 0, len(g.people))
	for _, p := range g.people {
		people = append(people, p)
	}
	return g.out, a.logLook(look{inCase: true, caseID: a.c.ID, code: PurposeCase, purpose: "case"}, "related", people...)
}

// relatives gathers what a case is about, once for each person and household.
type relatives struct {
	a      *act
	area   []string
	people map[string]models.Person
	sealed map[string]closedFile
	hidden map[string]bool // under protection
	out    RelatedView
}

func (a *act) relatives() (*relatives, error) {
	area := searcher{a: a, orgs: a.actor.readerOrgs()}
	codes, err := area.jurisdiction()
	if err != nil {
		return nil, err
	}
	subjects, err := a.subjects()
	if err != nil {
		return nil, err
	}
	target := a.fact(workflow.FactHousehold)
	var ids []string
	for _, s := range subjects {
		ids = append(ids, s.PersonID)
	}
	// The head of the household to join is asked for with the subjects' own lines.
	g := &relatives{a: a, area: codes, people: map[string]models.Person{}, out: RelatedView{People: []RelatedPerson{}, Households: []RelatedHousehold{}}}
	rows, err := store.Many[models.Person](a.tx, "id", "id in ? or id in (select head_id from households where id = ? and head_id <> '')", append(ids, ""), target)
	if err != nil {
		return nil, err
	}
	homes := []string{target}
	for _, p := range rows {
		g.people[p.ID], ids = p, append(ids, p.ID)
	}
	if g.sealed, err = a.sealedFiles(ids); err != nil {
		return nil, err
	}
	if g.hidden, err = a.protectedAmong(rows); err != nil {
		return nil, err
	}
	for _, p := range rows {
		if g.sealed[p.ID].withheld() == "" {
			homes = append(homes, p.HouseholdID)
		}
	}
	houses, err := store.Many[models.Household](a.tx, "number, id", "id in ? and id <> ''", homes)
	if err != nil {
		return nil, err
	}
	for _, s := range subjects {
		if err := g.person(s.PersonID, s.Name, a.r.book.SubjectWord(workflow.SubjectRole(s.Role)), true); err != nil {
			return nil, err
		}
	}
	for _, h := range houses {
		if err := g.household(h, h.ID == target); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// onlySealed leaves, of a case that shows nothing of a sealed person any more, the way to
// ask for the lift.
func (g *relatives) onlySealed() {
	g.out.Households = []RelatedHousehold{}
	g.out.People = slices.DeleteFunc(g.out.People, func(v RelatedPerson) bool { return g.sealed[v.PersonID].withheld() == "" })
	for i, v := range g.out.People {
		g.out.People[i].PersonID = g.a.hiddenID(g.a.c.ID, v.PersonID)
	}
}

// person adds a person, or what they are beside that. A subject's page opens inside
// the case; another's for a purpose, in the officer's own area.
func (g *relatives) person(id, name string, as workflow.Word, subject bool) error {
	for i, p := range g.out.People {
		if id != "" && p.PersonID == id {
			if !slices.Contains(p.As, as) {
				g.out.People[i].As = append(p.As, as)
			}
			return nil
		}
	}
	v := RelatedPerson{PersonID: id, Name: name, As: []workflow.Word{as}}
	if p, ok := g.people[id]; ok {
		n, err := g.a.r.number(p)
		if err != nil {
			return err
		}
		v.Name, v.Number, v.Status, v.Line = p.Name, n.Masked(), p.Status, true
		if g.sealed[p.ID].withheld() != "" {
			v.Name, v.Number, v.Status = SealedWord().Zh, "", ""
		} else if g.tellsWhere(p) {
			v.HouseholdID, v.Station = p.HouseholdID, p.Org
		}
		v.MayOpen = subject || g.here(p.Org)
		v.NeedsPurpose = !subject || g.a.c.ClosedAt != nil
	}
	g.out.People = append(g.out.People, v)
	return nil
}

func (g *relatives) here(org string) bool { return slices.Contains(g.area, org) }

// tellsWhere tells whether this officer may see where a person lives.
func (g *relatives) tellsWhere(p models.Person) bool { return !g.hidden[p.ID] || g.here(p.Org) }

// household adds a household: the one to join with its head, or where people of the
// case live. One in which only protected persons live is left out for outsiders.
func (g *relatives) household(h models.Household, target bool) error {
	v := RelatedHousehold{HouseholdID: h.ID, Number: h.Number, Address: h.Address, Station: h.Org, Status: h.Status, As: []workflow.Word{}}
	if target {
		v.As = append(v.As, workflow.Word{Zh: "落户的户", En: "Household to join"})
	}
	subject := false
	for _, p := range g.out.People {
		if p.HouseholdID == h.ID && p.Line {
			v.As = append(v.As, workflow.Word{Zh: p.Name + "的户", En: "Household of " + p.Name})
			subject = true
		}
	}
	if len(v.As) == 0 {
		return nil
	}
	v.MayOpen = target || subject || g.here(h.Org)
	v.NeedsPurpose = g.a.c.ClosedAt != nil
	g.out.Households = append(g.out.Households, v)
	if head, ok := g.people[h.HeadID]; ok && target {
		return g.person(head.ID, head.Name, workflow.Word{Zh: "拟落户的户主", En: "Head of the household to join"}, g.isSubject(head.ID))
	}
	return nil
}

func (g *relatives) isSubject(id string) bool {
	rows, err := g.a.subjects()
	return err == nil && slices.ContainsFunc(rows, func(s models.CaseSubject) bool { return s.PersonID == id })
}
