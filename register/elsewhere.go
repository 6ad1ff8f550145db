package register

import (
	"errors"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// elsewhereCollectors finds what the guards on a case taken in in another region read.
func elsewhereCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{workflow.FAwayLacks: func(a *act) (any, error) { return a.awayLacks() }}
}

// inOneRegion tells whether two bodies have one region above them.
func (a *act) inOneRegion(x, y string) (bool, error) {
	if x == y {
		return true, nil
	}
	_, err := common(a.tx, x, y)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// checkAcross refuses a case that a station would take in for one of another region, unless
// the business is among those that may be (跨省通办).
func (a *act) checkAcross(station, register string) ([]FieldError, error) {
	if a.def.AcrossRegions {
		return nil, nil
	}
	same, err := a.inOneRegion(station, register)
	if err != nil || same {
		return nil, err
	}
	return []FieldError{fieldError("register_station", "not_across_regions", "这项业务不在跨省通办之列，其他省（区、市）的派出所不能代收：请告知申报人到落户地派出所办理。",
		"This business is not among those that a station of another region may take in: tell the applicant to go to the station of the register.")}, nil
}

// awayLacks are the conditions not met of a birth that a station of another region takes in
// (see workflow.FAwayLacks). One taken in at home asks for nothing.
func (a *act) awayLacks() ([]string, error) {
	out := []string{}
	same, err := a.inOneRegion(a.c.AcceptanceOrg, a.c.HandlingOrg)
	if err != nil || same {
		return out, err
	}
	lack := func(what string, met bool) {
		if !met {
			out = append(out, what)
		}
	}
	lack(workflow.AwayPaper, a.fact(workflow.FactEvidence) == "certificate")
	age, err := a.age()
	if err != nil {
		return nil, err
	}
	lack(workflow.AwayAge, age < 6)
	surname, err := a.parentsSurname()
	if err != nil {
		return nil, err
	}
	lack(workflow.AwaySurname, surname)
	domestic := true
	for _, parent := range []workflow.SubjectRole{workflow.Mother, workflow.Father} {
		side, err := a.sideOf(parent)
		if err != nil {
			return nil, err
		}
		domestic = domestic && side != "" && side != "overseas"
	}
	lack(workflow.AwayParents, domestic)
	h, ok, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil {
		return nil, err
	}
	lack(workflow.AwayHousehold, ok && h.Kind == models.FamilyHousehold)
	lives := a.fact(workflow.FactAwayResidence)
	lack(workflow.AwayResidence, lives != "" && lives != "none")
	return out, nil
}

// parentsSurname tells whether the child has the surname of a parent declared.
func (a *act) parentsSurname() (bool, error) {
	name := a.fact(workflow.FactChildName)
	for _, f := range [][2]workflow.Field{{workflow.FactMother, workflow.FactMotherName}, {workflow.FactFather, workflow.FactFatherName}} {
		parent := a.fact(f[1])
		if p, ok, err := a.personByID(a.fact(f[0])); err != nil {
			return false, err
		} else if ok {
			parent = p.Name
		}
		if s := gb.Surname(parent); s != "" && strings.HasPrefix(name, s) {
			return true, nil
		}
	}
	return false, nil
}

// narrowed tells whether the officer's bodies only take papers in for the case, and it is
// past that, also while it waits for further papers: they see what they took in, what lacks and
// the result, and nothing of how the station that handles it decides.
func (a *act) narrowed() bool {
	if a.actor.system || len(a.seats) == 0 || slices.Contains([]workflow.State{workflow.Draft, workflow.Lodged, workflow.Correcting}, a.state()) {
		return false
	}
	return !slices.ContainsFunc(a.seats, func(s models.CaseOrg) bool { return s.Seat != string(workflow.Accepting) })
}

// narrow takes out of a view what a station that only took the papers in has no part in.
func (a *act) narrow(v *CaseView) error {
	if !a.narrowed() {
		return nil
	}
	v.Facts, v.Tasks, v.Successors, v.Clocks, v.Holder, v.Search = workflow.Facts{}, []TaskView{}, []string{}, []ClockView{}, nil, nil
	for i := range v.Subjects {
		v.Subjects[i].Person, v.Subjects[i].RegisterName = "", ""
	}
	brought, err := a.broughtHere()
	v.Materials = slices.DeleteFunc(v.Materials, func(m MaterialView) bool { return !slices.Contains(brought, m.ID) })
	return err
}

// broughtHere are the papers that officers of the accepting station added.
func (a *act) broughtHere() ([]string, error) {
	return store.Rows[string](a.tx, "select id from materials where case_id = ? and added_by in (select officer_id from postings where org = ?)", a.c.ID, a.c.AcceptanceOrg)
}

// mayOpenPaper tells whether the paper is one that the officer's station may look at.
func (a *act) mayOpenPaper(id string) (bool, error) {
	if !a.narrowed() {
		return true, nil
	}
	brought, err := a.broughtHere()
	return slices.Contains(brought, id), err
}

// onlyTookIn tells whether none of the bodies has more of the case than its papers to take
// in: that opens nobody's file of another area.
func (a *act) onlyTookIn(caseID string, orgs []string) (bool, error) {
	n, err := store.Count[models.CaseOrg](a.tx, "case_id = ? and org in ? and seat <> ?", caseID, orgs, string(workflow.Accepting))
	return n == 0, err
}
