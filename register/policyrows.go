package register

import (
	"context"
	"encoding/json"
	"time"

	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// PolicyFilter narrows the policy rows. Division finds the rows that speak for it:
// its own and those of every wider division. On leaves the rows in force that day;
// empty means those of every day.
type PolicyFilter struct {
	Business workflow.Business
	Division string
	On       models.Date
}

// PolicyRowView is a policy row as everyone who works here may read it.
type PolicyRowView struct {
	ID           string                     `json:"id"`
	Business     workflow.Business          `json:"business"`
	BusinessName workflow.Word              `json:"business_name"`
	Division     string                     `json:"division"` // code or its beginning; empty: everywhere
	DivisionName workflow.Word              `json:"division_name"`
	From         models.Date                `json:"from"`
	To           models.Date                `json:"to,omitempty"` // the last day; empty: open
	Level        *workflow.Level            `json:"level,omitempty"`
	LevelName    *workflow.Word             `json:"level_name,omitempty"`
	Limits       []PolicyLimit              `json:"limits"`
	Materials    string                     `json:"materials,omitempty"` // JSON
	Options      map[string]json.RawMessage `json:"options,omitempty"`
	Document     string                     `json:"document"`
	EnteredBy    string                     `json:"entered_by"` // the officer's name
	EnteredAt    time.Time                  `json:"entered_at"`
	InForce      bool                       `json:"in_force"` // today
}

// PolicyLimit is a period that a place set, beside the rule book's preset.
type PolicyLimit struct {
	Limit  workflow.Limit `json:"limit"`
	Name   workflow.Word  `json:"name"`
	Span   calendar.Span  `json:"span"`
	Preset calendar.Span  `json:"preset"`
}

// NewPolicyRow is what a place chooses from a day on. Level nil leaves the rule book's
// profile alone. Document is the paper it rests on.
type NewPolicyRow struct {
	Business workflow.Business
	Division string
	From     models.Date
	To       models.Date
	Level    *workflow.Level
	Limits   map[workflow.Limit]calendar.Span
	Options  map[string]json.RawMessage
	Document string
}

// PolicyRows lists policy rows by business, division and first day. It holds no
// personal data and is open to every officer.
func (r *Registrar) PolicyRows(ctx context.Context, actor Actor, f PolicyFilter) ([]PolicyRowView, error) {
	return nil, errUnmade
}

// AddPolicyRow enters what a place chose, from today at the earliest. Rows are not
// edited: the row of the same business and division that is in force then ends on the
// day before. A row that would overlap a later one, or ends before it begins, is
// refused. The region's registration office and the system administrator may; the act
// is audited.
func (r *Registrar) AddPolicyRow(ctx context.Context, actor Actor, n NewPolicyRow) (PolicyRowView, error) {
	return PolicyRowView{}, errUnmade
}
