package register

import (
	"context"

	"hukou/models"
	"hukou/workflow"
)

// RelatedView is the persons and households that a case is about, each once.
type RelatedView struct {
	People     []RelatedPerson    `json:"people"`
	Households []RelatedHousehold `json:"households"`
}

// RelatedPerson is a person of a case. As says what they are to it (a subject, a
// parent, the head of the household to join). MayOpen tells that the officer may open
// the page inside this case; Line that the register has one at all.
type RelatedPerson struct {
	PersonID    string              `json:"person_id,omitempty"`
	Name        string              `json:"name"`
	Number      string              `json:"citizen_number,omitempty"` // masked
	As          []workflow.Word     `json:"as"`
	Status      models.PersonStatus `json:"status,omitempty"`
	HouseholdID string              `json:"household_id,omitempty"`
	Station     string              `json:"station,omitempty"`
	Line        bool                `json:"line"`
	MayOpen     bool                `json:"may_open"`
}

// RelatedHousehold is a household of a case: the one to join, or that of a person.
type RelatedHousehold struct {
	HouseholdID string          `json:"household_id"`
	Number      string          `json:"number"`
	Address     string          `json:"address"`
	Station     string          `json:"station"`
	Status      string          `json:"status"`
	As          []workflow.Word `json:"as"`
	MayOpen     bool            `json:"may_open"`
}

// Related lists the persons and households of a case. The look is logged, each person
// of the register on a row of their own.
func (r *Registrar) Related(ctx context.Context, actor Actor, caseID string) (RelatedView, error) {
	return RelatedView{}, errUnmade
}
