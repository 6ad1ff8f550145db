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
		if pair.orElsewhere && a.def.Business != workflow.ParentItem {
			continue // a parent may be of another province; only their own link needs an entry here
		}
		wrong = append(wrong, more...)
	}
	return wrong, nil
}

// namedPairs are the persons beside the case's own who may be named by a card; each card
// that is written names its bearer anew. OrElsewhere tells that the bearer need not be in
// this register.
var namedPairs = []struct {
	person, card workflow.Field
	orElsewhere  bool
}{{workflow.FactKin, workflow.FactKinCard, false}, {workflow.FactHelper, workflow.FactHelperCard, false}, {workflow.FactGuardian, workflow.FactGuardianCard, false},
	{workflow.FactFirstEntry, workflow.FactFirstNumber, false}, {workflow.FactSecondEntry, workflow.FactSecondNumber, false},
	{workflow.FactMother, workflow.FactMotherNumber, true}, {workflow.FactFather, workflow.FactFatherNumber, true}}

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
