package register

import (
	"context"

	"hukou/models"
	"hukou/workflow"
)

// DiffRow is one item of a register page on two days. A side on which the page has no
// such item is nil. Changed tells that the two do not say the same.
type DiffRow struct {
	Item    string        `json:"item"`
	Label   workflow.Word `json:"label"`
	A       *DiffSide     `json:"a,omitempty"`
	B       *DiffSide     `json:"b,omitempty"`
	Changed bool          `json:"changed"`
	// PersonID names the member whom a row of a household is about.
	PersonID string `json:"person_id,omitempty"`
}

// DiffSide is an item as it was on one of the days, with the case it rests on.
type DiffSide struct {
	Value      string         `json:"value"`
	Text       *workflow.Word `json:"text,omitempty"`
	Since      models.Date    `json:"since,omitempty"`
	CaseID     string         `json:"case_id,omitempty"`
	CaseNumber string         `json:"case_number,omitempty"`
}

// PersonDiff sets a person's page as of two days side by side, each also as known at
// an instant, in the order of the page, equal rows included. The rule and the log are
// those of Person, with the purpose and case of a.
func (r *Registrar) PersonDiff(ctx context.Context, actor Actor, id string, a, b PersonQuery) ([]DiffRow, error) {
	return nil, errUnmade
}

// HouseholdDiff sets a household's page as of two days side by side: its own items,
// then a row for each member of either day, with the relation to the head as value.
func (r *Registrar) HouseholdDiff(ctx context.Context, actor Actor, id string, a, b PersonQuery) ([]DiffRow, error) {
	return nil, errUnmade
}

// PersonDays are the days from which something else held of a person, oldest first,
// as known at the query's instant: where previous and next change lead. The first is
// the day the register had the person.
func (r *Registrar) PersonDays(ctx context.Context, actor Actor, id string, q PersonQuery) ([]models.Date, error) {
	return nil, errUnmade
}

// HouseholdDays are the days on which a household or its membership changed, oldest
// first, as known at the query's instant.
func (r *Registrar) HouseholdDays(ctx context.Context, actor Actor, id string, q PersonQuery) ([]models.Date, error) {
	return nil, errUnmade
}
