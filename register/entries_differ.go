package register

import (
	"bytes"
	"slices"
	"strconv"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bothEntries are the two entries of a duplicate; false where either is not named yet.
func (a *act) bothEntries() (first, second models.Person, ok bool, err error) {
	if first, ok, err = a.personByID(a.fact(workflow.FactFirstEntry)); err != nil || !ok {
		return first, second, false, err
	}
	second, ok, err = a.personByID(a.fact(workflow.FactSecondEntry))
	return first, second, ok, err
}

// entriesContradict are the items in which the two entries of a duplicate do not agree:
// name, sex and day, and what the register knows of both, mother, father and place in one birth.
func (a *act) entriesContradict() ([]string, error) {
	first, second, ok, err := a.bothEntries()
	if err != nil || !ok {
		return nil, err
	}
	var differs []string
	item := func(what workflow.Field, same bool) {
		if !same {
			differs = append(differs, string(what))
		}
	}
	known := func(one, other string) bool { return one == "" || other == "" || one == other }
	item(workflow.FactWardName, gb.Fold(first.Name) == gb.Fold(second.Name))
	item(workflow.FactWardSex, first.Sex == second.Sex)
	item(workflow.FactWardBirth, first.BirthDate == second.BirthDate)
	item(workflow.FactMother, known(first.MotherID, second.MotherID))
	item(workflow.FactFather, known(first.FatherID, second.FatherID))
	item(workflow.FactBirthOrder, known(a.orderOf(first), a.orderOf(second)))
	return differs, nil
}

// orderOf is which child of one birth an entry is, as its key tells by either parent; empty
// where the register does not know it.
func (a *act) orderOf(p models.Person) string {
	for n := 1; n <= mostAtOnce && len(p.BirthKey) > 0; n++ {
		for _, parent := range []string{p.MotherID, p.FatherID} {
			if parent != "" && bytes.Equal(p.BirthKey, a.r.birthKey(parent, p.BirthDate, strconv.Itoa(n))) {
				return strconv.Itoa(n)
			}
		}
	}
	return ""
}

// unexplained lists the contradictions where nobody has said why it is one person: a parent
// or the place in a birth counts alone, name and day of birth where both differ.
func (a *act) unexplained() ([]string, error) {
	differs, err := a.entriesContradict()
	kin := slices.ContainsFunc(differs, func(what string) bool {
		return slices.Contains([]workflow.Field{workflow.FactMother, workflow.FactFather, workflow.FactBirthOrder}, workflow.Field(what))
	})
	if err != nil || len(differs) < 2 && !kin || a.fact(factDifference) != "" || a.in(workflow.InDifference) != "" {
		return []string{}, err
	}
	return differs, nil
}

// ruledOutBefore are the reasons for which the case that entered either of the two took the
// other for another person.
func (a *act) ruledOutBefore() ([]string, error) {
	first, second, ok, err := a.bothEntries()
	if err != nil || !ok {
		return nil, err
	}
	var out []string
	for _, pair := range [][2]string{{first.ID, second.ID}, {second.ID, first.ID}} {
		entered, err := store.Many[models.RegisterEvent](a.tx, "serial limit 1", "subject_id = ?", pair[0])
		if err != nil {
			return nil, err
		}
		if len(entered) == 0 {
			continue
		}
		f, err := store.One[models.CaseForm](a.tx, "case_id = ?", entered[0].CaseID)
		if err != nil {
			if err = ignoreMissing(err); err != nil {
				return nil, err
			}
			continue // taken over at the start
		}
		other := &act{r: a.r, tx: a.tx}
		if err := other.openForm(f); err != nil {
			return nil, err
		}
		if why, ok := dismissals(other.form.Facts.List(factDismissed))[pair[1]]; ok {
			out = append(out, why)
		}
	}
	return out, nil
}
