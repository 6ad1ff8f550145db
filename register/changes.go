package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// ChangeKind sorts what happened to a case.
type ChangeKind string

// The kinds: a step of the process, a declared item, a paper added, a verdict on one,
// the case taken over.
const (
	ChangedStep    ChangeKind = "step"
	ChangedData    ChangeKind = "data"
	ChangedPaper   ChangeKind = "paper"
	ChangedVerdict ChangeKind = "verdict"
	ChangedHolder  ChangeKind = "holder"
)

// Change is one thing that happened to a case after a version. Label names the step,
// the item or the paper. Version is the version that it made.
type Change struct {
	Kind      ChangeKind     `json:"kind"`
	Label     workflow.Word  `json:"label"`
	Version   int64          `json:"version"`
	Officer   string         `json:"officer"`
	OfficerID string         `json:"officer_id"`
	Mine      bool           `json:"mine,omitempty"`
	At        time.Time      `json:"at"`
	Event     workflow.Event `json:"event,omitempty"`
	// From and To name the states of a step that moved the case.
	From    *workflow.Word `json:"from,omitempty"`
	To      *workflow.Word `json:"to,omitempty"`
	Grounds string         `json:"grounds,omitempty"`
	// Field and Value are a declared item as it stands now, number masked; an item
	// that was taken away has no value.
	Field workflow.Field `json:"field,omitempty"`
	Value string         `json:"value,omitempty"`
	Text  *workflow.Word `json:"text,omitempty"`
	// Material and Verdict are the paper and the result of a verdict.
	Material string `json:"material,omitempty"`
	Verdict  string `json:"verdict,omitempty"`
}

// ChangesSince lists what happened to a case after the version an officer saw, oldest
// first: what the page "somebody was faster" shows. Mine marks the officer's own. An
// item changed several times stands once, as its last change. The look is logged.
func (r *Registrar) ChangesSince(ctx context.Context, actor Actor, caseID string, version int64) ([]Change, error) {
	return nil, errUnmade
}

// edited are the declared items to which a change gives another value, in the order
// of their names.
func (a *act) edited(facts workflow.Facts) []workflow.Field {
	out := []workflow.Field{}
	for _, k := range sortedFields(facts) {
		if jsonText(facts[k]) != jsonText(a.form.Facts[k]) {
			out = append(out, k)
		}
	}
	return out
}

// noteEdit notes who changed which declared items, for the officer who has the case
// open meanwhile. The values stay in the case alone.
func (a *act) noteEdit(edited []workflow.Field) error {
	return store.Insert(a.tx, models.CaseEdit{CaseID: a.c.ID, Version: a.c.Version, OfficerID: a.actor.OfficerID, At: a.now, Fields: jsonText(edited)})
}
