package register

import (
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// moversBeside are those who move by the case beside somebody, as long as they stand in the
// register: as the relations declare, or all of the household that moves as it is.
func (a *act) moversBeside(person models.Person) ([]models.Person, error) {
	if _, gathers := a.gathers(); !gathers {
		last, err := store.One[models.RegisterEvent](a.tx, "id = ?", person.EventID)
		if err != nil {
			return nil, ignoreMissing(err)
		}
		rest, err := a.members(last.FromHouse)
		return slices.DeleteFunc(rest, func(p models.Person) bool { return p.ID == person.ID }), err
	}
	lines, _ := bondsOf(a.form.Facts.List(workflow.FactRelations))
	var out []models.Person
	for _, l := range lines {
		p, ok, err := a.personByID(l.person)
		if err != nil {
			return nil, err
		}
		if ok && p.ID != person.ID && stays(p) && p.HouseholdID != a.fact(workflow.FactHousehold) {
			out = append(out, p)
		}
	}
	return out, nil
}

// goesOnWithout tells whether another case moves somebody beside the dead, and so goes on
// for them: the order in which a form names people ends nobody's request.
func (a *act) goesOnWithout(c models.Case, def *workflow.Definition, dead models.Person) (bool, error) {
	g, gathers := gatherings[def.Business]
	if !gathers || g.self || dead.Status != models.StatusDead || !slices.Contains(def.Events(workflow.State(c.State)), workflow.DeathNoted) {
		return false, nil
	}
	n := a.r.begin(a.tx, systemActor())
	if err := n.read(c.ID); err != nil {
		return false, err
	}
	rest, err := n.moversBeside(dead)
	return len(rest) > 0, err
}

// strikeMovers takes the dead off those whom the case moves. Where the case's own person
// died, another one who moves takes their place, one of age before a child; a head to be is
// followed by that one, and whether they have the capacity is declared anew.
func (a *act) strikeMovers() error {
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	for _, s := range slices.Clone(rows) {
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return err
		}
		if !ok || s.Role != string(a.def.Subject) || p.Status != models.StatusDead {
			continue
		}
		if err := a.strikeMover(p); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) strikeMover(dead models.Person) error {
	rest, err := a.moversBeside(dead)
	if err != nil || len(rest) == 0 {
		return err
	}
	next := rest[max(0, slices.IndexFunc(rest, a.ofAge))]
	lines, _ := bondsOf(a.form.Facts.List(workflow.FactRelations))
	if a.movesWhole() {
		// A new address of the household enters no relations and makes nobody head of it.
		delete(a.form.Facts, workflow.FactRelations)
		a.form.changed = true
	} else if slices.Contains(lines, bond{dead.ID, gb.RelationHead}) {
		a.headInstead(dead, next, rest, lines)
	}
	for _, k := range []workflow.Field{workflow.FactRelations, workflow.FactRemaining} {
		if !a.form.Facts.Has(k) {
			continue
		}
		kept := slices.DeleteFunc(slices.Clone(a.form.Facts.List(k)), func(line string) bool {
			id, _, _ := strings.Cut(line, "=")
			return strings.TrimSpace(id) == dead.ID
		})
		_ = a.keepFact(k, kept)
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(s models.CaseSubject) bool { return s.Role == string(a.def.Subject) && s.PersonID == dead.ID })
	if a.fact(workflow.FactPerson) == dead.ID {
		if rows, err = a.inPlaceOf(dead, next, rows); err != nil {
			return err
		}
	}
	a.note("struck", dead.ID)
	if err := a.replaceSubjects(rows); err != nil || a.c.AcceptedOn == "" {
		return err
	}
	return a.lockAnew()
}

// headInstead declares another head in the place of the dead, and what the others are to
// them, as far as the relations declared tell.
func (a *act) headInstead(dead, next models.Person, rest []models.Person, lines []bond) {
	const gathered = "gathered"
	all := append(slices.Clone(rest), dead)
	for i := range all {
		all[i].HouseholdID = gathered
		for _, l := range lines {
			if l.person == all[i].ID {
				all[i].Relation = string(l.relation)
			}
		}
	}
	k := kinshipOf(all, map[string]string{gathered: dead.ID})
	var out []string
	for _, l := range lines {
		if r, known := k.relation(next.ID, l.person); l.person == next.ID {
			l.relation = gb.RelationHead
		} else if known {
			l.relation = r
		}
		if l.person != dead.ID {
			out = append(out, l.person+"="+string(l.relation))
		}
	}
	_ = a.keepFact(workflow.FactRelations, out)
	delete(a.form.Facts, workflow.FactHeadCapable)
}

// inPlaceOf makes somebody the case's own person, and its applicant where the dead were.
func (a *act) inPlaceOf(dead, next models.Person, rows []models.CaseSubject) ([]models.CaseSubject, error) {
	_ = a.keepFact(workflow.FactPerson, next.ID)
	if a.form.Facts.Has(workflow.FactPersonCard) {
		n, err := a.r.number(next)
		if err != nil {
			return nil, err
		}
		_ = a.keepFact(workflow.FactPersonCard, n.Reveal())
	}
	if gb.Fold(a.fact(workflow.FactApplicantName)) == gb.Fold(dead.Name) {
		_ = a.keepFact(workflow.FactApplicantName, next.Name)
		_ = a.keepFact(workflow.FactApplicantRelation, "self")
	}
	own := models.CaseSubject{Role: string(a.def.Subject), PersonID: next.ID, Key: a.r.personKey(next.ID), Name: next.Name, Version: next.Version}
	if i := slices.IndexFunc(rows, func(s models.CaseSubject) bool { return s.Role == own.Role && s.PersonID == next.ID }); i >= 0 {
		own = rows[i]
		rows = slices.Delete(rows, i, i+1)
	}
	return append([]models.CaseSubject{own}, rows...), nil
}
