package register

import (
	"hukou/models"
	"hukou/workflow"
)

// schoolHousehold is the kind of collective household in which a school's students stand
// (Norm 22).
const schoolHousehold = "school"

// sideOf is where a parent of the child is registered: see FMotherSide.
func (a *act) sideOf(parent workflow.SubjectRole) (string, error) {
	who, at := workflow.FactMother, workflow.FactMotherAt
	if parent == workflow.Father {
		who, at = workflow.FactFather, workflow.FactFatherAt
	}
	if a.blanked(parent) {
		return "", nil
	}
	known, err := a.registeredSide(a.fact(who), a.fact(at))
	if err != nil || known != "" {
		return known, err
	}
	if p, _, err := a.personByID(a.fact(who)); err != nil || p.Status == models.StatusDead {
		return "", err // what was declared of the living holds no more
	}
	return a.fact(at), nil
}

// registeredSide is where the register has somebody, in the words of the form; "" for whom
// it does not have in a household. Whether a member of a
// collective household studies it does not know, and takes what is declared: where nothing
// is, those of a school's are its students, as most are, and its staff say that they are not.
func (a *act) registeredSide(person, declared string) (string, error) {
	p, ok, err := a.personByID(person)
	if err != nil || !ok || !stays(p) {
		return "", err
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	switch {
	case err != nil || !ok:
		return "", err
	case h.Kind == models.FamilyHousehold:
		return "family", nil
	case h.Collective == schoolHousehold && declared != "collective" || declared == "student":
		return "student", nil
	}
	return "collective", nil
}

// onePrefecture tells whether both parents are registered in one prefecture: see
// FOnePrefecture.
func (a *act) onePrefecture() (bool, error) {
	same, known, err := a.registeredTogether(a.form.Facts)
	if err != nil || known {
		return same, err
	}
	return a.form.Facts.Bool(workflow.FactSamePrefecture), nil
}

// registeredTogether tells whether the stations of both parents lie in one prefecture, if
// the register has both.
func (a *act) registeredTogether(f workflow.Facts) (same, known bool, err error) {
	var at [2]string
	for i, who := range []workflow.Field{workflow.FactMother, workflow.FactFather} {
		p, ok, err := a.personByID(f.Text(who))
		if err != nil || !ok || !stays(p) {
			return false, false, err
		}
		o, err := a.org(p.Org)
		if err != nil || len(o.Division) < len("6404") {
			return false, false, err
		}
		at[i] = o.Division[:len("6404")]
	}
	return at[0] == at[1], true, nil
}
