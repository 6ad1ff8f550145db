package register

import (
	"encoding/json"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

func (a *act) nameDiffers() (bool, error) {
	p, ok, err := a.person()
	name := a.fact(workflow.FactNewName)
	return ok && name != "" && name != p.Name, err
}

// nameFar tells whether the name declared cannot be a slip of the one first entered.
func (a *act) nameFar() (bool, error) {
	p, ok, err := a.person()
	name := a.fact(workflow.FactNewName)
	if err != nil || !ok || name == "" {
		return false, err
	}
	first, err := a.nameEntered(p)
	return !gb.OneSlip(name, first), err
}

// nameEntered is the name that the person got at the entry, or by the last change of name,
// before any correction of it: corrections do not lead on from one to the next.
func (a *act) nameEntered(p models.Person) (string, error) {
	events, err := a.r.openEvents(a.tx, p.ID)
	if err != nil {
		return "", err
	}
	first, last := p.Name, ""
	for _, e := range events {
		var image personImage
		if err := json.Unmarshal(e.Plain, &image); err != nil {
			return "", err
		}
		if image.Name != last && (last == "" || e.Kind != EventName || e.Reason != string(reasonNameCorrected)) {
			first = image.Name
		}
		last = image.Name
	}
	return first, nil
}

// parentsAlive are the parents of the page who can be asked: in the register, and
// neither dead nor struck off.
func (a *act) parentsAlive() (string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return "", err
	}
	gone, _, err := a.displaced(p)
	if err != nil {
		return "", err
	}
	father, err := a.stillThere(p.FatherID)
	if err != nil {
		return "", err
	}
	mother, err := a.stillThere(p.MotherID)
	if err != nil {
		return "", err
	}
	father, mother = father && !slices.Contains(gone, p.FatherID), mother && !slices.Contains(gone, p.MotherID)
	switch {
	case father && mother:
		return "both", nil
	case father:
		return "father", nil
	case mother:
		return "mother", nil
	}
	return "none", nil
}

func (a *act) stillThere(id string) (bool, error) {
	p, ok, err := a.personByID(id)
	return ok && inForce(p), err
}

// changeName enters the name declared. A name that was the person's is kept among the
// former names, each once; one that a clerk's slip made was never theirs.
func (a *act) changeName(kept bool) error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	name, reason := a.fact(workflow.FactNewName), reasonNameCorrected
	if name == "" || name == p.Name {
		return blocked("nothing_differs", "新姓名与现登记姓名相同，无可变更。", "The new name is the one that stands; there is nothing to change.")
	}
	if kept {
		reason = reasonNameChanged
		p.FormerNames = withFormer(p.FormerNames, p.Name)
	}
	p.Name = name
	return a.enterChange(&p, eventSpec{Kind: EventName, Reason: string(reason)})
}

// formerSeparator stands between two former names on a page.
const formerSeparator = "、"

func withFormer(former, name string) string {
	names := slices.DeleteFunc(strings.Split(former, formerSeparator), func(n string) bool { return n == "" || n == name })
	return strings.Join(append(names, name), formerSeparator)
}
