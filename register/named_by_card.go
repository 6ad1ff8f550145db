package register

import (
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// nameByCard names the person whose full number a form declares and whom it names not yet:
// somebody of another station, whom no search shows here, with the card on the counter.
// Had is whom the form names so far.
func (a *act) nameByCard(set workflow.Facts, had string) ([]FieldError, error) {
	rules := a.def.FactsOf()
	_, person := rules[workflow.FactPerson]
	_, card := rules[workflow.FactPersonCard]
	if !person || !card || had != "" || set.Has(workflow.FactPerson) {
		return nil, nil
	}
	n, err := models.ParseCitizenNumber(set.Text(workflow.FactPersonCard))
	if err != nil || n == "" {
		return nil, nil // none, or told at the number itself
	}
	p, err := store.One[models.Person](a.tx, "number_index = ?", a.r.numberIndex(n))
	if errors.Is(err, store.ErrNotFound) {
		return []FieldError{fieldError("facts."+string(workflow.FactPersonCard), "unknown_person", "户籍库中没有持有此号码的人，请对照证件核对号码；外省的，按跨省迁入办理。",
			"The register has nobody with this number: compare it with the card; whoever comes from another province moves in by the business for that.")}, nil
	}
	if err != nil {
		return nil, err
	}
	set[workflow.FactPerson] = p.ID
	return nil, nil
}
