package register

import (
	"context"
	"encoding/json"
	"slices"
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
	var out []Change
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		if a.narrowed() {
			return a.logAccess("changes")
		}
		var rows []models.Entry
		var edits []models.CaseEdit
		if err := a.tx.Together(store.Into(&rows, "seq", "case_id = ?", caseID), store.Into(&edits, "version", "case_id = ?", caseID)); err != nil {
			return err
		}
		var err error
		if out, err = a.changesSince(version, versioned(a.c.Version, rows, edits)); err != nil {
			return err
		}
		return a.logAccess("changes")
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// happened is a journal row or a change of declared items, with the version it made.
type happened struct {
	version int64
	row     *models.Entry
	edit    *models.CaseEdit
}

// versioned gives each journal row and each edit the version it made, oldest first:
// every row but a take-over made one, and an edit names its own. It counts back from
// the present version, so that edits from before there was a note of them make rows
// look newer and never older than they are.
func versioned(now int64, rows []models.Entry, edits []models.CaseEdit) []happened {
	var out []happened
	i, j := len(rows)-1, len(edits)-1
	for v := now; i >= 0 || j >= 0; v-- {
		for i >= 0 && rows[i].Event == string(workflow.TakeOver) {
			// It makes no version; seen from outside it stands before the next one.
			out = append(out, happened{version: v + 1, row: &rows[i]})
			i--
		}
		switch {
		case i >= 0 && j >= 0 && amends(rows[i], edits[j]): // one change: the edit tells it
			out = append(out, happened{version: edits[j].Version, edit: &edits[j]})
			i, j = i-1, j-1
		case j >= 0 && (edits[j].Version >= v || i < 0):
			out = append(out, happened{version: edits[j].Version, edit: &edits[j]})
			j--
		case i >= 0:
			out = append(out, happened{version: v, row: &rows[i]})
			i--
		}
	}
	slices.Reverse(out)
	return out
}

// amends tells that a journal row and an edit are one amendment.
func amends(row models.Entry, edit models.CaseEdit) bool {
	return row.Event == string(workflow.DataChanged) && row.Officer == edit.OfficerID && sameMoment(row.At, edit.At)
}

func (a *act) changesSince(version int64, all []happened) ([]Change, error) {
	out := []Change{}
	edited := map[workflow.Field]int{}
	names, err := a.editors(all)
	if err != nil {
		return nil, err
	}
	c, err := a.comparer()
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		if h.version <= version {
			continue
		}
		if h.row != nil {
			c, err := a.rowChange(h)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
			continue
		}
		for _, c := range c.edits(h, names) {
			if i, again := edited[c.Field]; again {
				out[i].Kind = ""
			}
			edited[c.Field] = len(out)
			out = append(out, c)
		}
	}
	return slices.DeleteFunc(out, func(c Change) bool { return c.Kind == "" }), nil
}

// editors are the names of the officers who changed declared items, in one read.
func (a *act) editors(all []happened) (map[string]string, error) {
	ids := []string{}
	for _, h := range all {
		if h.edit != nil {
			ids = append(ids, h.edit.OfficerID)
		}
	}
	return officerNames(a.tx, ids)
}

// officerNames are the names of some officers by id.
func officerNames(tx *store.Tx, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	type row struct{ ID, Name string }
	rows, err := store.Rows[row](tx, "SELECT id, name FROM officers WHERE id in ?", ids)
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}

// rowChange is a journal row as a change.
func (a *act) rowChange(h happened) (Change, error) {
	rec, err := a.r.openRecord(*h.row)
	if err != nil {
		return Change{}, err
	}
	c := Change{Kind: ChangedStep, Label: a.r.book.EventWord(rec.Event), Version: h.version, Officer: rec.Name, OfficerID: rec.Officer,
		Mine: rec.Officer == a.actor.OfficerID, At: rec.At, Event: rec.Event, Grounds: rec.Grounds}
	if rec.Role == workflow.System {
		c.Officer = string(workflow.System)
	}
	if rec.From != rec.To {
		from, to := a.r.book.StateWord(rec.From), a.r.book.StateWord(rec.To)
		c.From, c.To = &from, &to
	}
	kind, _ := rec.Detail["kind"].(string)
	paper, _ := a.r.book.Material(workflow.MaterialKind(kind))
	switch rec.Event {
	case workflow.MaterialAdded:
		c.Kind, c.Label = ChangedPaper, paper.Word
		c.Material, _ = rec.Detail["material"].(string)
	case workflow.MaterialVerdict:
		c.Kind, c.Label = ChangedVerdict, paper.Word
		c.Material, _ = rec.Detail["material"].(string)
		c.Verdict, _ = rec.Detail["result"].(string)
	case workflow.TakeOver:
		c.Kind = ChangedHolder
	}
	return c, nil
}

// edits are the items of an edit as they stand now; what is restricted is left
// to the handling body.
func (c *comparer) edits(h happened, names map[string]string) []Change {
	a := c.a
	var fields []workflow.Field
	if json.Unmarshal([]byte(h.edit.Fields), &fields) != nil {
		return nil
	}
	var out []Change
	for _, f := range fields {
		rule, ok := a.r.book.Field(f)
		if !ok || rule.Class == "D" && !a.seesRestricted() {
			continue
		}
		change := Change{Kind: ChangedData, Label: rule.Word, Version: h.version, Officer: names[h.edit.OfficerID], OfficerID: h.edit.OfficerID,
			Mine: h.edit.OfficerID == a.actor.OfficerID, At: h.edit.At, Field: f}
		if raw := rawText(a.form.Facts[f]); raw != "" {
			change.Value, change.Text = c.shown(f, rule, raw)
		}
		out = append(out, change)
	}
	return out
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
