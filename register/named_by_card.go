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
	wrong, err := a.nameFrom(set, workflow.FactPerson, workflow.FactPersonCard, had)
	if err != nil {
		return wrong, err
	}
	for _, pair := range namedPairs {
		more, err := a.nameFrom(set, pair.person, pair.card, "")
		if err != nil {
			return wrong, err
		}
		wrong = append(wrong, more...)
	}
	return wrong, nil
}

// namedPairs are the persons beside the case's own who may be named by a card; each card
// that is written names its bearer anew.
var namedPairs = []struct{ person, card workflow.Field }{{workflow.FactKin, workflow.FactKinCard}, {workflow.FactHelper, workflow.FactHelperCard},
	{workflow.FactFirstEntry, workflow.FactFirstNumber}, {workflow.FactSecondEntry, workflow.FactSecondNumber}}

func (a *act) nameFrom(set workflow.Facts, who, by workflow.Field, had string) ([]FieldError, error) {
	rules := a.def.FactsOf()
	_, person := rules[who]
	_, card := rules[by]
	if !person || !card || had != "" || set.Has(who) {
		return nil, nil
	}
	n, err := models.ParseCitizenNumber(set.Text(by))
	if err != nil || n == "" {
		return nil, nil // none, or told at the number itself
	}
	p, err := store.One[models.Person](a.tx, "number_index = ?", a.r.numberIndex(n))
	if errors.Is(err, store.ErrNotFound) {
		return []FieldError{fieldError("facts."+string(by), "unknown_person", "户籍库中没有持有此号码的人，请对照证件核对号码；外省的，按跨省迁入办理。",
			"The register has nobody with this number: compare it with the card; whoever comes from another province moves in by the business for that.")}, nil
	}
	if err != nil {
		return nil, err
	}
	set[who] = p.ID
	return nil, nil
}
