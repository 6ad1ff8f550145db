package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// shut tells whether the case is restricted and the officer has no part in it, so that it
// is not there for them (未成年人保护法 4, 103): told to nobody else.
func (a *act) shut() (bool, error) {
	if a.actor.system || !a.c.Restricted || a.c.HolderID == a.actor.OfficerID {
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
		return leadsOrReviews(by.Role) || by.Role == workflow.Clerk && by.Seat == workflow.Origin
	})
}

func leadsOrReviews(r workflow.Role) bool {
	return slices.Contains([]workflow.Role{workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region, workflow.PrivacyOfficer}, r)
}

// unshut is the same as a condition of a query of cases c and the seats o of a body at which
// the officer holds some roles, so that lists and counts leave out what is not there.
func (a *act) unshut(roles []workflow.Role) (string, []any) {
	if slices.ContainsFunc(roles, leadsOrReviews) {
		return "", nil
	}
	text := " and (not c.restricted or c.holder_id = ? or exists (select 1 from case_hands h where h.case_id = c.id and h.person_id = ? and h.person_id <> '')" +
		" or exists (select 1 from case_tasks t where t.case_id = c.id and t.officer = ?) or exists (select 1 from journal w where w.case_id in (c.id, c.origin_case) and w.officer_id = ?)"
	if slices.Contains(roles, workflow.Clerk) {
		text += " or o.seat = 'origin'"
	}
	me := a.actor.OfficerID
	return text + ")", []any{me, a.actor.PersonID, me, me}
}

// ourCases is the condition that one of the officer's bodies takes part in a case c that is
// there for them.
func (a *act) ourCases() (string, []any) {
	roles := a.rolesByOrg()
	var seats []string
	var args []any
	for _, org := range a.actor.orgs() {
		if len(roles[org]) == 0 {
			continue
		}
		open, mine := a.unshut(roles[org])
		seats, args = append(seats, "o.org = ?"+open), slices.Concat(args, []any{org}, mine)
	}
	if len(seats) == 0 {
		return "1 = 0", nil
	}
	return "exists (select 1 from case_orgs o where o.case_id = c.id and (" + strings.Join(seats, " or ") + "))", args
}

// unhidden is the condition that a case c which the officer may see for another reason is
// not restricted, or theirs.
func (a *act) unhidden() (string, []any) {
	text, args := a.ourCases()
	return "(not c.restricted or " + text + ")", args
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
	var failed error
	return slices.DeleteFunc(rows, func(c models.Case) bool {
		if !c.Restricted || failed != nil {
			return false
		}
		err := a.r.begin(a.tx, a.actor).load(c.ID)
		if err != nil && err != ErrNotFound {
			failed = err
		}
		return err == ErrNotFound
	}), failed
}

// struckOut are the items of a parent whom a report has excluded: who stood there is told
// to nobody but those who handle the case (domain 3.3).
func (a *act) struckOut() []workflow.Field {
	var out []workflow.Field
	if a.blanked(workflow.Father) {
		out = append(out, fatherItems...)
	}
	if a.blanked(workflow.Mother) {
		out = append(out, motherItems...)
	}
	return out
}

var (
	fatherItems = append(slices.Clone(fatherNamed), workflow.FactFatherAt)
	motherItems = append(slices.Clone(motherNamed), workflow.FactMotherAt)
	// fatherNamed and motherNamed say who the parent is.
	fatherNamed = []workflow.Field{workflow.FactFather, workflow.FactFatherName, workflow.FactFatherNumber}
	motherNamed = []workflow.Field{workflow.FactMother, workflow.FactMotherName, workflow.FactMotherNumber}
)
