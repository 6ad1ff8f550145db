package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// shut tells whether the case is restricted and the officer has no part in it, so that it
// is not there for them (未成年人保护法 4, 103): told to nobody else.
func (a *act) shut() (bool, error) {
	if a.actor.system || !a.form.Facts.Bool(factRestricted) || a.c.HolderID == a.actor.OfficerID {
		return false, nil
	}
	if a.partBySeat() {
		return false, nil
	}
	took, err := a.tookPart()
	return !took, err
}

// partBySeat tells whether the officer's post gives a part in a restricted case: who leads
// or reviews it, a body asked from another seat, and the privacy officer.
func (a *act) partBySeat() bool {
	return slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool {
		switch by.Role {
		case workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region, workflow.PrivacyOfficer:
			return true
		case workflow.Clerk:
			return by.Seat == workflow.Origin
		}
		return false
	})
}

// tookPart tells whether the officer has worked on the case or on the one that it comes
// from, or was asked to.
func (a *act) tookPart() (bool, error) {
	hands, err := a.hands()
	if err != nil || slices.ContainsFunc(hands, func(h models.CaseHand) bool { return h.PersonID != "" && h.PersonID == a.actor.PersonID }) {
		return err == nil, err
	}
	tasks, err := a.tasks()
	if err != nil || slices.ContainsFunc(tasks, func(t models.CaseTask) bool { return t.Officer != "" && t.Officer == a.actor.OfficerID }) {
		return err == nil, err
	}
	n, err := store.Count[models.Entry](a.tx, "case_id in ? and officer_id = ?", []string{a.c.ID, a.c.OriginCase}, a.actor.OfficerID)
	return n > 0, err
}

// withoutShut leaves out of some cases those that are restricted and not the officer's.
func (a *act) withoutShut(rows []models.Case) ([]models.Case, error) {
	ids := make([]string, len(rows))
	for i, c := range rows {
		ids[i] = c.ID
	}
	forms, err := store.Many[models.CaseForm](a.tx, "", "case_id in ?", ids)
	if err != nil {
		return nil, err
	}
	gone := map[string]bool{}
	for _, f := range forms {
		n := a.r.begin(a.tx, a.actor)
		if err := n.openForm(f); err != nil {
			return nil, err
		}
		if !n.form.Facts.Bool(factRestricted) {
			continue
		}
		if err := n.load(f.CaseID); err == ErrNotFound {
			gone[f.CaseID] = true
		} else if err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(rows, func(c models.Case) bool { return gone[c.ID] }), nil
}

// struckOut are the items of a parent whom a report has excluded: who stood there is told
// to nobody but those who handle the case (domain 3.3).
func (a *act) struckOut() []workflow.Field {
	blank, err := a.parentBlank()
	switch {
	case err != nil: // what cannot be told is not shown
		return append(slices.Clone(fatherItems), motherItems...)
	case blank == string(workflow.Father):
		return fatherItems
	case blank == string(workflow.Mother):
		return motherItems
	}
	return nil
}

var (
	fatherItems = []workflow.Field{workflow.FactFather, workflow.FactFatherName, workflow.FactFatherNumber, workflow.FactFatherAt}
	motherItems = []workflow.Field{workflow.FactMother, workflow.FactMotherName, workflow.FactMotherNumber, workflow.FactMotherAt}
)
