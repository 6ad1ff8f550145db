package register

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// bondsByCard puts the ids of people into the lines of relations that name them by what
// lies on the counter: the number on a card or in the household book, or a name that one
// of the household alone bears. They are members of the household of the case's person,
// wherever it is registered: a family that moves is declared where it arrives (Reg. 10),
// and no search shows its members there; or those who stand in a household joined of the
// officer's own area that has no head. Set holds the fields that a request sets.
func (a *act) bondsByCard(set workflow.Facts) ([]FieldError, error) {
	person := set.Text(workflow.FactPerson)
	if person == "" {
		person = a.fact(workflow.FactPerson)
	}
	own, ok, err := a.personByID(person)
	if err != nil || !ok || own.HouseholdID == "" {
		return nil, err
	}
	cards := []models.CitizenNumber{models.CitizenNumber(a.fact(workflow.FactPersonCard))}
	if ok, err = a.mayName(own, set, cards...); err != nil || !ok {
		return nil, err // told at the person
	}
	members, err := a.members(own.HouseholdID)
	if err != nil {
		return nil, err
	}
	joined, _, err := a.householdByID(cmp.Or(set.Text(workflow.FactHousehold), a.fact(workflow.FactHousehold)))
	if err != nil {
		return nil, err
	}
	if here, err := a.within(joined.Org, a.actor.orgs()); err != nil {
		return nil, err
	} else if here && headless(joined) && joined.ID != own.HouseholdID {
		there, err := a.members(joined.ID)
		if err != nil {
			return nil, err
		}
		members = append(members, there...)
	}
	var wrong []FieldError
	for _, k := range []workflow.Field{workflow.FactRelations, workflow.FactRemaining} {
		if !set.Has(k) {
			continue
		}
		lines := slices.Clone(set.List(k))
		for i, line := range lines {
			who, what, shaped := strings.Cut(line, "=")
			who, what = strings.TrimSpace(who), strings.TrimSpace(what)
			if !shaped || len(what) < 2 || slices.ContainsFunc(members, func(p models.Person) bool { return p.ID == who }) {
				continue
			}
			if at := slices.IndexFunc(members, func(p models.Person) bool { return a.hiddenID(own.HouseholdID, p.ID) == who }); at >= 0 {
				lines[i] = members[at].ID + "=" + what
				continue
			}
			found := a.borne(members, who)
			switch {
			case len(found) == 1 && len(what) == 2:
				lines[i] = found[0].ID + "=" + what + " " + borneName(found[0], who) + termOf(gb.Relation(what))
			case len(found) == 1:
				lines[i] = found[0].ID + "=" + what
			case len(found) > 1:
				wrong = append(wrong, fieldError("facts."+string(k), "two_of_that_name", "户内有同名的人，请改填其公民身份号码："+who, "Two of the household bear this name: write the citizen number instead: "+who))
			}
		}
		set[k] = lines
	}
	return wrong, nil
}

// borne are those among people who bear a number or a name.
func (a *act) borne(people []models.Person, who string) []models.Person {
	n, err := models.ParseCitizenNumber(who)
	return slices.DeleteFunc(slices.Clone(people), func(p models.Person) bool {
		if err == nil && n != "" {
			return len(p.NumberIndex) == 0 || !bytes.Equal(a.r.numberIndex(n), p.NumberIndex)
		}
		return p.Name != who
	})
}

// borneName is what a line says of somebody: the name where it was written or is an
// adult's, of a minor named by number no more than the end of it.
func borneName(p models.Person, who string) string {
	if n, err := models.ParseCitizenNumber(who); err == nil && n != "" {
		return "尾号" + n.Reveal()[14:]
	}
	return p.Name
}

func termOf(r gb.Relation) string {
	t, known := r.Term()
	if !known {
		return ""
	}
	return "（" + t.Zh + "）"
}
