package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// wardsHome puts the case of a ward who follows another case where it can be entered: at the
// station of the institution named, or else where the nearest one keeps its collective
// household (Norm 27). A family's household does not come along. Where several stations have
// one equally near, nobody knows which, and the case stays until its form names the body.
func (a *act) wardsHome(n *workflow.Definition, carried workflow.Facts) (station string, err error) {
	if n.Business != workflow.WardFirst && n.Business != workflow.FoundlingInstitution {
		return a.c.RegisterOrg, nil
	}
	if a.c.Restricted {
		return a.c.RegisterOrg, nil
	}
	units, err := store.Many[models.Institution](a.tx, "id", "status = 'open' and household_id <> ''")
	if err != nil {
		return "", err
	}
	fits := func(u models.Institution) bool { return u.ID == carried.Text(workflow.FactInstitution) }
	if carried.Text(workflow.FactInstitution) == "" {
		delete(carried, workflow.FactHousehold)
		near, err := a.unitsNear(units)
		if err != nil {
			return "", err
		}
		fits = func(u models.Institution) bool { return slices.Contains(near, u.Org) }
	}
	units = slices.DeleteFunc(units, func(u models.Institution) bool { return !fits(u) })
	if len(units) == 0 {
		return a.c.RegisterOrg, nil
	}
	if len(units) == 1 {
		carried[workflow.FactInstitution], carried[workflow.FactHousehold] = units[0].ID, units[0].HouseholdID
	}
	return units[0].Org, nil
}

// unitsNear is the station of the institutions nearest to the register station: its own, or
// the only one of the county, of the prefecture, of the region.
func (a *act) unitsNear(units []models.Institution) ([]string, error) {
	bodies, err := chain(a.tx, a.c.RegisterOrg)
	if err != nil {
		return nil, ignoreNotFound(err)
	}
	for _, body := range bodies {
		area, err := reach(a.tx, body.Code)
		if err != nil {
			return nil, err
		}
		var near []string
		for _, u := range units {
			if slices.Contains(area, u.Org) && !slices.Contains(near, u.Org) {
				near = append(near, u.Org)
			}
		}
		switch len(near) {
		case 0:
			continue
		case 1:
			return near, nil
		}
		return nil, nil
	}
	return nil, nil
}

// wardsCase is the open case by which civil affairs registers the newborn as a ward, where no
// parent declared lives: the only one on a ward of that name, sex and day of birth. The home's
// book knows the child by a number of its own, so that no key of the birth finds it.
func (a *act) wardsCase() (string, bool, error) {
	name, born := a.fact(workflow.FactChildName), a.form.Facts.Date(workflow.FactChildBirthDate)
	if a.def.Subject != workflow.Child || name == "" || !born.Valid() {
		return "", false, nil
	}
	if _, alive, err := a.parentsLeft(); err != nil || alive && a.state() != workflow.OriginInquiry {
		return "", false, err
	}
	pinyin, _ := searchKeys(name)
	rows, err := store.Many[models.CaseSubject](a.tx, "case_id", "pinyin = ? and role = ? and person_id = '' and case_id in (select id from cases where closed_at is null)", pinyin, string(workflow.Ward))
	if err != nil {
		return "", false, err
	}
	var found []string
	for _, s := range rows {
		if gb.Fold(s.Name) != gb.Fold(name) {
			continue
		}
		f, err := store.One[models.CaseForm](a.tx, "case_id = ?", s.CaseID)
		if err != nil {
			return "", false, err
		}
		ward := &act{r: a.r, tx: a.tx}
		if err := ward.openForm(f); err != nil {
			return "", false, err
		}
		if ward.fact(workflow.FactWardSex) == a.fact(workflow.FactChildSex) && ward.form.Facts.Date(workflow.FactWardBirth) == born {
			found = append(found, s.CaseID)
		}
	}
	if len(found) != 1 {
		return "", false, nil
	}
	return found[0], true, nil
}

// namedAlready is a person whom this case names in the role as it stands: whoever came along
// from another station's case stays, though nobody here could choose them.
func (a *act) namedAlready(role workflow.SubjectRole, id string) (models.Person, bool, error) {
	if a.c.ID == "" {
		return models.Person{}, false, nil
	}
	rows, err := a.subjects()
	if err != nil || !slices.ContainsFunc(rows, func(s models.CaseSubject) bool { return s.Role == string(role) && s.PersonID == id }) {
		return models.Person{}, false, err
	}
	return a.personByID(id)
}
