package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// CaseDecision is a reasoned decision with what may be done against it (行政许可法 38):
// all that stands on the sheet handed to the applicant.
type CaseDecision struct {
	Number     string         `json:"number"`
	Event      workflow.Event `json:"event"`
	Label      workflow.Word  `json:"label"`
	Body       workflow.Word  `json:"body"`
	Level      workflow.Level `json:"level"`
	DecidedOn  models.Date    `json:"decided_on"`
	Adverse    bool           `json:"adverse"`
	ReasonCode string         `json:"reason_code,omitempty"`
	Reason     string         `json:"reason,omitempty"`
	FactsFound string         `json:"facts_found,omitempty"`
	Evidence   []string       `json:"evidence,omitempty"`
	Law        []string       `json:"law,omitempty"`
	Heard      []string       `json:"persons_heard,omitempty"`
	Competent  string         `json:"competent_body,omitempty"`
	Grounds    string         `json:"grounds,omitempty"`
	Remedy     string         `json:"remedy,omitempty"`
}

// lastDecision is the newest decision of the case; nil where none was made.
func (a *act) lastDecision() (*CaseDecision, error) {
	rows, err := store.Many[models.Decision](a.tx, "seq desc limit 1", "case_id = ?", a.c.ID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	d, err := a.decisionView(rows[0])
	if err != nil {
		return nil, err
	}
	return &CaseDecision{Number: d.Number, Event: d.Event, Label: d.Label, Body: d.Body, Level: d.Level, DecidedOn: models.DateOf(d.At), Adverse: d.Adverse,
		ReasonCode: d.Input.Text(workflow.InReasonCode), Reason: d.Input.Text(workflow.InReason), FactsFound: d.Input.Text(workflow.InFactsFound),
		Evidence: d.Input.List(workflow.InEvidence), Law: d.Input.List(workflow.InLaw), Heard: d.Input.List(workflow.InHeard),
		Competent: d.Input.Text(workflow.InCompetent), Grounds: d.Grounds, Remedy: d.Remedy}, nil
}
