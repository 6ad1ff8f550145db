package register

import (
	"encoding/json"
	"errors"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// begin starts an act in a transaction. Time is read once: one act has one time.
func (r *Registrar) begin(tx *store.Tx, actor Actor) *act {
	now := r.Now()
	return &act{r: r, tx: tx, now: now, today: models.DateOf(now), actor: actor}
}

// load reads a case among those the officer's organisations take part in. A case
// elsewhere is not found, exactly like none.
func (a *act) load(id string) error {
	seats, err := a.mySeats(id)
	if err != nil {
		return err
	}
	if len(seats) == 0 && !a.actor.system {
		return ErrNotFound
	}
	a.seats = seats
	return a.read(id)
}

// mySeats are the bodies of the officer that take part in the case.
func (a *act) mySeats(id string) ([]models.CaseOrg, error) {
	all, err := store.Many[models.CaseOrg](a.tx, "", "case_id = ?", id)
	if err != nil || a.actor.system {
		return all, err
	}
	var mine []models.CaseOrg
	for _, s := range all {
		for _, o := range a.actor.Postings {
			if o.Org == s.Org {
				mine = append(mine, s)
				break
			}
		}
	}
	return mine, nil
}

// read loads the case's row, form and definition.
func (a *act) read(id string) error {
	c, err := store.One[models.Case](a.tx, "id = ?", id)
	if errors.Is(err, store.ErrNotFound) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	f, err := store.One[models.CaseForm](a.tx, "case_id = ?", id)
	if err != nil {
		return err
	}
	a.c, a.before = c, c
	def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition)
	if !ok {
		return errors.New("the case's edition is not in this program's rule book; run a program that has it")
	}
	a.def = def
	return a.openForm(f)
}

func (a *act) openForm(f models.CaseForm) error {
	plain, err := a.r.keys.Open(placeFacts(f.CaseID), f.FactsSealed)
	if err != nil {
		return err
	}
	a.form = form{Facts: workflow.Facts{}}
	if err := json.Unmarshal(plain, &a.form.Facts); err != nil {
		return err
	}
	for text, into := range map[string]any{f.Policy: &a.form.Policy, f.Returns: &a.form.Returns, f.Notice: &a.form.Notice} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return err
		}
	}
	return nil
}

// saveForm writes the form back when an act changed it.
func (a *act) saveForm() error {
	if !a.form.changed {
		return nil
	}
	a.form.changed = false
	row, err := a.sealForm()
	if err != nil {
		return err
	}
	_, err = store.Set[models.CaseForm](a.tx, map[string]any{"facts_sealed": row.FactsSealed, "policy": row.Policy,
		"returns": row.Returns, "notice": row.Notice}, "case_id = ?", a.c.ID)
	return err
}

func (a *act) sealForm() (models.CaseForm, error) {
	row := models.CaseForm{CaseID: a.c.ID}
	facts := a.form.Facts
	if facts == nil {
		facts = workflow.Facts{}
	}
	plain, err := json.Marshal(facts)
	if err != nil {
		return row, err
	}
	row.FactsSealed = a.r.keys.Seal(placeFacts(a.c.ID), plain)
	if a.form.Policy != nil {
		row.Policy = jsonText(a.form.Policy)
	}
	if len(a.form.Returns) > 0 {
		row.Returns = jsonText(a.form.Returns)
	}
	if len(a.form.Notice) > 0 {
		row.Notice = jsonText(a.form.Notice)
	}
	return row, nil
}

func placeFacts(caseID string) seal.Place {
	return seal.Place{Table: "case_forms", Column: "facts_sealed", Row: caseID}
}

// jsonText is a value as JSON text; the values here always marshal.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
